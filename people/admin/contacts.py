"""Where people in crisis find a human being: kept by staff, verified by calling."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from core.overview import Card, Figure, show_card
from core.staff_columns import badge, column, words_column, words_filter
from core.staff_pages import ObjectForm, Page
from core.typed_unfold import CheckboxInput
from people.contacts import contact_doubt, contact_verify, contacts_adopt
from people.models import CrisisContact
from people.staff_words import LANGUAGES

REACHED_BY = {"phone", "url"}


class CalledForm(forms.Form):
    """The word of the one who called."""

    called = forms.BooleanField(
        label=_("I called this number today and it works"), widget=CheckboxInput
    )


def _verified(contact: CrisisContact) -> Any:
    if contact.verified_at is None:
        return badge(_("nobody has called yet"), "warning")
    return badge(_("called and works"), "success")


@admin.register(CrisisContact)
class CrisisContactAdmin(Page[CrisisContact]):
    """Contacts. A changed number or address is no longer a verified one."""

    ordering = ("language", "-is_emergency", "position", "pk")
    list_display = (
        "name",
        column("reach", _("phone or site"), lambda row: row.phone or row.url),
        column("verified", _("verified"), _verified, order="verified_at"),
        "is_emergency",
        "country",
        words_column("language", _("language"), LANGUAGES),
    )
    list_filter = (words_filter("language", _("language"), LANGUAGES),)
    fields = (
        ("language", "country"),
        "name",
        ("phone", "url"),
        ("hours", "position"),
        "is_emergency",
        ("verified_at", "verified_by"),
    )
    readonly_fields = ("verified_at", "verified_by")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_before_template = "admin/contacts_adopt.html"

    def object_forms(self, request: HttpRequest) -> list[ObjectForm[CrisisContact]]:
        """Offer to say that the contact was called."""
        return [
            ObjectForm(
                name="verify",
                title=_("Verify"),
                text=_(
                    "People in crisis are shown this contact. Call the number or open the page "
                    "yourself, and say so only if somebody answered."
                ),
                button=_("Verified by me"),
                permission="people.change_crisiscontact",
                run=self._verify,
                form=CalledForm,
            )
        ]

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        """Offer the languages in words."""
        words = LANGUAGES.items()
        return super().formfield_for_choice_field(db_field, request, choices=words, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: CrisisContact | None = None) -> bool:
        """Let those delete who may: a contact is nobody's data."""
        return request.user.has_perm("people.delete_crisiscontact")

    def save_model(
        self,
        request: HttpRequest,
        obj: CrisisContact,
        form: Any,
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        """Save, and take the verification back where what was called has changed."""
        super().save_model(request, obj, form, change)
        if change and obj.verified_at and REACHED_BY & set(form.changed_data):
            contact_doubt(obj.pk)
            messages.warning(request, _("It has changed: please call it again and verify it."))

    def get_urls(self) -> list[URLPattern]:
        """Add the address that copies the bundled contacts."""
        adopt = path(
            "adopt/", self.admin_site.admin_view(self.adopt), name="people_crisiscontact_adopt"
        )
        return [adopt, *super().get_urls()]

    def adopt(self, request: HttpRequest) -> HttpResponse:
        """Copy the bundled contacts so that staff can call and verify them."""
        if request.method == "POST" and self.has_add_permission(request):
            count = contacts_adopt()
            messages.success(request, _("Contacts added: %(count)d") % {"count": count})
        return HttpResponseRedirect(reverse("admin:people_crisiscontact_changelist"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Offer the bundled contacts while there are none."""
        can_adopt = not CrisisContact.objects.exists() and self.has_add_permission(request)
        context = {"can_adopt": can_adopt, **(extra_context or {})}
        return super().changelist_view(request, context)

    def _verify(self, request: HttpRequest, obj: CrisisContact, _form: forms.Form) -> None:
        contact_verify(obj.pk, request.user.pk)  # type: ignore[arg-type]  # staff are logged in
        self.log_change(request, obj, "verified by calling")
        messages.success(request, _("Thank you. The contact is verified."))


def _unverified() -> Figure:
    count = CrisisContact.objects.filter(verified_at=None).count()
    known = CrisisContact.objects.exists()
    if not known:
        return Figure("–", _("none kept, bundled ones are shown"), is_alarming=True)
    return Figure(count, is_alarming=count > 0)


show_card(
    "contacts",
    Card(
        title=_("Contacts nobody has called"),
        permission="people.view_crisiscontact",
        link="admin:people_crisiscontact_changelist",
        read=_unverified,
        rank=3,
    ),
)
