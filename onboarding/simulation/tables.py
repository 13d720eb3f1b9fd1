"""The printed result of a simulation, for people who read figures. Pure."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite

from onboarding.simulation.banks import BankKind
from onboarding.simulation.measures import CHECKPOINTS, Record, Summary
from onboarding.simulation.policies import MOST_INFORMATION, POLICIES, SMART_MIX
from onboarding.simulation.scenarios import SCENARIOS, Plan

Results = Mapping[str, Summary]
MOST_OVER_BEST, LEAST_BELOW_RANDOM, LEAST_BELOW_RULES = 1.20, 2.4, 2.5
LEAST_DOMAINS, MOST_FINAL_ERROR = 10.5, 0.40

_MEASURED = (
    "| policy | median to SE<.3 (sd) | p90 | to SE<.5 | RMSE @10/20/30/40/60 | dom@20 "
    "| heavy after heavy % | heavy w/o healing % | beyond trust % | heavy while tired % "
    "| rules broken |"
)
_STAYED = (
    "| policy | stayed | mean questions | final RMSE, all people | SE<.5 | SE<.3 "
    "| heavy w/o healing % | rules broken |"
)


def heading(plan: Plan) -> str:
    """Return what was simulated, so that anybody can do it again."""
    banks = (
        "the shipped bank (its information values are priors until answers have been analysed)"
        if plan.bank is BankKind.SHIPPED
        else f"{plan.banks} {plan.bank} banks of {plan.bank_size} questions"
    )
    return (
        f"Scenario {plan.scenario}, seed {plan.seed}: {banks} x {plan.people} people, "
        f"{plan.opt_in:.0%} with heavy topics on, "
        f"at most {SCENARIOS[plan.scenario].questions} questions."
    )


def table(plan: Plan, results: Results) -> str:
    """Return one line for each policy."""
    drops_out = SCENARIOS[plan.scenario].effects.drops_out
    head, line = (_STAYED, _stayed) if drops_out else (_MEASURED, _measured)
    rule = "|---" * (head.count("|") - 1) + "|"
    lines = (line(POLICIES[name].title, summary) for name, summary in results.items())
    return "\n".join((head, rule, *lines))


def _measured(title: str, summary: Summary) -> str:
    limit = max(one.shown for one in summary.records)
    errors = "/".join(f"{summary.error_at(at):.3f}".lstrip("0") for at in CHECKPOINTS)
    return _row(
        title,
        f"{_questions(summary.to_well_known, limit)} ({summary.spread:.1f})",
        _questions(summary.slowest, limit),
        _questions(summary.to_known, limit),
        errors,
        f"{summary.domains:.1f}",
        _percent(summary, lambda one: one.heavy_again),
        _percent(summary, lambda one: one.heavy_unhealed),
        _percent(summary, lambda one: one.beyond_trust),
        _percent(summary, lambda one: one.heavy_when_tired),
        str(summary.violations.total()),
    )


def _stayed(title: str, summary: Summary) -> str:
    return _row(
        title,
        f"{summary.stayed:.2f}",
        f"{summary.shown:.1f}",
        f"{summary.final_error:.3f}",
        f"{summary.share(lambda one: isfinite(one.to_known)):.2f}",
        f"{summary.share(lambda one: isfinite(one.to_well_known)):.2f}",
        _percent(summary, lambda one: one.heavy_unhealed),
        str(summary.violations.total()),
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _questions(count: float, limit: int) -> str:
    return f"{count:.1f}" if isfinite(count) else f">{limit}"


def _percent(summary: Summary, count: Callable[[Record], int]) -> str:
    return f"{100 * summary.share_of_questions(count):.1f}"


def targets(plan: Plan, results: Results) -> Iterator[str]:
    """Yield each target that the simulated policies can tell of, and whether it was met."""
    smart = results.get(SMART_MIX.name)
    if smart is None:
        return
    yield _target(f"rules broken by Smart Mix: {smart.violations.total()}", not smart.violations)
    if SCENARIOS[plan.scenario].effects.drops_out:
        yield from _of_staying(results, smart)
    else:
        yield from _of_measuring(plan, results, smart)


def _of_measuring(plan: Plan, results: Results, smart: Summary) -> Iterator[str]:
    """Judge the figures; how far below chance any choice can get depends on the bank.

    The shipped bank's questions tell nearly alike as long as nobody has measured them, so there is
    little to choose from: its distance from chance is shown beside the most there is, not judged.
    """
    best = results.get(MOST_INFORMATION.name)
    if best:
        ratio = smart.to_well_known / best.to_well_known
        yield _target(
            f"questions against max-information: {_times(ratio)}", ratio <= MOST_OVER_BEST
        )
    for name, least in (("random", LEAST_BELOW_RANDOM), ("rules", LEAST_BELOW_RULES)):
        if other := results.get(name):
            ratio = other.to_well_known / smart.to_well_known
            text = f"fewer questions than {name}: {_times(ratio)}"
            if best:
                text += f" (max-information: {_times(other.to_well_known / best.to_well_known)})"
            is_judged = plan.bank is not BankKind.SHIPPED
            yield _target(text, ratio >= least) if is_judged else f"figure {text}"
    covered = f"domains by question 20: {smart.domains:.1f}"
    yield _target(covered, smart.domains >= LEAST_DOMAINS)


def _times(ratio: float) -> str:
    """Return how many times; a policy that never gets there cannot be divided by."""
    return f"x {ratio:.2f}" if isfinite(ratio) else "it never gets there"


def _of_staying(results: Results, smart: Summary) -> Iterator[str]:
    error = smart.final_error
    yield _target(f"final RMSE over all people: {error:.3f}", error <= MOST_FINAL_ERROR)
    others = [one.final_error for name, one in results.items() if name != SMART_MIX.name]
    if others:
        lowest = f"the lowest of all policies (next: {min(others):.3f})"
        yield _target(lowest, error < min(others))


def _target(text: str, is_met: bool) -> str:  # noqa: FBT001 - what it says
    return f"{'met   ' if is_met else 'MISSED'} {text}"
