"""The shipped model on sentences of our own: one of each way in which news tells what somebody says."""

from pathlib import Path

import pytest

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.text.tagger import Tagger
from stancekit.utterances import AttributionModel, to_utterances

FOLDER = Path(__file__).parents[2] / "models" / "fast"

# what it shows, text, and of each utterance its kind, source, cue and content; "…" between split parts
CASES = [
    (
        "direct",
        "“The bridge will be closed for a year,” Marta Keller said on Monday.",
        [("direct", "Marta Keller", "said", "“The bridge will be closed for a year,”")],
    ),
    (
        "indirect",
        "The minister said that schools would open again in May.",
        [("indirect", "The minister", "said", "that schools would open again in May")],
    ),
    (
        "no conjunction",
        "Officials said the dam was safe.",
        [("indirect", "Officials", "said", "the dam was safe")],
    ),
    (
        "split quotation",
        "“We will appeal,” Mr. Osei said, “and we will win.”",
        [("direct", "Mr. Osei", "said", "“We will appeal,” … “and we will win.”")],
    ),
    (
        "a quotation goes on",
        "“We are tired,” said Nurse Adeyemi. “Nobody listens to us.”",
        [("direct", "Nurse Adeyemi", "said", "“We are tired,” … “Nobody listens to us.”")],
    ),
    (
        "mixed",
        "Senator Ruiz called the plan “a gift to the banks”.",
        [("mixed", "Senator Ruiz", "called", "the plan “a gift to the banks”")],
    ),
    (
        "cue with a colon",
        "The mayor put it this way: “There is no money left.”",
        [("direct", "The mayor", "put it", "“There is no money left.”")],
    ),
    (
        "cue in the paragraph above",
        "She wrote:\n\n“The rules are clear and everybody knows them.”",
        [("direct", "She", "wrote:", "“The rules are clear and everybody knows them.”")],
    ),
    (
        "unnamed source",
        "A senior official, speaking on condition of anonymity, said the army was not ready.",
        [
            (
                "indirect",
                "A senior official, speaking on condition of anonymity,",
                "said",
                "the army was not ready",
            )
        ],
    ),
    (
        "noun cue, of a concern",
        "Residents voiced concern that the water was unsafe.",
        [("indirect", "Residents", "voiced concern", "that the water was unsafe")],
    ),
    (
        "noun cue, of a promise",
        "The governor made a promise that no school would close.",
        [("indirect", "The governor", "made a promise", "that no school would close")],
    ),
    (
        "a sign speaks",
        "A sign at the gate reads “Never again.”",
        [("direct", "A sign at the gate", "reads", "“Never again.”")],
    ),
    (
        "finding",
        "The report found no evidence of fraud.",
        [("indirect", "The report", "found", "no evidence of fraud")],
    ),
    (
        "inverted",
        "“The vote was stolen,” said Karl Brandt.",
        [("direct", "Karl Brandt", "said", "“The vote was stolen,”")],
    ),
    (
        "straight marks",
        '"Nothing has changed," Ivan Petrov said.',
        [("direct", "Ivan Petrov", "said", '"Nothing has changed,"')],
    ),
    (
        "single marks",
        "‘The court got it wrong,’ said Helen Marsh, a lawyer for the family.",
        [("direct", "Helen Marsh, a lawyer for the family", "said", "‘The court got it wrong,’")],
    ),
    (
        "low and high marks",
        "„We need more doctors now“, said the head of the clinic.",
        [("direct", "the head of the clinic", "said", "„We need more doctors now“")],
    ),
    (
        "according to, behind",
        "Unemployment fell to 4 percent in June, according to the labour ministry.",
        [("indirect", "the labour ministry", "according to", "Unemployment fell to 4 percent in June")],
    ),
    (
        "according to, in front",
        "According to the report, two of three bridges need repair.",
        [("indirect", "the report", "According to", "two of three bridges need repair")],
    ),
    (
        "belief",
        "Many voters believe that the election was fair.",
        [("indirect", "Many voters", "believe", "that the election was fair")],
    ),
    (
        "hope",
        "She hopes that her son will come home.",
        [("indirect", "She", "hopes", "that her son will come home")],
    ),
    (
        "demand",
        "The union demanded that the factory stay open.",
        [("indirect", "The union", "demanded", "that the factory stay open")],
    ),
    (
        "denial",
        "Mr. Haddad denied that he had met the general.",
        [("indirect", "Mr. Haddad", "denied", "that he had met the general")],
    ),
    (
        "warning",
        "The central bank warned that prices could rise again.",
        [("indirect", "The central bank", "warned", "that prices could rise again")],
    ),
    (
        "announcement",
        "The governor announced that she would resign.",
        [("indirect", "The governor", "announced", "that she would resign")],
    ),
    (
        "accusation",
        "The opposition accused the president of hiding the costs.",
        [("indirect", "The opposition", "accused", "the president of hiding the costs")],
    ),
    (
        "told somebody, indirect",
        "Ms. Novak told reporters that the talks had failed.",
        [("indirect", "Ms. Novak", "told", "that the talks had failed")],
    ),
    (
        "told somebody, direct",
        "“I did not take the money,” he told the court.",
        [("direct", "he", "told", "“I did not take the money,”")],
    ),
    (
        "question",
        "“Who will pay for all this?” asked Tom Adler.",
        [("direct", "Tom Adler", "asked", "“Who will pay for all this?”")],
    ),
    (
        "tweet",
        "“Our farmers were never asked about this deal!” she tweeted on Sunday.",
        [("direct", "she", "tweeted", "“Our farmers were never asked about this deal!”")],
    ),
    (
        "writing",
        "“The rules are clear,” the judge wrote in her ruling.",
        [("direct", "the judge", "wrote", "“The rules are clear,”")],
    ),
    (
        "a poll",
        "A new poll shows that most citizens oppose the wall.",
        [("indirect", "A new poll", "shows", "that most citizens oppose the wall")],
    ),
    (
        "turn of a transcript",
        "MINISTER OKELLO: We have kept every promise that we made to farmers.",
        [("indirect", "MINISTER OKELLO", ":", "We have kept every promise that we made to farmers.")],
    ),
    (
        "cue at the end",
        "The war will last for years, analysts say.",
        [("indirect", "analysts", "say", "The war will last for years")],
    ),
    (
        "cue inside the content",
        "The tax, he argued, hurts small firms.",
        [("indirect", "he", "argued", "The tax … hurts small firms")],
    ),
    (
        "shared source",
        "She smiled and said that she would run again.",
        [("indirect", "She", "said", "that she would run again")],
    ),
    (
        "two speakers",
        "Ana Silva said the port would close. Workers said they would strike.",
        [
            ("indirect", "Ana Silva", "said", "the port would close"),
            ("indirect", "Workers", "said", "they would strike"),
        ],
    ),
    ("nobody says anything", "It rained in the north, and two roads were closed.", []),
    ("a title in quotation marks", "The “Old Mill” was sold in 1987.", []),
]


@pytest.fixture(scope="module")
def read():
    splitter, tagger = SentenceSplitter.load(FOLDER / "text"), Tagger.load(FOLDER / "tagger")
    model = AttributionModel.load(FOLDER / "utterances")

    def read(*texts):
        table = tokenize([Article(text) for text in texts], splitter)
        found = to_utterances(table, model.find(table, tagger.tag(table)))
        return [[_shown(text, u) for u in us] for text, us in zip(texts, found, strict=True)]

    return read


def _shown(text, utterance):
    parts = (utterance.source, utterance.cue, utterance.content)
    return (utterance.kind, *(" … ".join(text[a:b] for a, b in spans) for spans in parts))


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_says_who_says_what(read, text, expected):
    assert read(text) == [expected]


def test_together_as_one_by_one(read):
    assert read(*(text for _, text, _ in CASES)) == [expected for _, _, expected in CASES]
