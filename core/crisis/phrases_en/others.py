"""English signals: another person in danger."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, gap
from core.crisis.phrases_en.words import HIMSELF

_DISTRESS = CrisisLevel.DISTRESS
_PASSIVE = CrisisLevel.PASSIVE
_OTHER = Kind.OTHER

OTHERS: tuple[Phrase, ...] = (
    Phrase(
        "en.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:wants?|wanted|going|gonna|gona|threat\w+|plan\w*|tries|tried"
            r"|trying|thinking|talk\w*|about|ready|attempt\w*|thought|might|will|may"
            rf"|could|if he|if she|if they|before he|before she){gap(3)} (?:kill"
            r"|kills|killing|hang|hanging|shoot|drown|end|ending|take|taking|hurt"
            rf"|hurting|cut|cutting|unalive|harm) {HIMSELF}\b"
        ),
    ),
    Phrase(
        "en.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:wants to (?:die|be dead|end it)|(?:doesnt|does not"
            r"|no longer) want(?:s)? to (?:live|be alive|be here anymore)|(?:is|hes"
            r"|shes|theyre|are|was feeling|feels) suicidal|cut(?:s|ting) (?:himself"
            r"|herself|themselves))\b"
        ),
    ),
    Phrase(
        "en.other.lost",
        _DISTRESS,
        _OTHER,
        (
            r"\b(?:killed|kills|hanged|hung|shot|hangs) (?:himself|herself"
            r"|themselves)\b|\b(?:took|takes|ended) (?:his|her"
            r"|their)(?: own)? li(?:fe|ves)\b|\b(?:died by|committed|commits"
            r"|lost (?:\w+ ){1,3}to) suicide\b"
        ),
    ),
    Phrase(
        "en.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:she|he|they|friend|sister|brother|mum|mom|dad|daughter|son|girlfriend|boyfriend"
            r"|roommate|wife|husband) (?:took|has taken|have taken|swallowed|overdosed|od"
            r"|cut) ?(?:\w{1,12} ){0,3}(?:pills|tablets|overdosed|wrists|wrist"
            r"|meds)\b(?! (?:on|by) )(?<! overdosed)|\b(?:she|he"
            r"|they) (?:\w{1,12} )?overdosed\b(?! on (?:chocolate|sugar|coffee|cake))"
        ),
    ),
)
