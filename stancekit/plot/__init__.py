"""Pictures for papers, by Matplotlib: who says what, stances over time, and whether probabilities hold.

Every function returns a `matplotlib.figure.Figure`, whose ``savefig`` writes PNG, PDF or SVG. Nothing of
pyplot is touched: no window opens, no setting changes. Pictures read in grey and by the colour-blind: stances
have letters or shapes of their own. Text in an SVG stays text, and the same data make the same file.
"""

from stancekit.plot.matrix import stance_matrix
from stancekit.plot.reliability import reliability_diagram
from stancekit.plot.time import stance_over_time

__all__ = ["reliability_diagram", "stance_matrix", "stance_over_time"]
