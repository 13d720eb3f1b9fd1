"""English phrase data of the guard. Words only; the method is in the package docstring.

Written without apostrophes ("dont"), in lower case. `fold_english` is applied to data and text
alike.
"""

from core.crisis.lexicon import Phrase
from core.crisis.phrases_en.act_grammar import ACT_GRAMMAR
from core.crisis.phrases_en.composites import COMPOSITES
from core.crisis.phrases_en.cues import CUE_WORDS, KEY_WORDS, LOOK_ALIKES, SHORT_FORMS, STEMS
from core.crisis.phrases_en.distress import DISTRESS
from core.crisis.phrases_en.farewells import FAREWELLS
from core.crisis.phrases_en.others import OTHERS
from core.crisis.phrases_en.parting_grammar import PARTING_GRAMMAR
from core.crisis.phrases_en.passive import PASSIVE
from core.crisis.phrases_en.plans import PLANS
from core.crisis.phrases_en.unnamed_plans import UNNAMED_PLANS
from core.crisis.phrases_en.unnamed_wishes import UNNAMED_WISHES
from core.crisis.phrases_en.violence import VIOLENCE
from core.crisis.phrases_en.wish_grammar import WISH_GRAMMAR
from core.crisis.phrases_en.wishes import WISHES

__all__ = ["CUE_WORDS", "KEY_WORDS", "LOOK_ALIKES", "PHRASES", "SHORT_FORMS", "STEMS"]

PHRASES: tuple[Phrase, ...] = (
    *DISTRESS,
    *FAREWELLS,
    *OTHERS,
    *PASSIVE,
    *PLANS,
    *VIOLENCE,
    *WISHES,
    *WISH_GRAMMAR,
    *ACT_GRAMMAR,
    *PARTING_GRAMMAR,
    *COMPOSITES,
    *UNNAMED_WISHES,
    *UNNAMED_PLANS,
)
