"""Which models to ask, in which order."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ai.choices import Effort, ModelKind, Tier, Vendor
from ai.models import AiModel, AiTierPlace
from ai.pricing import Price
from core.clock import utc_now
from core.errors import NotFoundError

_TIERS = list(Tier)


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A model, as one place in a tier has it.

    Attributes:
        tier: where it stands; None for a model asked outside the tiers.
        price: US dollars for a million tokens; None only where its row does not say, and then it
            is not used.
        context_tokens: most that may be sent.
        max_output_tokens: most it may write in one call, thinking included.
        effort: how hard it thinks here; None leaves it to the vendor.
        position: in the chain of the tier; the lowest is asked first.
    """

    id: int
    name: str
    vendor: Vendor
    tier: Tier | None
    price: Price | None
    context_tokens: int
    max_output_tokens: int
    effort: Effort | None = None
    position: int = 0


def models_of(tier: Tier) -> tuple[ModelRef, ...]:
    """Return the models of the tier that may be called today, first choice first.

    Whether their vendor has a key is for the caller to ask.
    """
    return tuple(_at(place) for place in _places().filter(tier=tier).order_by("position"))


def instant_model() -> ModelRef | None:
    """Return the model that may improve instant reflections, from the cheapest tier with one."""
    places = _places().filter(model__is_instant=True)
    by_tier = sorted(places, key=lambda place: (_TIERS.index(Tier(place.tier)), place.position))
    return _at(by_tier[0]) if by_tier else None


def embedding_model() -> ModelRef | None:
    """Return the cheapest model that may be asked for vectors."""
    return _cheapest(ModelKind.EMBEDDING)


def moderation_model() -> ModelRef | None:
    """Return the cheapest model that may be asked about harm."""
    return _cheapest(ModelKind.MODERATION)


def model_get(model_id: int) -> ModelRef:
    """Return the model, usable or not, as it stands in no tier.

    Raises:
        NotFoundError: there is none.
    """
    row = AiModel.objects.filter(pk=model_id).first()
    if row is None:
        raise NotFoundError
    return ref_of(row)


def model_named(name: str) -> ModelRef:
    """Return the model of this name, usable or not, as it stands in no tier.

    Raises:
        NotFoundError: there is none.
    """
    row = AiModel.objects.filter(name=name).order_by("vendor").first()
    if row is None:
        raise NotFoundError
    return ref_of(row)


def ref_of(row: AiModel, place: AiTierPlace | None = None) -> ModelRef:
    """Return what others see of the row, at `place` or outside the tiers."""
    return ModelRef(
        id=row.pk,
        name=row.name,
        vendor=Vendor(row.vendor),
        tier=Tier(place.tier) if place else None,
        price=price_of(row),
        context_tokens=row.context_tokens,
        max_output_tokens=row.max_output_tokens,
        effort=Effort(place.effort) if place and place.effort else None,
        position=place.position if place else 0,
    )


def price_of(row: AiModel) -> Price | None:
    """Return what the model costs, or None where the row does not say."""
    if row.input_usd is None or row.output_usd is None:
        return None
    return Price(
        input=row.input_usd,
        output=row.output_usd,
        cached=row.cached_usd,
        cache_write=row.cache_write_usd,
    )


def _places() -> QuerySet[AiTierPlace]:
    usable = AiModel.objects.usable(utc_now().date()).filter(kind=ModelKind.TEXT)
    return AiTierPlace.objects.filter(model__in=usable).select_related("model")


def _at(place: AiTierPlace) -> ModelRef:
    return ref_of(place.model, place)


def _cheapest(kind: ModelKind) -> ModelRef | None:
    row = AiModel.objects.usable(utc_now().date()).filter(kind=kind).order_by("input_usd").first()
    return ref_of(row) if row else None
