"""Training stage by stage, with stages that only leave a mark."""

import pytest

from stancekit.errors import InputError
from stancekit.persistence import read_config
from stancekit.training import run


@pytest.fixture
def trained(monkeypatch):
    """Replace every stage and the card; what was done is listed."""
    done = []

    def stage(name):
        def train(data, folder, *, corpus, seed):
            folder.mkdir(parents=True)
            done.append((name, corpus, seed))
            return {"score": 0.5}

        return train

    monkeypatch.setattr(run, "STAGES", {name: stage(name) for name in ("text", "tagger")})
    monkeypatch.setattr(run.card, "write", lambda out, data, corpus: done.append("card"))
    return done


def test_all_stages_in_their_order_then_the_card(trained, tmp_path):
    run.train(tmp_path, tmp_path / "mine", seed=3)
    assert trained == [("text", None, 3), ("tagger", None, 3), "card"]
    config = read_config(tmp_path / "mine")
    assert (config["name"], config["seed"]) == ("mine", 3)
    assert config["training"] == {"text": {"score": 0.5}, "tagger": {"score": 0.5}}


def test_a_model_that_lacks_stages_is_not_measured(trained, tmp_path):
    said = []
    run.train(tmp_path, tmp_path / "mine", stages=["text"], log=said.append)
    assert trained == [("text", None, 0)]
    assert said[-1].endswith("has no tagger yet")
    run.train(tmp_path, tmp_path / "mine", stages=["tagger"])
    assert trained[1:] == [("tagger", None, 0), "card"]
    assert set(read_config(tmp_path / "mine")["training"]) == {"text", "tagger"}


def test_what_cannot_be_trained_is_named(trained, tmp_path):
    with pytest.raises(InputError, match="unknown stage 'cues'; allowed are text, tagger"):
        run.train(tmp_path, tmp_path / "mine", stages=["cues"])
    with pytest.raises(InputError, match="nowhere is not a folder"):
        run.train(tmp_path / "nowhere", tmp_path / "mine")
    assert trained == []
