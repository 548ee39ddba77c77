"""An analysis as one line of JSON."""

from __future__ import annotations

import json

from stancekit.records import Analysis
from stancekit.report.plain import escaped

__all__ = ["text"]


def text(analysis: Analysis) -> str:
    """Return schema ``stancekit/1`` on one line, readable but for characters that could act on a terminal."""
    return escaped(json.dumps(analysis.to_dict(), ensure_ascii=False)) + "\n"
