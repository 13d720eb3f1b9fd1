"""What the format of the bank asks of a question, said at the field where it is mended.

The same rules stand in `question-bank.schema.json`, which has the last word.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.staff_pages import Label
from core.vocabulary import Language
from onboarding.bank.checks import FORMAL_ADDRESS, SKIP_WORDS
from onboarding.choices import Energy, SafetyFlag, Stage, TrustLevel

Values = Mapping[str, Any]
TARGETS = 3
FOLLOW_UPS = 4
NEEDS_REST = frozenset({SafetyFlag.TRAUMA, SafetyFlag.GRIEF})
REST_DAYS = 3
HEAVY_DEPTH = 3
EXPLORATION_DEPTH = 3
HEALING_DEPTH = 3
LIGHT_DEPTH = 2
OTHER_DOMAINS = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend, and the field where."""

    field: str
    message: Label


def faults(values: Values) -> Iterator[Fault]:
    """Yield what is wrong between the fields of a question, each of which is right by itself."""
    yield from _texts(values)
    yield from _targets(values)
    yield from _domains(values)
    yield from _stages(values)
    yield from _care(values)
    yield from ENERGY_RULES.get(values["energy"], _nothing)(values)


def code_faults(values: Values, own: str, known: Collection[str]) -> Iterator[Fault]:
    """Yield codes that name no other question."""
    for number in range(1, FOLLOW_UPS + 1):
        code, when = values[f"follow_up_{number}"], values[f"follow_up_{number}_when"]
        if code and (code == own or code not in known):
            yield _unknown(f"follow_up_{number}", code)
        if bool(code) != bool(when):
            message = _("A follow-up needs both: the code, and after what answer.")
            yield Fault(f"follow_up_{number}", message)
    for code in values["never_after"]:
        if code == own or code not in known:
            yield _unknown("never_after", code)


def _unknown(field: str, code: str) -> Fault:
    return Fault(field, _("There is no other question %(code)s.") % {"code": code})


def _texts(values: Values) -> Iterator[Fault]:
    if not values[f"{values['original']}_text"]:
        yield Fault(f"{values['original']}_text", _("The original needs its text."))
    if values["ru_text"] and not values["ru_familiar_text"]:
        message = _("Say it with «ты» as well: whoever chose it is asked everything so.")
        yield Fault("ru_familiar_text", message)
    if bool(values["ru_hint"]) != bool(values["ru_familiar_hint"]):
        message = _("A hint is there in both forms of address or in none.")
        yield Fault("ru_familiar_hint", message)
    if values["en_hint"] and not values["en_text"]:
        yield Fault("en_text", _("There is a hint and no text."))
    for field in ("ru_familiar_text", "ru_familiar_hint"):
        if found := FORMAL_ADDRESS.search(values[field]):
            message = _("This is the wording with «ты», and it says «%(word)s».")
            yield Fault(field, message % {"word": found.group()})


def _targets(values: Values) -> Iterator[Fault]:
    seen: set[str] = set()
    for number in range(1, TARGETS + 1):
        trait, information = values[f"trait_{number}"], values[f"information_{number}"]
        if trait and information is None:
            yield Fault(f"information_{number}", _("How much does an answer tell about it?"))
        if information is not None and not trait:
            yield Fault(f"trait_{number}", _("What does it tell about?"))
        if trait and trait in seen:
            yield Fault(f"trait_{number}", _("This trait stands above already."))
        seen.add(trait)


def _domains(values: Values) -> Iterator[Fault]:
    others = values["secondary_domains"]
    if values["domain"] in others:
        yield Fault("secondary_domains", _("The domain itself is not another domain."))
    if len(others) > OTHER_DOMAINS:
        yield Fault("secondary_domains", _("Two other domains at most."))


def _stages(values: Values) -> Iterator[Fault]:
    light = values["energy"] in (Energy.OPENING, Energy.NEUTRAL)
    if Stage.ENTRY in values["stages"] and not (light and values["depth"] <= LIGHT_DEPTH):
        message = _("At the entry only opening or neutral questions of depth 1 or 2 are asked.")
        yield Fault("stages", message)
    if Stage.EXPLORATION in values["stages"] and values["depth"] > EXPLORATION_DEPTH:
        yield Fault("stages", _("Exploration goes no deeper than 3."))


def _care(values: Values) -> Iterator[Fault]:
    flags = values["safety_flags"]
    if SafetyFlag.NONE in flags and len(flags) > 1:
        yield Fault("safety_flags", _("«Nothing sensitive» stands alone."))
    if NEEDS_REST.intersection(flags) and values["cooldown_days"] < REST_DAYS:
        yield Fault("cooldown_days", _("After trauma or grief at least 3 days of rest."))
    if values["skip_text_required"]:
        yield from _silent_skips(values)


def _silent_skips(values: Values) -> Iterator[Fault]:
    message = _("The wording must say that the question may be skipped.")
    for language, field in (("ru", "ru_"), ("ru", "ru_familiar_"), ("en", "en_")):
        said = f"{values[f'{field}text']} {values[f'{field}hint']}".casefold()
        if values[f"{field}text"] and SKIP_WORDS[Language(language)] not in said:
            yield Fault(f"{field}text", message)


def _nothing(_values: Values) -> Iterator[Fault]:
    yield from ()


def _heavy(values: Values) -> Iterator[Fault]:
    if values["min_trust"] < TrustLevel.FRIEND:
        yield Fault("min_trust", _("A heavy question is for friends at least."))
    if values["depth"] < HEAVY_DEPTH:
        yield Fault("depth", _("A heavy question has depth 3 or more."))
    if values["stages"] != [Stage.DEEPENING]:
        yield Fault("stages", _("A heavy question belongs to deepening alone."))
    if SafetyFlag.NONE in values["safety_flags"]:
        yield Fault("safety_flags", _("Say what makes this question heavy."))
    if not values["requires_opt_in"]:
        message = _("A heavy question is only for those who allowed heavy topics.")
        yield Fault("requires_opt_in", message)
    if not values["skip_text_required"]:
        message = _("The wording of a heavy question must say that it may be skipped.")
        yield Fault("skip_text_required", message)


def _opening(values: Values) -> Iterator[Fault]:
    if values["depth"] > LIGHT_DEPTH:
        yield Fault("depth", _("An opening question has depth 1 or 2."))
    if not set(values["stages"]) <= {Stage.ENTRY, Stage.EXPLORATION}:
        message = _("An opening question belongs to entry and exploration.")
        yield Fault("stages", message)
    yield from _for_everybody(values)


def _healing(values: Values) -> Iterator[Fault]:
    if values["depth"] > HEALING_DEPTH:
        yield Fault("depth", _("What gives strength has depth 3 at most."))
    if Stage.BALANCING not in values["stages"]:
        yield Fault("stages", _("What gives strength belongs to balancing."))
    if values["requires_opt_in"]:
        yield Fault("requires_opt_in", _("What gives strength is for everybody."))
    yield from _for_everybody(values)


def _for_everybody(values: Values) -> Iterator[Fault]:
    if values["min_trust"] > TrustLevel.ACQUAINTANCE:
        message = _("Such a question must be open to strangers or acquaintances.")
        yield Fault("min_trust", message)
    if values["safety_flags"] != [SafetyFlag.NONE]:
        yield Fault("safety_flags", _("Such a question touches nothing sensitive."))


ENERGY_RULES = {Energy.HEAVY: _heavy, Energy.OPENING: _opening, Energy.HEALING: _healing}
