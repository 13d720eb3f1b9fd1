"""English signals: distress."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase
from core.crisis.phrases_en.words import SELF

_DISTRESS = CrisisLevel.DISTRESS
_DIRECT = Kind.DIRECT

DISTRESS: tuple[Phrase, ...] = (
    Phrase(
        "en.distress.hopeless",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:hopeless\w*|no hope|lost (?:all |any )?hope|despair\w*|desperate"
            r"|pointless|meaningless|nothing matters"
            r"|nothing will (?:ever )?(?:change|get better)|no way out"
            r"|cant see a way|no future|whats the point|what is the point|trapped"
            r"|helpless)\b"
        ),
    ),
    Phrase(
        "en.distress.no_strength",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:no (?:more )?(?:strength|energy)(?: left)?|nothing left in me"
            r"|barely have (?:any )?(?:strength|energy)|exhausted|worn out|burn(?:ed|t) out"
            r"|drained|depleted|running on empty"
            r"|at my limit|end of my rope|breaking point|rock bottom)\b"
        ),
    ),
    Phrase(
        "en.distress.cannot",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:cant|cannot|can not) (?:take (?:it|this)(?: anymore| any more"
            r"| any longer)|go on(?: like this| anymore)?|do this anymore|cope"
            r"|keep going|handle (?:it|this) anymore|bear (?:it|this)|stand (?:it"
            r"|this) anymore|keep doing this)\b"
        ),
    ),
    Phrase(
        "en.distress.alone",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:(?<!when )(?:nobody|no one|noone) (?:needs|loves|cares|wants|understands"
            r"|likes|sees|hears)(?: about)?(?: me)?|so alone|all alone"
            r"|completely alone|alone and|so lonely|unlovable|unloved|unwanted)\b"
        ),
    ),
    Phrase(
        "en.distress.self_hate",
        _DISTRESS,
        _DIRECT,
        (
            rf"\b(?:hate {SELF}|hate my life|hate being me|worthless\w*"
            r"|im (?:a )?(?:nobody|failure|nothing|useless|pathetic|disgusting"
            r"|waste of space)|i am (?:a )?(?:failure|nothing|useless|pathetic)"
            rf"|disgusted with {SELF})\b"
        ),
    ),
    Phrase(
        "en.distress.broken",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:falling apart|breaking down|broken inside|empty inside"
            r"|so (?:empty|numb|broken|depressed)|everything is (?:collapsing"
            r"|falling|dark|too much)|collapsing|drowning in|depressed|depression"
            r"|panic attacks?|(?:cry|crying|cried|sob|sobbing) (?:every|all"
            r"|myself to sleep|nonstop|constantly)|unbearable|feel (?:empty|numb"
            r"|broken|dead inside|awful about everything)|dead inside"
            r"|overwhelmed by everything)\b"
        ),
    ),
    Phrase(
        "en.distress.more",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:im drowning|nobody notices|no one notices|nothing left to give"
            r"|nothing left|feel like (?:a )?(?:failure|nothing|dying inside"
            r"|giving up)|giving up|given up|want to give up|so lonely|lonely"
            r"|feel so (?:low|bad|sad|down|lost|heavy)|everything (?:feels"
            r"|is) (?:heavy|pointless|dark|too much)|cant stop crying|been crying"
            r"|at rock bottom|life is (?:pain|hell|falling apart)|i feel dead"
            r"|cant sleep or eat|miserable|in so much pain|too much pain)\b"
        ),
    ),
    Phrase(
        "en.distress.more",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:hurts so much|hurts too much|broke down|breakdown"
            r"|cant stop (?:shaking|sobbing|worrying)|tired of (?:everything|it all"
            r"|trying|fighting|myself)|sick of everything|no joy|stare at the ceiling"
            r"|i want nothing|cant get out of bed"
            r"|dont want to get up|stand it|lost all meaning|i give up"
            r"|dont feel alive|nobody would understand|cant breathe anymore"
            r"|suffocating)\b"
        ),
    ),
    Phrase(
        "en.distress.more",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:never felt (?:this|so) (?:low|bad|alone|sad|lost)"
            r"|dont matter(?: to (?:anyone|anybody))?|keep crying|losing hope"
            r"|feels too much|too much for me|suffering|nothing helps|no light)\b"
        ),
    ),
)
