"""What real feeds hold beside plain news prose: who speaks is found, and nobody where nobody does."""

# ruff: noqa: E501 (an article stands on a line)
import pytest

import stancekit

CONTINUED = "“This harbour was ours.\n\n“Nobody asked us about the tolls.\n\n“We will fight them,” "


@pytest.fixture(scope="module")
def kit():
    return stancekit.load()


def said_in(kit, text):
    """Speaker's name and content of each utterance, spans joined by an ellipsis."""
    analysis = kit.analyze(text)
    names = {s.id: s.name for s in analysis.speakers}
    return [
        (names.get(u.speaker, ""), " … ".join(text[a:b] for a, b in u.content)) for u in analysis.utterances
    ]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        # a dateline says nothing
        ("OSLO, May 3 (Wire) - Ola Berg said the budget was sound.", "Ola Berg", "the budget was sound"),
        # a headline without a full stop is no part of the first sentence
        ("Harbour tolls rise\n\nUnion leader Mara Venn said they were unfair.", "Mara Venn", "they were unfair"),
        # bullets
        ("Two points:\n\n- Rents rose\n- Minister Ola Berg said he would act", "Ola Berg", "he would act"),
        ("• Mayor Tom Ardell said the wall would hold.\n• It rained.", "Tom Ardell", "the wall would hold"),
        # an article on one line, and one cut at 40 columns
        ("Ola Berg rejected it. “It is bad,” he said. Siri Dahl praised it.", "Siri Dahl", "it"),
        ("Minister Ola Berg rejected the\nplan. “It is\na bad plan,” he said.", "Ola Berg", "“It is\na bad plan,”"),
        # marks of all kinds
        ("“The wall will hold,\" Mayor Tom Ardell said.", "Tom Ardell", "“The wall will hold,\""),
        ("\"The wall will hold,” Mayor Tom Ardell said.", "Tom Ardell", "\"The wall will hold,”"),
        ("''The wall will hold,'' Mayor Tom Ardell said.", "Tom Ardell", "''The wall will hold,''"),
        ("„The wall will hold“, Mayor Tom Ardell said.", "Tom Ardell", "„The wall will hold“"),
        ("«The wall will hold», Mayor Tom Ardell said.", "Tom Ardell", "«The wall will hold»"),
        ("'I don't like the players' union,' Ruth Cole said.", "Ruth Cole", "'I don't like the players' union,'"),
        ("“She said ‘never’ and I believed her,” Paul Ott said.", "Paul Ott", "“She said ‘never’ and I believed her,”"),
        ("'He said \"no\" to everyone,' Ruth Cole said.", "Ruth Cole", "'He said \"no\" to everyone,'"),
        # a mark that is never closed ends with its paragraph
        ("“The wall is old.\n\nEngineer Ida Moe said the wall would break.", "Ida Moe", "the wall would break"),
        # dialogue
        ("— I will not go, said Paul Ott.\n\nThey left.", "Paul Ott", "I will not go"),
        # tweets
        ("“This bill is a disgrace,” Ana Poe (@anapoe) tweeted.", "Ana Poe", "“This bill is a disgrace,”"),
        ("It rained.\n\nWe will rebuild.\n\n— Omar Diallo (@odiallo) May 3", "Omar Diallo", "We will rebuild."),
    ],
)  # fmt: skip
def test_who_says_what(kit, text, name, words):
    found = said_in(kit, text)
    assert words in [content for speaker, content in found if speaker.endswith(name)], found


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Berg says plan will fail",
        "ALSO READ | Minister warns of strikes",
        "Related: “We will never pay for this,” says mayor",
        "Photo: Dana Reyes / Getty Images",
        "(Photo by: John Smith)",
        "Source: Ministry of Finance",
    ],
)
def test_nobody_speaks_between_the_paragraphs(kit, line):
    text = f"Ola Berg said the bridge was safe.\n\n{line}\n\nThe senate votes on Tuesday."
    assert said_in(kit, text) == [("Ola Berg", "the bridge was safe")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SECRETARY DOYLE: We reject this. It is wrong.\n\nMR. HALE: It will help.\n\nSECRETARY DOYLE: No.",
            [("DOYLE", "We reject this. It is wrong."), ("HALE", "It will help."), ("DOYLE", "No.")],
        ),
        (
            "Anna Kerr left.\n\nThe Echo: Why?\n\nAnna Kerr: They lied. I left.\n\nThe Echo: Will you return?",
            [("Echo", "Why?"), ("Anna Kerr", "They lied. I left."), ("Echo", "Will you return?")],
        ),
    ],
)  # fmt: skip
def test_turns(kit, text, expected):
    found = said_in(kit, text)
    assert [content for _, content in found] == [content for _, content in expected]
    for (speaker, _), (name, _) in zip(found, expected, strict=True):
        assert speaker.endswith(name)


def test_questions_and_answers(kit):
    text = "Jane Roe heads it.\n\nQ: Is it safe?\n\nA: Yes. We test it.\n\nQ: And the pipes?\n\nA: They worry me."
    found = said_in(kit, text)
    assert [content for _, content in found] == [
        "Is it safe?",
        "Yes. We test it.",
        "And the pipes?",
        "They worry me.",
    ]
    assert kit.analyze(text).utterances[1].kind == "direct"


@pytest.mark.parametrize("end", ["said union leader Mara Venn.", "she said. Mara Venn leads the union."])
def test_a_quotation_over_paragraphs_is_one_utterance(kit, end):
    text = "Mara Venn was angry.\n\n" + CONTINUED + end
    found = [content for _, content in said_in(kit, text) if "Nobody asked us" in content]
    assert found == [text[text.index("“This") : text.index("them,”") + 6]]


def test_it_began_with_its_speaker(kit):
    text = "“This harbour was ours,” said Mara Venn. “We built it.\n\n“Nobody asked us about the tolls.”\n\nIt rained."
    ((speaker, content),) = said_in(kit, text)
    assert speaker == "Mara Venn"
    assert content.startswith("“This harbour was ours,” … “We built it.")
    assert content.endswith("tolls.”")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Transport Minister Paul Berger said the cranes were safe.", "Paul Berger"),
        ("Economist Vina Seebaluck said the figure was wrong.", "Vina Seebaluck"),
        ("Engineer Paul Ott said the wall would break.", "Paul Ott"),
        ("Ana Poe left.\n\n@portwatch: Nobody asked the fishermen.", "@portwatch"),
    ],
)
def test_offices_and_trades_are_no_part_of_the_name(kit, text, name):
    assert [speaker for speaker, _ in said_in(kit, text)] == [name]
