"""The catalogues say the same things, in Telegram's own HTML, and nothing is left over."""

import ast
from collections.abc import Sequence
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.contracts import Sentiment
from ai.local.wording import banned
from core.vocabulary import Domain, Language, Trait
from onboarding.choices import TrustLevel
from onboarding.reasons import Reason
from people.choices import AddressForm
from telegram_bot.sandbox.html_text import parse_html
from telegram_bot.setup import MENU
from telegram_bot.texts import CATALOGUE, say, say_to
from telegram_bot.texts.en import ENGLISH
from telegram_bot.texts.ru import RUSSIAN
from tests.architecture.sources import calls, modules

EVERY_TEXT = [(language, key) for language in Language for key in CATALOGUE[language]]
#: They say what the product does not do, in the very words it does not use otherwise.
DISCLAIMERS = frozenset({"how_it_works", "coach_disclaimer", "privacy"})
#: Keys that are put together from a word of these vocabularies.
BUILT: dict[str, Sequence[str]] = {
    "trait": list(Trait),
    "domain": list(Domain),
    "asked_about": list(Domain),
    "asked_to_see": list(Trait),
    "reason": list(Reason),
    "command": list(MENU),
    "mood": [*Sentiment, "mixed"],
    "button_form": list(AddressForm),
    "distance": [level.name.lower() for level in TrustLevel],
}
LONGEST_LABEL = 24
LONGEST_CAPTION = 1024


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def filled(language: Language, key: str) -> str:
    values = dict.fromkeys(placeholders(CATALOGUE[language][key]), "слово & <дело>")
    return say(key, language, **values)


def constants() -> set[str]:
    """Return every string in the gateway's code, outside of the catalogues."""
    trees = [tree for name, tree in modules().items() if name.startswith("telegram_bot.")]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    catalogued = {id(node) for node in _catalogue_nodes()}
    return {str(node.value) for node in nodes if id(node) not in catalogued}


def _catalogue_nodes() -> list[ast.AST]:
    names = ("telegram_bot.texts.ru", "telegram_bot.texts.en", "telegram_bot.texts.codes")
    return [node for name in names for node in ast.walk(modules()[name])]


def test_both_languages_say_the_same_things() -> None:
    assert {key for key in RUSSIAN if not key.endswith("_ty") or key in ENGLISH} == set(ENGLISH)


def test_both_languages_are_filled_in_alike() -> None:
    differing = [key for key in ENGLISH if placeholders(ENGLISH[key]) != placeholders(RUSSIAN[key])]

    assert differing == []


def test_a_familiar_form_has_a_formal_one_beside_it() -> None:
    familiar = {key for key in RUSSIAN if key.endswith("_ty") and key not in ENGLISH}

    assert {key.removesuffix("_ty") for key in familiar} <= set(RUSSIAN)


@pytest.mark.parametrize(("language", "key"), EVERY_TEXT)
def test_every_text_is_html_that_telegram_takes(language: Language, key: str) -> None:
    formatted = parse_html(filled(language, key))

    assert 0 < len(formatted.text.encode("utf-16-le")) // 2 <= 4096


@pytest.mark.parametrize(("language", "key"), EVERY_TEXT)
def test_no_text_uses_a_clinical_word(language: Language, key: str) -> None:
    text = "" if key.removesuffix("_ty") in DISCLAIMERS else filled(language, key)

    assert not banned().search(text)


@pytest.mark.parametrize("language", Language)
def test_labels_fit_on_a_phone(language: Language) -> None:
    labels = {key: text for key, text in CATALOGUE[language].items() if key.startswith("button_")}

    assert {key: text for key, text in labels.items() if len(text) > LONGEST_LABEL} == {}


@pytest.mark.parametrize("language", Language)
def test_the_caption_of_the_export_and_the_toast_fit(language: Language) -> None:
    assert len(filled(language, "export_caption")) <= LONGEST_CAPTION
    assert len(filled(language, "stale")) <= 200


def test_every_text_is_used() -> None:
    used = constants()
    built = tuple(f"{prefix}_" for prefix in BUILT)
    keys = {key for key in ENGLISH if not key.startswith(built)}

    assert {key for key in keys if key not in used and key.partition("_")[2] not in used} == set()


@pytest.mark.parametrize("prefix", BUILT)
def test_built_keys_are_complete_and_none_is_left_over(prefix: str) -> None:
    built = {f"{prefix}_{word}" for word in BUILT[prefix]}

    assert {key for key in ENGLISH if key.startswith(f"{prefix}_")} == built


def test_every_text_that_is_named_exists() -> None:
    named = {
        call.args[0].value
        for name, tree in modules().items()
        for call in calls(tree)
        if name.startswith("telegram_bot.")
        and ast.unparse(call.func).rpartition(".")[2] in {"say", "say_to"}
        and isinstance(call.args[0], ast.Constant)
    }

    assert named <= set(ENGLISH)
    assert len(named) > 40


@given(st.text(st.characters(exclude_characters="\r")))
def test_nobodys_words_become_markup(words: str) -> None:
    assert parse_html(say("quoted", Language.RU, text=f"а{words}")).text == f"а{words}"


def test_the_familiar_form_is_russian_only() -> None:
    assert say_to("paused", Language.RU, AddressForm.TY) == RUSSIAN["paused_ty"]
    assert say_to("paused", Language.RU, AddressForm.VY) == RUSSIAN["paused"]
    assert say_to("paused", Language.EN, AddressForm.TY) == ENGLISH["paused"]


def test_a_text_without_a_familiar_form_is_said_as_it_is() -> None:
    assert say_to("quoted", Language.RU, AddressForm.TY, text="да") == "да"
