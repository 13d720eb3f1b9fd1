"""E-mails, links, handles, telephones and numbers of documents. Pure."""

import re
from collections.abc import Iterator

from ai.masking.spans import Kind, Span

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?<!_)", re.IGNORECASE
)
#: "larin собака example точка ru"
_SPELT_EMAIL = re.compile(
    r"(?<!\w)[\w.+-]{2,40}\s(?:собака|at)\s[\w-]{2,40}\s(?:точка|dot)\s\w{2,10}(?!\w)",
    re.IGNORECASE,
)
_TOP = "com|org|net|ru|рф|su|me|io|co|uk|de|fr|by|kz|ua|info|dev|app|online|site|pro|gg|tv|edu|ly"
_LINK = re.compile(
    r"(?<![\w@-])(?:(?:https?|tg|ftp)://[^\s<>«»\"]+|www\.[^\s<>«»\"]+"
    rf"|(?:[\w-]{{1,63}}\.){{1,8}}(?:{_TOP})(?![\w-])(?:[/?#][^\s<>«»\"]*)?)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,30}[A-Za-z0-9_])?")
#: "в телеге я tim_84"
_NICK = re.compile(
    r"\b(?:телеграм\w*|телег[аеу]|тг|инст[аеу]\w*|ник\w{0,3}|дискорд\w*|telegram|insta(?:gram)?|snap(?:chat)?|discord|skype|nick"
    r"(?:name)?|username)\b(?:\s*[:—-]?\s*(?:я|мой|меня|i am|i'm|is|it is|my|as)){0,2}\s*[:—-]?\s*"
    r"(?P<nick>(?=[a-z0-9_.]*[\d_])[a-z][a-z0-9_.]{3,31})(?![\w@])",
    re.IGNORECASE,
)
_AFTER_LINK = ".,;:!?)]}…'"

_MONEY = (
    r"(?!\s*(?:руб|₽|р\.|р\b|\$|€|£|тыс|млн|долл|dollar|euro|pound|bucks|usd|eur|километр|km\b))"
)
_END = rf"(?![\w-]|[.,]\d){_MONEY}"
_START = r"(?<![\w$€£₽.,+-])"
_DOCUMENT = re.compile(
    rf"{_START}(?:"
    r"\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"  # a bank card
    r"|\d{3}-\d{3}-\d{3}[ -]\d{2}"  # SNILS
    r"|\d{3}-\d{2}-\d{4}"  # a social security number
    r"|\d{2} ?\d{2}(?: (?:номер|№) ?| )\d{6}"  # a Russian passport
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?"  # an international account
    rf"){_END}"
)
_NAMED = re.compile(
    r"(?:паспорт\w*|загранпаспорт\w*|снилс|инн|полис\w*|карт[аыуое]й?|договор\w*|passport|ssn|social|"
    r"licen[cs]e|account|policy|card)"
    r"(?:\s+(?:number|no\.?|номер|серия|и|is|was|у|меня|мой|моя|#|№|:|—|-))*[\s:№#]*"
    r"(?P<number>[A-Z0-9]{2,}(?:[ -]?[A-Z0-9]{2,}){0,5})",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w$€£₽.,+-])(?:"
    r"\+\d{1,3}(?:[ \-.]?\(?\d{1,5}\)?){2,6}"
    r"|[78][ \-.]?\(?\d{3}\)?[ \-.]?\d{3}[ \-.]?\d{2}[ \-.]?\d{2}"
    r"|1[ \-.]\(?\d{3}\)?[ \-.]\d{3}[ \-.]\d{4}"
    r"|\(\d{3,4}\) ?\d{3}[ \-.]?\d{2}[ \-.]?\d{2}"
    r"|\d{3}[\-. ]\d{3}[\-. ]\d{4}"
    r"|9\d{2}[ \-.]?\d{3}[ \-.]?\d{2}[ \-.]?\d{2}"
    r"|0\d{2,4}[ \-.]\d{3,4}[ \-.]\d{3,4}|0\d{4} \d{6}"
    rf"|\d{{2,3}}-\d{{2}}-\d{{2}}){_END}"
)
_LONG_NUMBER = re.compile(rf"(?<![\w$€£₽.,+-])\d{{9,20}}{_END}")
_TEN_DIGITS = 10
_FEWEST, _MOST = 8, 15


def contacts(text: str) -> Iterator[Span]:
    """Yield e-mails, links, handles, document numbers and telephones; the surest come first."""
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), Kind.EMAIL, match[0].casefold())
    for match in _SPELT_EMAIL.finditer(text):
        yield Span(*match.span(), Kind.EMAIL)
    yield from links(text)
    for match in _NICK.finditer(text):
        yield Span(*match.span("nick"), Kind.HANDLE, match["nick"].casefold())
    for match in _HANDLE.finditer(text):
        yield Span(*match.span(), Kind.HANDLE, match[0].casefold())
    yield from _numbers(text)


def links(text: str) -> Iterator[Span]:
    """Yield addresses of pages, without the punctuation of the sentence around them."""
    for match in _LINK.finditer(text):
        start = match.start()
        yield Span(start, start + len(match[0].rstrip(_AFTER_LINK)), Kind.LINK)


def _numbers(text: str) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        if _is_number(match["number"]):
            yield Span(*match.span("number"), Kind.DOCUMENT, _digits(match["number"]))
    for match in _PHONE.finditer(text):
        if match[0].startswith("+") and not _FEWEST <= len(_digits(match[0])) <= _MOST:
            continue
        yield Span(*match.span(), Kind.PHONE, _digits(match[0])[-_TEN_DIGITS:])
    for match in _DOCUMENT.finditer(text):
        yield Span(*match.span(), Kind.DOCUMENT, _digits(match[0]))
    for match in _LONG_NUMBER.finditer(text):
        is_phone = len(match[0]) == _TEN_DIGITS
        yield Span(*match.span(), Kind.PHONE if is_phone else Kind.DOCUMENT, match[0])


def _is_number(words: str) -> bool:
    digits = sum(character.isdigit() for character in words)
    letters = sum(character.isalpha() for character in words)
    return digits >= 6 and letters <= digits  # noqa: PLR2004 - no document has fewer digits


def _digits(words: str) -> str:
    return "".join(character for character in words if character.isalnum())
