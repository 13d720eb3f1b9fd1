"""Persons, consents, crisis cases and contacts; staff users."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.ids import uuid7
from core.sealed import SealedTextField
from core.vocabulary import Language
from people.choices import AddressForm, CaseStatus, DialogueState, Purpose
from people.vendors import vendor_names

LANGUAGES = [(language.value, language.value) for language in Language]


class StaffUser(AbstractUser):
    """Somebody who works with the product: psychologist, reviewer, administrator."""

    class Meta:
        db_table = "people_staff_users"
        verbose_name = _("staff user")
        verbose_name_plural = _("staff users")


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons by what is done with them."""

    def locked(self) -> "PersonQuerySet":
        """Return the query that locks the person's row: the first lock of every transaction."""
        return self.select_for_update(of=("self",))


class Person(models.Model):
    """Somebody who talks with Selfology."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    name = SealedTextField(owner="id", null=True)
    address_form = models.CharField(
        _("form of address"),
        max_length=2,
        choices=[(form.value, form.value) for form in AddressForm],
        default=AddressForm.VY.value,
    )
    state = models.CharField(
        _("dialogue state"),
        max_length=8,
        choices=[(state.value, state.value) for state in DialogueState],
        default=DialogueState.NEW.value,
    )
    is_adult = models.BooleanField(_("says to be an adult"), default=False)
    created_at = models.DateTimeField(_("created"), default=utc_now)
    last_seen_at = models.DateTimeField(_("last seen"), default=utc_now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        db_table = "people_persons"
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        permissions: ClassVar = [("view_personal_text", "Can read personal words for a reason")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(language__in=[language.value for language in Language]),
                name="people_persons_language_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DialogueState]),
                name="people_persons_state_known",
            ),
            models.CheckConstraint(
                condition=Q(address_form__in=[form.value for form in AddressForm]),
                name="people_persons_address_form_known",
            ),
        ]

    def __str__(self) -> str:
        """Return the code by which staff find a person; never the name."""
        return self.code

    @property
    def code(self) -> str:
        """Return a short code for staff, from the random end of the id."""
        return self.id.hex[-8:].upper()


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by whether they hold."""

    def live(self) -> "ConsentQuerySet":
        """Return those that hold now; one to AI vendors holds while it names all that are here."""
        names_all = Q(vendors__contains=list(vendor_names()))
        return self.filter(names_all | ~Q(purpose=Purpose.AI_VENDORS), withdrawn_at=None)


class Consent(models.Model):
    """One person's agreement to one purpose, with the very text they saw."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(
        _("purpose"),
        max_length=16,
        choices=[(purpose.value, purpose.value) for purpose in Purpose],
    )
    text_version = models.CharField(_("version of the text"), max_length=20)
    text_hash = models.CharField(_("SHA-256 of the text"), max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    vendors = ArrayField(
        models.CharField(max_length=253),
        verbose_name=_("AI vendors it names"),
        default=list,
        db_default=[],
    )
    given_at = models.DateTimeField(_("given"), default=utc_now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        db_table = "people_consents"
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="people_consents_one_live_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
                name="people_consents_purpose_known",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="people_consents_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class CrisisCase(models.Model):
    """A moment when the crisis guard stopped everything else for a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="crisis_cases")
    level = models.PositiveSmallIntegerField(_("level"))
    signals = models.JSONField(_("signal codes"), default=list)
    status = models.CharField(
        _("status"),
        max_length=6,
        choices=[(status.value, status.value) for status in CaseStatus],
        default=CaseStatus.OPEN.value,
    )
    state_before = models.CharField(max_length=8)
    opened_at = models.DateTimeField(_("opened"), default=utc_now)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        db_table = "people_crisis_cases"
        verbose_name = _("crisis case")
        verbose_name_plural = _("crisis cases")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__gte=2, level__lte=3), name="people_crisis_cases_level_2_or_3"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status=CaseStatus.OPEN),
                name="people_crisis_cases_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.OPEN, closed_at__isnull=True)
                | Q(status=CaseStatus.CLOSED, closed_at__isnull=False),
                name="people_crisis_cases_closed_at",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class CrisisContact(models.Model):
    """Where a person in crisis finds a human being. Verified by a human, or marked as not."""

    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    country = models.CharField(_("country"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    url = models.URLField(_("web address"), blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    is_emergency = models.BooleanField(_("emergency number"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        StaffUser,
        verbose_name=_("verified by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        db_table = "people_crisis_contacts"
        verbose_name = _("crisis contact")
        verbose_name_plural = _("crisis contacts")
        ordering: ClassVar = ["language", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(url=""), name="people_crisis_contacts_reachable"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class PersonalTextView(models.Model):
    """One look of a member of staff at somebody's words, written down before they are shown."""

    staff = models.ForeignKey(
        StaffUser, verbose_name=_("staff user"), on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(_("what was opened"), max_length=80)
    reason = SealedTextField(_("reason"))
    viewed_at = models.DateTimeField(_("opened"), default=utc_now)

    class Meta:
        db_table = "people_personal_text_views"
        verbose_name = _("look at personal words")
        verbose_name_plural = _("looks at personal words")

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
