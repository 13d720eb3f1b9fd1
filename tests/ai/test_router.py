import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from ai.analyser import Analyser, Completion, LinkFailedError
from ai.contracts import (
    AnswerRequest,
    CoachReply,
    CoachRequest,
    DeepReading,
    DeepRequest,
    InstantReading,
    Sentiment,
    Task,
    TraitReading,
)
from ai.providers import registry
from ai.router import chain, read_deeply, read_instantly, reply_as_coach
from core.vocabulary import Language, Trait
from tests.ai.builders import PERMIT, answer, deep

TEXT = "Устала от работы, но дети радуют"


@dataclass
class VendorLink:
    """A vendor's link that answers what it is told to, or fails."""

    name: str = "vendor"
    is_offline: bool = False
    failure: Exception | None = None
    quote: str = "дети радуют"
    calls: list[str] = field(default_factory=list)

    def read_instantly(self, request: AnswerRequest) -> Completion[InstantReading]:
        raise NotImplementedError

    def read_deeply(self, request: DeepRequest) -> Completion[DeepReading]:
        self._called("deep")
        trait = TraitReading(trait=Trait.EXTRAVERSION, value=1.0, variance=1.0, quote=self.quote)
        reading = DeepReading(
            language=Language.RU,
            sentiment=Sentiment.POSITIVE,
            sentiment_score=0.5,
            quality=0.5,
            insight="Похоже, дети важны.",
            insight_quote=self.quote,
            traits=(trait,),
            patterns=(),
            crisis_level=0,
        )
        return Completion(reading, "big-model", "deep/3")

    def reply_as_coach(self, request: CoachRequest) -> Completion[CoachReply]:
        self._called("coach")
        return Completion(CoachReply(text="Слушаю."), "big-model", "coach/2")

    def _called(self, task: str) -> None:
        self.calls.append(task)
        if self.failure:
            raise self.failure


@pytest.fixture
def links() -> Iterator[list[Analyser]]:
    above: list[Analyser] = []
    with registry.only(lambda _task: above):
        yield above


def coach_request() -> CoachRequest:
    return CoachRequest(message=TEXT, language=Language.RU)


def test_the_chain_ends_in_the_local_link_for_every_task(links: list[Analyser]) -> None:
    links.append(VendorLink())
    names = {tuple(link.name for link in chain(task, PERMIT)) for task in Task}
    assert names == {("vendor", "local")}


def test_without_a_permit_only_what_stays_here_is_asked(links: list[Analyser]) -> None:
    links.extend([VendorLink(), VendorLink(name="house", is_offline=True)])
    names = [link.name for link in chain(Task.DEEP_ANALYSIS, None)]
    assert names == ["house", "local"]


def test_a_vendor_is_never_called_without_a_permit(links: list[Analyser]) -> None:
    vendor = VendorLink()
    links.append(vendor)
    routed = read_deeply(deep(TEXT), None)
    reply_as_coach(coach_request(), None)
    assert vendor.calls == []
    assert (routed.provider, routed.is_offline) == ("local", True)


def test_instant_reading_is_local_whatever_links_there_are(links: list[Analyser]) -> None:
    vendor = VendorLink()
    links.append(vendor)
    routed = read_instantly(answer(TEXT))
    assert vendor.calls == []
    assert (routed.provider, routed.model, routed.prompt_version) == (
        "local",
        "local-analyser",
        "local/1",
    )


def test_with_a_permit_the_first_link_answers_and_is_named(links: list[Analyser]) -> None:
    links.append(VendorLink())
    routed = read_deeply(deep(TEXT), PERMIT)
    assert (routed.provider, routed.model, routed.prompt_version, routed.is_offline) == (
        "vendor",
        "big-model",
        "deep/3",
        False,
    )


@pytest.mark.parametrize("failure", [LinkFailedError("overloaded"), KeyError(TEXT)])
def test_a_failing_link_is_passed_over(links: list[Analyser], failure: Exception) -> None:
    first, second = VendorLink(failure=failure), VendorLink(name="second")
    links.extend([first, second])
    routed = reply_as_coach(coach_request(), PERMIT)
    assert (first.calls, routed.provider) == (["coach"], "second")


def test_when_every_link_fails_the_local_one_answers(links: list[Analyser]) -> None:
    vendor = VendorLink(failure=LinkFailedError("timeout"))
    links.append(vendor)
    routed = read_deeply(deep(TEXT), PERMIT)
    assert (vendor.calls, routed.provider, routed.is_offline) == (["deep"], "local", True)


def test_a_failure_is_logged_without_personal_words(
    links: list[Analyser], caplog: pytest.LogCaptureFixture
) -> None:
    links.append(VendorLink(failure=ValueError(f"bad input: {TEXT}")))
    with caplog.at_level(logging.DEBUG):
        read_deeply(deep(TEXT), PERMIT)
    assert "error=ValueError" in caplog.text
    assert "дети" not in caplog.text


def test_what_a_vendor_cannot_quote_is_dropped(links: list[Analyser]) -> None:
    links.append(VendorLink(quote="слова, которых нет"))
    reading = read_deeply(deep(TEXT), PERMIT).reading
    assert (reading.traits, reading.insight, reading.insight_quote) == ((), "", "")


def test_what_a_vendor_quotes_literally_is_kept(links: list[Analyser]) -> None:
    links.append(VendorLink())
    reading = read_deeply(deep(TEXT), PERMIT).reading
    assert [trait.quote for trait in reading.traits] == ["дети радуют"]
    assert reading.insight == "Похоже, дети важны."


def test_a_source_registered_twice_is_asked_once() -> None:
    vendor = VendorLink()

    def source(_task: Task) -> list[Analyser]:
        return [vendor]

    with registry.only(source):
        registry.register(source)
        assert registry.links(Task.COACH_REPLY) == (vendor,)
