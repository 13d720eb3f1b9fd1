"""What tests of the staff pages need."""

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """Make the folder of collected files: whitenoise warns where it is missing."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
