"""Staff pages of onboarding: the question lab, and the talks."""

from onboarding.admin import asked, bank, care, talks

__all__ = ["asked", "bank", "care", "talks"]
