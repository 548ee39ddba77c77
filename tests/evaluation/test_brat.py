"""Brat folders: what is read, what is refused, and that writing loses nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.evaluation import brat
from stancekit.evaluation.brat import Attribution
from stancekit.records import Span, Utterance

TEXT = "“Not now,” Bo Lund replied,\r\n“not ever.”"
ANN = """\
T1\tSource 11 18\tBo Lund
T2\tCue 19 26\treplied
T3\tContent 0 10\t“Not now,”
T4\tContent 29 40\t“not ever.”
T5\tAttribution 19 26\treplied
E1\tAttribution:T5 Source:T1 Cue:T2 Content2:T4 Content:T3
#1\tAnnotatorNotes E1\tsplit
E2\tAttribution:T5 source:T1
T6\tContent 29 32;33 37\tnot ever
E3\tContent:T6
"""
SPLIT = (Span(0, 10), Span(29, 40))


def folder_of(tmp_path: Path, annotations: dict[str, str], texts: dict[str, str]) -> Path:
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    for name, text in texts.items():
        (tmp_path / "text" / name).write_bytes(text.encode("utf8"))
    for name, lines in annotations.items():
        (tmp_path / "attributions" / name).write_text(lines, encoding="utf8")
    return tmp_path


def test_reads_roles_in_any_order_and_case(tmp_path):
    folder = folder_of(tmp_path, {"a_x.ann": ANN}, {"a.txt": TEXT})
    (article,) = brat.read_folder(folder)
    assert article.attributions == (
        Attribution("E1", (Span(11, 18),), (Span(19, 26),), SPLIT),
        Attribution("E2", (Span(11, 18),)),
        Attribution("E3", content=(Span(29, 32), Span(33, 37))),
    )


def test_keeps_line_ends_so_that_offsets_stay_exact(tmp_path):
    folder = folder_of(tmp_path, {"a_x.ann": ANN}, {"a.txt": TEXT})
    assert brat.read_folder(folder)[0].text == TEXT


def test_the_first_annotator_is_gold_and_articles_without_one_are_left_out(tmp_path):
    annotations = {"a_2.ann": ANN, "a_1.ann": "", "a_1.txt": "", "b-c_1.ann": ANN, "bd_1.ann": ANN}
    texts = {"a.txt": "A", "b-c.txt": "B", "b.txt": "", ".hidden.txt": "", "a.md": ""}
    found = brat.read_folder(folder_of(tmp_path, annotations, texts))
    assert [(article.name, len(article.attributions)) for article in found] == [("a", 0), ("b-c", 3)]


def test_reads_named_articles_alone_and_texts_from_elsewhere(tmp_path):
    folder = folder_of(tmp_path, {"a_1.ann": "", "b_1.ann": ""}, {"a.txt": "A", "b.txt": "B"})
    (folder / "text").rename(folder / "elsewhere")
    found = brat.read_folder(folder, texts=folder / "elsewhere", names={"b"})
    assert [article.name for article in found] == ["b"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("T1\tCue\tsaid\n", "line 1: 'Cue' is no span"),
        ("\nT1\tCue 1 two\tsaid\n", "line 2: 'Cue 1 two' is no span"),
        ("T1\tCue 1;2\tsaid\n", "is no span"),
        ("E1\tCue:T9\n", "line 1: 'Cue:T9' refers to no span"),
        ("E1\tCue:E1\n", "refers to no span"),
    ],
)
def test_refuses_what_it_cannot_read(tmp_path, lines, message):
    path = tmp_path / "a_x.ann"
    path.write_text(lines, encoding="utf8")
    with pytest.raises(InputError, match=message):
        brat.read(path)


def test_refuses_a_folder_without_annotations(tmp_path):
    with pytest.raises(InputError, match="attributions is no folder"):
        brat.read_folder(tmp_path)


def test_refuses_text_that_is_not_utf8(tmp_path):
    folder = folder_of(tmp_path, {"a_x.ann": ""}, {})
    (folder / "text" / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"a\.txt as UTF-8"):
        brat.read_folder(folder)


spans = st.lists(
    st.tuples(st.integers(0, 45), st.integers(0, 45)).map(lambda ends: Span(*sorted(ends))), max_size=3
).map(lambda found: tuple(sorted(found)))


@given(st.lists(st.tuples(spans, spans, spans).filter(any), max_size=5), st.text())
def test_round_trip(tmp_path_factory, roles, text):
    folder = tmp_path_factory.mktemp("brat")
    text = text.encode("utf8", "replace").decode("utf8")
    attributions = tuple(Attribution(f"E{n}", *found) for n, found in enumerate(roles, start=1))
    brat.write_folder(folder, [("a.b", text, attributions)])
    assert brat.read_folder(folder) == [brat.BratArticle("a.b", text, attributions)]


def test_writes_utterances_and_leaves_out_what_has_no_place(tmp_path):
    path = tmp_path / "a_x.ann"
    utterances = [Utterance("u1", "direct", ()), Utterance("u2", "direct", SPLIT, (Span(19, 26),))]
    brat.write(path, TEXT, utterances)
    assert brat.read(path) == [Attribution("E1", (), (Span(19, 26),), SPLIT)]
    assert path.read_text(encoding="utf8").splitlines()[1] == "T2\tContent 0 10;29 40\t“Not now,” “not ever.”"


@pytest.mark.parametrize("name", ["", "../a", "a/b", "a\\b"])
def test_refuses_names_that_lead_elsewhere(tmp_path, name):
    with pytest.raises(InputError, match="is no file name"):
        brat.write_folder(tmp_path, [(name, "", ())])


def test_refuses_text_that_utf8_cannot_hold(tmp_path):
    with pytest.raises(InputError, match="cannot write"):
        brat.write_folder(tmp_path, [("a", "\ud800", ())])
