"""Reads of the ai room: models to ask, money left, figures of calls."""

from ai.selectors.catalogue import (
    ModelRef,
    embedding_model,
    instant_model,
    model_get,
    model_named,
    models_of,
    moderation_model,
    ref_of,
)
from ai.selectors.figures import (
    ModelFigures,
    RequestFigures,
    TierFigures,
    figures_by_model,
    figures_by_tier,
    figures_of_requests,
)
from ai.selectors.spending import (
    BudgetState,
    DaySpend,
    Spending,
    budget_states,
    limits,
    spend_by_day,
    spending,
)

__all__ = [
    "BudgetState",
    "DaySpend",
    "ModelFigures",
    "ModelRef",
    "RequestFigures",
    "Spending",
    "TierFigures",
    "budget_states",
    "embedding_model",
    "figures_by_model",
    "figures_by_tier",
    "figures_of_requests",
    "instant_model",
    "limits",
    "model_get",
    "model_named",
    "models_of",
    "moderation_model",
    "ref_of",
    "spend_by_day",
    "spending",
]
