"""Embeddings, moderation, and which models a key reaches."""

import base64
import json
from array import array
from math import fsum, isclose
from typing import Any

import httpx2
import pytest

from ai.errors import InvalidOutputError, KeyRefusedError, RequestRejectedError, VendorAwayError
from ai.usage import Usage
from tests.ai.providers.speakers import TERMS, Claude, Gpt, Speaker, answering, over


def vectors(*parts: list[float]) -> dict[str, Any]:
    """Return an answer of the embeddings endpoint, last text first."""
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": base64.b64encode(array("f", part).tobytes()).decode(),
        }
        for index, part in enumerate(parts)
    ]
    usage = {"prompt_tokens": 9, "total_tokens": 9}
    return {"object": "list", "model": "small-1", "data": data[::-1], "usage": usage}


def test_each_text_gets_a_vector_of_length_one_in_its_place() -> None:
    provider = answering(Gpt(), vectors([3.0, 4.0], [0.0, 0.5]))
    produced = provider.embed(["one", "two"], TERMS, dimensions=2)

    assert produced.value[0] == pytest.approx((0.6, 0.8))
    assert produced.value[1] == pytest.approx((0.0, 1.0))
    assert produced.usage == Usage(input_tokens=9)
    assert produced.served_by == "small-1"


def test_vectors_have_512_dimensions_unless_others_are_wanted() -> None:
    asked: list[dict[str, Any]] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(json.loads(request.content))
        return httpx2.Response(200, json=vectors([1.0] * 512))

    (vector,) = over(Gpt(), handle).embed(["one"], TERMS).value
    assert (asked[0]["dimensions"], len(vector)) == (512, 512)
    assert isclose(fsum(part * part for part in vector), 1.0)


@pytest.mark.parametrize(
    "parts",
    [[[1.0, 0.0]], [[1.0], [1.0]], [[0.0, 0.0], [1.0, 0.0]], [[float("nan")] * 2] * 2],
)
def test_what_is_not_one_vector_for_each_text_is_refused(parts: list[list[float]]) -> None:
    provider = answering(Gpt(), vectors(*parts))

    with pytest.raises(InvalidOutputError):
        provider.embed(["one", "two"], TERMS, dimensions=2)


def test_an_answer_without_vectors_is_trouble_of_the_vendor() -> None:
    with pytest.raises(VendorAwayError):
        answering(Gpt(), vectors()).embed(["one"], TERMS)


def test_no_text_needs_no_vendor() -> None:
    provider = answering(Gpt(), {}, 500)

    assert provider.embed([], TERMS).value == ()


def test_moderation_says_how_likely_harm_is() -> None:
    scores = {"self-harm": 0.25, "self-harm/intent": 0.5}
    result = {"flagged": True, "categories": {}, "category_scores": scores}
    produced = answering(Gpt(), {"model": "m", "results": [result]}).moderate("text", TERMS)

    opinion = produced.value
    assert (opinion.self_harm, opinion.self_harm_intent, opinion.is_flagged) == (0.25, 0.5, True)


def test_a_moderation_without_such_scores_says_none() -> None:
    body = {"model": "m", "results": [{"flagged": False, "category_scores": {}}]}
    opinion = answering(Gpt(), body).moderate("text", TERMS).value

    assert (opinion.self_harm, opinion.self_harm_intent, opinion.is_flagged) == (0.0, 0.0, False)


def test_a_moderation_without_a_result_is_trouble_of_the_vendor() -> None:
    with pytest.raises(VendorAwayError):
        answering(Gpt(), {"model": "m", "results": []}).moderate("text", TERMS)


def test_a_vendor_that_has_neither_says_so() -> None:
    provider = answering(Claude(), {})

    with pytest.raises(RequestRejectedError):
        provider.embed(["one"], TERMS)
    with pytest.raises(RequestRejectedError):
        provider.moderate("one", TERMS)


def test_a_key_tells_its_models(speaker: Speaker) -> None:
    models = [{"id": "b-1", "object": "model", "type": "model"}, {"id": "a-1"}]

    assert answering(speaker, {"data": models}).model_names() == ("b-1", "a-1")


def test_a_wrong_key_tells_none(speaker: Speaker) -> None:
    with pytest.raises(KeyRefusedError):
        answering(speaker, speaker.error("no", "x"), 401).model_names()
