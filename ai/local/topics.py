"""Which domains of life a text is about: words counted by a documented list. Pure."""

from collections import defaultdict

from ai.local.passage import Passage
from ai.local.phrases import hits
from core.vocabulary import Domain

#: What a word is worth: one that names the domain, and one that often stands in its company.
_WEIGHTS = {"": 1.0, "near": 0.4}
#: Feelings, days and oneself come up in talk about anything, so their words count for less.
_EVERYWHERE = {Domain.EMOTIONS: 0.6, Domain.EVERYDAY: 0.7, Domain.FUTURE: 0.9, Domain.PAST: 0.9}
#: Of two equal domains the one that says more about where the words belong; feelings, oneself and
#: the days come up in talk about anything.
_PRECEDENCE = (
    Domain.SPIRITUALITY,
    Domain.CREATIVITY,
    Domain.BODY,
    Domain.WORK,
    Domain.FAMILY,
    Domain.VALUES,
    Domain.PAST,
    Domain.FUTURE,
    Domain.RELATIONSHIPS,
    Domain.IDENTITY,
    Domain.EMOTIONS,
    Domain.EVERYDAY,
)


def domains(passage: Passage) -> tuple[Domain, ...]:
    """Return the domains a text speaks of, the foremost first; empty when nothing points at one.

    Every different phrase counts once, so a word that is repeated does not outweigh the rest.
    """
    scores: dict[Domain, float] = defaultdict(float)
    counted: set[tuple[str, ...]] = set()
    for hit in hits(passage, "topics"):
        if hit.phrase.words not in counted:
            counted.add(hit.phrase.words)
            name, _, strength = hit.phrase.section.partition(" ")
            domain = Domain(name)
            scores[domain] += _WEIGHTS[strength] * _EVERYWHERE.get(domain, 1.0)
    return tuple(sorted(scores, key=lambda domain: (-scores[domain], _PRECEDENCE.index(domain))))
