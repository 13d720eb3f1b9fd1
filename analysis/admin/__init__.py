"""Staff pages of analysis, one module a subject."""

from analysis.admin import failures, readings, trials

__all__ = ["failures", "readings", "trials"]
