"""The models and prices of November 2026, the chains of the tiers, and budgets to begin with.

Prices are US dollars for a million tokens, as the vendors' pages and two price lists gave them.
"""

from datetime import date
from decimal import Decimal

from django.db import migrations

# vendor, name, kind, input, cached, cache write, output, context, most output, enabled, retires, note
MODELS = (
    ("anthropic", "claude-haiku-5-5", "text", "0.10", "0.01", "0.125", "0.50", 200_000, 4_000, True, None,
     "The vendor says «from»: longer contexts cost more, so the context is kept short."),
    ("anthropic", "claude-sonnet-5-5", "text", "2", "0.10", "2.50", "10", 200_000, 4_000, True, None,
     "Successor of claude-sonnet-4. One release note gave 0.20 for cached input."),
    ("anthropic", "claude-opus-5-5", "text", "4", "0.20", "5", "20", 200_000, 4_000, False, None, ""),
    ("anthropic", "claude-fable-5-1", "text", "10", "0.25", "12.50", "50", 200_000, 4_000, False, None, ""),
    ("anthropic", "claude-sonnet-4-6", "text", "3", "0.30", "3.75", "15", 200_000, 4_000, False, None, ""),
    ("anthropic", "claude-haiku-4-5", "text", "1", "0.10", "1.25", "5", 200_000, 4_000, False, None, ""),
    ("anthropic", "claude-sonnet-4", "text", "3", "0.30", "3.75", "15", 200_000, 4_000, False,
     date(2026, 6, 15), "Named by the founding document; replaced by claude-sonnet-5-5."),
    ("openai", "gpt-6-luna", "text", "0.10", "0.01", "0.125", "0.50", 272_000, 4_000, True, None,
     "Successor of gpt-4o-mini. Above 272,000 tokens of input it costs more."),
    ("openai", "gpt-6.1-sol", "text", "2", "0.10", "2.50", "10", 200_000, 4_000, True, None,
     "Successor of gpt-4o."),
    ("openai", "gpt-6-sol", "text", "2", "0.10", "2.50", "10", 200_000, 4_000, False, None, ""),
    ("openai", "gpt-4o", "text", "2.50", "1.25", None, "10", 128_000, 4_000, False,
     date(2027, 1, 14), "Named by the founding document; replaced by gpt-6.1-sol."),
    ("openai", "gpt-4o-mini", "text", "0.15", "0.075", None, "0.60", 128_000, 4_000, False,
     date(2027, 1, 14), "Named by the founding document; replaced by gpt-6-luna."),
    ("openai", "text-embedding-3-small", "embedding", "0.02", None, None, "0", 8_192, 1, True, None, ""),
    ("openai", "text-embedding-3-large", "embedding", "0.13", None, None, "0", 8_192, 1, False, None, ""),
    ("openai", "omni-moderation-latest", "moderation", "0", None, None, "0", 8_192, 1, True, None, "Free."),
)
COLUMNS = (
    "vendor", "name", "kind", "input_usd", "cached_usd", "cache_write_usd", "output_usd",
    "context_tokens", "max_output_tokens", "is_enabled", "retires_on", "note",
)
# tier, position, model, effort
PLACES = (
    ("simple", 0, "gpt-6-luna", "none"),
    ("simple", 1, "claude-haiku-5-5", "low"),
    ("medium", 0, "gpt-6-luna", "medium"),
    ("medium", 1, "claude-haiku-5-5", "medium"),
    ("complex", 0, "claude-sonnet-5-5", "low"),
    ("complex", 1, "gpt-6.1-sol", "low"),
)
# scope, limit in USD
BUDGETS = (("person_day", "0.50"), ("workspace_day", "10"), ("workspace_month", "200"))


def seed(apps, schema_editor):
    """Fill the tables, unless somebody already wrote models into them."""
    AiModel = apps.get_model("ai", "AiModel")
    AiTierPlace = apps.get_model("ai", "AiTierPlace")
    AiBudget = apps.get_model("ai", "AiBudget")
    if AiModel.objects.exists():
        return
    rows = AiModel.objects.bulk_create(
        AiModel(**dict(zip(COLUMNS, values))) for values in MODELS
    )
    by_name = {row.name: row for row in rows}
    AiTierPlace.objects.bulk_create(
        AiTierPlace(tier=tier, position=position, model=by_name[name], effort=effort)
        for tier, position, name, effort in PLACES
    )
    AiBudget.objects.bulk_create(
        [AiBudget(scope=scope, limit_usd=Decimal(limit)) for scope, limit in BUDGETS],
        ignore_conflicts=True,
    )


def unseed(apps, schema_editor):
    """Empty the tables; they go with the migration before."""
    for name in ("AiCall", "AiTierPlace", "AiModel", "AiBudget"):
        apps.get_model("ai", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [('ai', '0001_initial')]

    operations = [migrations.RunPython(seed, unseed)]
