"""Run the command line as ``python -m stancekit``."""

from __future__ import annotations

import sys

from stancekit.cli import main

if __name__ == "__main__":
    sys.exit(main())
