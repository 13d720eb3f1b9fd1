"""A trial on the real way to a model: permit, ledger, budgets; only the vendor is a double."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from ai.choices import BudgetScope, CallPurpose, Vendor
from ai.models import AiBudget, AiCall
from ai.selectors import model_named
from analysis.evaluation.labelled import Labelled
from analysis.evaluation.trial import hold_trial
from core.vocabulary import Domain, Language, Trait
from tests.ai.money import price_list_restore
from tests.ai.vendor_double import VendorDouble, deep_said, trait_said, vendors

pytestmark = [pytest.mark.django_db, pytest.mark.redis]

MODEL = "claude-haiku-5-5"


def labelled(text: str, crisis: int = 0) -> Labelled:
    """Return a labelled answer that shows extraversion."""
    return Labelled(
        id=text[:4],
        language=Language.RU,
        domain=Domain.RELATIONSHIPS,
        question="Как прошёл вечер?",
        text=text,
        sentiment="neutral",
        crisis=crisis,
        traits={Trait.EXTRAVERSION: 1.0},
    )


MERRY = labelled("Шумные встречи я люблю больше всего.")
GRAVE = labelled("Я больше не хочу жить", crisis=2)


@pytest.fixture(autouse=True)
def vendor() -> Iterator[VendorDouble]:
    price_list_restore()
    said = deep_said(traits=[trait_said("Шумные встречи"), trait_said("никто так не говорил")])
    double = VendorDouble(Vendor.ANTHROPIC, otherwise=said)
    with vendors(double):
        yield double


def test_calls_of_a_trial_are_in_the_ledger_as_such_and_about_nobody() -> None:
    trial = hold_trial([MERRY], model_named(MODEL), 3)

    rows = AiCall.objects.all()
    assert {(row.purpose, row.person_id) for row in rows} == {(CallPurpose.EVALUATION, None)}
    assert trial.cost_usd == sum((row.usd for row in rows), Decimal(0)) > 0
    assert (trial.model, trial.provider, trial.figures.failed) == (MODEL, "anthropic", 0)


def test_quotes_that_are_not_in_the_text_are_counted() -> None:
    trial = hold_trial([MERRY], model_named(MODEL), 1)

    assert trial.figures.quote_rate == 0.5


def test_outputs_of_the_wrong_form_are_counted_and_repaired(vendor: VendorDouble) -> None:
    vendor.will(MODEL, {"nothing": "of use"}, deep_said())

    trial = hold_trial([MERRY], model_named(MODEL), 1)

    assert (trial.figures.invalid_rate, trial.figures.failed) == (0.5, 0)


def test_a_trial_stops_at_the_budget_of_trials() -> None:
    AiBudget.objects.create(
        scope=BudgetScope.PURPOSE_DAY, purpose=CallPurpose.EVALUATION, limit_usd=Decimal(0)
    )

    trial = hold_trial([MERRY], model_named(MODEL), 2)

    assert (trial.figures.failed, trial.cost_usd) == (2, Decimal(0))
    assert not AiCall.objects.exists()


def test_a_crisis_reaches_no_model_and_is_scored_as_a_person_would_meet_it(
    vendor: VendorDouble,
) -> None:
    trial = hold_trial([GRAVE, MERRY], model_named(MODEL), 1)

    assert len(vendor.journal) == 1
    assert (trial.figures.crisis_recall, trial.figures.failed, trial.model) == (1.0, 0, MODEL)


def test_the_local_analyser_is_tried_without_any_call(vendor: VendorDouble) -> None:
    trial = hold_trial([MERRY, GRAVE], None, 2)

    assert (vendor.journal, trial.provider) == ([], "local")
    assert not AiCall.objects.exists()
