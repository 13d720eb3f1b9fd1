"""Where texts to translate are found: our code, our templates, and what unfold leaves English."""

from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import django
import unfold  # type: ignore[import-untyped]  # it has no types; only its place is used
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import read_mo
from django.utils.translation.template import templatize

from selfology_site.env import BASE_DIR

#: Folders with texts of ours.
FOLDERS = (
    "core",
    "events",
    "people",
    "ai",
    "onboarding",
    "analysis",
    "profiles",
    "coach",
    "telegram_bot",
    "selfology_site",
    "templates",
)
UNFOLD_DIR = Path(unfold.__file__).parent
#: What integrates unfold with packages that are not installed here; its filters are ours to use.
UNUSED_UNFOLD, USED_UNFOLD = "unfold/contrib/", "unfold/contrib/filters/"
DJANGO_CATALOGUES = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes")


class Source(NamedTuple):
    """A text to translate: its singular, or singular and plural, and where it stands."""

    msgid: str | tuple[str, ...]
    context: str | None
    place: str


def our_messages() -> Iterator[Source]:
    """Yield every text of our own code and templates, in the order of the files."""
    for folder in FOLDERS:
        yield from _messages(BASE_DIR / folder, BASE_DIR)


def unfold_messages() -> Iterator[Source]:
    """Yield the texts of unfold that Django does not translate into Russian either."""
    known = _known_to_django("ru")
    for source in _messages(UNFOLD_DIR, UNFOLD_DIR.parent):
        if _is_used(source.place) and _singular(source.msgid) not in known:
            yield source


def _is_used(place: str) -> bool:
    return not place.startswith(UNUSED_UNFOLD) or place.startswith(USED_UNFOLD)


def _messages(folder: Path, root: Path) -> Iterator[Source]:
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.html"))):
        for msgid, context in _extract(path):
            yield Source(msgid, context, path.relative_to(root).as_posix())


def _extract(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # What is left of a template is not indented as Python must be.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    found: Iterable[Any] = extract_python(BytesIO(source.encode()), DEFAULT_KEYWORDS, (), {})
    for _line, function, words, _comments in found:
        texts = tuple(word for word in (words if isinstance(words, tuple) else (words,)) if word)
        if not texts:
            continue
        context, *msgids = texts if function in ("pgettext", "npgettext") else (None, *texts)
        plural = function in ("ngettext", "npgettext")
        yield (tuple(msgids[:2]) if plural else msgids[0]), context


def _known_to_django(language: str) -> Collection[str]:
    known: set[str] = set()
    for name in DJANGO_CATALOGUES:
        root = Path(django.__file__).parent / name
        with (root / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
            known.update(_singular(message.id) for message in read_mo(file) if message.string)
    return known


def _singular(msgid: Any) -> str:
    return str(msgid if isinstance(msgid, str) else msgid[0])
