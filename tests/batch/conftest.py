"""A collection that is scored by the shipped model, and what of the results has to be the same."""

import json

import pytest

from stancekit.results import parquet
from stancekit.results.schema import TABLES

SENTENCES = (
    "“We will never accept this attack,” Chancellor Jane Roe said in Berlin.",
    "Foreign Minister Omar Diallo welcomed the plan for a ceasefire.",
    "The mayor, Mira Holt, warned that the bridge could fall if nothing was done.",
    "Union leader Ann Lee rejected the offer as an insult to every nurse.",
)


@pytest.fixture(scope="session")
def collection(tmp_path_factory):
    """Return a function that writes a file of so many articles, some of them other than usual."""

    def write(n, **others):
        rows = [
            {
                "id": f"a{i}",
                "text": f"{SENTENCES[i % 4]} {SENTENCES[(i // 4) % 4]} It was day {i}." * (1 + i % 5),
                "date": f"2024-01-{1 + i % 28:02}",
                "source": f"outlet {i % 3}",
            }
            for i in range(n)
        ]
        for id, text in others.items():
            rows[int(id[1:])]["text"] = text
        path = tmp_path_factory.mktemp("collection") / "articles.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


@pytest.fixture(scope="session")
def tables():
    """Return a function that reads all tables of a results folder; times differ from run to run."""

    def read(folder):
        found = {name: parquet.read(folder, name).combine_chunks() for name in TABLES}
        return {**found, "articles": found["articles"].drop(["seconds"])}

    return read
