"""The tables of the ai room: models and prices, the ledger of calls, budgets."""

from ai.models.budgets import AiBudget, AiSpend
from ai.models.ledger import AiCall
from ai.models.price_list import AiModel, AiTierPlace

__all__ = ["AiBudget", "AiCall", "AiModel", "AiSpend", "AiTierPlace"]
