"""Recognise that a person says they are under eighteen. Pure."""

import re

from core.crisis.normalise import clean, english_form, russian_form, sentences
from core.crisis.spelling import fold_english, fold_russian

_RUSSIAN_AGE = (
    r"(?:[5-9]|1[0-7]|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|тринадцать"
    r"|четырнадцать|пятнадцать|шестнадцать|семнадцать)"
)
_ENGLISH_AGE = (
    r"(?:[5-9]|1[0-7]|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen)"
)
# Without "лет" a number after "мне" may count anything, so only an end or a small word may follow.
_RUSSIAN_MINOR = re.compile(
    fold_russian(
        r"(?<!когда )(?<!тогда )(?<!будто )(?<!словно )(?<!как )(?<!если бы )\bмне (?:(?:сейчас|уже|еще|всего|только|скоро"
        rf"|почти|пока|на самом деле|вообще то|исполнилось|будет) ){{0,3}}{_RUSSIAN_AGE}(?: с половиной)?"
        r"(?: (?:лет|годик\w*|годков)\b(?! (?:было|стажа|назад|тому))| ?(?:$|и |но |а |я |мама|папа|учусь|хожу))"
        r"|\bмне (?:скоро|почти|будет|через \w+) (?:18|восемнадцать)\b"
        r"|\bмне (?:еще )?(?:нет|нету|не исполнилось|меньше) (?:18|восемнадцати|восемнадцать)\b"
        r"|\bмне до (?:18|восемнадцати)\b"
        rf"|\b(?:я|мой возраст|возраст) {_RUSSIAN_AGE} ?(?:летн\w+|лет$|$)"
        r"|(?<!была )(?<!был )\bя (?:еще |пока )?несовершеннолетн\w+"
        r"|\b(?:я (?:сейчас |еще )?(?:в|из)|учусь в|перешел в|перешла в|хожу в) "
        r"(?:[4-9]|10|11|четверт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+"
        r"|одиннадцат\w+)(?: \w)? (?:класс\w{0,2})\b"
    )
)
_ENGLISH_MINOR = re.compile(
    fold_english(
        r"(?<!like )(?<!as if )(?<!when )(?<!since )\b(?:im|i am|i m|i just turned|i turned|my age is) "
        rf"(?:(?:only|just|still|actually|currently|almost|turning|about to turn) ){{0,2}}{_ENGLISH_AGE}"
        r"(?:(?: and a half)?(?: years? old| yrs? old| yo\b| y o\b| yrs\b)"
        r"|$| (?:and|but|so|my|in|from|he|she|girl|boy|male|female|year old)\b(?! (?:a )?(?:weeks|months|minutes|feet)))"
        r"|\bi am an? \d{1,2} year old\b(?<=\b[5-9] year old)|\bim an? (?:1[0-7]|[5-9]) (?:year|yr) old\b"
        r"|\b(?:i am|im) an? (?:1[0-7]) (?:year|yr) old\b"
        r"|\b(?:im|i am) (?:still |only )?(?:a minor|underage|under 18|under eighteen|not 18|not yet 18)\b"
        r"|\b(?:im|i am) not (?:even )?(?:18|eighteen)(?: yet)?\b"
        r"|\bi (?:turn|will be|will turn|ll be|ll turn) (?:18|eighteen|1[0-7])\b"
        r"|\b(?:im|i am) in (?:[4-9]|1[0-2]|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh)"
        r"(?:th)? grade\b|\b(?:im|i am) (?:a (?:freshman|sophomore|junior) in high school|in middle school)\b"
    )
)


def stated_minor(text: str) -> bool:
    """Tell whether the person states an age under eighteen as their own and present.

    "мне 15" and "I'm 14 years old" do; "my son is 14", "when I was 15" and "мне 15 минут" do not.
    Linear in the length of the text; never raises.
    """
    cleaned = clean(text)
    russian = sentences(russian_form(cleaned), fold_russian)
    english = sentences(english_form(cleaned), fold_english)
    return any(map(_RUSSIAN_MINOR.search, russian)) or any(map(_ENGLISH_MINOR.search, english))
