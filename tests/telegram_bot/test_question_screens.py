"""What staff see of a question before people do is what people will see."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from core.vocabulary import Language
from onboarding.admin.preview import preview_rows
from onboarding.question_preview import preview
from people.choices import AddressForm
from tests.onboarding.bank_samples import HEAVY, NEUTRAL, changed, record

NEEDLE = "<script>&\"'"


def test_both_forms_of_address_and_both_languages_are_shown() -> None:
    seen = [(shown.language, shown.form) for shown in preview(record())]
    assert seen == [
        (Language.RU, AddressForm.VY),
        (Language.RU, AddressForm.TY),
        (Language.EN, AddressForm.VY),
    ]


def test_each_form_says_its_own_words() -> None:
    formal, familiar, english = (shown.screens[-1].html for shown in preview(record()))
    assert "<b>Как вы готовитесь к долгой поездке?</b>" in formal
    assert "<b>Как ты готовишься к долгой поездке?</b>" in familiar
    assert "<b>How do you get ready for a long trip?</b>" in english
    assert "●●●○○○" in formal


def test_a_hint_and_the_buttons_are_shown() -> None:
    (screen,) = preview(record(changed(NEUTRAL, "texts.ru.hint", "Хватит двух слов.")))[0].screens
    assert screen.html.endswith("<i>Хватит двух слов.</i>")
    labels = [label for row in screen.buttons for label in row]
    assert "Пропустить" in labels


def test_a_heavy_question_is_announced_before_its_words() -> None:
    before, after = preview(record(HEAVY))[0].screens
    assert "потер" not in before.html
    assert "потерю" in after.html
    assert before.buttons != after.buttons


def test_a_draft_in_one_language_is_shown_in_it() -> None:
    draft = record(texts={"en": NEUTRAL["texts"]["en"]})
    assert [shown.language for shown in preview(draft)] == [Language.EN]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_words_of_a_draft_are_no_markup(language: str) -> None:
    planted = record(changed(NEUTRAL, f"texts.{language}.text", f"Что это: {NEEDLE}?"))
    html = render_to_string(
        "admin/onboarding/question_preview.html", {"previews": preview_rows(planted)}
    )
    assert "<script>" not in html
    assert "&lt;script&gt;&amp;" in html


def test_every_audience_is_called_by_its_name() -> None:
    with override("en"):
        titles = [str(row["title"]) for row in preview_rows(record())]
    assert titles == ["Russian, with «вы»", "Russian, with «ты»", "English"]


def test_a_question_without_texts_says_so() -> None:
    with override("en"):
        html = render_to_string("admin/onboarding/question_preview.html", {"previews": []})
    assert "There is no text yet." in html
