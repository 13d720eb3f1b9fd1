"""The signature counts evidence, fades it, and stays silent until it is clear."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.portrait_words import FIELD_OF, VOCABULARY, Aspect, SignatureField
from core.vocabulary import Domain
from profiles.signature import HALF_LIFE, Evidence, EvidenceRefusedError, Shape, shape

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
THINKING = Aspect.THINKING_STYLE

evidences = st.sampled_from(Aspect).flatmap(
    lambda aspect: st.builds(
        Evidence,
        answer_id=st.integers(1, 50),
        aspect=st.just(aspect),
        way=st.sampled_from(VOCABULARY[aspect]),
        weight=st.floats(0.01, 1.0),
        domain=st.sampled_from(Domain),
        at=st.floats(0, 900).map(lambda days: START + timedelta(days=days)),
    )
)


def evidence(
    answer_id: int,
    way: str = "analytical",
    domain: Domain = Domain.WORK,
    *,
    weight: float = 1.0,
    aspect: Aspect = THINKING,
) -> Evidence:
    at = START + timedelta(days=answer_id)
    return Evidence(answer_id, aspect, way, weight, domain, at)


def clear(answers: int = 8) -> list[Evidence]:
    """Answers that all speak for the same way, of two domains."""
    return [
        evidence(number, domain=Domain.WORK if number % 2 else Domain.FAMILY)
        for number in range(1, answers + 1)
    ]


def known(given_evidence: list[Evidence], aspect: Aspect = THINKING) -> Shape:
    return shape(aspect, given_evidence)


def test_every_field_has_an_aspect_and_every_aspect_a_vocabulary_of_its_own() -> None:
    assert set(FIELD_OF.values()) == set(SignatureField)
    assert all(len(set(VOCABULARY[aspect])) == len(VOCABULARY[aspect]) > 1 for aspect in Aspect)


def test_without_evidence_all_ways_are_alike_and_nothing_is_said() -> None:
    nothing = known([])
    assert set(nothing.shares.values()) == {1 / 6}
    assert (nothing.confidence, nothing.is_known) == (0.0, False)


def test_many_answers_of_two_domains_name_a_way() -> None:
    assert known(clear()).is_known
    assert known(clear()).leading == "analytical"


def test_answers_of_one_domain_name_nothing() -> None:
    assert not known([evidence(number) for number in range(1, 20)]).is_known


def test_two_answers_name_nothing_however_clear() -> None:
    assert not known(clear(2)).is_known


def test_two_ways_that_are_nearly_as_probable_name_nothing() -> None:
    both = [*clear(), *(evidence(20 + number, "intuitive", Domain.PAST) for number in range(7))]
    assert not known(both).is_known


def test_care_may_show_in_several_ways_at_once() -> None:
    ways = ["words", "time", "deeds"] * 4
    several = [
        evidence(
            number, way, Domain.FAMILY if number % 2 else Domain.WORK, aspect=Aspect.CARE_GIVEN
        )
        for number, way in enumerate(ways, 1)
    ]
    assert known(several, Aspect.CARE_GIVEN).is_known


def test_half_a_year_halves_what_evidence_weighs() -> None:
    one = [evidence(1)]
    assert shape(THINKING, one, one[0].at + HALF_LIFE).weight == pytest.approx(0.5)


@pytest.mark.parametrize("weight", [0.0, -1.0, 1.1, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused(weight: float) -> None:
    with pytest.raises(EvidenceRefusedError):
        evidence(1, weight=weight)


def test_a_way_of_another_aspect_is_refused() -> None:
    with pytest.raises(EvidenceRefusedError):
        evidence(1, "morning")


@given(st.lists(evidences, max_size=30), st.sampled_from(Aspect), st.randoms())
def test_shares_add_up_and_the_order_of_arrival_does_not_matter(
    given_evidence: list[Evidence], aspect: Aspect, chance: object
) -> None:
    found = shape(aspect, given_evidence)
    shuffled = given_evidence[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert all(share > 0.0 for share in found.shares.values())
    assert shape(aspect, shuffled).shares == pytest.approx(dict(found.shares), rel=1e-12)
