"""A shape is filled in, or it is said what came instead and what it cost."""

import json

import httpx2
import pytest

from ai.errors import Charge, InvalidOutputError, RefusedError, TruncatedError, VendorAwayError
from ai.usage import Usage
from tests.ai.providers.speakers import (
    FILLED,
    PROMPT,
    TERMS,
    USAGE,
    WORDS,
    Mood,
    Moods,
    Speaker,
    answering,
    over,
)


def test_a_filled_shape_comes_with_its_usage_and_the_name_of_the_model(speaker: Speaker) -> None:
    produced = answering(speaker, speaker.whole(FILLED)).structured(PROMPT, Moods, TERMS)

    assert produced.value == Moods(moods=[Mood(name="calm", value=0.5)])
    assert produced.usage == USAGE
    assert produced.served_by == "model-1-dated"


def test_a_vendor_that_does_not_say_what_was_used_is_believed_to_have_used_nothing(
    speaker: Speaker,
) -> None:
    provider = answering(speaker, speaker.without_usage(FILLED))

    assert provider.structured(PROMPT, Moods, TERMS).usage == Usage()


@pytest.mark.parametrize("cut", [FILLED, FILLED[:-9], ""])
def test_output_at_the_limit_of_tokens_is_truncated_whatever_it_looks_like(
    speaker: Speaker, cut: str
) -> None:
    with pytest.raises(TruncatedError) as caught:
        answering(speaker, speaker.truncated(cut)).structured(PROMPT, Moods, TERMS)

    assert (caught.value.charge, caught.value.usage) == (Charge.REPORTED, USAGE)


def test_a_refusal_is_no_output(speaker: Speaker) -> None:
    with pytest.raises(RefusedError) as caught:
        answering(speaker, speaker.refused()).structured(PROMPT, Moods, TERMS)

    assert (caught.value.charge, caught.value.usage) == (Charge.REPORTED, USAGE)


@pytest.mark.parametrize(
    ("output", "complaint"),
    [
        ("", "the output is empty"),
        ("  \n", "the output is empty"),
        ("Of course! Here it is", "output: json_invalid"),
        (FILLED[:-9], "output: json_invalid"),
        ("[]", "output: model_type"),
        ("null", "output: model_type"),
        ("{}", "moods: missing"),
        ('{"moods": 3}', "moods: list_type"),
        ('{"moods": [{"name": "x", "value": "0.5"}]}', "moods.0.value: float_type"),
        ('{"moods": [{"name": null}]}', "moods.0.name: string_type; moods.0.value: missing"),
        ('{"moods": [{"name": "x", "value": NaN}]}', "output: finite_number"),
        ('{"moods": [{"name": "x", "value": -1e999}]}', "output: finite_number"),
        ('{"moods": [], "Oksana": 1}', "?: extra_forbidden"),
    ],
)
def test_what_is_not_of_the_shape_is_complained_of_by_field_without_values(
    speaker: Speaker, output: str, complaint: str
) -> None:
    with pytest.raises(InvalidOutputError) as caught:
        answering(speaker, speaker.whole(output)).structured(PROMPT, Moods, TERMS)

    assert (caught.value.output, caught.value.complaint) == (output, complaint)
    assert (caught.value.charge, caught.value.usage) == (Charge.REPORTED, USAGE)


def test_a_useless_output_without_usage_costs_nobody_knows_what(speaker: Speaker) -> None:
    with pytest.raises(InvalidOutputError) as caught:
        answering(speaker, speaker.without_usage("no")).structured(PROMPT, Moods, TERMS)

    assert caught.value.charge is Charge.UNKNOWN


@pytest.mark.parametrize("body", ['{"id": "x", "cont', "<html>504</html>", "[1]", '"text"', "7"])
def test_a_response_that_is_none_is_trouble_of_the_vendor(speaker: Speaker, body: str) -> None:
    headers = {"content-type": "application/json"}
    provider = over(speaker, lambda _: httpx2.Response(200, content=body, headers=headers))

    with pytest.raises(VendorAwayError) as caught:
        provider.structured(PROMPT, Moods, TERMS)
    assert caught.value.charge is Charge.UNKNOWN


@pytest.mark.parametrize("body", [{}, {"usage": {}}, {"content": [], "output": [], "choices": []}])
def test_a_response_with_nothing_in_it_is_an_empty_output(
    speaker: Speaker, body: dict[str, object]
) -> None:
    with pytest.raises(InvalidOutputError):
        answering(speaker, body).structured(PROMPT, Moods, TERMS)


def test_a_complaint_about_many_fields_names_the_first_ten(speaker: Speaker) -> None:
    output = json.dumps({"moods": [{"name": WORDS}] * 30})

    with pytest.raises(InvalidOutputError) as caught:
        answering(speaker, speaker.whole(output)).structured(PROMPT, Moods, TERMS)
    assert caught.value.complaint.count("missing") == 10
