"""Who read the answers in depth: what the page of AI's money shows beside what models cost."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count

from ai.choices import WhyLocal
from ai.spend_selectors import show_answered
from analysis.choices import Phase
from analysis.models import Analysis


def answered(since: datetime, until: datetime) -> Mapping[WhyLocal, int]:
    """Return how many deep readings that count now were made in the time, by why they are local.

    A local reading without a reason is from before there were vendors to ask.
    """
    readings = Analysis.objects.current(Phase.DEEP).filter(
        created_at__gte=since, created_at__lt=until
    )
    counts: Counter[WhyLocal] = Counter()
    for is_offline, reason, count in (
        readings.values_list("is_offline", "reason_local").annotate(count=Count("pk")).order_by()
    ):
        counts[WhyLocal(reason or (WhyLocal.NO_KEY if is_offline else ""))] += count
    return counts


show_answered("analysis", answered)
