"""Finds what a page for readers of Russian says in another alphabet."""

import re
from html.parser import HTMLParser

#: Three letters and more; «RU» and «EN» are signs, not words.
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
#: Codes of questions, versions of the bank, signs of a ready file.
CODES = re.compile(r"\b[A-Za-z]+-\d+\b|\b(?:JSON|CSV|ZIP|UTF-8)\b")
SPOKEN = ("placeholder", "title", "aria-label", "alt")
SILENT = frozenset({"script", "style", "textarea", "template", "svg"})
EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta"})


class _Reader(HTMLParser):
    """Collects what is read; parts in another language and icons are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.left_out: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        is_inside = bool(self.left_out) and self.left_out[-1]
        is_icon = "material-symbols" in known.get("class", "")
        is_foreign = known.get("lang", "ru") != "ru"
        is_russian = known.get("lang") == "ru"
        is_left_out = (is_inside and not is_russian) or is_icon or is_foreign or tag in SILENT
        if not is_left_out:
            self.said += [known[name] for name in SPOKEN if name in known]
        if tag not in EMPTY:
            self.left_out.append(is_left_out)

    def handle_endtag(self, tag: str) -> None:
        if self.left_out and tag not in EMPTY:
            self.left_out.pop()

    def handle_data(self, data: str) -> None:
        if not (self.left_out and self.left_out[-1]):
            self.said.append(data)


def latin_words(page: str, *names: str) -> set[str]:
    """Return the Latin words that somebody reads on a page, without codes and these names."""
    reader = _Reader()
    reader.feed(page)
    said = CODES.sub(" ", " ".join(reader.said))
    return set(LATIN.findall(said)) - set(names)
