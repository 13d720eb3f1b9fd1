"""What reading a thousand answers would cost, by tier. `python -m benchmarks.mind`.

Answers are drawn from the labelled set, so they have its lengths. They go the whole way to a model
and back: complexity, masking, prompt, budgets, ledger, parsing, quotes. At the far end stands no
vendor but the local analyser, which bills estimated tokens: the mix and the prices are the
product's own, the quality of what comes back is the local analyser's.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.backbone_place import OURS, Place

ANSWERS = 1_000
EXPECTED = {"simple": 15, "medium": 75, "complex": 10}
INSIDE = "from benchmarks.mind_inside import show; show({answers})"


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="selfology-mind-") as folder:
        place = Place(Path(folder))
        place.stack.ensure()
        try:
            place.run([*OURS, "migrate", "-v0"])
            printed = place.run([*OURS, "shell", "-v0", "-c", INSIDE.format(answers=ANSWERS)])
        finally:
            place.stack.release()
    _report(json.loads(printed.strip().splitlines()[-1]))
    return 0


def _report(found: dict[str, Any]) -> None:
    _say(
        "| tier | answers | share % | expected % | USD per 1,000 | traits found | invented"
        " | literal quotes |\n|---|--:|--:|--:|--:|--:|--:|--:|"
    )
    asked = sum(row[0] for row in found["tiers"].values())
    for tier, (answers, usd, traits, invented, literal) in found["tiers"].items():
        _say(
            f"| {tier} | {answers} | {100 * answers / asked:.1f} | {EXPECTED[tier]}"
            f" | {1_000 * usd / max(1, answers):.2f} | {traits:.0%} | {invented:.0%}"
            f" | {literal:.0%} |"
        )
    saved = 1 - found["usd"] / found["premium_usd"]
    _say(
        f"\n{found['answers']} answers, {asked} by models, locally {found['local']}: "
        f"${found['usd']:.3f}; all by the first model of COMPLEX ${found['premium_usd']:.3f}; "
        f"saved {saved:.1%}"
    )
    for name, (calls, usd) in found["models"].items():
        _say(f"{name}: {calls} calls, ${usd:.3f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
