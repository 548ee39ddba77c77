"""Ids and texts that were met before."""

from hypothesis import given
from hypothesis import strategies as st

from stancekit.inputs.seen import Ids, Seen, digest

LARGEST = 2**64 - 1
# few values or all of them, so that both what is there and what is not is asked for
numbers = st.one_of(st.integers(0, 20), st.integers(LARGEST - 5, LARGEST), st.integers(0, LARGEST))


@given(st.lists(numbers, max_size=200), st.integers(1, 30))
def test_seen_is_a_set(values, fresh):
    seen, known = Seen(fresh), set()
    for value in values:
        assert (value in seen) == (value in known)
        assert seen.add(value) == (value not in known)
        known.add(value)
        assert len(seen) == len(known)
    assert all(value in seen for value in known)


def test_seen_takes_eight_bytes_each():
    seen = Seen(fresh=1000)
    for value in range(100_000):
        seen.add(value * 0x9E3779B97F4A7C15 % 2**64)
    assert len(seen) == 100_000
    assert seen._sorted.nbytes == 800_000
    assert len(seen._fresh) < 1000


@given(st.lists(st.sampled_from(["a", "b", "a-2", "a-3", "a-2-2", "", "\ud800"]), max_size=60))
def test_ids_are_unique_and_take_the_next_free_suffix(names):
    ids, counts = Ids(), {}
    for id in names:
        expected = id
        while expected in counts:
            counts[id] += 1
            expected = f"{id}-{counts[id]}"
        counts[expected] = 1
        assert ids.unique(id) == expected


def test_only_ids_met_many_times_are_kept():
    ids = Ids()
    for _ in range(2):
        for i in range(100):
            ids.unique(f"n{i}")
    last = [ids.unique("same") for _ in range(50)][-1]
    assert last == "same-50"
    assert ids._counts == {"same": 50}


def test_digests_are_the_same_everywhere():
    assert digest("We need Patriots.") == "d205363b4485571e"
    assert digest("") == "e4a6a0577479b2b4"
    assert len({digest("\ud800"), digest("\udfff"), digest("?")}) == 3
