"""Staff pages of onboarding: the question lab, and the talks."""

from onboarding.admin import asked, bank, care, exchange, simulation_runs, statistics, talks

__all__ = ["asked", "bank", "care", "exchange", "simulation_runs", "statistics", "talks"]
