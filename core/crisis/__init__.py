"""The crisis guard: a deterministic first look at every message, before anything else.

Pure standard library. It needs no database, network, queue or model, so it works while
everything else is down. It judges a message from 0 to 3 (`CrisisLevel`), and holds the fixed
texts and the contacts to answer with.

Method, in order:

1. *Normalise*: NFKC, lower case, invisible characters, accents, apostrophes, letters written
   apart, look-alike Latin and Cyrillic letters, digits for letters; then fold each language so
   that usual misspellings meet, spell out short forms, mend key words one slip away, and read
   Latin letters as transliterated Russian and both alphabets as typed in the wrong keyboard layout.
2. *Split* into sentences; each is judged alone and the highest level wins, so harmless words
   around a grave sentence cannot lower it. Only a signal made of two sentences may be undone by
   everyday words in either of them.
3. *Blank* idioms and harmless uses ("умираю со смеху", "killing time").
4. *Search* phrase data (`phrases_ru`, `phrases_en`): expressions with bounded gaps, most of them
   composed from slots; some need a second half in the same sentence or beside it. An index of
   what each expression cannot match without (`needs`) spares most of them.
5. *Weigh* each hit by its context (`context.weigh`): denial, fiction, reported speech, another
   person, the past.

Limits, plainly: this is a list of wordings, not an understanding. It is **not clinically
validated**; a clinician who works with people in crisis has to check the phrase set and the
texts before launch. A wording nobody thought of is missed: on phrases written after the
patterns by somebody else it found about four in five of the gravest (figures in
``docs/adr/0006-crisis-guard.md``, printed by ``tests/core/crisis/test_phrases.py``). It is the
first layer only. A model may raise its level and never lower it. A level 0 is no statement that
a person is well.
"""

from core.crisis.assessment import assess
from core.crisis.contacts import Contact, adults_first, bundled_contacts, minors_first
from core.crisis.levels import Assessment, CrisisLevel
from core.crisis.minors import stated_minor
from core.crisis.texts import (
    fixed_text,
    grounding_text,
    safety_buttons,
    safety_question,
    still_here_text,
)
from core.crisis.words import SafetyButtons

__all__ = [
    "Assessment",
    "Contact",
    "CrisisLevel",
    "SafetyButtons",
    "adults_first",
    "assess",
    "bundled_contacts",
    "fixed_text",
    "grounding_text",
    "minors_first",
    "safety_buttons",
    "safety_question",
    "stated_minor",
    "still_here_text",
]
