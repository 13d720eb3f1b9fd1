"""Staff are spoken to in Russian without gaps."""

import pytest
from django.utils.translation import gettext, override

from ai import choices as ai_choices
from ai import staff_words as ai_words
from core.staff_pages import Words
from core.vocabulary import Domain, Trait
from events.choices import DeliveryStatus
from events.staff_words import STATUSES
from onboarding.care import CareRule
from onboarding.choices import Energy, Outcome, SafetyFlag, SessionStatus, Stage
from onboarding.staff_words import (
    CARE_RULES,
    ENERGIES,
    FLAGS,
    OUTCOMES,
    SESSION_STATUSES,
    STAGES,
)
from people.choices import DialogueState, Purpose
from people.staff_words import DOMAINS, PURPOSES, STATES, TRAITS
from selfology_site.management.commands.makemessages import (
    CATALOGUE,
    read,
    template,
    untranslated,
)
from selfology_site.message_sources import unfold_messages

CATALOGUES = read(CATALOGUE)


def test_every_text_of_ours_is_translated_and_none_is_guessed() -> None:
    assert untranslated(CATALOGUES) == []


def test_every_text_of_the_code_is_in_the_catalogue() -> None:
    wanted = {(message.id, message.context) for message in template() if message.id}
    kept = {(message.id, message.context) for message in CATALOGUES if message.id}

    assert wanted - kept == set()


def test_the_catalogue_holds_nothing_that_is_used_no_more() -> None:
    wanted = {(message.id, message.context) for message in template() if message.id}
    kept = {(message.id, message.context) for message in CATALOGUES if message.id}

    assert kept - wanted == set()


def test_what_unfold_leaves_english_is_russian_here() -> None:
    assert {source.msgid for source in unfold_messages()} >= {"Type to search", "Return to site"}
    with override("ru"):
        assert gettext("Type to search") == "Начните вводить для поиска"


def test_placeholders_survive_translation() -> None:
    assert [str(problem) for message in CATALOGUES for problem in message.check(CATALOGUES)] == []


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (ai_choices.BudgetScope, ai_words.SCOPES),
        (ai_choices.CallPurpose, ai_words.CALL_PURPOSES),
        (ai_choices.Effort, ai_words.EFFORTS),
        (ai_choices.EgressKind, ai_words.EGRESS_KINDS),
        (ai_choices.ModelKind, ai_words.MODEL_KINDS),
        (ai_choices.Outcome, ai_words.OUTCOMES),
        (ai_choices.Tier, ai_words.TIERS),
        (ai_choices.Vendor, ai_words.VENDORS),
        (ai_choices.WhyLocal, ai_words.WHY_LOCAL),
        (CareRule, CARE_RULES),
        (DeliveryStatus, STATUSES),
        (DialogueState, STATES),
        (Domain, DOMAINS),
        (Energy, ENERGIES),
        (Outcome, OUTCOMES),
        (Purpose, PURPOSES),
        (SafetyFlag, FLAGS),
        (SessionStatus, SESSION_STATUSES),
        (Stage, STAGES),
        (Trait, TRAITS),
    ],
    ids=lambda value: f"{value.__module__}.{value.__name__}" if isinstance(value, type) else "",
)
def test_every_code_has_its_words(codes: type, words: Words) -> None:
    assert set(words) == set(codes)  # type: ignore[call-overload]  # an enumeration is iterable
