"""Servers are away, frozen or unstartable: people are answered, and what waited is made up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from selfology_site.embedded import Server
from tests.e2e import truth
from tests.e2e.processes import kill, needs_proc, pids, signal_all
from tests.e2e.product import Product, Talker, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow, needs_proc]

IN_CRISIS = {
    "ru": ("Я больше не хочу жить, сегодня ночью я убью себя", "112"),
    "en": ("I want to kill myself tonight, I cannot go on", "112"),
}
ANSWERS = (
    "Мне хорошо, когда я рисую, и я стараюсь делать это каждый день.",
    "Вчера сестра помогла мне с переездом, и я был ей очень благодарен.",
    "Люблю порядок: сначала составляю план, потом иду по нему.",
)
SOON_SECONDS = 15.0
CATCH_UP_SECONDS = 200.0


@contextmanager
def frozen(product: Product, *parts: str) -> Iterator[None]:
    """Have parts stand still: they hold their connections and answer nothing."""
    for part in parts:
        signal_all(product, part, signal.SIGSTOP)
    try:
        yield
    finally:
        for part in parts:
            signal_all(product, part, signal.SIGCONT)


@contextmanager
def unstartable_postgres(product: Product) -> Iterator[None]:
    """Kill PostgreSQL and let it not start again."""
    settings = product.data_dir / Server.POSTGRES / "postgresql.conf"
    kept = settings.read_text()
    settings.write_text(f"{kept}\nthis is no setting\n")
    kill(product, Server.POSTGRES)
    try:
        yield
    finally:
        settings.write_text(kept)


def settle(product: Product) -> None:
    """Wait until nothing is on its way any more."""
    eventually(lambda: not truth.unfinished(truth.read(product)), "catching up", CATCH_UP_SECONDS)


def test_without_workers_relay_redis_and_vectors_a_person_is_answered_and_all_is_made_up(
    own_product: Product,
) -> None:
    talker = own_product.person("Мария", "ru")
    talker.begin(language="ru")

    with frozen(
        own_product, "workers-short", "workers-long", "relay", Server.REDIS, Server.VECTORS
    ):
        replies = [talker.write(answer)["text"] for answer in ANSWERS]

    for reply in replies:
        reflection, _, question = reply.partition("\n\n")
        assert reflection
        assert "●" in question
    settle(own_product)
    facts = truth.read(own_product)
    assert [answer["text"] for answer in facts["answers"]] == list(ANSWERS)
    assert facts["deep"] == len(ANSWERS)


def test_without_postgres_a_crisis_gets_its_fixed_text_and_words_wait_for_its_return(
    own_product: Product,
) -> None:
    writer = own_product.person("Мария", "ru")
    writer.begin(language="ru")

    with frozen(own_product, Server.POSTGRES):
        writer.send(text=ANSWERS[0])
        _crisis_is_answered(own_product)
    assert "●" in writer.next_message()["text"]

    with unstartable_postgres(own_product):
        eventually(lambda: not _answers(own_product), "the end of PostgreSQL")
        writer.send(text=ANSWERS[1])
        _crisis_is_answered(own_product)
        kill(own_product, "bot")
        eventually(lambda: pids(own_product, "bot"), "another bot")
        _crisis_is_answered(own_product)
    assert "●" in writer.next_message(CATCH_UP_SECONDS)["text"]
    settle(own_product)
    kept = [answer["text"] for answer in truth.read(own_product)["answers"]]
    assert kept == list(ANSWERS[:2])


def _crisis_is_answered(product: Product) -> None:
    for language, (words, number) in IN_CRISIS.items():
        person: Talker = product.person("Alex", language)
        person.send(text=words)
        assert number in person.next_message(SOON_SECONDS)["text"]


def _answers(product: Product) -> bool:
    return bool(pids(product, Server.POSTGRES)) and product.is_ready()
