"""Staff pages of analysis, one module a subject."""

from analysis.admin import answered, failures, readings, trials

__all__ = ["answered", "failures", "readings", "trials"]
