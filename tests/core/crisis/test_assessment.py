import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.crisis import CrisisLevel, assess
from core.vocabulary import Language
from tests.core.crisis.measuring import load

GRAVE = (
    "Я больше не хочу жить",
    "Я хочу умереть",
    "Всем будет лучше без меня",
    "Я решила покончить с собой",
    "I want to die",
    "I want to kill myself",
    "Everyone would be better off without me",
    "I don't want to live anymore",
)
HARMLESS = (
    "Сегодня хорошая погода",
    "Вчера смотрели фильм про море",
    "Мой друг сказал, что приедет",
    "Десять лет назад я жил в Омске",
    "Я никогда не был в Париже",
    "We watched a film about whales",
    "My friend said hello to you",
    "Ten years ago I lived in Leeds",
    "I have never been to Rome",
    "\N{GRINNING FACE} ok",
)
KEY_WORDS = ("не", "хочу", "жить", "я", "убить", "себя", "i", "want", "to", "die", "not", "with")
grave = st.sampled_from(GRAVE)
harmless = st.sampled_from(HARMLESS)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert assess(text).level in CrisisLevel


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300))
def test_lone_surrogates_do_not_make_it_fail(text: str) -> None:
    assert assess(text).level in CrisisLevel


@given(st.text(alphabet="не хочужитьумр idontwaeklmysf.,!?\"«»'"))
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert assess(text) == assess(text)


@given(grave, st.lists(harmless, max_size=4), st.lists(harmless, max_size=4))
def test_harmless_sentences_around_never_lower_a_grave_one(
    sentence: str, before: list[str], after: list[str]
) -> None:
    text = ". ".join([*before, sentence, *after])
    assert assess(text).level is CrisisLevel.ACTIVE


@given(grave, st.lists(harmless, max_size=3), st.sampled_from(["\n", "!\n", "? ", "… ", "; "]))
def test_any_end_of_a_sentence_separates(sentence: str, around: list[str], end: str) -> None:
    assert assess(end.join([*around, sentence, *around])).level is CrisisLevel.ACTIVE


@given(grave, st.data())
def test_case_does_not_matter(sentence: str, data: st.DataObject) -> None:
    flips = data.draw(st.lists(st.booleans(), min_size=len(sentence), max_size=len(sentence)))
    text = "".join(c.swapcase() if flip else c for c, flip in zip(sentence, flips, strict=True))
    assert assess(text).level is CrisisLevel.ACTIVE


@given(grave, st.data())
def test_punctuation_between_words_does_not_matter(sentence: str, data: st.DataObject) -> None:
    marks = st.sampled_from([" ", ", ", "... ", " — ", "! ", "\n", ". ", " ?? ", "-"])
    words = sentence.split()
    joined = words[0] + "".join(data.draw(marks) + word for word in words[1:])
    assert assess(joined + data.draw(marks)).level is CrisisLevel.ACTIVE


@pytest.mark.parametrize("language", ["ru", "en"])
def test_upper_case_gives_the_level_of_lower_case(language: str) -> None:
    texts = [row["text"] for rows in load(language).values() for row in rows]
    assert [assess(t.upper()).level for t in texts] == [assess(t.lower()).level for t in texts]


@pytest.mark.parametrize(
    "text",
    [
        "я хочу у\u200bмереть",
        "я х\u00adочу умере\u0301ть",
        "Я ХОЧУ УМЕРЕТЬ",
        "я хочу умеpeть",
        "я хочууууу умереееть",
        "хочуумереть",
        "у-б-и-т-ь с-е-б-я",
        "ya hochu umeret",
        "khochu umeret'",
        "i want to kill my\u2060self",
        "i w4nt to k1ll mys3lf",
        "i want to commit su*cide",
        "I wаnt to diе",
        "I want to k.i.l.l m.y.s.e.l.f",
        "\U0001d408 \U0001d430\U0001d41a\U0001d427\U0001d42d \U0001d42d\U0001d428 "
        "\U0001d41d\U0001d422\U0001d41e",
        "иногда сижу и думаю что i want to kill myself",
        "Sometimes I feel: не хочу жить",
        "\u202eя хочу умереть\u202c",
    ],
)
def test_disguise_does_not_hide_a_grave_message(text: str) -> None:
    assert assess(text).level is CrisisLevel.ACTIVE


@pytest.mark.parametrize(
    "text",
    ["[jxe evthtnm", "yt [jxe ;bnm", "Gjrjyxe c cj,jq", "ш цфте ещ вшу", "ш цфте ещ лшдд ьныуда"],
)
def test_the_wrong_keyboard_layout_does_not_hide_a_grave_message(text: str) -> None:
    assert assess(text).level is CrisisLevel.ACTIVE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Я больше так не могу жить дальше. Сегодня последний вечер.", CrisisLevel.ACTIVE),
        ("Сегодня последний вечер на даче.", CrisisLevel.NONE),
        ("I really can't do this anymore. Tonight is my last night.", CrisisLevel.ACTIVE),
        ("Friday is my last day at work.", CrisisLevel.NONE),
        ("Муж меня ударил. Я заперлась в ванной.", CrisisLevel.ACTIVE),
        ("Стою на мосту, сейчас прыгну.", CrisisLevel.ACTIVE),
        ("Стою на мосту, любуюсь закатом.", CrisisLevel.NONE),
        ("Год назад я стоял на крыше и хотел прыгнуть.", CrisisLevel.PASSIVE),
        ("Иногда пою в машине, когда никто не слышит", CrisisLevel.NONE),
    ],
)
def test_two_halves_of_a_signal_are_read_together(text: str, level: CrisisLevel) -> None:
    assert assess(text).level is level


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\U0001f600" * 200, "שלום עולם", "....", "1 2 3"]
)
def test_empty_emoji_and_right_to_left_texts_are_nothing(text: str) -> None:
    assert assess(text).level is CrisisLevel.NONE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Мой друг хочет покончить с собой", CrisisLevel.PASSIVE),
        ("В фильме герой хочет покончить с собой", CrisisLevel.NONE),
        ("My friend wants to kill herself", CrisisLevel.PASSIVE),
        ("In the novel she wants to kill herself", CrisisLevel.NONE),
        ("Год назад я пыталась покончить с собой", CrisisLevel.PASSIVE),
        ("Вчера я пыталась покончить с собой", CrisisLevel.ACTIVE),
        ("Years ago I tried to kill myself", CrisisLevel.PASSIVE),
        ("Yesterday I tried to kill myself", CrisisLevel.ACTIVE),
        ("Я никогда не покончу с собой", CrisisLevel.NONE),
        ("Почему бы не убить себя", CrisisLevel.ACTIVE),
        ("I would never kill myself", CrisisLevel.NONE),
        ("Подруга написала: я хочу умереть", CrisisLevel.PASSIVE),
        ("She texted me: I want to die", CrisisLevel.PASSIVE),
        ("Не хочу умирать, но больше не могу жить", CrisisLevel.ACTIVE),
    ],
)
def test_context_weighs_a_phrase(text: str, level: CrisisLevel) -> None:
    assert assess(text).level is level


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Не хочу жить", Language.RU),
        ("ne hochu zhit", Language.RU),
        ("I want to die", Language.EN),
        ("Просто день", Language.RU),
        ("Just a day", Language.EN),
        ("", Language.RU),
    ],
)
def test_the_language_of_the_answer_is_that_of_the_signal(text: str, language: Language) -> None:
    assert assess(text).language is language


def test_signals_are_codes_and_hold_no_word_of_the_person() -> None:
    assessment = assess("Я решил: выпью все таблетки, прощайте навсегда")
    assert "ru.plan.act" in assessment.signals
    assert assessment.signals == tuple(sorted(set(assessment.signals)))
    assert all(code.isascii() and code.startswith("ru.") for code in assessment.signals)


@pytest.mark.parametrize(
    "unit",
    [
        "а", "а ", "не хочу ", "если бы ", "я ", "i dont want to ", "\"a. ", "aа", "убить себя ",
        "kill myself ", "u\u0301", "\u200b", "«", "*a", "а.", "не ", "меня ", "he is hitting ",
    ],
)  # fmt: skip
@settings(deadline=None)
@given(st.sampled_from(["", "хвост", " tail.", "!"]))
def test_ten_thousand_hostile_characters_are_judged(unit: str, tail: str) -> None:
    text = (unit * 10_000)[:10_000] + tail
    assert assess(text).level in CrisisLevel


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(KEY_WORDS), min_size=5, max_size=40))
def test_long_soups_of_key_words_are_judged(words: list[str]) -> None:
    assert assess(" ".join(words * 100)).level in CrisisLevel


def test_only_the_standard_library_is_loaded() -> None:
    code = (
        "import sys; import core.crisis; "
        "print(sorted({name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "['__main__', 'core']"
