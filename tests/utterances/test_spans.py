"""From token rows to utterances."""

import pytest

from stancekit.utterances import Attribution, to_utterances
from stancekit.utterances.spans import kind_of


def rows_of(table, words, begin=0):
    """Rows of words in their order, each the next one in the table."""
    out = []
    for word in words.split():
        row = next(r for r in range(begin, len(table)) if table.words[table.word[r]] == word)
        out.append(row)
        begin = row + 1
    return tuple(out)


def texts_of(text, spans):
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("“We will act,” she said.", "“ We will act ”", "direct"),
        ("“We will act,” she said.", "We will act", "direct"),
        ("She said they will act.", "they will act", "indirect"),
        ("She said they will “act soon”.", "they will “ act soon ”", "mixed"),
        ("She said 1,000 “x”.", "“ ”", "indirect"),
        # judged by letters: a short word outside does not make it mixed, nor a long one direct
        ("“Extraordinarily complicated”, a", "“ Extraordinarily complicated ” , a", "direct"),
        ("“So” uncomplicated", "“ So ” uncomplicated", "mixed"),
        ("‘We will act,’ she said.", "We will act", "direct"),
        ("„We will act“, she said.", "We will act", "direct"),
    ],
)
def test_kind(make, text, words, kind):
    table = make[0](text)
    assert kind_of(table, rows_of(table, words)) == kind


def test_split_content_makes_several_spans(make):
    text = "“We will act,” Eva Ortega said, “and soon.”"
    table = make[0](text)
    said = rows_of(table, "said")
    found = Attribution(
        tuple(range(6)) + tuple(range(said[0] + 2, len(table))), said, (said[0] - 2, said[0] - 1), 0.9
    )
    ((utterance,),) = to_utterances(table, [found])
    assert texts_of(text, utterance.content) == ["“We will act,”", "“and soon.”"]
    assert texts_of(text, utterance.cue) == ["said"]
    assert texts_of(text, utterance.source) == ["Eva Ortega"]
    assert (utterance.id, utterance.kind) == ("u1", "direct")


def test_commas_at_the_edges_stay_outside(make):
    text = "Prices, he said, will fall, then rise."
    table = make[0](text)
    found = Attribution(rows_of(table, ", will fall ,", 3), rows_of(table, "said"), (), 0.9)
    ((utterance,),) = to_utterances(table, [found])
    assert texts_of(text, utterance.content) == ["will fall"]
    assert utterance.source == ()


def test_content_of_nothing_but_commas_keeps_one(make):
    table = make[0]("he said , ,")
    ((utterance,),) = to_utterances(table, [Attribution((2, 3), (1,), (), 0.5)])
    assert texts_of("he said , ,", utterance.content) == [","]


def test_articles_get_their_own_utterances_in_order(make):
    texts = ("A said b. C said d.", "", "E said f.")
    table = make[0](*texts)
    found = [Attribution((row + 1,), (row,), (row - 1,), 0.5) for row in (9, 5, 1)]
    out = to_utterances(table, found)
    assert [[u.id for u in utterances] for utterances in out] == [["u1", "u2"], [], ["u1"]]
    contents = [texts_of(text, u.content) for text, us in zip(texts, out, strict=True) for u in us]
    assert contents == [["b"], ["d"], ["f"]]


def test_no_articles(make):
    assert to_utterances(make[0](), []) == []


def test_dashes_and_colons_at_the_edges_stay_outside(make):
    text = "He said: — no; yes —"
    table = make[0](text)
    found = Attribution(tuple(range(2, len(table))), (1,), (0,), 0.9)
    ((utterance,),) = to_utterances(table, [found])
    assert texts_of(text, utterance.content) == ["no; yes"]


def test_offsets_are_those_of_the_article(make):
    texts = ("One two three.", "Él dijo 🙂 sí.")
    table = make[0](*texts)
    row = int(table.first[1])
    _, (utterance,) = to_utterances(table, [Attribution((row + 2, row + 3), (row + 1,), (row,), 0.9)])
    assert texts_of(texts[1], utterance.content) == ["🙂 sí"]
    assert texts_of(texts[1], utterance.cue) == ["dijo"]
    assert texts_of(texts[1], utterance.source) == ["Él"]


def test_speech_word_for_word_is_direct_without_marks(make):
    table = make[0]("ROE: We will act.")
    rows = rows_of(table, "We will act .")
    ((utterance,),) = to_utterances(table, [Attribution(rows, (1,), (0,), 0.8, verbatim=True)])
    assert (utterance.kind, utterance.confidence) == ("direct", 0.8)
