"""What leaves: the prompt, the shape and the terms; nothing that a vendor would keep or refuse."""

import json
from typing import Any

import httpx2
import pytest

from ai.choices import Effort, OpenAIApi
from ai.providers.base import Prompt, Terms, Turn
from ai.providers.openai_api import OpenAIProvider
from tests.ai.providers.speakers import (
    FILLED,
    KEY,
    WORDS,
    Chat,
    Claude,
    Gpt,
    Moods,
    Speaker,
    over,
)

TALK = Prompt(
    system="Read with care.",
    turns=(
        Turn(is_model=False, text="Hello"),
        Turn(is_model=True, text="What happened?"),
        Turn(is_model=False, text=WORDS),
    ),
)
ROLES = ["user", "assistant", "user"]


def sent(speaker: Speaker, effort: Effort | None = None, person: str = "p-1") -> httpx2.Request:
    """Return the request of one structured call."""
    requests: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, json=speaker.whole(FILLED))

    terms = Terms("model-1", effort, 500, 5.0, person)
    over(speaker, handle).structured(TALK, Moods, terms)
    return requests[0]


def body(speaker: Speaker, effort: Effort | None = None, person: str = "p-1") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(sent(speaker, effort, person).content)
    return read


def test_no_sampling_setting_is_sent_which_newer_models_refuse(speaker: Speaker) -> None:
    assert not {"temperature", "top_p", "top_k", "tool_choice"} & body(speaker).keys()


def test_the_key_is_in_its_header_alone(speaker: Speaker) -> None:
    request = sent(speaker)

    holding = [name for name, value in request.headers.items() if KEY in value]
    assert holding == ["authorization"]
    assert KEY not in f"{request.url}{request.content!r}"


def test_the_environment_of_the_sdks_decides_nothing(
    speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for vendor in ("ANTHROPIC", "OPENAI"):
        monkeypatch.setenv(f"{vendor}_BASE_URL", "http://elsewhere.example")
        monkeypatch.setenv(f"{vendor}_API_KEY", "sk-another")
    request = sent(speaker)

    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.url.host != "elsewhere.example"


def test_claude_gets_instructions_apart_from_the_talk() -> None:
    said = body(Claude())

    assert said["system"] == "Read with care."
    assert [turn["role"] for turn in said["messages"]] == ROLES
    assert said["messages"][-1]["content"] == WORDS
    assert (said["model"], said["max_tokens"]) == ("model-1", 500)
    assert said["metadata"] == {"user_id": "p-1"}


def test_gpt_gets_instructions_apart_from_the_talk_and_keeps_nothing() -> None:
    said = body(Gpt())

    assert said["instructions"] == "Read with care."
    assert [turn["role"] for turn in said["input"]] == ROLES
    assert said["input"][-1]["content"] == WORDS
    assert (said["model"], said["max_output_tokens"]) == ("model-1", 500)
    assert (said["store"], said["safety_identifier"]) == (False, "p-1")


def test_another_makers_server_gets_what_they_all_know() -> None:
    said = body(Chat(), Effort.LOW)

    assert [turn["role"] for turn in said["messages"]] == ["system", *ROLES]
    assert said.keys() == {
        "model",
        "messages",
        "max_tokens",
        "reasoning_effort",
        "response_format",
    }


@pytest.mark.parametrize("path", [("output_config", "format"), ("text", "format")])
def test_a_shape_is_sent_as_a_closed_schema(path: tuple[str, str]) -> None:
    said = {"output_config": body(Claude()), "text": body(Gpt())}[path[0]]
    schema = said[path[0]][path[1]]["schema"]

    assert schema["additionalProperties"] is False
    assert schema["required"] == ["moods"]
    assert schema["$defs"]["Mood"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("effort", "said", "thinking"),
    [
        (None, None, None),
        (Effort.NONE, "low", {"type": "between_tools"}),
        (Effort.LOW, "low", None),
        (Effort.MEDIUM, "medium", None),
        (Effort.HIGH, "high", None),
    ],
)
def test_claude_is_told_how_hard_to_think(
    effort: Effort | None, said: str | None, thinking: dict[str, str] | None
) -> None:
    request = body(Claude(), effort)

    assert request["output_config"].get("effort") == said
    assert request.get("thinking") == thinking


@pytest.mark.parametrize("effort", Effort)
def test_gpt_is_told_how_hard_to_think(effort: Effort) -> None:
    assert body(Gpt(), effort)["reasoning"] == {"effort": effort.value}
    assert body(Chat(), effort)["reasoning_effort"] == effort.value


def test_an_older_model_that_cannot_think_is_not_told_to() -> None:
    assert "reasoning" not in body(Gpt())
    assert "reasoning_effort" not in body(Chat())


def test_a_person_without_a_pseudonym_has_none_sent() -> None:
    assert "metadata" not in body(Claude(), person="")
    assert "safety_identifier" not in body(Gpt(), person="")


@pytest.mark.parametrize(
    ("url", "api"),
    [
        (None, OpenAIApi.RESPONSES),
        ("https://api.openai.com/v1/", OpenAIApi.RESPONSES),
        ("https://eu.api.openai.com/v1", OpenAIApi.RESPONSES),
        ("http://127.0.0.1:11434/v1", OpenAIApi.CHAT),
        ("https://api.openai.com.example/v1", OpenAIApi.CHAT),
    ],
)
def test_the_address_says_which_api_is_spoken_there(url: str | None, api: OpenAIApi) -> None:
    assert OpenAIProvider(KEY, url).api is api


def test_a_configured_api_wins_over_the_address() -> None:
    provider = OpenAIProvider(KEY, "http://127.0.0.1:9/v1", api=OpenAIApi.RESPONSES)

    assert provider.api is OpenAIApi.RESPONSES


def test_a_redirect_is_not_followed_with_a_persons_words(speaker: Speaker) -> None:
    asked: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(307, headers={"location": "http://elsewhere.example/v1"})

    terms = Terms("model-1", None, 500, 5.0)
    with pytest.raises(Exception, match="status 307"):
        over(speaker, handle).structured(TALK, Moods, terms)
    assert len(asked) == 1
