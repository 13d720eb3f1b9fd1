import pytest

from ai.local.relevance import rank

TEXTS = [
    "Разговор с мамой меня успокоил",
    "Чиню мотоцикл в гараже",
    "Прогулка с собакой у реки",
    "My mother called and we talked for an hour",
]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Поссорилась с мамой", 0),
        ("в гаражах холодно", 1),
        ("собаки", 2),
        ("I miss my mothers voice", 3),
    ],
)
def test_other_forms_of_a_word_are_found(query: str, best: int) -> None:
    assert [match.index for match in rank(query, TEXTS, 3)] == [best]


@pytest.mark.parametrize("query", ["", "и но или", "что мне делать", "I want to know", "космос"])
def test_without_a_shared_content_word_nothing_is_near(query: str) -> None:
    assert rank(query, TEXTS, 3) == []


def test_rare_shared_words_weigh_more_than_common_ones() -> None:
    texts = ["работа и дети", "работа и коллеги", "работа и лодка", "работа"]
    assert rank("лодка на работе", texts, 4)[0].index == 2


def test_of_equal_texts_the_latest_comes_first() -> None:
    assert [match.index for match in rank("лес", ["лес", "лес"], 2)] == [1, 0]


def test_no_more_than_the_limit_is_returned() -> None:
    assert len(rank("лес", ["лес"] * 9, 4)) == 4


def test_no_texts_give_no_matches() -> None:
    assert rank("лес", [], 4) == []
