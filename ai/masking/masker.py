"""The masking of one text. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ai.masking.contacts import contacts
from ai.masking.names import names_in
from ai.masking.places import addresses, workplaces
from ai.masking.spans import Kind, Span, without_overlaps
from ai.masking.vault import Vault, token_like


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may leave, if permitted.

    Attributes:
        text: with tokens for personal data.
        vault: gives the words back; the same for all texts of one call.
        counts: how many places of each kind were replaced; says what kind of data the text has.
    """

    text: str = field(repr=False)
    vault: Vault
    counts: Mapping[Kind, int]


def mask(text: str, names: Sequence[str] = (), vault: Vault | None = None) -> Masked:
    """Replace personal data by tokens.

    Args:
        text: As the person wrote it.
        names: What the person is called; found in any form and case of the words.
        vault: That of the other texts of the same call; a new one where None.
    """
    vault = Vault() if vault is None else vault
    spans = spans_of(text, names)
    pieces, end = [], 0
    for span in spans:
        words = text[span.start : span.end]
        pieces += [text[end : span.start], vault.token(span.kind, words, span.key)]
        end = span.end
    counts = Counter(span.kind for span in spans)
    return Masked("".join([*pieces, text[end:]]), vault, MappingProxyType(counts))


def spans_of(text: str, names: Sequence[str] = ()) -> list[Span]:
    """Return what is personal in a text, in order and without overlaps."""
    return without_overlaps(
        [
            *(Span(start, end, Kind.TEXT) for start, end in token_like(text)),
            *contacts(text),
            *addresses(text),
            *workplaces(text),
            *names_in(text, names),
        ]
    )
