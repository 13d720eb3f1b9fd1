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


class EditKind(StrEnum):
    """What is said of a statement of the portrait, or of the evidence of one answer."""

    #: That is me. Changes no number: agreeing with a portrait makes it no truer.
    CONFIRM = "confirm"
    #: That is not me: what was said so far does not count.
    REJECT = "reject"
    #: That was me: what was said so far does not count any more.
    OUTDATED = "outdated"
    #: Neither of the three, after all.
    TAKE_BACK = "take_back"
    HIDE = "hide"
    SHOW = "show"
    PIN = "pin"
    UNPIN = "unpin"
    #: This answer does not say so.
    VETO = "veto"
    RESTORE = "restore"


#: Edits of the evidence of one answer; all others are of a statement.
EVIDENCE_EDITS = frozenset({EditKind.VETO, EditKind.RESTORE})
