import pytest

from ai.local.topics import domains
from ai.local.word_lists import sections
from core.vocabulary import Domain, Language
from tests.ai.builders import passage


@pytest.mark.parametrize("language", list(Language))
def test_every_domain_has_its_words(language: Language) -> None:
    names = {name.split()[0] for name in sections(f"topics_{language}.txt")}
    assert names == set(Domain)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Начальник задерживает зарплату", Domain.WORK),
        ("Мама и бабушка приехали на каникулы", Domain.FAMILY),
        ("Хожу в храм и молюсь", Domain.SPIRITUALITY),
        ("I paint and write poems", Domain.CREATIVITY),
        ("My doctor says my back needs surgery", Domain.BODY),
        ("As a child I lived by the sea", Domain.PAST),
    ],
)
def test_the_foremost_domain_is_the_one_most_words_point_at(text: str, domain: Domain) -> None:
    assert domains(passage(text))[0] is domain


def test_a_text_about_two_domains_names_both() -> None:
    assert set(domains(passage("Начальник не отпускает меня к больному сыну"))) >= {
        Domain.WORK,
        Domain.FAMILY,
    }


def test_a_word_that_is_repeated_does_not_outweigh_the_rest() -> None:
    text = "Работа, работа, работа! А мама и бабушка ждут"
    assert domains(passage(text))[0] is Domain.FAMILY


@pytest.mark.parametrize("text", ["", "да", "😀", "asdf"])
def test_nothing_points_nowhere(text: str) -> None:
    assert domains(passage(text)) == ()
