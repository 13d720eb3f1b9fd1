"""Recognise that a person says they are under eighteen. Pure."""

import re

from core.crisis.normalise import clean, english_form, russian_form, sentences
from core.crisis.spelling import fold_english, fold_russian

_RU_AGE = (
    r"(?:[5-9]|1[0-7]|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|тринадцать"
    r"|четырнадцать|пятнадцать|шестнадцать|семнадцать)"
)
_RU_LEAD = (
    r"(?<!когда )(?<!тогда )(?<!будто )(?<!словно )(?<!как )\bмне "
    r"(?:(?:сейчас|уже|еще|всего|только|скоро|почти|пока|на самом деле|исполнилось|будет) ){0,3}"
)
_RU_YEARS = r"(?:лет|годик\w*|годков)\b(?! (?:было|стажа|назад|тому|потребовал\w+|понадобил\w+))"
# Without "лет" a number after "мне" may count anything, so only an end or a small word may follow.
_RU_BARE = r"(?:$|(?:и|но|а|я|мама|папа|учусь|хожу|живу|с половиной)\b)"
_RU_GRADE = (
    r"(?:[4-9]|10|11|четверт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+|одиннадцат\w+)"
)
_RUSSIAN = (
    rf"{_RU_LEAD}{_RU_AGE}(?: {_RU_YEARS}| ?{_RU_BARE})",
    r"\bмне (?:скоро|почти|будет|через \w+) (?:18|восемнадцать)\b",
    r"\bмне (?:еще )?(?:нет|нету|не исполнилось|меньше|до) (?:18|восемнадцати|восемнадцать)\b",
    rf"\b(?:я|возраст) {_RU_AGE} ?(?:летн\w+|лет$|$)",
    r"\bя (?:еще |пока )?несовершеннолетн\w+",
    r"\b(?:я (?:сейчас |еще )?(?:в|из)|(?:учусь|хожу) в)"
    rf" {_RU_GRADE}(?: \w)? класс\w{{0,2}}\b",
)
_EN_AGE = (
    r"(?:[5-9]|1[0-7]|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen)"
)
_EN_LEAD = (
    r"(?<!like )(?<!as if )(?<!when )(?<!since )\b(?:im|i am|i just turned|my age is) "
    r"(?:(?:only|just|still|actually|currently|almost|turning) ){0,2}"
)
_EN_BARE = r"(?:$|(?:and|but|so|my|girl|boy|male|female)\b(?! a half (?:weeks|months|feet)))"
_ENGLISH = (
    rf"{_EN_LEAD}{_EN_AGE}(?: and a half)?(?: (?:years?|yrs?) old| yo\b| y o\b| ?{_EN_BARE})",
    rf"\b(?:im|i am) an? {_EN_AGE} (?:year|yr) old\b",
    r"\b(?:im|i am) (?:still |only )?(?:a minor|underage|under (?:18|eighteen))\b",
    r"\b(?:im|i am) not (?:even |yet )?(?:18|eighteen)(?: yet)?\b",
    r"\bi (?:turn|will be|will turn) (?:18|eighteen|1[0-7])\b",
    r"\b(?:im|i am) in (?:the )?(?:[4-9]|1[0-2])th grade\b|\b(?:im|i am) in middle school\b",
)
_RUSSIAN_MINOR = re.compile("|".join(map(fold_russian, _RUSSIAN)))
_ENGLISH_MINOR = re.compile("|".join(map(fold_english, _ENGLISH)))


def stated_minor(text: str) -> bool:
    """Tell whether the person states an age under eighteen as their own and present.

    "мне 15" and "I'm 14 years old" do; "my son is 14", "when I was 15" and "мне 15 минут" do not.
    Linear in the length of the text; never raises.
    """
    cleaned = clean(text)
    russian = sentences(russian_form(cleaned), fold_russian)
    english = sentences(english_form(cleaned), fold_english)
    return any(map(_RUSSIAN_MINOR.search, russian)) or any(map(_ENGLISH_MINOR.search, english))
