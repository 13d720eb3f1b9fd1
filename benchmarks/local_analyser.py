"""How often the local analyser is right, how long it takes, what it weighs.

`python -m benchmarks.local_analyser` prints totals over the labelled sentences (never one of them),
milliseconds of a deep reading by the length of the answer, and the memory that it adds. Times are
processor time of the reading thread, so that what else the machine does is left out.
"""

import os
import platform
import random
import sys
import time
from pathlib import Path

from ai.contracts import DeepRequest
from ai.local.analyser import LocalAnalyser, warm_up
from benchmarks.figures import Measured, table
from core.crisis.assessment import assess
from core.vocabulary import Domain, Language
from tests.ai.labelled import HALVES, labelled, of_language, score
from tests.ai.samples import lines

#: Largest p95 of one deep reading in milliseconds, over answers of the lengths below.
TARGET_P95_MS = 20.0
#: Characters of an answer, as often as people write them: most are a sentence or two.
LENGTHS = (*[60] * 12, *[140] * 14, *[300] * 10, *[700] * 6, *[1_500] * 3, 2_500, 4_000)
LONGEST = 4_000
_ROUNDS = 4
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Print the figures; return 1 when the target is missed."""
    before = _memory()
    started = time.perf_counter()
    warm_up()
    warming = time.perf_counter() - started
    _say(f"{platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}")
    _say(f"Warm-up {warming:.2f} s, {(_memory() - before) / 2**20:.0f} MB added\n")
    _say(_accuracy())
    rows = [_measured("people's lengths", LENGTHS), _measured(f"{LONGEST} characters", (LONGEST,))]
    rows.append(_guard())
    _say(f"\nOne deep reading\n\n{table(rows, rows[0])}")
    _say(f"\nAfter all readings {(_memory() - before) / 2**20:.0f} MB added")
    return _verdict(rows[0])


def _accuracy() -> str:
    head = (
        "| half | language | sentences | language | colour | opposite colour | domain "
        "| cues found | cues made up | silent where nothing is |\n"
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    return "\n".join([head, *(_line(half, language) for half in HALVES for language in Language)])


def _line(half: str, language: Language) -> str:
    found = score(of_language(labelled(half), language))
    shares = (found.language, found.sentiment, found.sentiment_opposite, found.domain)
    cells = [
        half,
        str(language),
        str(found.of),
        *(f"{share / found.of:.0%}" for share in shares),
        f"{found.cues_found} of {found.cues_of}",
        str(found.cues_false),
        f"{found.silent} of {found.silent_of}",
    ]
    return f"| {' | '.join(cells)} |"


def _measured(name: str, lengths: tuple[int, ...]) -> Measured:
    """Read answers that were never read before, of the given lengths, in both languages."""
    analyser, chance = LocalAnalyser(), random.Random(7)  # noqa: S311 - an order, no secret
    times = []
    for language in Language:
        for length in lengths * _ROUNDS:
            request = _request(language, length, chance)
            started = time.thread_time()
            analyser.read_deeply(request)
            times.append((time.thread_time() - started) * 1000)
    return Measured(name, tuple(times))


def _guard() -> Measured:
    """Time the crisis guard, which is a part of every reading, alone."""
    chance, times = random.Random(7), []  # noqa: S311 - an order, no secret
    for language in Language:
        for _ in range(_ROUNDS):
            text = _text(language, LONGEST, chance)
            started = time.thread_time()
            assess(text)
            times.append((time.thread_time() - started) * 1000)
    return Measured(f"of it the guard, {LONGEST}", tuple(times))


def _request(language: Language, length: int, chance: random.Random) -> DeepRequest:
    return DeepRequest(
        text=_text(language, length, chance),
        language_hint=language,
        question_text="?",
        question_domain=Domain.EMOTIONS,
    )


def _text(language: Language, length: int, chance: random.Random) -> str:
    sentences = lines("answers", language)
    said = ""
    while len(said) < length:
        said = f"{said} {chance.choice(sentences)}".strip()
    return said[:length]


def _memory() -> int:
    """Return the bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def _verdict(reading: Measured) -> int:
    p95 = reading.at(0.95)
    is_met = p95 <= TARGET_P95_MS
    _say(f"\np95 {p95:.1f} ms, target {TARGET_P95_MS:.0f} ms: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
