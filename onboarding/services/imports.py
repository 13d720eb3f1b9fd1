"""Files on their way into the lab: kept until somebody has seen what they change."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.clock import utc_now
from core.errors import NotFoundError
from onboarding.bank.import_plan import ImportDiff, Scope
from onboarding.bank.reading import Upload
from onboarding.errors import CurationError, NotAllowedError
from onboarding.models import BankImport
from onboarding.services.curation.steps import WRITE, require
from onboarding.services.exchange import BankChangedError, apply, plan

#: How long a file waits for its author to look at it.
KEPT = timedelta(days=1)
CREATE = "onboarding.add_question"
LONGEST_NAME = 200


class ImportedAlreadyError(CurationError):
    """The button was pressed twice."""

    code = "import_applied_already"
    words = _("This file was imported already.")


@transaction.atomic
def import_begin(upload: Upload, scope: Scope, by: int) -> int:
    """Keep a file that can be imported; return the id of the import.

    Files that nobody has imported for a day are forgotten.

    Raises:
        BankInvalidError: it cannot; every problem is named, and nothing was kept.
        NotAllowedError: this member of staff writes no questions.
    """
    _require_writer(by)
    plan(upload, scope)
    BankImport.objects.filter(applied_at=None, uploaded_at__lt=utc_now() - KEPT).delete()
    kept = BankImport.objects.create(
        staff_id=by, name=upload.name[-LONGEST_NAME:], content=upload.content, scope=scope
    )
    return kept.pk


def import_plan(import_id: int) -> ImportDiff:
    """Return what a kept file would change in the bank as it is now.

    Raises:
        NotFoundError: there is no such import.
        ImportedAlreadyError: it is done.
        BankInvalidError: the bank has changed so that the file does not fit any more.
    """
    return plan(*_waiting(BankImport.objects.filter(pk=import_id).first()))


@transaction.atomic
def import_apply(import_id: int, by: int, basis: str) -> ImportDiff:
    """Import the very file that was looked at, into the very bank it was compared with.

    Args:
        import_id: of the kept file.
        by: who imports, which is who has brought the file.
        basis: of the bank when the differences were shown.

    Raises:
        NotFoundError: there is no such import.
        NotAllowedError: somebody else brought the file, or `by` writes no questions.
        ImportedAlreadyError: it is done.
        BankChangedError: the bank is another now.
        BankInvalidError: and the file does not fit it any more.
        ImportRefusedError: the lab refuses one of the questions.
    """
    _require_writer(by)
    kept = BankImport.objects.select_for_update().filter(pk=import_id).first()
    if kept is not None and kept.staff_id != by:
        raise NotAllowedError
    diff = plan(*_waiting(kept))
    if kept is None or diff.basis != basis:
        raise BankChangedError
    apply(diff, by)
    kept.added, kept.changed, kept.retired = len(diff.added), len(diff.changed), len(diff.retired)
    kept.content, kept.applied_at = b"", utc_now()
    kept.save()
    return diff


def _require_writer(by: int) -> None:
    require(by, CREATE)
    require(by, WRITE)


def _waiting(kept: BankImport | None) -> tuple[Upload, Scope]:
    if kept is None:
        raise NotFoundError
    if kept.applied_at is not None:
        raise ImportedAlreadyError
    return Upload(kept.name, bytes(kept.content)), Scope(kept.scope)
