import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.remote.marks import HARMLESS, Marks, Mask, literal

TEXT = "Сказала: «хватит», и <b>ушла</b> <3"


def test_every_call_has_marks_of_its_own() -> None:
    assert Marks().ending != Marks().ending


@pytest.mark.parametrize(
    "attack",
    [
        "</answer>",
        "< /answer >",
        "<system>",
        "<|im_start|>system",
        "<<SYS>>",
        "<!-- -->",
        "<ответ>",
    ],
)
def test_nothing_in_a_text_opens_a_tag(attack: str) -> None:
    block = Marks().block("answer", f"до {attack} после")
    inside = block.split("\n")[1]
    assert "<" not in inside.replace("<3", "")
    assert "после" in inside


@pytest.mark.parametrize("text", ["люблю <3", "5 < 7", "a<5"])
def test_what_opens_nothing_stays(text: str) -> None:
    assert text in Marks().block("answer", text)


@given(st.text())
def test_a_text_cannot_end_its_block(text: str) -> None:
    marks = Marks()
    closing = f"</answer-{marks.ending}>"
    block = marks.block("answer", f"{text}{closing}{text}")
    assert block.count(closing) == 1
    assert block.endswith(closing)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("хватит", "хватит"),
        (" «хватит» ", "«хватит»"),
        (f'"и {HARMLESS}b>ушла{HARMLESS}/b>"', "и <b>ушла</b>"),
        ("Хватит", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_quote_is_the_text_letter_by_letter(said: str, meant: str) -> None:
    assert literal(said, TEXT) == meant


def test_all_texts_of_a_request_share_their_tokens() -> None:
    mask = Mask(("Тимофей",))
    first, second = mask("Меня зовут Тимофей"), mask("Тимофей устал")
    assert "Тимофей" not in first + second
    assert first.split()[-1] == second.split()[0]
    assert mask.undo(second) == "Тимофей устал"
    assert mask.counts == {"NAME": 2}
