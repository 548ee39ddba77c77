"""Graph files: what networkx finds in them again."""

import csv
import sys
from pathlib import Path

import networkx as nx
import pytest

from stancekit import exchange
from stancekit.errors import InputError, MissingExtraError
from stancekit.exchange import graphs
from stancekit.exchange.statements import Statement

CORPUS = Path(__file__).parents[2] / "corpus"


def test_an_affiliation_network(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "x.graphml", "graphml")
    found = nx.read_graphml(tmp_path / "x.graphml")
    assert found.graph["network"] == "affiliation"
    assert (found.graph["window"], found.graph["agreement"]) == ("whole", "integer")
    nodes = {data["name"]: (id, data) for id, data in found.nodes(data=True)}
    id, ruiz = nodes["Zoe\u0301 Ruiz"]
    assert (ruiz["kind"], ruiz["statements"], ruiz["bipartite"]) == ("actor", 1, 0)
    concept, bridge = nodes["harbour bridge"]
    assert (bridge["kind"], bridge["statements"], bridge["bipartite"]) == ("concept", 2, 1)
    edge = found.edges[id, concept]
    assert (edge["weight"], edge["raw"], edge["supportive"], edge["cautious"]) == (1.0, 1.0, 1, 0)
    assert nx.is_bipartite(found)


def test_a_congruence_network(analysis, tmp_path):
    exchange.write(
        [analysis], tmp_path / "x.graphml", "graphml", network="congruence", normalization="average"
    )
    found = graphs.read(tmp_path / "x.graphml")
    ((_, _, edge),) = found.edges(data=True)
    assert (edge["weight"], edge["raw"], edge["concepts"]) == (0.5, 0.5, 1)


@pytest.mark.parametrize("network", ["affiliation", "congruence", "conflict"])
def test_the_corpus_opens_again(network, tmp_path):
    exchange.write(exchange.read(CORPUS), tmp_path / "x.graphml", "graphml", network=network)
    exchange.write(exchange.read(CORPUS), tmp_path / "x.csv", "edges", network=network)
    found = nx.read_graphml(tmp_path / "x.graphml")
    names = nx.get_node_attributes(found, "name")
    edges = {frozenset((names[a], names[b])): w for a, b, w in found.edges(data="weight")}
    with (tmp_path / "x.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found.number_of_edges() > 300
    for row in rows:
        assert edges[frozenset((row["source"], row["target"]))] == pytest.approx(float(row["weight"]))


def test_windows_are_a_file_each(tmp_path):
    said = [
        Statement("a", "u", "cautious", "Ana", topic="port", date=d) for d in ("2024-05-01", "2024-06-01", "")
    ]
    exchange.write(said, tmp_path / "out", "graphml", window="month")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        *("2024-05.graphml", "2024-06.graphml", "undated.graphml"),
    ]
    assert nx.read_graphml(tmp_path / "out" / "2024-06.graphml").graph["window"] == "2024-06"
    exchange.write(said, tmp_path / "x.csv", "edges", window="month")
    lines = (tmp_path / "x.csv").read_text(encoding="utf8").splitlines()
    assert lines[0] == "window,source,target,weight,raw,condemning,cautious,supportive"
    assert lines[1] == "2024-05,Ana,port,1.0,1.0,0,1,0"


def test_no_statements_are_an_empty_graph(tmp_path):
    exchange.write([], tmp_path / "x.graphml", "graphml")
    assert len(nx.read_graphml(tmp_path / "x.graphml")) == 0


def test_other_files_are_refused(tmp_path):
    (tmp_path / "x").write_text("<graph")
    with pytest.raises(InputError, match=r"cannot read .*x as GraphML"):
        graphs.read(tmp_path / "x")
    with pytest.raises(InputError, match=r"cannot read .*missing as UTF-8"):
        graphs.read(tmp_path / "missing")


def test_options_are_checked_before_anything_is_written(tmp_path):
    with pytest.raises(InputError, match="option 'colour' is not one of network"):
        graphs.write([], tmp_path / "x", colour="red")
    with pytest.raises(InputError, match="graphml has no option 'offsets'; allowed are network"):
        exchange.write([], tmp_path / "x", "graphml", offsets="utf-16")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("package", "format", "extra"),
    [("networkx", "graphml", "networks"), ("spacy", "spacy", "spacy"), ("pyarrow", "parquet", "parquet")],
)
def test_a_missing_package_names_its_extra(package, format, extra, monkeypatch, tmp_path):
    for name in [n for n in sys.modules if n.partition(".")[0] == package]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"stancekit\[{extra}\]"):
        exchange.write([], tmp_path / "x", format)
    assert not any(tmp_path.iterdir())
