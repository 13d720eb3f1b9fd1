import pytest
from pydantic import ValidationError

from ai.remote.shapes import SaidByCoach, SaidDeeply, SaidInstantly, Shape
from core.vocabulary import TRAITS
from tests.ai.vendor_double import coach_said, deep_said, trait_said

SHAPES: list[type[Shape]] = [SaidDeeply, SaidByCoach, SaidInstantly]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_is_required_and_no_other_is_allowed(shape: type[Shape]) -> None:
    schema = shape.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        assert sorted(part.get("required", ())) == sorted(part.get("properties", ()))
        assert part.get("additionalProperties", False) is False


def test_traits_are_a_closed_list() -> None:
    names = SaidDeeply.model_json_schema()["$defs"]["Trait"]["enum"]
    assert names == [trait.value for trait in TRAITS]


@pytest.mark.parametrize(
    "said",
    [
        deep_said(traits=[trait_said("слова", "charisma")]),
        deep_said(traits={"openness": 1.0}),
        deep_said(note="ещё"),
        deep_said(quality=float("nan")),
        deep_said(sentiment_score=float("inf")),
        deep_said(sentiment="great"),
        deep_said(insight="а" * 5_000),
    ],
)
def test_what_is_of_another_form_is_refused_without_its_words(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        SaidDeeply.model_validate(said)
    assert "слова" not in str(caught.value)
    assert "ещё" not in str(caught.value)


def test_a_number_out_of_range_is_not_refused() -> None:
    assert SaidByCoach.model_validate(coach_said(crisis_level=99)).crisis_level == 99
