"""Bring the message catalogue up to date."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.core.management.base import BaseCommand

from selfology_site.env import BASE_DIR
from selfology_site.message_sources import our_messages, unfold_messages

LANGUAGE = "ru"
CATALOGUE = BASE_DIR / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
HEADER = "# What staff read in Russian. Brought up to date by `manage.py makemessages`."


class Command(BaseCommand):
    """Django's command of this name, done with Babel: no system tools are needed."""

    help = "Collect the texts to translate into locale/ru; new ones wait there for a translation."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what is missing."""
        catalogue = read(CATALOGUE)
        created = catalogue.creation_date
        catalogue.update(template(), no_fuzzy_matching=True)
        catalogue.creation_date = created
        catalogue.header_comment = HEADER
        catalogue.version = catalogue.msgid_bugs_address = catalogue.last_translator = ""
        catalogue.obsolete.clear()
        with CATALOGUE.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
        for message in untranslated(catalogue):
            self.stdout.write(f"not translated: {message}")


def read(path: Path) -> Catalog:
    """Return the catalogue in `path`, or an empty one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, project="Selfology", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def template() -> Catalog:
    """Return every text there is to translate."""
    found = Catalog(project="Selfology", fuzzy=False)
    for source in (*our_messages(), *unfold_messages()):
        found.add(source.msgid, context=source.context, locations=[(source.place, 0)])
    return found


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation, or only a guessed one."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not _is_complete(message.string))
    ]


def _is_complete(string: Any) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)
