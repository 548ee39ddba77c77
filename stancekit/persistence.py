"""Model files: JSON for settings, .npy for arrays, skops for scikit-learn estimators; nothing executes.

A trained component keeps its files in a folder of its own inside ``models/<name>/``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError

__all__ = ["read_array", "read_config", "read_estimator", "write_array", "write_config", "write_estimator"]


def write_config(folder: Path, values: Mapping[str, Any], name: str = "config") -> None:
    """Write ``values`` to ``folder/name.json``, sorted by key so that a rebuilt model compares equal."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf8")


def read_config(folder: Path, name: str = "config") -> dict[str, Any]:
    """Read what `write_config` wrote; a `ModelError` names the file that is missing or broken."""
    path = folder / f"{name}.json"
    try:
        values = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read model file {path}: {error}") from error
    if not isinstance(values, dict):
        raise ModelError(f"model file {path} must hold a JSON object, not {type(values).__name__}")
    return values


def write_array(folder: Path, name: str, array: npt.NDArray[Any]) -> None:
    """Write ``array`` to ``folder/name.npy``."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / f"{name}.npy", array, allow_pickle=False)


def read_array(folder: Path, name: str) -> npt.NDArray[Any]:
    """Map ``folder/name.npy`` read-only into memory; pickled content is refused."""
    path = folder / f"{name}.npy"
    try:
        array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(f"cannot read model file {path}: {error}") from error
    return array


def write_estimator(folder: Path, name: str, estimator: Any) -> None:
    """Write a scikit-learn estimator to ``folder/name.skops``."""
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    dump(estimator, folder / f"{name}.skops")


def read_estimator(folder: Path, name: str, *, trusted: Sequence[str] = ()) -> Any:
    """Read ``folder/name.skops``; a type neither safe by default nor ``trusted`` is a `ModelError`."""
    from skops.io import get_untrusted_types, load

    path = folder / f"{name}.skops"
    try:
        unexpected = sorted(set(get_untrusted_types(file=path)) - set(trusted))
        if not unexpected:
            return load(path, trusted=list(trusted))
    except Exception as error:  # a broken zip, JSON or schema raises whatever its parser raises
        raise ModelError(f"cannot read model file {path}: {error}") from error
    raise ModelError(f"model file {path} holds types that are not trusted: {', '.join(unexpected)}")
