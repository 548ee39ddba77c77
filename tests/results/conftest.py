"""A results folder made by hand."""

import pytest

from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance
from stancekit.results import parquet, rows, run
from stancekit.results.manifest import Entry, Manifest
from stancekit.results.parts import ParquetParts

PROBABILITIES = {
    "condemning": {"condemning": 0.7, "cautious": 0.1, "supportive": 0.1, "none": 0.1},
    "cautious": {"condemning": 0.1, "cautious": 0.6, "supportive": 0.2, "none": 0.1},
    "supportive": {"condemning": 0.1, "cautious": 0.1, "supportive": 0.8, "none": 0.0},
    "none": {"condemning": 0.1, "cautious": 0.1, "supportive": 0.1, "none": 0.7},
}


def analysis(id, said, *, date="", source="", topic="bridge"):
    """Return an analysis in which speakers, by name, say something with a stance."""
    names = list(dict.fromkeys(name for name, _ in said))
    text = "It is so. " * 20
    utterances = tuple(
        Utterance(
            f"u{i}",
            "indirect",
            (Span(0, 9),),
            speaker=f"s{names.index(name) + 1}",
            topic="t1",
            stance=Stance(None if stance == "none" else stance, PROBABILITIES[stance]),
        )
        for i, (name, stance) in enumerate(said, 1)
    )
    return Analysis(
        Article(text, id=id, title=f"On {id}", date=date, source=source),
        speakers=tuple(
            Speaker(f"s{i}", name, "author" if name == "AUTHOR" else "person")
            for i, name in enumerate(names, 1)
        ),
        topics=(Topic("t1", topic),),
        utterances=utterances,
    )


@pytest.fixture
def results(tmp_path):
    """Return a function that writes analyses to a results folder, a part each."""

    def write(*analyses, format="parquet"):
        folder = tmp_path / "results"
        folder.mkdir()
        manifest, store = Manifest(folder), ParquetParts(folder)
        for part, one in enumerate(analyses):
            made = {name: make(one) for name, make in rows.ROWS.items()}
            made["articles"] = [rows.article_row(one.article, "analysed", one, language="en")]
            store.add({name: parquet.table(name, found) for name, found in made.items()})
            store.store(part)
            manifest.add(Entry(part, 1, str(part), {"articles": 1, "utterances": len(one.utterances)}))
        record = {"status": "complete", "options": {"format": format}, "counts": dict(manifest.counts)}
        run.write(folder, record)
        return folder

    return write
