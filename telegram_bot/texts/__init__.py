"""Everything the bot says, in both languages.

`say` fills a text in; whatever is filled in is escaped, so that nobody's words become markup.
"""

from collections.abc import Mapping
from html import escape

from core.vocabulary import Language
from people.choices import AddressForm
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN

CATALOGUE: Mapping[Language, Mapping[str, str]] = {
    Language.RU: RUSSIAN,
    Language.EN: ENGLISH,
}


def say(key: str, language: Language, **values: object) -> str:
    """Return the text `key` as Telegram HTML, with `values` escaped and filled in.

    Raises:
        KeyError: the catalogue has no such text; a test keeps both languages complete.
    """
    filled = {name: escape(str(value), quote=False) for name, value in values.items()}
    return CATALOGUE[language][key].format(**filled)


def say_to(key: str, language: Language, form: AddressForm, **values: object) -> str:
    """Return the text in the person's form of address, where Russian has a familiar one."""
    familiar = f"{key}_ty"
    if language is Language.RU and form is AddressForm.TY and familiar in RUSSIAN:
        return say(familiar, language, **values)
    return say(key, language, **values)
