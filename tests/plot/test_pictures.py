import io
import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from stancekit.errors import InputError, MissingExtraError
from stancekit.plot import figures, reliability_diagram, stance_matrix, stance_over_time
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance
from stancekit.results import parquet, rows

HOSTILE = "$\\frac{</text><script> \u202eroe$ & _x^"


def _analysis(place, stance, name="Ann Roe", topic="bridge"):
    told = Stance(stance, {"condemning": 0.1, "cautious": 0.1, "supportive": 0.1, "none": 0.1, stance: 0.7})
    said = Utterance("u1", "direct", (Span(0, 1),), speaker="s1", topic="t1", stance=told)
    return Analysis(
        Article("x", date=f"2024-{place % 12 + 1:02}-01"),
        speakers=(Speaker("s1", name, "person"),),
        topics=(Topic("t1", topic),),
        utterances=(said,),
    )


@pytest.fixture
def analyses():
    stances = ["condemning", "supportive", "condemning", "cautious", "supportive", "supportive"]
    return [_analysis(i, stance) for i, stance in enumerate(stances * 4)]


@pytest.fixture
def frame(analyses):
    rows = [
        (i, a.article.date, "Ann Roe", "bridge", a.utterances[0].stance.label) for i, a in enumerate(analyses)
    ]
    return pd.DataFrame(rows, columns=["article", "date", "speaker", "topic", "stance"])


@pytest.fixture
def folder(analyses, tmp_path):
    """Return the results folder of the analyses."""
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    texts = [replace(a, article=replace(a.article, id=f"a{i}")) for i, a in enumerate(analyses)]
    tables = {name: [row for a in texts for row in make(a)] for name, make in rows.ROWS.items()}
    tables["articles"] = [rows.article_row(a.article, "analysed", a) for a in texts]
    for name, found in tables.items():
        (tmp_path / name).mkdir()
        data = parquet.encode([parquet.table(name, found)])
        (tmp_path / name / parquet.part_name(0)).write_bytes(data)
    return tmp_path


def _saved(figure, format):
    data = io.BytesIO()
    figure.savefig(data, format=format)
    return data.getvalue()


def _cells(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_cells_show_letters_and_numbers(analyses):
    assert _cells(stance_matrix(analyses[0])) == ["C 1/1"]
    assert _cells(stance_matrix(analyses)) == ["S 12/24"]
    assert _cells(stance_matrix(iter(analyses))) == ["S 12/24"]


def test_frames_of_pandas_and_polars_are_the_same(frame):
    polars = pytest.importorskip("polars")
    assert _cells(stance_matrix(frame)) == _cells(stance_matrix(polars.from_pandas(frame))) == ["S 12/24"]


def test_rows_of_the_results_table_are_read():
    rows = {"speaker": ["s1", None], "speaker_name": ["Ann Roe", None], "topic": ["t1"] * 2}
    rows |= {"topic_label": ["bridge"] * 2, "stance": ["cautious", "cautious"]}
    rows |= {f"p_{label}": [0.25, 0.25] for label in ("condemning", "cautious", "supportive", "none")}
    figure = stance_matrix(pd.DataFrame(rows))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Ann Roe"]


def test_pictures_of_a_results_folder(folder, analyses):
    assert _cells(stance_matrix(folder)) == _cells(stance_matrix(str(folder))) == ["S 12/24"]
    drawn = _saved(stance_over_time(folder, by="month"), "svg")
    assert drawn == _saved(stance_over_time(analyses, by="month"), "svg")
    assert drawn == _saved(stance_over_time(folder, by="month", speaker="ANN ROE", topic="Bridge"), "svg")
    with pytest.raises(InputError, match="no utterance with a date and a stance"):
        stance_over_time(folder, speaker="Nobody")


def test_only_the_most_are_shown(analyses):
    many = [_analysis(i, "cautious", f"Speaker {i % 7}", f"topic {i % 5}") for i in range(70)]
    axes = stance_matrix(many, speakers=3, topics=2).axes[0]
    assert (len(axes.get_yticklabels()), len(axes.get_xticklabels())) == (3, 2)


def test_shares_over_time_with_bands(analyses):
    figure = stance_over_time(analyses, by="month")
    shares = np.array([line.get_ydata() for line in figure.axes[0].lines])
    assert shares.shape == (3, 12)
    np.testing.assert_allclose(shares.sum(axis=0), 1)
    assert len(figure.axes[0].collections) == 3
    assert len({line.get_marker() for line in figure.axes[0].lines}) == 3


def test_frames_and_analyses_make_the_same_picture(analyses, frame):
    assert _saved(stance_over_time(analyses), "svg") == _saved(stance_over_time(frame), "svg")


def test_the_order_of_articles_does_not_matter(analyses):
    assert _saved(stance_over_time(analyses), "svg") == _saved(stance_over_time(analyses[::-1]), "svg")


@pytest.mark.parametrize("by", ["week", "month", "quarter", "year"])
def test_periods(analyses, by):
    sizes = {"week": 12, "month": 12, "quarter": 4, "year": 1}
    assert len(stance_over_time(analyses, by=by).axes[0].lines[0].get_xdata()) == sizes[by]


def test_reliability():
    figure = reliability_diagram([0.95, 0.95, 0.15], [True, False, False], bins=10)
    assert figure.axes[0].get_title(loc="left") == "3 answers, ECE 0.350"
    assert sorted(_cells(figure)) == ["1", "2"]


def test_reliability_of_classes_is_that_of_the_likeliest():
    probabilities = [[0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.2, 0.6]]
    expected = _saved(reliability_diagram([0.7, 0.6], [True, False]), "svg")
    for labels in (["condemning", "cautious"], [0, 1], np.array([0, 1])):
        assert _saved(reliability_diagram(probabilities, labels), "svg") == expected
    assert _saved(reliability_diagram(probabilities, ["condemning", "cautious"]), "png")[1:4] == b"PNG"
    assert _saved(reliability_diagram(probabilities, [0, None]), "svg") != expected


@pytest.mark.parametrize(
    ("probabilities", "labels", "error"),
    [
        ([], [], "do not fit"),
        ([0.5], [True, False], "do not fit"),
        ([[[0.5]]], [True], "do not fit"),
        ([1.5], [True], "not all within 0 and 1"),
        ([float("nan")], [True], "not all within 0 and 1"),
        ([0.5], ["yes"], "'yes' is not one of True, False"),
        ([[0.25] * 4], ["yes"], "'yes' is not one of condemning, cautious, supportive, none or 0 to 3"),
        ([[0.5, 0.5]], [2], "2 is not one of 0 to 1"),
        ([[0.5, 0.5]], ["none"], "'none' is not one of 0 to 1"),
    ],
)
def test_what_does_not_fit_is_named(probabilities, labels, error):
    with pytest.raises(InputError, match=re.escape(error)):
        reliability_diagram(probabilities, labels)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (3, "data is int"),
        ([3], "data[0] is int, not an Analysis"),
        (pd.DataFrame({"speaker": ["x"]}), "no column 'topic_label' or 'topic'"),
    ],
)
def test_data_of_another_kind_is_named(data, error):
    with pytest.raises(InputError, match=re.escape(error)):
        stance_matrix(data)


def test_time_needs_dates_articles_and_a_unit(frame):
    with pytest.raises(InputError, match="no column 'article'"):
        stance_over_time(frame.drop(columns="article"))
    with pytest.raises(InputError, match="by='day' is not one of week, month, quarter, year"):
        stance_over_time(frame, by="day")
    with pytest.raises(InputError, match="no utterance with a date and a stance"):
        stance_over_time(frame.assign(date=None))


def test_nothing_makes_an_empty_matrix():
    assert _cells(stance_matrix([])) == []


def test_axes_of_the_caller_are_drawn_on(analyses):
    figure = Figure()
    left, middle, right = figure.subplots(1, 3)
    assert stance_matrix(analyses, ax=left) is figure
    assert stance_over_time(analyses, ax=middle) is figure
    assert reliability_diagram([0.5], [True], ax=right) is figure
    assert len(figure.axes) == 3


def test_hostile_names_are_text():
    svg = _saved(stance_matrix([_analysis(0, "cautious", HOSTILE, HOSTILE)]), "svg")
    words = [node.text for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert any("</text><script>" in (said or "") and "$" in said for said in words)
    assert "\u202e" not in svg.decode()
    assert not list(ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("format", ["svg", "png"])
def test_the_same_data_make_the_same_file(analyses, format):
    assert _saved(stance_matrix(analyses), format) == _saved(stance_matrix(analyses), format)


def test_pyplot_and_settings_are_left_alone(analyses):
    import matplotlib

    before = dict(matplotlib.rcParams)
    _saved(stance_matrix(analyses), "svg")
    assert dict(matplotlib.rcParams) == before
    program = (
        "import sys; from stancekit.plot import reliability_diagram as draw; draw([0.5], [True]); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_missing_package_is_named(analyses, monkeypatch):
    figures._class.cache_clear()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=re.escape('pip install "stancekit[plot]"')):
        stance_matrix(analyses)
