"""Figures that owe nothing to pyplot and come out the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from stancekit.errors import MissingExtraError
from stancekit.report.plain import plain
from stancekit.report.widths import fit

__all__ = ["axes", "quiet", "shown"]

_GREY = "#b8bec6"


def axes(ax: Any | None, size: tuple[float, float]) -> Any:
    """Return axes to draw on: those given, or those of a new figure of a size in inches.

    Raises
    ------
    MissingExtraError
        If Matplotlib is not installed.
    """
    if ax is not None:
        return ax
    return _class()(figsize=size, layout="constrained").add_subplot()


def quiet(ax: Any) -> None:
    """Take away the frame of axes but for a thin line at the left and below."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(_GREY)
    ax.tick_params(color=_GREY, labelsize="small")


def shown(names: Iterable[str], columns: int = 32) -> list[str]:
    """Return names out of articles, cut and without what could reorder them.

    Whoever puts them into a picture sets ``parse_math=False``: a dollar sign is no formula.
    """
    return [fit(plain(name), columns) for name in names]


@lru_cache(maxsize=1)
def _class() -> Any:
    """Return the class of our figures, made once Matplotlib is there."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", extra="plot", purpose="stancekit.plot") from None

    class StanceFigure(Figure):
        """A figure whose SVG keeps its text as text and has no date or random names in it."""

        def savefig(self, fname: Any, **options: Any) -> None:
            """Save as `matplotlib.figure.Figure.savefig` does."""
            if str(options.get("format") or fname).lower().endswith("svg"):
                options["metadata"] = {"Date": None, **(options.get("metadata") or {})}
            with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "stancekit"}):
                super().savefig(fname, **options)

    return StanceFigure
