"""Files that staff import into the bank."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from onboarding.bank.import_plan import Scope


class BankImport(models.Model):
    """A file of questions, kept from the look at what it would change until it is applied.

    Attributes:
        content: the bytes that were looked at; empty as soon as they were applied, and gone with
            the whole row a day later if they never were.
        added, changed, retired: questions, counted when they were applied.
    """

    staff = models.ForeignKey(
        "people.StaffUser",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("imported by"),
    )
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    scope = models.CharField(
        _("what the file is"), max_length=5, choices=[(scope.value, scope.value) for scope in Scope]
    )
    added = models.PositiveIntegerField(_("questions added"), default=0)
    changed = models.PositiveIntegerField(_("questions changed"), default=0)
    retired = models.PositiveIntegerField(_("questions retired"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded"), default=utc_now)
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)

    class Meta:
        db_table = "onboarding_bank_imports"
        verbose_name = _("import of questions")
        verbose_name_plural = _("import and export")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in Scope]),
                name="onboarding_bank_imports_scope_known",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(content=b""),
                name="onboarding_bank_imports_applied_is_empty",
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name
