"""The first chain: who speaks, by which words, and what is said."""

import numpy as np
import pytest

from stancekit.utterances.cues import CueFinder


@pytest.fixture
def roles(model, read):
    return lambda *texts: model.finder.roles(*read(*texts)[2])


def test_roles_are_probabilities(roles, texts):
    total = sum(np.asarray(role, float) for role in roles(*texts))
    assert ((total >= 0) & (total <= 1 + 1e-6)).all()


def test_batched_equals_one_by_one(roles, texts):
    for i, together in enumerate(roles(*texts)):
        assert together.tobytes() == np.concatenate([roles(text)[i] for text in texts]).tobytes()


@pytest.mark.parametrize("some", [(), ("",), ("", " \n")])
def test_nothing_to_read(roles, some):
    assert [role.shape for role in roles(*some)] == [(0,)] * 3


def test_sequences_are_paragraphs_and_bounded(read):
    table, _, (_, sequences) = read("One two.\n\nThree.", "word " * 600)
    assert sequences.length[:2].tolist() == [3, 2]
    assert sequences.length.sum() == len(table)
    assert sequences.length.max() <= 256


def test_save_and_load(model, read, texts, tmp_path):
    model.finder.save(tmp_path)
    layout = read(*texts)[2]
    for ours, loaded in zip(
        model.finder.roles(*layout), CueFinder.load(tmp_path).roles(*layout), strict=True
    ):
        assert ours.tobytes() == loaded.tobytes()
