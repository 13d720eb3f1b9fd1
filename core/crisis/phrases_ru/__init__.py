"""Russian phrase data of the guard. Words only; the method is in the package docstring.

Written in ordinary spelling, in lower case. `fold_russian` is applied to data and text alike, so do
not put a quantifier right after ь, ъ or ц: the fold drops or doubles them, and a bare stem such
as «жизн» has to allow no ending at all.
"""

from core.crisis.lexicon import Phrase
from core.crisis.phrases_ru.act_grammar import ACT_GRAMMAR
from core.crisis.phrases_ru.composites import COMPOSITES
from core.crisis.phrases_ru.cues import CUE_WORDS, KEY_WORDS, LOOK_ALIKES, SHORT_FORMS, STEMS
from core.crisis.phrases_ru.distress import DISTRESS
from core.crisis.phrases_ru.farewells import FAREWELLS
from core.crisis.phrases_ru.others import OTHERS
from core.crisis.phrases_ru.parting_grammar import PARTING_GRAMMAR
from core.crisis.phrases_ru.passive import PASSIVE
from core.crisis.phrases_ru.plans import PLANS
from core.crisis.phrases_ru.unnamed_plans import UNNAMED_PLANS
from core.crisis.phrases_ru.unnamed_wishes import UNNAMED_WISHES
from core.crisis.phrases_ru.violence import VIOLENCE
from core.crisis.phrases_ru.wish_grammar import WISH_GRAMMAR
from core.crisis.phrases_ru.wishes import WISHES

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
