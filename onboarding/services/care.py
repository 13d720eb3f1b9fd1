"""Trust and care: what a person allows, and what must rest for a while."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from core.clock import utc_now
from core.vocabulary import Domain
from onboarding import trust
from onboarding.choices import TrustLevel
from onboarding.models import CareState, SelectionState

REST_AFTER_DISTRESS = timedelta(days=7)


def care_of(person_id: UUID) -> CareState:
    """Return the person's care state, made on first use."""
    care, _ = CareState.objects.get_or_create(person_id=person_id)
    return care


def care_note_distress(person_id: UUID) -> None:
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
    """Remember whether the person wants heavy topics at all."""
    care = care_of(person_id)
    care.heavy_opt_in = allowed
    care.save(update_fields=["heavy_opt_in"])


def domain_close(person_id: UUID, domain: Domain) -> None:
    """Never ask about this domain again, until the person opens it."""
    care = care_of(person_id)
    care.closed_domains = sorted({*care.closed_domains, domain.value})
    care.save(update_fields=["closed_domains"])


def trust_lower(person_id: UUID) -> None:
    """Step one level back: the person wants more distance."""
    care = care_of(person_id)
    _change_trust(care, trust.lowered(care.trust))


def trust_grow(care: CareState, min_trust: TrustLevel) -> None:
    """Let trust grow by one willingly answered question."""
    silence = max(utc_now() - care.trust_changed_at, timedelta(0))
    _change_trust(care, trust.grown(trust.faded(care.trust, silence), min_trust))


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


def _change_trust(care: CareState, score: float) -> None:
    care.trust, care.trust_changed_at = score, utc_now()
    care.save(update_fields=["trust", "trust_changed_at"])
