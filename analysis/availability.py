"""Whether it makes sense to ask models again."""

from ai.breakers import breakers
from ai.choices import CallPurpose, Tier
from ai.providers import configured
from ai.selectors import models_of, spending
from core.breaker import Phase, snapshots


def model_is_back() -> bool:
    """Return whether a model can be asked for a deep reading now.

    One whose vendor has a key and whose breakers let a call through, with something left in the
    budgets that all people share. Whether the call then goes well, nobody knows before.
    """
    vendors = configured.configured_vendors()
    models = {one.name for tier in Tier for one in models_of(tier) if one.vendor in vendors}
    if not models or spending(CallPurpose.DEEP_ANALYSIS, None).is_spent:
        return False
    away = {one.name for one in snapshots() if one.phase is Phase.OPEN}
    return any(away.isdisjoint(one.name for one in breakers(model)) for model in models)
