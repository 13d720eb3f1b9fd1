import pytest
from pydantic import ValidationError

from ai.contracts import InstantReading, Sentiment, TraitReading
from core.vocabulary import Language, Trait
from tests.ai.builders import answer


def test_a_validation_error_does_not_repeat_personal_words() -> None:
    secret = "моя тайна " * 100
    with pytest.raises(ValidationError) as caught:
        InstantReading(
            language=Language.RU,
            sentiment=Sentiment.NEUTRAL,
            sentiment_score=0.0,
            quality=0.5,
            reflection=secret,
        )
    assert "тайна" not in str(caught.value)


def test_a_request_cannot_be_changed_on_its_way() -> None:
    request = answer("мама")
    with pytest.raises(ValidationError):
        request.__setattr__("text", "папа")


@pytest.mark.parametrize(("value", "variance"), [(3.5, 1.0), (-3.5, 1.0), (0.0, 0.0)])
def test_an_impossible_observation_is_refused(value: float, variance: float) -> None:
    with pytest.raises(ValidationError):
        TraitReading(trait=Trait.OPENNESS, value=value, variance=variance, quote="слова")
