"""What a run costs, in a process of its own."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

__all__ = ["cpu_seconds", "environment", "run"]

_PACKAGES = ("stancekit", "numpy", "scikit-learn", "nltk", "joblib", "pyarrow", "duckdb")


def run(source: Path, out: Path, n_jobs: int, *options: str) -> dict[str, Any]:
    """Return what `benchmarks.runner` tells of a run."""
    command = [sys.executable, "-m", "benchmarks.runner", str(source), str(out), str(n_jobs), *options]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf8", check=True, cwd=root)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def cpu_seconds(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of a call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def environment() -> dict[str, Any]:
    """Return versions and machine, without which figures tell nothing."""
    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = None
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "packages": versions,
    }
