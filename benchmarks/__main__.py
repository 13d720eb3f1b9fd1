"""Run every benchmark on a product of its own and print the tables."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.figures import Measured, table
from benchmarks.talks import (
    ANSWERS,
    PEOPLE,
    answering,
    echo_running,
    echoing,
    measure,
    one_instant,
    product_running,
    thinking_time,
)
from tests.e2e.product import Product

TARGET_P95_MS = 300.0


def main() -> int:
    """Print the figures; return 1 when the target is missed."""
    os.environ["SELFOLOGY_ENV_FILE"] = ""
    with tempfile.TemporaryDirectory(prefix="selfology-bench-") as folder:
        place = Path(folder)
        _say(f"{platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}")
        with echo_running(place / "echo") as echo:
            base = measure("echo, talk", echo, echoing, thinking_time)
            echo_burst = measure("echo, burst", echo, echoing, one_instant)
        with product_running(place / "product") as product:
            talk = measure("product, talk", product, answering, thinking_time)
            burst = measure("product, burst", product, answering, one_instant)
            inside = _inside(product)
    _say(f"\n{PEOPLE} people at once, {ANSWERS} answers each: update created → sendMessage\n")
    _say(table([base, echo_burst, talk, burst], base))
    statements = inside.pop("statements")
    rows = [Measured(name, tuple(times)) for name, times in inside.items()]
    _say(f"\nInside, load {os.getloadavg()[0]:.1f}\n")
    _say(table(rows, rows[0]))
    _say(f"\nStatements in the turn of one answer: {sum(statements.values())}")
    _say("\n".join(f"  {count:3} {kind}" for kind, count in sorted(statements.items())))
    return _verdict(talk)


def _inside(product: Product) -> dict[str, Any]:
    printed = product.manage("shell", "-c", "from benchmarks.inside import show; show()")
    found: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return found


def _verdict(talk: Measured) -> int:
    p95 = talk.at(0.95)
    is_met = p95 <= TARGET_P95_MS
    _say(f"\np95 {p95:.0f} ms, target {TARGET_P95_MS:.0f} ms: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
