"""What may be asked: the care rules, each a mask over the bank. Never relaxed. Pure.

A rule looks at the bank and at one person's moment and says for every question whether it may be
asked; a question is eligible when every rule allows it. When nothing is left the session ends
kindly: there is no second, softer pass. Weighing what is eligible is the business of `smart_mix`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from onboarding.choices import Energy, Outcome, Stage
from onboarding.mix_state import GENTLE_ANSWERS, Asked, MixState
from onboarding.published_bank import DOMAIN_POSITION, Bank, Mask, either, every

GENTLE_DEPTH = 2
EXPLORATION_DEPTH = 3
HEAVY_FREE_OPENING = 3
HEAVY_PER_SESSION = 2
HEAVY_DISTANCE = timedelta(hours=24)
#: What somebody put off may come back, also where it would else be asked only once.
POSTPONED_DAYS = 14


class CareRule(StrEnum):
    """What every question that is asked keeps to."""

    LANGUAGE = "language"
    TOPIC_OPEN = "topic_open"
    NOT_REFUSED = "not_refused"
    NOT_REPEATED = "not_repeated"
    NOT_AFTER = "not_after"
    TRUSTED = "trusted"
    OPTED_IN = "opted_in"
    DOMAIN_VARIED = "domain_varied"
    HEALING_OWED = "healing_owed"
    RESOURCE_WHEN_TIRED = "resource_when_tired"
    RESOURCE_LAST = "resource_last"
    FIRST_ANSWERS_GENTLE = "first_answers_gentle"
    SESSION_OPENS_LIGHT = "session_opens_light"
    STAGE_OPEN = "stage_open"
    HEAVY_NOT_BLOCKED = "heavy_not_blocked"
    HEAVY_REVIEWED = "heavy_reviewed"
    HEAVY_WHEN_DEEPENING = "heavy_when_deepening"
    HEAVY_NOT_AFTER_HEAVY = "heavy_not_after_heavy"
    HEAVY_NOT_EARLY = "heavy_not_early"
    HEAVY_NOT_LAST = "heavy_not_last"
    HEAVY_TWICE_AT_MOST = "heavy_twice_at_most"
    HEAVY_COOLED_DOWN = "heavy_cooled_down"
    HEAVY_CAN_BE_HEALED = "heavy_can_be_healed"


def _all_but(bank: Bank, positions: Iterable[int]) -> Mask:
    mask = bank.everything
    mask[list(positions)] = False
    return mask


def _language(bank: Bank, state: MixState) -> Mask:
    return bank.in_language[state.language]


def _topic_open(bank: Bank, state: MixState) -> Mask:
    mask = bank.everything
    for domain in state.closed_domains:
        mask &= ~bank.about[domain]
    return mask


def _not_refused(bank: Bank, state: MixState) -> Mask:
    return _all_but(bank, (bank.index[code] for code in state.never_codes if code in bank.index))


def _not_repeated(bank: Bank, state: MixState) -> Mask:
    return _all_but(
        bank, (bank.index[past.code] for past in state.asked if _too_soon(bank, state, past))
    )


def _too_soon(bank: Bank, state: MixState, past: Asked) -> bool:
    known = bank.index.get(past.code)
    if known is None:
        return False
    was_put_off = past.outcome is Outcome.POSTPONED
    days = POSTPONED_DAYS if was_put_off else bank.questions[known].repeatable_after_days
    return days is None or state.now < past.at + timedelta(days=days)


def _not_after(bank: Bank, state: MixState) -> Mask:
    return _all_but(bank, (i for past in state.asked for i in bank.barred_by.get(past.code, ())))


def _trusted(bank: Bank, state: MixState) -> Mask:
    trusted: Mask = bank.min_trust <= state.level
    return trusted


def _opted_in(bank: Bank, state: MixState) -> Mask:
    return bank.everything if state.heavy_opt_in else ~bank.needs_opt_in


def _domain_varied(bank: Bank, state: MixState) -> Mask:
    if state.repeated_domain is None:
        return bank.everything
    other: Mask = bank.domain != DOMAIN_POSITION[state.repeated_domain]
    return other


def _healing_owed(bank: Bank, state: MixState) -> Mask:
    return bank.healing if state.owes_healing else bank.everything


def _resource_when_tired(bank: Bank, state: MixState) -> Mask:
    return bank.healing if state.is_tired else bank.everything


def _resource_last(bank: Bank, state: MixState) -> Mask:
    return bank.healing if state.is_last else bank.everything


def _first_answers_gentle(bank: Bank, state: MixState) -> Mask:
    """Keep the first three answers ever light and shallow; what gives strength is shallow too."""
    if state.answers_ever >= GENTLE_ANSWERS:
        return bank.everything
    return _light_unless_healing(bank, state) & (bank.depth <= GENTLE_DEPTH)


def _session_opens_light(bank: Bank, state: MixState) -> Mask:
    return bank.everything if state.place > 0 else _light_unless_healing(bank, state)


def _light_unless_healing(bank: Bank, state: MixState) -> Mask:
    """Let whoever is tired, or at the end, have something that gives strength from the start."""
    return bank.healing if state.needs_resource else bank.light


def _stage_open(bank: Bank, state: MixState) -> Mask:
    return either(_may_come_from(bank, stage) for stage in state.open_stages)


def _may_come_from(bank: Bank, stage: Stage) -> Mask:
    listed = bank.at_stage[stage]
    return listed & (bank.depth <= EXPLORATION_DEPTH) if stage is Stage.EXPLORATION else listed


def _heavy_not_blocked(bank: Bank, state: MixState) -> Mask:
    until = state.heavy_blocked_until
    return bank.everything if until is None or state.now >= until else ~bank.needs_opt_in


def _heavy_reviewed(bank: Bank, state: MixState) -> Mask:
    return bank.everything if state.allow_founding_heavy else ~bank.heavy_unreviewed


def _heavy_when_deepening(bank: Bank, state: MixState) -> Mask:
    return bank.everything if state.may_deepen else ~bank.heavy


def _heavy_not_after_heavy(bank: Bank, state: MixState) -> Mask:
    if not state.asked or state.asked[-1].energy is not Energy.HEAVY:
        return bank.everything
    last = state.asked[-1]
    is_near = last.session_id == state.session_id or state.now - last.at < HEAVY_DISTANCE
    return ~bank.heavy if is_near else bank.everything


def _heavy_not_early(bank: Bank, state: MixState) -> Mask:
    return bank.everything if state.place >= HEAVY_FREE_OPENING else ~bank.heavy


def _heavy_not_last(bank: Bank, state: MixState) -> Mask:
    return ~bank.heavy if state.is_last else bank.everything


def _heavy_twice_at_most(bank: Bank, state: MixState) -> Mask:
    heavy = sum(past.energy is Energy.HEAVY for past in state.in_session)
    return bank.everything if heavy < HEAVY_PER_SESSION else ~bank.heavy


def _heavy_cooled_down(bank: Bank, state: MixState) -> Mask:
    running = any(
        past.energy is Energy.HEAVY and state.now < past.at + bank.cooldown(past.code)
        for past in state.asked
    )
    return ~bank.heavy if running else bank.everything


def healing_to_follow(bank: Bank, state: MixState) -> Mask:
    """Return the HEALING questions that could be asked of this person after the next question."""
    open_to_person = every(allowed(bank, state) for allowed in _PERSONAL.values())
    return open_to_person & bank.healing & bank.at_stage[Stage.BALANCING]


def _heavy_can_be_healed(bank: Bank, state: MixState) -> Mask:
    """Ask HEAVY only when a HEALING question is left that may follow just this one.

    Without this rule a debt could arise that nobody can pay, and the person would never be asked
    again.
    """
    repeats = _in_last_domain(bank, state)
    follow = healing_to_follow(bank, state)
    # After two questions from one domain the healing one has to come from elsewhere.
    elsewhere = follow & ~repeats
    healable = np.where(repeats, elsewhere.any(), follow.any())
    for heavy, barred in bank.barred_by_heavy:
        candidates = elsewhere if repeats[heavy] else follow
        healable[heavy] = (candidates & _all_but(bank, barred)).any()
    return ~bank.heavy | healable


def _in_last_domain(bank: Bank, state: MixState) -> Mask:
    if not state.asked:
        return ~bank.everything
    same: Mask = bank.domain == DOMAIN_POSITION[state.asked[-1].domain]
    return same


Rule = Callable[[Bank, MixState], Mask]

#: Rules that depend on the person, not on the moment within a session.
_PERSONAL: Mapping[CareRule, Rule] = MappingProxyType(
    {
        CareRule.LANGUAGE: _language,
        CareRule.TOPIC_OPEN: _topic_open,
        CareRule.NOT_REFUSED: _not_refused,
        CareRule.NOT_REPEATED: _not_repeated,
        CareRule.NOT_AFTER: _not_after,
        CareRule.TRUSTED: _trusted,
        CareRule.OPTED_IN: _opted_in,
    }
)
RULES: Mapping[CareRule, Rule] = MappingProxyType(
    {
        **_PERSONAL,
        CareRule.DOMAIN_VARIED: _domain_varied,
        CareRule.HEALING_OWED: _healing_owed,
        CareRule.RESOURCE_WHEN_TIRED: _resource_when_tired,
        CareRule.RESOURCE_LAST: _resource_last,
        CareRule.FIRST_ANSWERS_GENTLE: _first_answers_gentle,
        CareRule.SESSION_OPENS_LIGHT: _session_opens_light,
        CareRule.STAGE_OPEN: _stage_open,
        CareRule.HEAVY_NOT_BLOCKED: _heavy_not_blocked,
        CareRule.HEAVY_REVIEWED: _heavy_reviewed,
        CareRule.HEAVY_WHEN_DEEPENING: _heavy_when_deepening,
        CareRule.HEAVY_NOT_AFTER_HEAVY: _heavy_not_after_heavy,
        CareRule.HEAVY_NOT_EARLY: _heavy_not_early,
        CareRule.HEAVY_NOT_LAST: _heavy_not_last,
        CareRule.HEAVY_TWICE_AT_MOST: _heavy_twice_at_most,
        CareRule.HEAVY_COOLED_DOWN: _heavy_cooled_down,
        CareRule.HEAVY_CAN_BE_HEALED: _heavy_can_be_healed,
    }
)


@dataclass(frozen=True)
class Verdict:
    """What the rules leave of a bank.

    Attributes:
        eligible: The questions that every rule allows.
        removed: How many questions each rule forbids, by itself; rules that forbid none are absent.
    """

    eligible: Mask
    removed: Mapping[CareRule, int]


def judge(bank: Bank, state: MixState) -> Verdict:
    """Apply every care rule to every question."""
    masks = {rule: allowed(bank, state) for rule, allowed in RULES.items()}
    removed = {rule: int(np.count_nonzero(~mask)) for rule, mask in masks.items()}
    return Verdict(
        eligible=every(masks.values()),
        removed={rule: count for rule, count in removed.items() if count},
    )
