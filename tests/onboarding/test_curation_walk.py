"""No way of using the lab, and none of going around it, puts before people what nobody read."""

import pytest

from tests.onboarding.curation_walk import Walk, create

pytestmark = pytest.mark.django_db

STEPS = 150
#: With each of them something was put before people.
SEEDS = (200, 201, 202, 203, 204, 206, 207, 209)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_tried_people_are_asked_only_what_was_read_as_it_is(seed: int) -> None:
    walk = Walk.begin(seed)
    create(walk)
    for _ in range(STEPS):
        walk.step()
        assert list(walk.unread()) == []

    assert walk.done["publish"] + walk.done["pilot"] > 0
    assert walk.done["refused tamper"] > walk.done["tamper"] / 10
