"""Filling an installation with synthetic people: who talks when, in the order of time."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction

from core.clock import utc_now
from core.errors import NotFoundError
from events.catalogue import MessageSendRequested
from events.choices import DeliveryStatus
from events.models import Delivery
from events.outbox import publish
from people.selectors import person_get
from selfology_site.demo.cast import Member
from selfology_site.demo.talks import Player, UpdateNumbers

DAYS = 14
FILE_NAME = "demo-people.json"
#: More than one run can use, so that runs never share a number.
NUMBERS_PER_RUN = 1_000_000
#: What stands in the ledger of the example of a dead letter.
DEAD_TEMPLATE = "demo_dead_letter"
DEAD_ERROR = "unknown_template"
DEAD_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens to one person at one moment."""

    at: datetime
    play: Callable[[datetime], None]


def people_filled(data_dir: Path) -> tuple[UUID, ...]:
    """Return the synthetic people of former runs who are still there."""
    return tuple(filter(_exists, _noted(data_dir)))


def people_fill(data_dir: Path, members: Sequence[Member], seed: int) -> int:
    """Let `members` live through the last two weeks; return how many they are.

    A scene is one transaction: a demo that is stopped leaves whole scenes behind.
    """
    earlier = _noted(data_dir)
    numbers = UpdateNumbers(-seed * NUMBERS_PER_RUN)
    players = [Player(one, numbers, seed * 1000 + n) for n, one in enumerate(members)]
    scenes = [scene for player in players for scene in _scenes(player, utc_now())]
    for scene in sorted(scenes, key=lambda one: one.at):
        with transaction.atomic():
            scene.play(scene.at)
    born = [player.person_id for player in players]
    _note(data_dir, [*earlier, *born])
    _leave_dead_letter(born[0])
    return len(born)


def _scenes(player: Player, now: datetime) -> Iterator[Scene]:
    """Yield what happens to one person; nothing of it lies in the future."""
    rng = random.Random(player.member.name)  # noqa: S311 - variety, not secrecy
    member = player.member
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for number, day in enumerate(member.days):
        at = midnight - timedelta(days=DAYS - 1 - day) + timedelta(minutes=rng.randint(420, 1200))
        at = min(at, now - timedelta(minutes=rng.randint(60, 90)))
        if number == 0:
            yield Scene(at - timedelta(minutes=5), player.begin)
        yield Scene(at, partial(player.talk, day=day))
        if number == 1 and member.coach_lines:
            yield Scene(at + timedelta(minutes=40), player.ask_coach)
        if number == 1 and member.was_in_crisis:
            yield Scene(at + timedelta(minutes=40), player.be_in_crisis)


def _leave_dead_letter(person_id: UUID) -> None:
    """Leave one dead delivery, so that staff can try to drive it again."""
    with transaction.atomic():
        row = publish(MessageSendRequested(person_id=person_id, template=DEAD_TEMPLATE))
        Delivery.objects.filter(event=row).update(
            status=DeliveryStatus.DEAD, attempts=DEAD_ATTEMPTS, last_error=DEAD_ERROR
        )


def _exists(person_id: UUID) -> bool:
    with suppress(NotFoundError):
        return person_get(person_id) is not None
    return False


def _noted(data_dir: Path) -> list[UUID]:
    try:
        return [UUID(text) for text in json.loads((data_dir / FILE_NAME).read_text())]
    except (OSError, ValueError):
        return []


def _note(data_dir: Path, people: Sequence[UUID]) -> None:
    (data_dir / FILE_NAME).write_text(json.dumps([str(person_id) for person_id in people]))
