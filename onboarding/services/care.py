"""Trust and care: what a person allows, and what must rest for a while."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.clock import utc_now
from core.crisis import CrisisLevel
from core.vocabulary import Domain
from onboarding import trust
from onboarding.choices import Energy, Outcome, TrustLevel
from onboarding.models import AskedQuestion, CareState, SelectionState
from onboarding.services.effects import crisis_note

REST_AFTER_DISTRESS = timedelta(days=7)


def care_of(person_id: UUID) -> CareState:
    """Return the person's care state, made on first use."""
    care, _ = CareState.objects.get_or_create(person_id=person_id)
    return care


def care_note_distress(person_id: UUID) -> None:
    """The answer that a person is giving sounds like distress: be gentle, and note it."""
    crisis_note(person_id, CrisisLevel.DISTRESS)
    care_be_gentle(person_id)


def care_be_gentle(person_id: UUID) -> None:
    """Ask nothing heavy for a week, and something that gives strength next."""
    care = care_of(person_id)
    care.heavy_blocked_until = utc_now() + REST_AFTER_DISTRESS
    care.healing_owed = True
    care.save(update_fields=["heavy_blocked_until", "healing_owed"])


def healing_pay(care: CareState) -> None:
    """The person was asked something that gives strength; no more is owed."""
    if care.healing_owed:
        care.healing_owed = False
        care.save(update_fields=["healing_owed"])


def heavy_opt_in_set(person_id: UUID, *, allowed: bool) -> None:
    """Remember whether the person wants heavy topics at all; one that is open is taken back."""
    care = care_of(person_id)
    care.heavy_opt_in = allowed
    care.save(update_fields=["heavy_opt_in"])
    if not allowed:
        _take_back(person_id, question__energy=Energy.HEAVY)


def domain_close(person_id: UUID, domain: Domain) -> None:
    """Never ask about this domain again, until the person opens it; an open question is taken back.

    So are questions that only touch the domain.
    """
    care = care_of(person_id)
    care.closed_domains = sorted({*care.closed_domains, domain.value})
    care.save(update_fields=["closed_domains"])
    _take_back(person_id, question__domain=domain)
    _take_back(person_id, question__secondary_domains__contains=[domain.value])


def domain_open(person_id: UUID, domain: Domain) -> None:
    """Ask about this domain again."""
    care = care_of(person_id)
    care.closed_domains = [name for name in care.closed_domains if name != domain]
    care.save(update_fields=["closed_domains"])


def code_refuse(person_id: UUID, code: str) -> None:
    """Never put this question again, in none of its versions, until the person takes it back."""
    care = care_of(person_id)
    care.never_codes = sorted({*care.never_codes, code})
    care.save(update_fields=["never_codes"])


def codes_restore(person_id: UUID) -> None:
    """Let questions that the person refused be asked again where the other rules allow it."""
    care = care_of(person_id)
    care.never_codes = []
    care.save(update_fields=["never_codes"])


def trust_lower(person_id: UUID) -> None:
    """Step one level back from where trust stands today: the person wants more distance."""
    care = care_of(person_id)
    _change_trust(care, trust.lowered(care.trust_today))


def trust_grow(care: CareState, min_trust: TrustLevel) -> None:
    """Let trust grow by one willingly answered question."""
    _change_trust(care, trust.grown(care.trust_today, min_trust))


def selection_state_set(
    person_id: UUID, *, variances: Sequence[float], profile_version: int
) -> None:
    """Copy the uncertainty of the portrait, unless a newer copy is there already."""
    state, is_new = SelectionState.objects.get_or_create(
        person_id=person_id,
        defaults={"variances": list(variances), "profile_version": profile_version},
    )
    if not is_new and state.profile_version < profile_version:
        state.variances = list(variances)
        state.profile_version = profile_version
        state.save(update_fields=["variances", "profile_version", "updated_at"])


def _take_back(person_id: UUID, **matching: Any) -> None:
    """Close the open question where it matches: a wish counts at once."""
    AskedQuestion.objects.filter(person_id=person_id, outcome=Outcome.OPEN, **matching).update(
        outcome=Outcome.REPLACED, closed_at=utc_now()
    )


def _change_trust(care: CareState, score: float) -> None:
    care.trust, care.trust_changed_at = score, utc_now()
    care.save(update_fields=["trust", "trust_changed_at"])
