"""The tables of analysis: readings of answers, readings that failed, trials of analysers."""

from analysis.models.evaluations import EvaluationRun, EvaluationTrait
from analysis.models.failures import AnalysisFailure
from analysis.models.readings import Analysis, AnalysisQuerySet, ExtractedTrait

__all__ = [
    "Analysis",
    "AnalysisFailure",
    "AnalysisQuerySet",
    "EvaluationRun",
    "EvaluationTrait",
    "ExtractedTrait",
]
