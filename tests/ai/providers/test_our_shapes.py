"""The forms that models really fill in, through the real SDKs."""

import json
from typing import Any

import httpx2
import pytest

from ai.contracts import CoachRequest
from ai.errors import InvalidOutputError
from ai.remote.coach import coach_work
from ai.remote.deep import deep_work
from ai.remote.shapes import SaidDeeply
from core.vocabulary import TRAITS, Language
from tests.ai.builders import deep
from tests.ai.providers.speakers import TERMS, Speaker, answering, over
from tests.ai.vendor_double import coach_said, deep_said, trait_said

TEXT = "Устала от работы, но дети радуют"


def test_a_deep_reading_comes_whole_through_every_sdk(speaker: Speaker) -> None:
    work = deep_work(deep(TEXT))
    said = json.dumps(deep_said(quality=7, traits=[trait_said("дети радуют")]))
    produced = answering(speaker, speaker.whole(said)).structured(work.prompt(), work.shape, TERMS)
    reading = work.finish(produced.value).reading
    assert (reading.quality, [trait.quote for trait in reading.traits]) == (1.0, ["дети радуют"])


def test_a_reply_comes_whole_through_every_sdk(speaker: Speaker) -> None:
    work = coach_work(CoachRequest(message=TEXT, language=Language.RU))
    said = json.dumps(coach_said())
    produced = answering(speaker, speaker.whole(said)).structured(work.prompt(), work.shape, TERMS)
    assert work.finish(produced.value).reading.text == coach_said()["reply"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", '"0.5"x', "null"])
def test_what_is_no_number_is_refused_by_every_sdk(speaker: Speaker, number: str) -> None:
    work = deep_work(deep(TEXT))
    said = json.dumps(deep_said(quality="?")).replace('"?"', number)
    with pytest.raises(InvalidOutputError):
        answering(speaker, speaker.whole(said)).structured(work.prompt(), work.shape, TERMS)


def test_every_sdk_tells_the_vendor_the_closed_list_of_traits(speaker: Speaker) -> None:
    sent: list[Any] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content.decode())
        return httpx2.Response(200, json=speaker.whole(json.dumps(deep_said())))

    work = deep_work(deep(TEXT))
    over(speaker, handle).structured(work.prompt(), SaidDeeply, TERMS)
    assert json.dumps(list(TRAITS))[1:-1].replace(" ", "") in sent[0].replace(" ", "")
