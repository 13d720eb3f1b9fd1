"""Staff pages of the ai room: models and prices, budgets, the ledger, and the page of the money."""

from ai.admin import budgets, ledger, money, price_list

__all__ = ["budgets", "ledger", "money", "price_list"]
