"""Say which AI models there are, and which of them the configured keys can reach."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ai.checks import trouble_text
from ai.choices import Vendor
from ai.errors import VendorError
from ai.models import AiModel
from ai.providers.configured import provider_for
from ai.selectors.price_list_troubles import price_list_troubles
from core.clock import utc_now
from core.errors import error_code

DEADLINE_SECONDS = 10.0


class Reach(StrEnum):
    """What a configured key can do with a model."""

    REACHABLE = "reachable"
    UNKNOWN = "unknown"
    RETIRED = "retired"
    NO_KEY = "no key"
    NO_ANSWER = "no answer"


#: An enabled model of which this is said is trouble. A vendor without a key is none: whoever wants
#: no vendor has the local analyser.
BROKEN = frozenset({Reach.UNKNOWN, Reach.RETIRED, Reach.NO_ANSWER})


class Command(BaseCommand):
    """List the models, or ask every configured vendor about them. No key is ever printed."""

    help = "List AI models with prices, or check what each configured key can reach."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("what", nargs="?", choices=("list", "check"), default="list")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a line for each model.

        Raises:
            CommandError: an enabled model cannot be used; exit code 1.
        """
        rows = AiModel.objects.prefetch_related("places").order_by("vendor", "name")
        if options["what"] == "list":
            self._print(map(_listed, rows))
            return
        self._check(rows)

    def _check(self, rows: Iterable[AiModel]) -> None:
        said = {vendor: self._names(vendor) for vendor in Vendor}
        reaches = [(row, _reach(row, said)) for row in rows]
        self._print((row.vendor, row.name, _state(row), reach) for row, reach in reaches)
        troubles = price_list_troubles()
        for trouble in troubles:
            self.stdout.write(trouble_text(trouble))
        broken = [row.name for row, reach in reaches if row.is_enabled and reach in BROKEN]
        if broken or troubles:
            msg = f"{len(broken)} enabled models cannot be reached, {len(troubles)} warnings"
            raise CommandError(msg)

    def _names(self, vendor: Vendor) -> frozenset[str] | Reach:
        """Return the models that the vendor's key reaches, or why nobody knows."""
        provider = provider_for(vendor)
        if provider is None:
            return Reach.NO_KEY
        try:
            return frozenset(provider.model_names(deadline_seconds=DEADLINE_SECONDS))
        except VendorError as error:
            self.stdout.write(f"{vendor}: {error_code(error)}")
            return Reach.NO_ANSWER

    def _print(self, rows: Iterable[Iterable[str]]) -> None:
        table = [tuple(row) for row in rows]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def _reach(row: AiModel, said: Mapping[Vendor, frozenset[str] | Reach]) -> Reach:
    if row.retires_on and row.retires_on <= utc_now().date():
        return Reach.RETIRED
    names = said[Vendor(row.vendor)]
    if isinstance(names, Reach):
        return names
    # Vendors list a model under its name, or under the name with the day of its snapshot.
    pattern = re.compile(rf"{re.escape(row.name)}(-\d{{8}}|-\d{{4}}-\d{{2}}-\d{{2}})?")
    is_served = any(pattern.fullmatch(name) for name in names)
    return Reach.REACHABLE if is_served else Reach.UNKNOWN


def _listed(row: AiModel) -> tuple[str, ...]:
    places = sorted(f"{place.tier}.{place.position}" for place in row.places.all())
    prices = (row.input_usd, row.cached_usd, row.cache_write_usd, row.output_usd)
    return (
        row.vendor,
        row.name,
        _state(row),
        " ".join(places) or "-",
        " ".join("?" if price is None else f"{price.normalize():f}" for price in prices),
        f"retires {row.retires_on}" if row.retires_on else "",
    )


def _state(row: AiModel) -> str:
    return "enabled" if row.is_enabled else "disabled"
