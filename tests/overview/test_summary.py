import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stancekit.errors import InputError
from stancekit.overview import summarize
from stancekit.records import Failure
from stancekit.results.manifest import Entry, Manifest
from stancekit.results.parquet import part_name
from stancekit.results.schema import TABLES

WORDS = "“What was said about the bridge is long enough to be shown as a quotation.”"


@pytest.fixture(scope="module")
def overview(folder):
    return summarize(folder)


def _named(overview, cell):
    names = {group.id: group.name for group in overview.speakers}
    labels = {group.id: group.name for group in overview.topics}
    return names[cell.speaker], labels[cell.topic]


def test_names_that_differ_in_case_and_spaces_are_one_speaker(overview):
    assert [(g.name, g.utterances, g.articles) for g in overview.speakers] == [
        ("Ann Roe", 36, 12),
        ("Ben Zed", 12, 12),
    ]
    assert {(g.kind, g.role) for g in overview.speakers} == {("person", "mayor")}


def test_cells_are_counted(overview):
    cells = {_named(overview, cell): (cell.answer, dict(cell.counts)) for cell in overview.cells}
    assert cells == {
        ("Ann Roe", "harbour bridge"): ("condemning", {"condemning": 12, "supportive": 12}),
        ("Ann Roe", "Ferries"): ("none", {"none": 12}),
        ("Ben Zed", "Ferries"): ("cautious", {"cautious": 12}),
    }


def test_votes_are_weighted_by_probability(analysis, make):
    weak = [analysis(f"w{i}", [("Ann Roe", "x", "condemning", WORDS)], p=0.4) for i in range(2)]
    strong = [analysis("s", [("Ann Roe", "x", "supportive", WORDS)], p=0.9)]
    (cell,) = summarize(make(weak + strong)).cells
    assert (cell.answer, cell.votes) == ("supportive", {"condemning": 0.8, "supportive": 0.9})


def test_what_is_left_out_is_counted(overview):
    assert overview.left == {
        "failed": 3, "skipped": 1, "repeated": 1, "silent": 0, "undated": 0, "unplaced": 0, "abstained": 0,
        "none": 12, "unsure": 0, "nobody": 12, "nameless": 12, "topicless": 0,
    }  # fmt: skip
    assert overview.failures == (("crash", 1, "died"), ("read", 2, "not JSON"))


def test_totals(overview):
    assert overview.totals == {
        "articles": 16, "analysed": 12, "outlets": 2, "dated": 12, "utterances": 72, "speakers": 2,
        "topics": 2, "stances": 60,
    }  # fmt: skip
    assert overview.about == {
        "model": "fast 9", "stancekit": "1.2.3", "status": "complete",
        "first": "2024-01-15", "last": "2024-12-15",
    }  # fmt: skip


def test_time_goes_by_month_with_intervals(overview):
    assert overview.unit == "month"
    assert [p.begin for p in overview.periods] == [f"2024-{m:02}-01" for m in range(1, 13)]
    first, last = overview.periods[0], overview.periods[-1]
    assert first.counts == {"condemning": 2, "cautious": 2, "supportive": 1}
    assert last.counts == {"condemning": 0, "cautious": 2, "supportive": 3}
    assert first.intervals["condemning"] == (0.4, 0.4)  # there is but one article to draw
    assert {len(periods) for periods in overview.topic_periods.values()} == {12}


def test_periods_in_which_nobody_speaks_are_there(analysis, make):
    lines = [("Ann Roe", "x", "condemning", WORDS)]
    found = summarize(
        make([analysis("a", lines, date="2024-01-01"), analysis("b", lines, date="2024-01-15")])
    )
    assert [(p.begin, sum(p.counts.values())) for p in found.periods] == [
        ("2024-01-01", 1), ("2024-01-08", 0), ("2024-01-15", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("date", ["", "yesterday", "0001-01-01", "9999-12-31", "2024-13-40"])
def test_dates_that_are_none_are_left_out(analysis, make, date):
    found = summarize(make([analysis("a", [("Ann Roe", "x", "condemning", WORDS)], date=date)]))
    assert (found.unit, found.periods, found.left["undated"]) == ("", (), 1)


def test_outlets_have_intervals(overview):
    names = [outlet.name for outlet in overview.outlets]
    assert names == ["Daily Example", "The Port"]
    for outlet in overview.outlets:
        assert outlet.articles == 6
        low, high = outlet.intervals["condemning"]
        assert 0 <= low < outlet.counts["condemning"] / sum(outlet.counts.values()) < high <= 1


def test_a_change_is_found_with_dates_and_evidence(overview):
    (change,) = overview.changes
    assert (change.speaker.name, change.topic.name) == ("Ann Roe", "harbour bridge")
    assert (change.before.answer, change.after.answer) == ("condemning", "supportive")
    assert change.dates == ("2024-01-15", "2024-05-15", "2024-06-15", "2024-12-15")
    assert change.difference > 0.9
    assert change.interval[0] > 0
    assert [quote.stance for quote in change.evidence] == ["condemning"] * 2 + ["supportive"] * 2
    assert overview.compared == 2


def test_steady_speakers_have_not_changed(analysis, make, small):
    lines = [("Ben Zed", "x", "cautious", WORDS)]
    steady = [analysis(f"a{i}", lines, date=f"2024-01-{i + 1:02}") for i in range(12)]
    found = summarize(make(steady))
    assert (found.compared, found.changes) == (1, ())


def test_quotations_are_sure_of_good_length_and_of_different_articles(analysis, make):
    lines = [
        ("Ann Roe", "x", "condemning", "too short"),
        ("Ann Roe", "x", "condemning", "long " * 200),
        ("Ann Roe", "x", "condemning", WORDS),
        ("Ann Roe", "x", "condemning", WORDS + " again"),
        ("Ann Roe", "x", "supportive", WORDS + " not this"),
    ]
    texts = [analysis("a", lines, p=0.6), analysis("b", lines[2:3], p=0.8)]
    found = summarize(make(texts), quotes=2).quotations
    assert [(q.article, q.words, round(q.probability, 3)) for q in found] == [
        ("b", WORDS, 0.8), ("a", WORDS, 0.6),
    ]  # fmt: skip


def test_only_so_many_are_shown(folder):
    found = summarize(folder, speakers=1, topics=1, outlets=1, quotes=1)
    sizes = (found.speakers, found.topics, found.outlets, found.quotations)
    assert [len(part) for part in sizes] == [1, 1, 1, 0]  # the cell takes no stance to be quoted


@pytest.mark.parametrize("option", ["speakers", "topics", "outlets", "quotes"])
@pytest.mark.parametrize("value", [0, 101, 2.5, True])
def test_sizes_out_of_range_are_named(folder, option, value):
    with pytest.raises(InputError, match=f"{option}={value!r} is not a whole number from 1 to 100"):
        summarize(folder, **{option: value})


def _collection(folder):
    there = folder / "collection"
    there.mkdir()
    groups = {"person": ["g1"], "name": ["Mayor Ann Roe"], "kind": ["person"], "role": ["mayor of Port"]}
    pq.write_table(pa.table(groups), there / "speakers.parquet")
    links = pq.read_table(folder / "speakers", columns=["article", "speaker"])
    links = links.append_column("person", pa.array(["g1"] * len(links)))
    pq.write_table(links, there / "speaker_links.parquet")
    pq.write_table(pa.table({"issue": ["c1"], "label": ["Transport"]}), there / "topics.parquet")
    links = pq.read_table(folder / "topics", columns=["article", "topic"])
    links = links.append_column("issue", pa.array(["c1"] * len(links)))
    pq.write_table(links, there / "topic_links.parquet")


def test_the_collection_says_who_and_what_is_the_same(tmp_path, folder):
    there = shutil.copytree(folder, tmp_path / "copy")
    _collection(there)
    found = summarize(there)
    assert found.grouping == {"speakers": "collection", "topics": "collection"}
    assert [(g.name, g.role, g.utterances) for g in found.speakers] == [
        ("Mayor Ann Roe", "mayor of Port", 60)
    ]
    assert [(g.name, g.utterances) for g in found.topics] == [("Transport", 72)]


def test_half_a_collection_is_passed_over(tmp_path, folder):
    there = shutil.copytree(folder, tmp_path / "copy")
    _collection(there)
    (there / "collection" / "topic_links.parquet").unlink()
    (there / "collection" / "speakers.parquet").unlink()
    found = summarize(there)
    assert found.grouping == {"speakers": "names", "topics": "names"}
    assert found.speakers == summarize(folder).speakers


def test_results_without_an_utterance(make):
    found = summarize(make([], failures=[Failure("f", "read", "no")]))
    assert (found.cells, found.periods, found.outlets, found.changes, found.quotations) == ((),) * 5


def test_tables_without_parts_are_empty(make, small):
    there = make(small[:1], parts=1)
    shutil.rmtree(there / "failures")
    assert summarize(there).failures == ()


@pytest.mark.parametrize("name", ["it's [a] *folder*?", "räsumé", "a=b"])
def test_folders_of_any_name(make, small, name):
    assert summarize(make(small[:2], name=name)).totals["analysed"] == 2


def test_folders_that_are_no_results(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        summarize(tmp_path / "nowhere")
    with pytest.raises(InputError, match="has no tables of Parquet"):
        summarize(tmp_path)


def test_parts_that_are_broken_are_named(make, small):
    there = make(small[:1], parts=1)
    (there / "utterances" / "part-000000.parquet").write_bytes(b"PAR1 no PAR1")
    with pytest.raises(InputError, match="not results that can be read"):
        summarize(there)


def test_a_part_that_is_not_done_does_not_count(tmp_path, folder):
    there = shutil.copytree(folder, tmp_path / "copy")
    done = len(list((there / "articles").glob("part-*.parquet")))
    for table in TABLES:
        for path in sorted((there / table).glob("part-*.parquet"))[:1]:
            shutil.copy(path, path.with_name(part_name(done)))
    manifest = Manifest(there)
    for part in range(done):
        manifest.add(Entry(part, 1, ""))
    assert summarize(there).cells == summarize(folder).cells
