"""The event list: its exact form, what is left out, and what is refused."""

from dataclasses import replace

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import dna, statements
from stancekit.exchange.statements import Statement
from stancekit.records import Span

HEAD = (
    "statement_id;time;person;organization;concept;agreement;start_position;end_position;text;document_id;"
    "document_title;document_author;document_source;document_section;document_type"
)
SAID = Statement(
    "a;1",
    "u1",
    "condemning",
    "Ana Ruiz",
    "Port Authority",
    "port",
    "the “gate”",
    (Span(10, 20), Span(25, 30)),
    'It; is "bad"\nindeed',
    "2024-05-01T09:30:00Z",
    "Gates",
    "Daily",
    "B. Lund",
    "News",
    "report",
)
EACH = [replace(SAID, stance=s) for s in ("supportive", "cautious", "condemning", "none", "abstained", None)]


def test_layout(tmp_path):
    dna.write([SAID], tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().decode() == (
        f"{HEAD}\n1;2024-05-01 09:30:00;Ana Ruiz;Port Authority;port;-1;10;30;It, is 'bad' indeed;a,1;Gates;"
        "B. Lund;Daily;News;report\n"
    )


def test_of_an_analysis(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "x.csv", "dna")
    rows = [line.split(";") for line in (tmp_path / "x.csv").read_text(encoding="utf8").splitlines()[1:]]
    assert [row[1:6] for row in rows] == [
        ["2024-05-01 09:30:00", "Zoe\u0301 Ruiz", "Port Authority", "harbour bridge", "1"],
        ["2024-05-01 09:30:00", "", "Harbour Watch", "harbour bridge", "0"],
    ]
    assert rows[0][8] == "“The bridge,” … “must be built.”"


@pytest.mark.parametrize(
    ("options", "agreement"),
    [
        ({}, ["1", "0", "-1"]),
        ({"keep_none": True}, ["1", "0", "-1", ""]),
        ({"agreement": "binary"}, ["1", "0"]),
        ({"agreement": "binary", "keep_none": True}, ["1", "0", ""]),
    ],
)
def test_stances_as_agreement(tmp_path, options, agreement):
    dna.write(EACH, tmp_path / "x.csv", **options)
    lines = (tmp_path / "x.csv").read_text(encoding="utf8").splitlines()[1:]
    assert [line.split(";")[5] for line in lines] == agreement
    assert [line.split(";")[0] for line in lines] == [str(n + 1) for n in range(len(agreement))]
    found = dna.read(tmp_path / "x.csv", agreement=options.get("agreement"))
    labels = {"1": "supportive", "0": "cautious", "-1": "condemning", "": "none"}
    if "agreement" in options:
        labels["0"] = "condemning"
    assert [s.stance for s in found] == [labels[a] for a in agreement]


def test_reads_what_it_wrote(tmp_path):
    dna.write([SAID], tmp_path / "x.csv")
    (found,) = dna.read(tmp_path / "x.csv")
    assert (found.article, found.person, found.organization, found.topic) == (
        *("a,1", "Ana Ruiz", "Port Authority", "port"),
    )
    assert (found.content, found.text, found.date) == (
        *((Span(10, 30),), "It, is 'bad' indeed", "2024-05-01 09:30:00"),
    )
    assert [found.title, found.author, found.outlet, found.section, found.type] == [
        *("Gates", "B. Lund", "Daily", "News", "report"),
    ]


def test_concepts_can_be_targets(tmp_path):
    dna.write([SAID], tmp_path / "x.csv", concepts="targets")
    (found,) = dna.read(tmp_path / "x.csv")
    assert found.topic == "the “gate”"


def test_the_corpus_reads_back(tmp_path):
    from pathlib import Path

    gold = list(exchange.read(Path(__file__).parents[2] / "corpus"))
    exchange.write(gold, tmp_path / "x.csv", "dna", keep_none=True)
    found = list(exchange.read_statements(tmp_path / "x.csv"))
    meant = list(statements.of(gold))
    assert len(found) == len(meant) == 3101
    for got, told in zip(found, meant, strict=True):
        assert (got.stance, got.article, got.date[:10]) == (told.stance, told.article, told.date)
        assert (got.person, got.organization) == (dna.cleaned(told.person), dna.cleaned(told.organization))
        assert (got.topic, got.text) == (dna.cleaned(told.topic), dna.cleaned(told.text))
        assert got.content[0] == (told.content[0].start, told.content[-1].end)


ROW = "1;;Ana;;port;1;0;9;No.;a;;;;;"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([HEAD.replace("agreement;", ""), ROW], "has no column 'agreement'"),
        ([HEAD, ROW.replace(";1;0;9", ";2;0;9")], "line 2: agreement is '2'; 1, 0, -1 or nothing is allowed"),
        (
            [HEAD, ROW.replace(";0;9;", ";9;0;")],
            "start_position '9' and end_position '0' must be whole numbers",
        ),
        ([HEAD, ROW.replace(";0;9;", ";x;9;")], "start_position 'x'"),
        ([HEAD, ROW.replace(";1;0;9", ";0;0;9")], "0 and never -1, so 0 is cautious or condemning"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, lines, message):
    (tmp_path / "x.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError, match=message):
        list(dna.read(tmp_path / "x.csv"))


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"agreement": "ternary"}, "agreement='ternary' is not one of integer, binary"),
        ({"concepts": "words"}, "concepts='words' is not one of topics, targets"),
    ],
)
def test_options_are_checked(tmp_path, option, message):
    with pytest.raises(InputError, match=message):
        dna.write([SAID], tmp_path / "x.csv", **option)
    assert not any(tmp_path.iterdir())
