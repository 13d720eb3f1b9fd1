"""What staff should look at before it costs money or answers."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ai.choices import Tier
from ai.selectors.price_list_troubles import Trouble, TroubleKind, price_list_troubles
from ai.spend_selectors import tiers_of, tiers_without_model
from ai.staff_words import TIERS
from core.clock import utc_now
from core.staff_pages import Words

TROUBLES: Words = {
    TroubleKind.NO_PRICE: _("%(model)s is not asked: a price of input or output is missing."),
    TroubleKind.RETIRED: _("%(model)s has retired on %(day)s and is no longer asked."),
    TroubleKind.RETIRES_SOON: _("%(model)s retires on %(day)s, days left: %(left)d."),
    TroubleKind.MEDIUM_IS_DEAR: _(
        "%(model)s stands in the medium tier and costs no less than the first model of the complex"
        " one: choosing by complexity saves nothing."
    ),
}


def warnings() -> list[str]:
    """Return every warning about models and prices, the gravest first."""
    return [*_empty_tiers(), *map(_told, price_list_troubles())]


def model_warnings(name: str) -> list[str]:
    """Return the warnings about one model."""
    return [_told(trouble) for trouble in price_list_troubles() if trouble.model == name]


def _told(trouble: Trouble) -> str:
    words: dict[str, Any] = {"model": trouble.model}
    if trouble.day:
        words["day"] = date_format(trouble.day, "DATE_FORMAT")
        words["left"] = (trouble.day - utc_now().date()).days
    text = str(TROUBLES[trouble.kind]) % words
    tiers = tiers_of(trouble.model) if trouble.kind is TroubleKind.RETIRES_SOON else ()
    return f"{text} {_places(tiers)}" if tiers else text


def _places(tiers: tuple[Tier, ...]) -> str:
    return gettext("It stands in: %(tiers)s.") % {"tiers": _names(tiers)}


def _names(tiers: tuple[Tier, ...]) -> str:
    return ", ".join(str(TIERS[tier]) for tier in tiers)


def _empty_tiers() -> Iterator[str]:
    empty = tiers_without_model()
    if empty:
        yield gettext("No model can be asked in these tiers: %(tiers)s.") % {"tiers": _names(empty)}
