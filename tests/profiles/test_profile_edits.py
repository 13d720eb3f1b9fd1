"""The word of a person on their portrait counts at once, for good, and in every replay."""

import pytest
from django.db import DatabaseError, transaction

from core.errors import NotFoundError
from core.vocabulary import Trait
from people.erasure import person_erase
from people.models import StaffUser
from profiles.choices import EditKind
from profiles.errors import WordRefusedError
from profiles.models import PersonalityProfile, ProfileEdit, TraitHistory
from profiles.selectors import portrait_of, profile_mismatches
from profiles.services import Word, profile_edit, profile_rebuild
from tests.analysis.readings import trait
from tests.factories import PersonFactory
from tests.profiles.conftest import Talk

pytestmark = pytest.mark.django_db
OPENNESS = Trait.OPENNESS


@pytest.fixture
def told(talk: Talk) -> Talk:
    """Return somebody whose portrait rests on three answers."""
    for value in (1.0, 1.2, 0.8):
        talk.tell(trait(OPENNESS, value), trait(Trait.RESILIENCE, -1.0))
    return talk


def say(talk: Talk, kind: EditKind, answer_id: int | None = None, comment: str = "") -> None:
    profile_edit(talk.person.pk, Word(kind, OPENNESS, answer_id, comment))


def state() -> dict[str, object]:
    return dict(PersonalityProfile.objects.get().state)


def first_answer(talk: Talk) -> int:
    return TraitHistory.objects.filter(person=talk.person).earliest("pk").answer_id or 0


def test_not_me_takes_the_influence_of_every_answer_so_far(told: Talk) -> None:
    say(told, EditKind.REJECT)
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    assert {line.trait: line.observations for line in portrait.lines}[OPENNESS] == 0
    assert profile_mismatches(told.person.pk) == ()


def test_what_is_told_after_a_no_counts_again(told: Talk) -> None:
    say(told, EditKind.REJECT)
    told.days += 1000
    told.tell(trait(OPENNESS, 0.5))
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    assert {line.trait: line.observations for line in portrait.lines}[OPENNESS] == 1


def test_taking_a_no_back_gives_the_portrait_of_before_to_the_bit(told: Talk) -> None:
    before = state()
    say(told, EditKind.REJECT)
    assert state() != before
    say(told, EditKind.TAKE_BACK)
    assert state() == before


def test_a_veto_gives_the_portrait_that_was_never_told_that_answer(told: Talk) -> None:
    answer = first_answer(told)
    say(told, EditKind.VETO, answer)
    profile_rebuild(told.person.pk)
    assert profile_mismatches(told.person.pk) == ()
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    (line,) = (line for line in portrait.lines if line.trait is OPENNESS)
    assert line.observations == 2
    assert answer not in {evidence.answer_id for evidence in line.evidence}


def test_a_veto_leaves_other_people_untouched(told: Talk) -> None:
    other = PersonFactory.create()
    with pytest.raises(NotFoundError):
        profile_edit(other.pk, Word(EditKind.REJECT, OPENNESS))
    say(told, EditKind.VETO, first_answer(told))
    assert PersonalityProfile.objects.exclude(person=told.person).count() == 0


def test_evidence_that_does_not_exist_cannot_be_vetoed(told: Talk) -> None:
    with pytest.raises(NotFoundError):
        say(told, EditKind.VETO, 10**9)
    assert ProfileEdit.objects.count() == 0


@pytest.mark.parametrize(("kind", "answer_id"), [(EditKind.VETO, None), (EditKind.HIDE, 1)])
def test_a_word_of_the_wrong_kind_is_refused(kind: EditKind, answer_id: int | None) -> None:
    with pytest.raises(WordRefusedError):
        Word(kind, OPENNESS, answer_id)


def test_what_is_hidden_is_in_no_portrait_and_still_counts(told: Talk) -> None:
    before = state()
    say(told, EditKind.HIDE)
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    assert OPENNESS not in {line.trait for line in portrait.lines}
    assert portrait.hidden == (OPENNESS,)
    assert state() == before


def test_what_is_pinned_comes_first(told: Talk) -> None:
    profile_edit(told.person.pk, Word(EditKind.PIN, Trait.RESILIENCE))
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    assert portrait.lines[0].trait is Trait.RESILIENCE


def test_agreeing_is_noted_and_changes_no_number(told: Talk) -> None:
    before = state()
    say(told, EditKind.CONFIRM)
    portrait = portrait_of(told.person.pk)
    assert portrait is not None
    assert {line.trait for line in portrait.lines if line.is_confirmed} == {OPENNESS}
    assert state() == before


def test_a_no_stands_in_the_history_with_its_cause(told: Talk) -> None:
    say(told, EditKind.REJECT)
    newest = TraitHistory.objects.latest("pk")
    assert (newest.name, newest.new_value) == (OPENNESS, None)
    assert newest.edit_id == ProfileEdit.objects.get().pk
    assert newest.answer_id is None


def test_staff_say_why_and_their_name_is_kept(told: Talk) -> None:
    staff = StaffUser.objects.create_user(username="anna")
    word = Word(EditKind.REJECT, OPENNESS, comment="Это было про другого человека.")
    profile_edit(told.person.pk, word, staff_id=staff.pk)
    edit = ProfileEdit.objects.get()
    assert (edit.staff_id, edit.comment) == (staff.pk, "Это было про другого человека.")
    assert "другого" not in repr(word)


def test_a_word_is_never_changed_or_deleted(told: Talk) -> None:
    say(told, EditKind.HIDE)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProfileEdit.objects.update(kind=EditKind.SHOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProfileEdit.objects.all().delete()


def test_an_erased_person_leaves_no_word(told: Talk) -> None:
    say(told, EditKind.VETO, first_answer(told))
    person_erase(told.person.pk)
    assert ProfileEdit.objects.count() == 0
