import pytest

from ai.local.analyser import LocalAnalyser
from ai.local.voice import sentences
from ai.local.wording import is_clean
from core.vocabulary import Language
from tests.ai.builders import coached, deep
from tests.ai.samples import every_line

PROVIDER = LocalAnalyser()
#: What people say about themselves and the product never repeats.
CLINICAL = [
    pytest.param(
        Language.RU,
        "Мне поставили диагноз, биполярное расстройство, пью таблетки и боюсь",
        id="clinical-1",
    ),
    pytest.param(
        Language.RU, "У меня депрессия и панические атаки, хожу к психотерапевту", id="clinical-2"
    ),
    pytest.param(Language.RU, "Я невротик с травматиками в роду, мама токсичная", id="clinical-3"),
    pytest.param(
        Language.EN,
        "I was diagnosed with depression and take my treatment every day",
        id="clinical-4",
    ),
    pytest.param(
        Language.EN, "My ADHD and OCD make me feel abnormal, therapy helps me", id="clinical-5"
    ),
    pytest.param(
        Language.EN,
        "I am a narcissist, my mother was toxic, this trauma is with me",
        id="clinical-6",
    ),
]


@pytest.mark.parametrize(
    "text", ["это диагноз", "Расстройство сна", "a personality DISORDER", "your therapy", "ОКР"]
)
def test_clinical_words_are_recognised(text: str) -> None:
    assert not is_clean(text)


@pytest.mark.parametrize(
    "text", ["окраска", "secure place", "похоже, вам важно", "cured ham sandwich", "объяснение"]
)
def test_words_that_only_look_alike_are_not(text: str) -> None:
    assert is_clean(text)


@pytest.mark.parametrize("language", list(Language))
def test_no_sentence_of_ours_is_clinical(language: Language) -> None:
    assert all(is_clean(line) for lines in sentences(language).values() for line in lines)


@pytest.mark.parametrize(
    ("language", "text"), every_line("answers") + every_line("coach") + CLINICAL
)
def test_nothing_that_is_said_about_a_person_is_clinical(language: Language, text: str) -> None:
    request = deep(text, language)
    reading = PROVIDER.read_deeply(request).reading
    said = [
        PROVIDER.read_instantly(request).reading.reflection,
        reading.insight,
        *reading.patterns,
        coached(text).text,
        coached(text, address="ty").text,
    ]
    assert all(map(is_clean, said))
