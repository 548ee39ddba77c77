from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit.records import Analysis, Article, Span, Speaker, SpeakerStance, Stance, Topic, Utterance
from stancekit.report import terminal
from stancekit.report.widths import width as columns

SURE = Stance("condemning", {"condemning": 0.93})


def _many(speakers: int, topics: int, name: str = "Speaker number") -> Analysis:
    """Return an analysis in which every speaker says one thing about every topic."""
    text = f"{name} says that all of this has been going on for far too long and must come to an end now."
    pairs = [(f"s{i}", f"t{j}") for i in range(speakers) for j in range(topics)]
    utterances = tuple(
        Utterance(f"u{n}", "indirect", (Span(0, len(text)),), speaker=s, topic=t, stance=SURE)
        for n, (s, t) in enumerate(pairs, 1)
    )
    return Analysis(
        Article(text, id="many", title=name * 9),
        speakers=tuple(
            Speaker(f"s{i}", f"{name} {i}", "person", f"the {name} of all") for i in range(speakers)
        ),
        topics=tuple(Topic(f"t{i}", f"{name} of topic and more {i}") for i in range(topics)),
        utterances=utterances,
        stances=tuple(SpeakerStance(u.speaker, u.topic, SURE, (u.id,)) for u in utterances),
    )


def test_page(analysis):
    assert terminal(analysis, color=False, width=80) == (
        "A bridge too loud\n"
        "a1 · Daily Example · 2024-05-01 · model fast 1\n"
        "\n"
        "               harbour bridge\n"
        "Mira Holt      supportive 0.88 (1)\n"
        "Harbour Watch  cautious 0.60 (1)\n"
        "\n"
        "Mira Holt, mayor\n"
        "  u1  supportive 0.88  harbour bridge  “The bridge,” … “must be built.”\n"
        "\n"
        "Harbour Watch\n"
        "  u2  cautious 0.60  harbour bridge  the noise\n"
        "\n"
        "(no speaker)\n"
        "  u3  none 0.70  (no topic)  “Nobody asked us.”\n"
    )


def test_colour_adds_nothing_but_colour(analysis):
    shown = terminal(analysis, color=True, width=80)
    bare = re.sub(r"\x1b\[\d+m", "", shown)
    assert [line.rstrip() for line in bare.splitlines()] == terminal(
        analysis, color=False, width=80
    ).splitlines()
    assert "\x1b[32msupportive 0.88" in shown
    assert "\x1b[33mcautious 0.60" in shown
    assert "\x1b[1mMira Holt\x1b[0m" in shown


def test_no_colour_means_no_escape(analysis):
    assert "\x1b" not in terminal(analysis, color=False, width=80)


@pytest.mark.parametrize(
    "name", ["Speaker number", "市長選挙の候補", "👩\u200d🚒🚒", "e\u0301te\u0301 a\u0308", "word"]
)
@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(name, width):
    lines = terminal(_many(4, 5, name), color=False, width=width).splitlines()
    assert max(map(columns, lines)) <= width


@pytest.mark.parametrize("width", [0, 1, 20])
def test_tiny_terminals_get_lines_of_thirty_columns(analysis, width):
    assert terminal(analysis, color=False, width=width) == terminal(analysis, color=False, width=30)


@pytest.mark.parametrize("name", ["市長", "🚒 crew", "e\u0301"])
def test_cells_stand_below_each_other(name):
    analysis = _many(3, 2, name)
    odd = replace(analysis.speakers[1], name="A plain name")
    shown = terminal(
        replace(analysis, speakers=(analysis.speakers[0], odd, analysis.speakers[2])), color=False, width=80
    )
    rows = [line for line in shown.splitlines() if line.count("condemning") == 2]
    assert len(rows) == 3
    assert len({columns(row.split("condemning")[0]) for row in rows}) == 1
    assert len({columns(row.rpartition("condemning")[0]) for row in rows}) == 1


@pytest.mark.parametrize(("width", "blocks"), [(40, 4), (80, 2), (200, 1)])
def test_topics_go_side_by_side_where_there_is_room(width, blocks):
    shown = terminal(replace(_many(2, 4), utterances=()), color=False, width=width)
    assert shown.count("condemning 0.93 (1)") == 8
    assert shown.count("\n\n") == blocks + 1


def test_a_block_leaves_out_speakers_without_a_cell_in_it():
    analysis = _many(2, 2)
    cells = (analysis.stances[0], analysis.stances[3])
    shown = terminal(replace(analysis, stances=cells, utterances=()), color=False, width=40)
    assert "–" not in shown
    assert shown.count("condemning") == 2


def test_an_empty_cell_is_a_dash():
    analysis = _many(2, 2)
    assert "  –" in terminal(replace(analysis, stances=analysis.stances[:3]), color=False, width=120)


def test_who_says_most_comes_first(analysis):
    first, second, last = analysis.utterances
    busy = replace(analysis, utterances=(first, second, replace(second, id="u4"), last))
    shown = terminal(busy, color=False, width=80)
    assert shown.index("Harbour Watch\n") < shown.index("Mira Holt, mayor\n") < shown.index("(no speaker)\n")


def test_the_matrix_begins_with_what_is_said_most_and_ends_with_no_topic():
    said = {("s0", None): "u1 u2 u3", ("s0", "t1"): "u4", ("s1", "t2"): "u5 u6 u7 u8 u9"}
    analysis = Analysis(
        Article("…"),
        speakers=(Speaker("s0", "Ana", "person"), Speaker("s1", "Bo", "person")),
        topics=(Topic("t1", "ferry"), Topic("t2", "bridge")),
        stances=tuple(SpeakerStance(*pair, SURE, tuple(ids.split())) for pair, ids in said.items()),
    )
    assert terminal(analysis, color=False, width=80).splitlines()[:3] == [
        "     bridge               ferry                (no topic)",
        "Bo   condemning 0.93 (5)  –                    –",
        "Ana  –                    condemning 0.93 (1)  condemning 0.93 (3)",
    ]


def test_nothing_found():
    assert terminal(Analysis(Article("No one spoke.")), color=False, width=80) == "No utterances found.\n"


def test_unclassified_utterances_have_a_dash(analysis):
    bare = replace(analysis, utterances=(replace(analysis.utterances[0], stance=None),), stances=())
    assert "  u1  –  harbour bridge  “The bridge,”" in terminal(bare, color=False, width=80)


def test_hostile_names_and_text_are_disarmed(renamed):
    hostile = renamed("\x1b]0;gone\x07Evil\x1b[2J\u202e\r\nName\x9b")
    text = hostile.article.text.replace("noise", "\x1b[3mx").replace("Nobody", "\u202eobod\x07")
    shown = terminal(replace(hostile, article=replace(hostile.article, text=text)), color=False, width=80)
    assert not set(shown) & set("\x1b\x07\x9b\u202e\r")
    assert "Evil Name, Evil Name\n" in shown


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(name=st.text(), width=st.integers(-5, 220))
def test_any_name_at_any_width(renamed, name, width):
    lines = terminal(renamed(name), color=False, width=width).split("\n")
    assert max(map(columns, lines)) <= max(width, 30)
