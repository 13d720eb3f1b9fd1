"""Masking: what leaves is tokens, what comes back is what the person wrote."""

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ai.masking import Kind, Vault, has_token, mask
from core.vocabulary import Language
from tests.ai.masking_figures import HARD, HELD_OUT, TUNING, samples, whole

_PEOPLE = ["Маша", "Маше", "катя", "Вера", "Тимофея", "Sarah", "Mark"]
_NUMBERS = ["+7 912 345-67-89", "kot@example.com", "@cat_1984", "4276 1234 5678 9010"]
_PLACES = ["https://t.me/x", "ул. Ленина, д. 5", "42 Maple Street", "ООО «Ромашка»"]
_TOKENS = ["⟦NAME_1⟧", "[name 1]", "NAME_1", "⟦", "⟧", "⟦⟦PHONE_2⟧⟧", "[", "]", "<", "name", "_1"]
_BETWEEN = ["1", " ", "  ", "\n", ".", ",", "-", "\ufffc", "ы", "у", "'s"]
_PIECES = st.sampled_from([*_PEOPLE, *_NUMBERS, *_PLACES, *_TOKENS, *_BETWEEN])
_TEXTS = st.lists(_PIECES | st.text(max_size=6), max_size=14).map("".join)


def test_the_same_person_is_the_same_token_in_every_form_and_text() -> None:
    vault = Vault()
    first = mask("Маша ушла", vault=vault)
    second = mask("я скучаю по Маше, а маша нет", vault=vault)
    assert first.text == "⟦NAME_1⟧ ушла"
    assert second.text == "я скучаю по ⟦NAME_1_2⟧, а ⟦NAME_1_3⟧ нет"
    assert vault.restore(second.text) == "я скучаю по Маше, а маша нет"


def test_the_kinds_that_left_are_counted() -> None:
    masked = mask("Маша и Петя: +7 912 345-67-89")
    assert masked.counts == {Kind.NAME: 2, Kind.PHONE: 1}


def test_a_phone_is_the_same_however_it_is_written() -> None:
    masked = mask("8 912 345-67-89, то есть +79123456789")
    assert masked.text == "⟦PHONE_1⟧, то есть ⟦PHONE_1_2⟧"


@pytest.mark.parametrize(
    "said",
    [
        "⟦NAME_1⟧",
        "⟦ name_1 ⟧",
        "[NAME_1]",
        "[[Name 1]]",
        "NAME_1",
        "⟦NAME-1⟧",
        "<NAME_1>",
        "⟦NAME_1⟧у",
        "⟦NAME_1",
    ],
)
def test_a_token_that_a_model_has_bent_is_still_put_back(said: str) -> None:
    vault = mask("Маша ушла").vault
    assert vault.restore(f"Похоже, {said} важна для вас.") == "Похоже, Маша важна для вас."


def test_a_form_that_was_never_given_falls_back_to_the_first() -> None:
    assert mask("Маша ушла").vault.restore("⟦NAME_1_7⟧ ушла") == "Маша ушла"


def test_an_unknown_token_is_taken_out() -> None:
    vault = mask("Маша ушла").vault
    assert vault.restore("Вы думаете о ⟦NAME_9⟧, и это видно.") == "Вы думаете о, и это видно."
    assert not vault.knows("о ⟦NAME_9⟧")
    assert vault.knows("о ⟦NAME_1⟧")


def test_a_token_typed_by_the_person_pulls_no_value() -> None:
    masked = mask("Маша сказала: ⟦NAME_1⟧ и [phone 1], мой номер +7 912 345-67-89")
    assert "⟦TEXT_1⟧ и ⟦TEXT_2⟧" in masked.text
    assert masked.vault.restore("⟦TEXT_1⟧ и ⟦TEXT_2⟧") == "⟦NAME_1⟧ и [phone 1]"


def test_a_vault_shows_nothing_and_stays_in_its_process() -> None:
    masked = mask("Маша ушла")
    assert "Маша" not in repr(masked) + str(masked.vault)
    with pytest.raises(TypeError):
        pickle.dumps(masked.vault)


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        (("Тимофей",), "Тимофею подарили часы, и тимофея не спросили", {"имоф"}),
        (("Жунусбек Кадырович",), "жунусбека не ждали, Жунусбеком гордились", {"унусбек"}),
        (("Rowan Pell",), "rowan's brother met Pell", {"owan", "Pell"}),
        (("Вера",), "это Вера. мне говорят: Вера, держись", {"Вера, держись"}),
    ],
)
def test_the_persons_own_name_is_found_in_every_form(
    names: tuple[str, ...], text: str, left: set[str]
) -> None:
    masked = mask(text, names)
    assert not [part for part in left if part in masked.text]


@pytest.mark.parametrize("names", [("",), ("🦊",), ("Я",), ("и",), ("не", "да"), ("I",), ("(.*)",)])
def test_a_strange_display_name_masks_no_everyday_words(names: tuple[str, ...]) -> None:
    text = "Я и не думал, да и я не знаю. I do not know."
    assert mask(text, names).text == text


@given(_TEXTS)
@example("⟦NAME_1⟧ Маша NAME_1")
@example("[⟦kot@example.com⟧]")
def test_what_was_masked_comes_back_to_the_letter(text: str) -> None:
    masked = mask(text, ("Тимофей Ларин",))
    assert masked.vault.restore(masked.text) == text


@given(_TEXTS, _TEXTS)
def test_two_texts_of_one_call_come_back_from_one_vault(first: str, second: str) -> None:
    vault = Vault()
    masked = [mask(text, vault=vault).text for text in (first, second)]
    assert [vault.restore(text) for text in masked] == [first, second]


@given(_TEXTS)
def test_restored_words_hold_a_token_only_where_the_person_wrote_one(text: str) -> None:
    masked = mask("Маша: +7 912 345-67-89")
    restored = masked.vault.restore(mask(text).text)
    assert not has_token(restored) or has_token(text)


@given(_TEXTS)
def test_no_value_leaves_with_the_masked_text(text: str) -> None:
    masked = mask(f"{text} kot.secret@example.com {text}")
    assert "kot.secret" not in masked.text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("half", "recall", "precision"),
    [(TUNING, 0.99, 0.98), (HELD_OUT, 0.97, 0.92), (HARD, 0.55, 0.8)],
)
def test_what_is_personal_is_found_as_well_as_the_page_of_the_decision_says(
    language: Language, half: str, recall: float, precision: float
) -> None:
    found = whole(language, half)
    assert found[0] >= recall
    assert found[1] >= precision


@pytest.mark.parametrize("language", list(Language))
def test_each_half_of_the_measured_set_has_enough_texts(language: Language) -> None:
    assert len(samples(language, TUNING)) + len(samples(language, HELD_OUT)) >= 120
    assert min(len(samples(language, TUNING)), len(samples(language, HELD_OUT))) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "Надежда умирает последней, а вера остаётся.",
        "Любовь — это прежде всего доверие.",
        "Я родился 12.03.1984, в 2008–2012 жил в Туле.",
        "Заработал 1 500 000 рублей за 2023 год.",
        "На улице было 20 градусов, мы прошли 15 километров.",
        "I hope it will be fine, mark my words.",
        "In May we plant roses, and the sunrise at dawn is lovely.",
        "From 2008-2012 I earned $1,500,000 and ran 1200 miles.",
        "I walked down the street for 3 hours.",
    ],
)
def test_everyday_words_dates_and_sums_stay(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize("vault", [None, Vault()])
def test_a_long_text_is_masked_in_time_that_grows_with_its_length(vault: Vault | None) -> None:
    masked = mask("a" * 4_096 + " " * 4_096 + "1" * 4_096 + "⟦" * 4_096, vault=vault)
    assert masked.counts[Kind.TEXT] >= 1


@pytest.mark.parametrize("name", ["Светочка", "Ирочка", "Настенька", "Максимка", "Костян"])
def test_a_pet_name_is_a_name_also_where_a_sentence_begins(name: str) -> None:
    assert mask(f"{name}, привет! Так говорит мама.").text.startswith("⟦NAME_1⟧, привет!")
