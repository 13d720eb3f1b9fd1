"""What profiles hold of a person: the portrait, what it rests on and how it came about."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.personal_data import PersonalData, declare
from profiles.models import Observation, PersonalityProfile, ProfileEdit, TraitHistory
from profiles.selectors import FIGURE_NAMES
from profiles.services import profile_erase

_ROWS = ("bigfivetrait_rows", "coredynamic_rows", "adaptivetrait_rows")


def export(person_id: UUID) -> Mapping[str, Any]:
    """Return the profile with its traits, the observations with their quotes, and the history."""
    profile = PersonalityProfile.objects.filter(person_id=person_id).first()
    observations = Observation.objects.filter(person_id=person_id)
    history = TraitHistory.objects.filter(person_id=person_id)
    return {
        "profile": profile and _profile(profile),
        "observations": [_observation(row) for row in observations.order_by("pk")],
        "history": list(
            history.order_by("pk").values(
                "category",
                "name",
                "old_value",
                "new_value",
                "old_variance",
                "new_variance",
                "answer_id",
                "changed_at",
            )
        ),
        "edits": [
            _edit(row) for row in ProfileEdit.objects.filter(person_id=person_id).order_by("pk")
        ],
    }


def _profile(profile: PersonalityProfile) -> dict[str, Any]:
    return {
        "version": profile.version,
        "answers": profile.answers,
        "created_at": profile.created_at.isoformat(),
        "updated_at": profile.updated_at.isoformat(),
        "traits": [
            row
            for rows in _ROWS
            for row in getattr(profile, rows).order_by("name").values("name", *FIGURE_NAMES)
        ],
        "affinities": list(profile.affinities.order_by("name").values("name", "value", "answers")),
    }


def _edit(row: ProfileEdit) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "answer": row.answer_id,
        "by_staff": row.staff_id is not None,
        "comment": row.comment,
        "made_at": row.made_at.isoformat(),
    }


def _observation(row: Observation) -> dict[str, Any]:
    return {
        "answer": row.answer_id,
        "trait": row.trait,
        "value": row.value,
        "variance": row.variance,
        "quote": row.quote,
        "provider": row.provider,
        "observed_at": row.observed_at.isoformat(),
    }


declare(
    PersonalData(
        app="profiles",
        models=(
            "profiles.PersonalityProfile",
            "profiles.BigFiveTrait",
            "profiles.CoreDynamic",
            "profiles.AdaptiveTrait",
            "profiles.DomainAffinity",
            "profiles.Observation",
            "profiles.ProfileEdit",
            "profiles.TraitHistory",
        ),
        export=export,
        erase=profile_erase,
    )
)
