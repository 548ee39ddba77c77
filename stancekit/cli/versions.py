"""Versions of installed packages."""

from __future__ import annotations

__all__ = ["version"]


def version(package: str = "stancekit") -> str:
    """Return the installed version of a package."""
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"
