"""CSV of utterances: exact spans, or words that are looked for."""

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import csvtable
from stancekit.records import Span
from stancekit.report import render

TEXT = "She said so. “No,” she said, “never.”"


def table(tmp_path, *lines):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode())
    return tmp_path / "a.csv"


def test_words_are_looked_for_nearest_to_the_content(tmp_path):
    path = table(
        tmp_path, "stance,start,end,cue,source", "cautious,13,18,she,said", ",0,3,,", "none,9,11,said,She"
    )
    (found,) = exchange.read(path)
    one, two, three = found.utterances
    assert (one.cue, one.source, one.stance.answer) == ((Span(19, 22),), (Span(4, 8),), "cautious")
    assert (two.stance, three.stance.answer, three.source) == (None, "none", (Span(0, 3),))
    assert [u.id for u in found.utterances] == ["u1", "u2", "u3"]


def test_spans_are_exact_where_there_are_columns_for_them(tmp_path):
    head = "id,stance,start,end,cue,source,content_spans,cue_spans,source_spans"
    path = table(tmp_path, head, "x,cautious,13,37,said,She,13:18 29:37,23:27,")
    (found,) = exchange.read(path)
    (u,) = found.utterances
    assert (u.content, u.cue, u.source) == ((Span(13, 18), Span(29, 37)), (Span(23, 27),), ())


def test_what_analyze_writes_is_read(analysis, tmp_path):
    (tmp_path / "a1.txt").write_bytes(analysis.article.text.encode())
    (tmp_path / "a1.csv").write_bytes(render(analysis, "csv", what="utterances").encode())
    (found,) = exchange.read(tmp_path / "a1.csv")
    one, *others = found.utterances
    assert (one.content, one.cue) == (
        (Span(58, 98),),
        (),
    )  # that table has but what encloses a split quotation
    assert [u.cue for u in others] == [u.cue for u in analysis.utterances[1:]]
    assert [u.stance.answer for u in found.utterances] == ["supportive", "cautious", "none"]
    assert found.speakers[1].kind == "organization"  # the table does not tell: guessed from the name


def test_layout(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "x.csv", "csv")
    head, one, *_ = (tmp_path / "x.csv").read_text(encoding="utf8").splitlines()
    assert head == ",".join(csvtable.COLUMNS)
    assert one.startswith("a1,u1,direct,0.95,Zoe\u0301 Ruiz,harbour bridge,the bridge,supportive,0.85,58,98,")
    assert one.endswith(
        ",58:71 82:98,76:80,72:75,person,spokeswoman for the Port Authority,A bridge too loud,"
        "2024-05-01T09:30:00Z,Daily Example"
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["stance,start"], "has no column 'end'; stance, start, end are needed"),
        (["stance,start,end", "angry,0,3"], r"line 2: stance 'angry' is not one of condemning"),
        (["stance,start,end", "none,0,x"], "start '0' and end 'x' must be whole numbers"),
        (["stance,start,end", "none,0"], "start '0' and end None"),
        (["stance,start,end", "none,0,99"], r"\[0, 99\) is not within the text \[0, 37\)"),
        (
            ["stance,start,end,content_spans", "none,0,3,0:4"],
            "content_spans '0:4' are not from start 0 to end 3",
        ),
        (["stance,start,end,cue_spans", "none,0,3,4-8"], "cue_spans is '4-8'; start:end, apart by spaces"),
        (["stance,start,end,source_spans", "none,0,3,90:99"], r"\[90, 99\) is not within the text"),
        (["stance,start,end,kind", "none,0,3,loud"], "kind 'loud' is not one of direct, indirect, mixed"),
        (["stance,start,end,utterance_confidence", "none,0,3,2"], "utterance_confidence is '2'; a number"),
        (["article,stance,start,end", "b,none,0,3"], "no text of article 'b'"),
        (["article,stance,start,end", "../a,none,0,3"], "is no file name"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        list(exchange.read(table(tmp_path, *lines), kind="csv"))
