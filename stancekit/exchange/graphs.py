"""Discourse networks as files: GraphML, which networkx, Gephi, visone and igraph open, and a CSV of edges.

The graph has ``network``, ``normalization``, ``agreement``, ``window`` and the ``actors`` and ``concepts``
that were asked for. A node has a ``name`` and the same as ``label``, a ``kind`` (actor or concept),
``statements`` and, in an affiliation network, ``bipartite`` (0 for actors, 1 for concepts). An edge has
``weight``, ``raw`` (the weight before normalization) and ``condemning``, ``cautious`` and ``supportive``, or
between actors ``concepts``; see `stancekit.exchange.networks`. Names are on one line and without anything
that XML forbids.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.exchange import files
from stancekit.exchange.networks import Network, networks
from stancekit.exchange.statements import Statement
from stancekit.report.spreadsheet import cell

__all__ = ["DEFAULTS", "graph", "read", "write", "write_edges"]

DEFAULTS = {
    "network": "affiliation",
    "normalization": "none",
    "window": "whole",
    "agreement": "integer",
    "actors": "speakers",
    "concepts": "topics",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def write(statements: Iterable[Statement], out: Path, **options: str) -> None:
    """Write the network of statements as GraphML.

    Parameters
    ----------
    statements : iterable of Statement
    out : Path
        A file; with a ``window`` other than ``whole`` a folder, new or empty, with ``WINDOW.graphml`` for
        each.
    **options
        Those of `stancekit.exchange.networks.networks`.

    Raises
    ------
    InputError
        If an option is not allowed, or the folder holds something.
    MissingExtraError
        If networkx is not installed.
    """
    nx, chosen = _networkx(), _chosen(options)
    found = networks(statements, **chosen)
    if chosen["window"] == "whole":
        made = graph(found[0] if found else Network("whole", {}, {}, ()), **chosen)
        with files.created(out) as file:
            file.write(_graphml(nx, made))
        return
    files.fresh(out)
    for one in found:
        files.write_text(out / f"{one.window}.graphml", _graphml(nx, graph(one, **chosen)))


def read(path: Path) -> Any:
    """Return the graph of a GraphML file as a ``networkx.Graph``.

    Raises
    ------
    InputError
        If the file is not GraphML.
    MissingExtraError
        If networkx is not installed.
    """
    nx, text = _networkx(), files.read_text(path)
    try:
        return nx.parse_graphml(text)
    except Exception as error:  # whatever the parser raises
        raise InputError(f"cannot read {path} as GraphML: {error}") from error


def write_edges(statements: Iterable[Statement], out: Path, **options: str) -> None:
    """Write the edges of the network of every window as CSV; options and errors as in `write`.

    Columns are ``window``, ``source``, ``target``, ``weight``, ``raw`` and the counts.
    """
    chosen = _chosen(options)
    counts: tuple[str, ...] = ("condemning", "cautious", "supportive")
    counts = counts if chosen["network"] == "affiliation" else ("concepts",)
    found = networks(statements, **chosen)
    with files.created(out) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("window", "source", "target", "weight", "raw", *counts))
        for one in found:
            for tie in one.ties:
                values = (*tie[:4], *(tie.counts.get(name, 0) for name in counts))
                writer.writerow([one.window, *map(_shown, values)])


def graph(one: Network, **options: str) -> Any:
    """Return a network as a ``networkx.Graph`` with the attributes that the module names."""
    nx = _networkx()
    made = nx.Graph(**{**_chosen(options), "window": one.window})
    nodes = {("actor", name): f"a{n}" for n, name in enumerate(one.actors, 1)}
    nodes |= {("concept", name): f"c{n}" for n, name in enumerate(one.concepts, 1)}
    for (kind, name), id in nodes.items():
        statements = one.actors[name] if kind == "actor" else one.concepts[name]
        made.add_node(id, name=_legal(name), label=_legal(name), kind=kind, statements=statements)
        if one.concepts:
            made.nodes[id]["bipartite"] = int(kind == "concept")
    end = "concept" if one.concepts else "actor"
    for tie in one.ties:
        ends = nodes["actor", tie.start], nodes[end, tie.end]
        made.add_edge(*ends, weight=tie.weight, raw=tie.raw, **tie.counts)
    return made


def _chosen(options: dict[str, str]) -> dict[str, str]:
    if unknown := sorted(set(options) - set(DEFAULTS)):
        raise InputError(f"option {unknown[0]!r} is not one of {', '.join(DEFAULTS)}")
    return {**DEFAULTS, **options}


def _graphml(nx: Any, made: Any) -> str:
    return "\n".join(nx.generate_graphml(made)) + "\n"


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _shown(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else cell(value)


def _networkx() -> Any:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError("networkx", extra="networks", purpose="a network as GraphML") from None
    return nx
