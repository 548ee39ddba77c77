"""What can go wrong, by what the caller can do about it."""

from __future__ import annotations

__all__ = ["InputError", "MissingExtraError", "ModelError", "StancekitError"]


class StancekitError(Exception):
    """Base of every error that stancekit raises on purpose."""


class InputError(StancekitError, ValueError):
    """The text, file or option given cannot be used; the message names the bad value and what is allowed."""


class ModelError(StancekitError):
    """A model folder is missing, incomplete, of another version, or holds a type that is not trusted."""


class MissingExtraError(StancekitError, ImportError):
    """An optional package is not installed.

    Examples
    --------
    >>> print(MissingExtraError("pandas", extra="pandas", purpose="Analysis.to_frame"))
    Analysis.to_frame needs the package 'pandas': pip install "stancekit[pandas]"
    """

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(f'{purpose} needs the package {package!r}: pip install "stancekit[{extra}]"')
