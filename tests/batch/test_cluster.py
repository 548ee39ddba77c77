"""A Dask cluster gives the same as one machine, whatever becomes of its workers."""

from __future__ import annotations

import os
import signal

import pytest

from stancekit.batch import score
from stancekit.errors import InputError

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),  # Dask's own
]
ARTICLES = 600


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_a_worker_that_is_killed_changes_nothing(cluster, collection, tables, tmp_path):
    source = collection(ARTICLES)
    score(source, tmp_path / "one", n_jobs=1)
    with distributed.Client(cluster, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    told = []

    def kill(progress):
        if not told:
            os.kill(pids[0], signal.SIGKILL)
        told.append(progress)

    summary = score(source, tmp_path / "two", dask=cluster.scheduler_address, progress=kill)
    assert (summary.articles, summary.failures) == (ARTICLES, 0)
    assert told[0].articles < ARTICLES
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_a_run_can_go_on_elsewhere(cluster, collection, tables, tmp_path):
    source = collection(100)
    score(source, tmp_path / "one", n_jobs=1)
    half = tmp_path / "half.jsonl"
    half.write_text("".join(source.open(encoding="utf8").readlines()[:50]))
    score(half, tmp_path / "two", n_jobs=1)
    assert score(source, tmp_path / "two", dask=cluster.scheduler_address, resume=True).articles == 100
    assert tables(tmp_path / "one")["utterances"] == tables(tmp_path / "two")["utterances"]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_no_scheduler(collection, tmp_path, monkeypatch, address):
    monkeypatch.setattr("stancekit.batch.cluster._CONNECT", 1.0)
    with pytest.raises(InputError, match="no Dask scheduler answers at"):
        score(collection(1), tmp_path / "out", dask=address)
    assert not (tmp_path / "out").exists()
