"""Staff pages of onboarding: the question lab, and the talks."""

from onboarding.admin import bank, care, talks

__all__ = ["bank", "care", "talks"]
