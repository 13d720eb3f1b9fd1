"""Where a person lives and works, as far as the text marks it. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ai.local.morphology import parses
from ai.local.word_lists import sections
from ai.masking.spans import Kind, Span

_MARK = (
    r"(?:ул\.?|улиц[аеуыюей]{1,2}|просп\.?|проспект[ауе]?|проспектом|пр-к?т[ае]?\.?|пер\.|переул(?:ок|к[аеу])"
    r"|бульвар[аеу]?|б-р|шоссе|ш\.|наб\.|набережн(?:ая|ой|ую)|площад[ьи]|пл\.|проезд[ае]?|тупик[ае]?|алле[яеию]"
    r"|мкр\.?|микрорайон[ае]?)"
)
_NUMBER = r"\d{1,4}(?:\s?[а-гА-Г](?![а-яё]))?(?:\s?[/к]\s?\d{1,3})?"
_HOUSE = (
    rf"(?:(?:д\.?|дом[ае]?)\s?№?\s?{_NUMBER}|№?\s?{_NUMBER}(?!\s*(?:год|лет|раз|час|мин|град|руб)))"
)
_REST = (
    r"(?:,?\s*(?:к\.|корп\.?|корпус|стр\.?|строение|подъезд|кв\.?|квартира|оф\.?|офис|эт\.|этаж)\s?№?\s?\d{1,4}"
    r"[а-г]?)*"
)
_CAPITALS = r"(?:\d{1,2}\s)?[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+){0,2}"
_RU_BIG = re.compile(
    rf"(?<![\w-])(?:(?i:{_MARK})\s*{_CAPITALS}|[А-ЯЁ][а-яё-]+(?:ий|ый|ой|ая|ом|ого|ому|ую|ое)\s(?:{_MARK}))"
    rf"(?:,?\s*{_HOUSE})?{_REST}(?![\w-])"
)
_RU_SMALL = re.compile(
    rf"(?<![\w-])(?:{_MARK})\s*(?P<name>[а-яё-]+(?:\s[а-яё-]+)?),?\s*{_HOUSE}{_REST}(?![\w-])"
)
_RU_HOME = re.compile(
    rf"(?<![\w-])(?:д\.|дом[е]?)\s?{_NUMBER},?\s*(?:кв\.?|квартир[аеу])\s?\d{{1,4}}(?![\w-])"
    r"|(?<![\w-])(?:кв\.|квартир[аеу])\s?№?\s?\d{1,4}(?![\w-]|\s*(?:м\b|метр|кв))",
    re.IGNORECASE,
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Court|Square|Terrace|Crescent|Highway|Close|"
    r"Place|Way|Parkway|Row)"
)
_EN_REST = r"(?:\.?,?\s*(?:Apt\.?|Apartment|Unit|Suite|Flat|Room|#)\s?\w{1,5})?"
_EN_BIG = re.compile(
    rf"(?<![\w-])(?:(?:Flat|Apt\.?|Unit)\s\w{{1,4}},?\s)?(?:\d{{1,5}}[A-Za-z]?\s)?(?:[A-Z][a-z'-]+\s){{1,3}}"
    rf"{_STREET}\b{_EN_REST}"
)
_EN_SMALL = re.compile(
    r"(?<![\w-])\d{1,5}[a-z]?\s(?P<name>[a-z'-]+(?:\s[a-z'-]+)?)\s"
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|court)\b"
    rf"{_EN_REST}(?!\s(?:trip|rage))",
    re.IGNORECASE,
)
_RU_TOWN = re.compile(
    r"(?<!\w)(?:г\.|гор\.|город)\s?[А-ЯЁ][а-яё-]+,\s[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ]?[а-яё-]+)?,?\s\d{1,4}(?!\w)"
)
_PO_BOX = re.compile(r"(?<!\w)P\.?O\.? ?[Bb]ox \d{1,6}(?:, [A-Z][a-z]+)?")
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}(?!\w)")
_RU_FIRM = re.compile(
    r"(?<![\w-])(?:ООО|ОАО|ЗАО|ПАО|АО|ТОО|НКО|АНО|ГБУ|МУП|ФГУП|ИП)\s?"
    r"(?:[«\"“][^»\"”\n]{1,60}[»\"”]|[А-ЯЁA-Z][\w-]+(?:\s[А-ЯЁA-Z][\w-]+){0,3})"
)
_RU_WORK = re.compile(
    r"(?i:работа\w*|служ[ауи]\w*|устроил\w*|тружусь|стажиру\w*|уволил\w*|компани\w+|фирм\w+)\s"
    r"(?:(?:в|из|на|с)\s)?(?P<place>[«\"“][^»\"”\n]{2,60}[»\"”]|[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})"
)
_RU_HOUSE = re.compile(
    r"(?i:завод|фабрик|больниц|клиник|магазин|кафе|ресторан|банк|институт|университет|театр|контор|школ)[а-яё]{0,3}\s"
    r"(?P<place>[«\"“][^»\"”\n]{2,60}[»\"”])"
)
_EN_HOUSE = re.compile(
    r"(?<!\w)(?:[A-Z][\w'\u2019.]+\s){1,3}(?:Hospital|University|College|School|Bank|Clinic|Institute|Academy|Hotel)\b"
)
_EN_FIRM = re.compile(
    r"(?<![\w-])(?:[A-Z][\w&-]+\s){1,4}(?:Inc|LLC|Ltd|GmbH|Corp|Corporation|PLC|LLP)\b\.?"
)
_EN_WORK = re.compile(
    r"\b(?i:work|works|worked|working|job|intern|interned|employed|hired|fired)\s(?i:at|for|with|from|by)\s"
    r"(?P<place>[A-Z][\w&-]+(?:\s[A-Z][\w&-]+){0,3})"
)


def addresses(text: str) -> Iterator[Span]:
    """Yield postal addresses: a street with its name, a house with its flat."""
    for pattern in (_RU_BIG, _RU_HOME, _RU_TOWN, _PO_BOX, _POSTCODE):
        yield from (Span(*match.span(), Kind.ADDRESS) for match in pattern.finditer(text))
    for match in _RU_SMALL.finditer(text):
        if _is_street_ru(match["name"]):
            yield Span(*match.span(), Kind.ADDRESS)
    for match in _EN_BIG.finditer(text):
        yield Span(match.start() + _lead(match[0]), match.end(), Kind.ADDRESS)
    for match in _EN_SMALL.finditer(text):
        if _words("no street").isdisjoint(match["name"].lower().split()):
            yield Span(*match.span(), Kind.ADDRESS)


def workplaces(text: str) -> Iterator[Span]:
    """Yield names of firms that a legal form or "I work at" marks."""
    for pattern in (_RU_FIRM, _EN_FIRM, _EN_HOUSE):
        yield from (Span(*match.span(), Kind.WORK) for match in pattern.finditer(text))
    for pattern in (_RU_WORK, _RU_HOUSE, _EN_WORK):
        yield from (Span(*match.span("place"), Kind.WORK) for match in pattern.finditer(text))


def _is_street_ru(name: str) -> bool:
    """Tell a street's name in small letters from what else stands after "улица" before a number."""
    first = name.split(maxsplit=1)[0]
    return any(
        {"Surn", "Name", "ADJF", "Geox"} & set(parse.tag.grammemes) for parse in parses(first)[:3]
    )


def _lead(address: str) -> int:
    """Return how long the small words are that only the start of a sentence wrote large."""
    first, _, rest = address.partition(" ")
    return len(first) + 1 if first in _words("openers") and rest else 0


@lru_cache(maxsize=4)
def _words(section: str) -> frozenset[str]:
    path = Path(__file__).parent / "data" / "streets_en.txt"
    return frozenset(sections(str(path))[section])
