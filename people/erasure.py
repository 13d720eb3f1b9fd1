"""Export and erasure: walking the registry of personal data."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from core.clock import utc_now
from core.personal_data import declarations
from core.sealed import destroy_key
from people import signals
from people.models import Person

EXPORT_FORMAT = "selfology.export/2"


def person_export(person_id: UUID) -> dict[str, Any]:
    """Return everything the product holds of the person, as one document of plain JSON values.

    What is not there is left out: no null and no empty text.
    """
    parts = {data.app: data.export(person_id) for data in declarations()}
    document = {"format": EXPORT_FORMAT, "exported_at": utc_now(), **parts}
    exported: dict[str, Any] = _without_gaps(
        json.loads(json.dumps(document, cls=DjangoJSONEncoder))
    )
    return exported


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(one) for key, one in value.items() if one not in (None, "")}
    return [_without_gaps(one) for one in value] if isinstance(value, list) else value


@transaction.atomic
def person_erase(person_id: UUID) -> None:
    """Erase the person: every declared row, the person and the key of their words.

    What lies outside PostgreSQL follows by the event `person.erased`.
    """
    Person.objects.locked().filter(pk=person_id).first()
    for data in reversed(declarations()):
        data.erase(person_id)
    destroy_key(person_id)
    signals.person_erased.send(Person, person_id=person_id)


def tombstone_write(person_id: UUID) -> None:
    """Note outside the database, and outside its backups, that this person was erased.

    A restored backup must replay these notes before it serves. The note holds a hash, no id.
    """
    path = settings.DATA_DIR / "tombstones.jsonl"
    digest = hashlib.sha256(person_id.bytes).hexdigest()
    line = json.dumps({"person_sha256": digest, "erased_at": utc_now().isoformat()})
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")
