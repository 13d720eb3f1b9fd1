"""Words of profiles shared by the tables and the pure modules. Pure."""

from enum import StrEnum

from core.vocabulary import BIG_FIVE, Trait


class Category(StrEnum):
    """The layer of a profile that a trait belongs to."""

    BIG_FIVE = "big_five"
    CORE_DYNAMIC = "core_dynamic"
    ADAPTIVE = "adaptive"


def category_of(trait: Trait) -> Category:
    """Return the layer of one of the nine measured traits."""
    return Category.BIG_FIVE if trait in BIG_FIVE else Category.CORE_DYNAMIC
