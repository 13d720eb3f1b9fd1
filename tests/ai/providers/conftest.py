"""Every vendor the same: what holds for one has to hold for all."""

import pytest

from tests.ai.providers.speakers import SPEAKERS, Speaker


@pytest.fixture(params=SPEAKERS, ids=lambda speaker: speaker.name)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    chosen: Speaker = request.param
    return chosen
