"""What people are told about AI vendors: who they are, what they may get, what they got."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from pytest_django import Settings

from ai.choices import CallPurpose, EgressKind, Outcome
from ai.models import AiCall
from core.vocabulary import Language
from people.choices import Purpose
from people.consent_texts import consent_text
from people.models import Consent
from people.selectors import consent_live
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.ai.money import model
from tests.telegram_bot.talker import Said, Talker


@pytest.fixture
def with_keys(settings: Settings) -> None:
    """Have a key for both vendors, one of them a server of one's own."""
    settings.ANTHROPIC_API_KEY = settings.OPENAI_API_KEY = "a key"
    settings.OPENAI_BASE_URL = "https://llm.example/v1"


@pytest.fixture
def without_keys(settings: Settings) -> None:
    """Have no key."""
    settings.ANTHROPIC_API_KEY = settings.OPENAI_API_KEY = ""


def heard(said: Said | None) -> Said:
    assert said is not None
    return said


def press(talker: Talker, action: str) -> Said:
    return heard(talker.press(action))


@pytest.mark.usefixtures("without_keys")
def test_without_a_key_nobody_is_asked_and_nothing_can_be_allowed(talker: Talker) -> None:
    settings_shown = heard(talker.write("/settings"))
    ending = heard(talker.end())

    assert "vendors" not in settings_shown.actions
    assert "vendors" not in ending.actions
    assert talker.press_data("v1:settings:0:vendors") is None
    assert settings_shown.html == RUSSIAN["settings"]


@pytest.mark.usefixtures("with_keys")
def test_the_settings_name_the_vendors_and_the_consent_shows_its_text(talker: Talker) -> None:
    shown = heard(talker.write("/settings"))
    assert "Anthropic, llm.example" in shown.html
    assert RUSSIAN["button_vendors_off"] in shown.labels

    asked = press(talker, "vendors")
    text = consent_text(Purpose.AI_VENDORS, Language.RU, ("Anthropic", "llm.example"))
    assert asked.html == text
    saved = press(talker, "allow_vendors")
    assert RUSSIAN["button_vendors_on"] in saved.labels
    assert Consent.objects.get(purpose=Purpose.AI_VENDORS).vendors == ["Anthropic", "llm.example"]

    taken_back = press(talker, "vendors")
    assert RUSSIAN["button_vendors_off"] in taken_back.labels
    assert not consent_live(talker.person.pk, Purpose.AI_VENDORS)


@pytest.mark.usefixtures("with_keys")
def test_after_a_talk_one_may_agree_and_is_asked_once(talker: Talker) -> None:
    ending = heard(talker.end())
    assert RUSSIAN["button_deeper"] in ending.labels
    press(talker, "vendors")
    press(talker, "refuse_vendors")

    press(talker, "questions")
    again = heard(talker.end())
    assert "vendors" not in again.actions
    assert not consent_live(talker.person.pk, Purpose.AI_VENDORS)


def test_a_new_vendor_is_asked_about_and_not_taken_for_agreed(
    talker: Talker, settings: Settings
) -> None:
    settings.ANTHROPIC_API_KEY = "a key"
    talker.write("/settings")
    press(talker, "vendors")
    press(talker, "allow_vendors")

    settings.OPENAI_API_KEY = "a key"
    shown = heard(talker.write("/settings"))
    assert RUSSIAN["button_vendors_off"] in shown.labels
    assert "OpenAI" in press(talker, "vendors").html


@pytest.mark.usefixtures("with_keys")
def test_help_says_who_reads_the_answers(stranger: Talker, bank: None) -> None:
    stranger.begin()
    assert ENGLISH["reader_program"] in heard(stranger.write("/help")).html

    stranger.write("/settings")
    press(stranger, "vendors")
    press(stranger, "allow_vendors")
    assert ENGLISH["reader_model"] in heard(stranger.write("/help")).html


@pytest.fixture
def sent(talker: Talker) -> Callable[..., AiCall]:
    """Return a way to note that words of the talker went to a vendor."""

    def note(purpose: CallPurpose, outcome: Outcome, vendor: str, day: int) -> AiCall:
        at = datetime(2026, 11, day, 12, tzinfo=UTC)
        return AiCall.objects.create(
            request_id=uuid4(),
            purpose=purpose,
            model_id=model(f"model of {vendor}", vendor=vendor).id,
            person=talker.person,
            kinds=[EgressKind.ANSWER],
            input_tokens=1,
            output_tokens=1,
            reserved_usd=Decimal(0),
            usd=Decimal(0),
            outcome=outcome,
            started_at=at,
            finished_at=at,
        )

    return note


def test_a_person_is_told_what_left_to_whom_when_and_what_for(
    talker: Talker, sent: Callable[..., AiCall]
) -> None:
    assert heard(talker.write("/privacy")).html == RUSSIAN["privacy"]

    sent(CallPurpose.DEEP_ANALYSIS, Outcome.COMPLETED, "anthropic", 3)
    sent(CallPurpose.DEEP_ANALYSIS, Outcome.FAILED, "openai", 5)
    sent(CallPurpose.COACH_REPLY, Outcome.COMPLETED, "openai", 4)
    told = heard(talker.write("/privacy")).html

    assert RUSSIAN["sent_deep_analysis"].format(times=2) in told
    assert RUSSIAN["sent_coach_reply"].format(times=1) in told
    assert "Anthropic, OpenAI" in told
    assert "05.11.2026" in told


@pytest.mark.parametrize("purpose", CallPurpose)
def test_every_purpose_of_a_call_can_be_told(purpose: CallPurpose) -> None:
    assert f"sent_{purpose}" in RUSSIAN
    assert f"sent_{purpose}" in ENGLISH
