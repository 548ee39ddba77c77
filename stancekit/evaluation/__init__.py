"""How good an analysis is: attribution and stance figures against annotated articles.

`run` measures a predictions file or a model, and is what ``stancekit evaluate`` calls;
`evaluate_attribution`, `evaluate_stance` and `evaluate_model` measure what is in memory. `brat` and `gold`
read and write the annotations, `predictions` the analyses. `agree` compares two annotations.
"""

from stancekit.evaluation import brat, gold, predictions
from stancekit.evaluation.agreement import Agreement, agree
from stancekit.evaluation.figures import Report
from stancekit.evaluation.runs import evaluate_attribution, evaluate_model, evaluate_stance, run

__all__ = [
    "Agreement",
    "Report",
    "agree",
    "brat",
    "evaluate_attribution",
    "evaluate_model",
    "evaluate_stance",
    "gold",
    "predictions",
    "run",
]
