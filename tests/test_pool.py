from __future__ import annotations

import os
import time

import pytest

from stancekit.pool import Inline, Processes, WorkerDied, limited, run


def _work():
    """Return a function that does what its items say; made here, it travels to a worker by its code."""

    def work(batch):
        for item in batch:
            if item == "crash":
                os._exit(3)
            while item == "hang":
                pass
            if item == "raise":
                raise ValueError("as asked")
        return [f"{item}!" for item in batch]

    return work


def _given_up(item):
    return [f"{item}?"]


def _flat(results):
    return [item for result in results for item in result]


def test_inline_does_a_batch_when_it_is_asked_for():
    taken = []

    def batches():
        for n in range(3):
            taken.append(n)
            yield [n]

    stream = run(sum, batches(), Inline(), lambda item: 0)
    assert taken == []
    assert next(stream) == 0
    assert taken == [0]
    assert list(stream) == [1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("fault", ["crash", "hang"])
def test_the_item_at_fault_is_given_up_and_no_other(n_jobs, fault):
    items = [str(n) for n in range(20)]
    items[7] = items[8] = fault
    items[19] = fault
    batches = [items[i : i + 3] for i in range(0, 20, 3)]
    found = _flat(run(_work(), batches, Processes(n_jobs, time_limit=2), _given_up))
    assert found == [item + ("?" if item == fault else "!") for item in items]


@pytest.mark.slow
def test_an_error_reaches_the_caller():
    with pytest.raises(ValueError, match="as asked"):
        list(run(_work(), [["a"], ["raise"]], Processes(1), _given_up))


@pytest.mark.slow
def test_workers_go_when_the_caller_stops():
    def pids(batch):
        return [os.getpid()]

    stream = run(pids, ([n] for n in range(10**9)), Processes(2), _given_up)
    (pid,) = next(stream)
    stream.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_more_is_not_taken_than_may_be_out():
    class Counting(Inline):
        window = 4
        out = most = 0

        def submit(self, work, batch):
            self.out += 1
            self.most = max(self.most, self.out)
            return super().submit(work, batch)

        def result(self, task):
            self.out -= 1
            return super().result(task)

    workers = Counting()
    assert list(run(len, [[0]] * 20, workers, lambda item: 0)) == [1] * 20
    assert workers.most == 4


class _Dying(Inline):
    """Workers of which one dies of each item in ``fatal``, and loses everything that is out."""

    window = 3

    def __init__(self, fatal):
        self.fatal, self.losing = fatal, False

    def submit(self, work, batch):
        return work, batch

    def result(self, task):
        work, batch = task
        if self.fatal & set(batch):
            self.losing = True
            raise WorkerDied("gone")
        return work(batch)

    def recover(self):
        self.closed = True

    def lost(self, task):
        return True


@pytest.mark.parametrize("fatal", [set(), {0}, {5}, {3, 4}, set(range(9))])
def test_what_was_lost_is_done_again_in_order(fatal):
    batches = [[0, 1, 2], [3, 4], [5], [6, 7, 8]]
    found = _flat(run(list, batches, _Dying(fatal), lambda item: [-item]))
    assert found == [-n if n in fatal else n for n in range(9)]


def test_the_clock_is_stopped_after_a_batch():
    assert limited(sum, 0.2, [1, 2]) == 3
    time.sleep(0.4)  # this process would be gone
