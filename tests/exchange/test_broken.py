"""JSON with a value of another kind anywhere in it is read or refused, and nothing else."""

import copy
import json
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit import exchange
from stancekit.errors import InputError

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 99),
    st.just(10**400),
    st.floats(),
    st.sampled_from(["", "u1", "s1", "content", "Content", "none", "x"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=6,
)
FILES = {"doccano": "x.jsonl", "gold": "gold.jsonl", "jsonl": "x.jsonl", "label-studio": "x.json"}


def places(value, path=()):
    """Return the path of everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


def changed(value, path, new):
    if not path:
        return new
    value = copy.deepcopy(value)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return value


@pytest.mark.parametrize("format", FILES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(data=st.data())
def test_broken_json(format, analysis, data):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exchange.write([analysis], folder / "beside", "gold")
        exchange.write([analysis], folder / "out", format)
        made = next(
            p
            for p in (folder / "out", *(folder / "out" / n for n in ("tasks.json", "gold.jsonl")))
            if p.is_file()
        )
        whole = json.loads(made.read_text(encoding="utf8"))
        broken = changed(whole, data.draw(st.sampled_from(places(whole))), data.draw(values))
        path = folder / FILES[format]
        path.write_text(json.dumps(broken), encoding="utf8")
        with suppress(InputError):
            list(exchange.read(path, kind=format, texts=folder / "beside" / "text"))
