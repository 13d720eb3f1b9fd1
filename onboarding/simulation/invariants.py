"""Does a finished life keep every promise of care? Pure.

The rules once more, read from a history of what was shown: nothing here is shared with the masks
that choosing works with. Where the specification leaves room the strict reading is taken: shown is
shown, whatever became of it; a replaced question takes no place in its session.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.vocabulary import Domain
from onboarding.choices import EndReason, Energy, Outcome, SafetyFlag, Stage
from onboarding.published_bank import BankQuestion
from onboarding.simulation.history import Ended, Shown

LIGHT = (Energy.OPENING, Energy.NEUTRAL)
MET = (Outcome.ANSWERED, Outcome.SKIPPED)
SORE = {SafetyFlag.TRAUMA, SafetyFlag.GRIEF}
GENTLE_ANSWERS, GENTLE_DEPTH, EXPLORING_DEPTH = 3, 2, 3
DEEP_AFTER_ANSWERS, DEEP_AFTER_HERE = 6, 3
HEAVY_FREE, HEAVY_AT_MOST, SORE_DAYS, POSTPONED_DAYS = 3, 2, 3, 14
LEVELS = (0.15, 0.35, 0.60, 0.85)
FRIEND_FROM = 0.35
DEEP_UNTIL, TIRED_FROM = 0.55, 0.70


@dataclass
class _Past:
    """What a history amounts to before its next question.

    Attributes:
        in_debt: A HEAVY question waits for the HEALING one that a person has met.
        heavy_rest_until: The newest end of a cooldown.
    """

    shown: list[Shown] = field(default_factory=list)
    last_shown: dict[str, Shown] = field(default_factory=dict)
    answers: int = 0
    in_debt: bool = False
    heavy_rest_until: datetime | None = None
    session: int = -1
    here: list[Shown] = field(default_factory=list)

    def enter(self, session: int) -> None:
        if session != self.session:
            self.session, self.here = session, []

    def add(self, now: Shown) -> None:
        self.shown.append(now)
        self.here.append(now)
        self.last_shown[now.question.code] = now
        self.answers += now.outcome is Outcome.ANSWERED
        if now.question.energy is Energy.HEAVY:
            self.in_debt = True
            ends = now.at + _cooldown(now.question)
            self.heavy_rest_until = max(ends, self.heavy_rest_until or ends)
        elif now.question.energy is not Energy.HEALING or now.outcome in MET:
            self.in_debt = False

    @property
    def place(self) -> int:
        return sum(past.outcome is not Outcome.REPLACED for past in self.here)

    @property
    def answers_here(self) -> int:
        return sum(past.outcome is Outcome.ANSWERED for past in self.here)


def violations(
    shown: Sequence[Shown], ended: Sequence[Ended] = (), *, founding_heavy_allowed: bool = True
) -> Counter[str]:
    """Count the violations of each rule in a life.

    Args:
        shown: Every question shown, oldest first.
        ended: How its sessions ended.
        founding_heavy_allowed: HEAVY questions may be asked before a psychologist has read them.
    """
    found: Counter[str] = Counter()
    past = _Past()
    for now in shown:
        past.enter(now.session)
        found.update(_broken_for_anybody(past, now))
        found.update(_broken_by_wishes(past, now))
        if now.question.energy is Energy.HEAVY:
            found.update(_broken_by_heavy(past, now))
            if now.question.is_founding_review and not founding_heavy_allowed:
                found["heavy unreviewed"] += 1
        past.add(now)
    found.update(_left_alone(shown, ended))
    return found


def _named(facts: dict[str, bool]) -> Iterator[str]:
    return (name for name, is_broken in facts.items() if is_broken)


def _broken_for_anybody(past: _Past, now: Shown) -> Iterator[str]:
    question, energy = now.question, now.question.energy
    owes = past.in_debt or now.wishes.healing_owed
    is_healing = energy is Energy.HEALING
    is_last = past.place == now.planned - 1
    needs_resource = owes or is_last or now.fatigue > TIRED_FROM
    arrives_well = is_healing if needs_resource else energy in LIGHT
    last_two = [one.question.domain for one in past.shown[-2:]]
    return _named(
        {
            "healing due": owes and not is_healing,
            "tired": now.fatigue > TIRED_FROM and not is_healing,
            "no resource last": is_last and not is_healing,
            "longer than planned": past.place >= now.planned,
            "first answers": past.answers < GENTLE_ANSWERS
            and not (arrives_well and question.depth <= GENTLE_DEPTH),
            "session start": past.place == 0 and not arrives_well,
            "third of a domain": last_two == [question.domain] * 2,
            "repeated": _is_repeated(past, now),
            "stage": not _stage_fits(past, now, needs_resource=owes or is_last),
        }
    )


def _broken_by_wishes(past: _Past, now: Shown) -> Iterator[str]:
    question, wishes = now.question, now.wishes
    is_sensitive = question.requires_opt_in or question.energy is Energy.HEAVY
    until = wishes.heavy_blocked_until
    touched: set[Domain] = {question.domain, *question.secondary_domains}
    return _named(
        {
            "language": wishes.language not in question.languages,
            "closed topic": bool(touched & wishes.closed),
            "refused": question.code in wishes.refused,
            "trust": question.min_trust > sum(now.trust >= start for start in LEVELS),
            "no opt-in": is_sensitive and not wishes.opted_in,
            "blocked after distress": is_sensitive and until is not None and now.at < until,
            "never after": any(code in past.last_shown for code in question.never_after),
        }
    )


def _broken_by_heavy(past: _Past, now: Shown) -> Iterator[str]:
    last = past.shown[-1] if past.shown else None
    is_again = last is not None and last.question.energy is Energy.HEAVY
    until = past.heavy_rest_until
    heavy_here = sum(one.question.energy is Energy.HEAVY for one in past.here)
    return _named(
        {
            "heavy after heavy": is_again,
            "heavy early": past.place < HEAVY_FREE,
            "heavy last": past.place >= now.planned - 1,
            "third heavy": heavy_here >= HEAVY_AT_MOST,
            "heavy cooling": until is not None and now.at < until,
            "heavy too soon": not _is_deep(past, now),
        }
    )


def _is_deep(past: _Past, now: Shown) -> bool:
    knows_each_other = past.answers >= DEEP_AFTER_ANSWERS and past.answers_here >= DEEP_AFTER_HERE
    return knows_each_other and now.trust >= FRIEND_FROM and now.fatigue < DEEP_UNTIL


def _stage_fits(past: _Past, now: Shown, *, needs_resource: bool) -> bool:
    stages, depth = now.question.stages, now.question.depth
    if needs_resource or now.fatigue > TIRED_FROM:
        return Stage.BALANCING in stages
    if past.answers < GENTLE_ANSWERS or past.place == 0:
        return Stage.ENTRY in stages
    explores = Stage.EXPLORATION in stages and depth <= EXPLORING_DEPTH
    return explores or (_is_deep(past, now) and Stage.DEEPENING in stages)


def _is_repeated(past: _Past, now: Shown) -> bool:
    before = past.last_shown.get(now.question.code)
    if before is None:
        return False
    was_put_off = before.outcome is Outcome.POSTPONED
    days = POSTPONED_DAYS if was_put_off else now.question.repeatable_after_days
    return days is None or now.at - before.at < timedelta(days=days)


def _cooldown(question: BankQuestion) -> timedelta:
    return timedelta(days=max(question.cooldown_days, SORE_DAYS if question.flags & SORE else 0))


def _left_alone(shown: Sequence[Shown], ended: Sequence[Ended]) -> Iterator[str]:
    """Find sessions that were ended for the person with a HEAVY question as their last word.

    A person who withdraws something at that moment (a topic, this language, trust) may leave no
    HEALING question that could follow; the debt is then paid at the door of the next session.
    """
    for end in ended:
        last = shown[end.shown - 1] if end.shown else None
        if last is None or last.session != end.session or end.reason is EndReason.PERSON:
            continue
        if last.question.energy is Energy.HEAVY and last.wishes == end.wishes:
            yield "left after heavy"
