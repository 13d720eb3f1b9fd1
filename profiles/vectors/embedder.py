"""Text to vector without a model: hashed words and character n-grams. Pure.

Works offline and alike in Russian and English. It finds answers that share words and stems with a
query, not paraphrases. The same text gives the same vector on every machine.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

EMBEDDER_ID = "hashing-512"
#: To be raised with any change below: vectors of different versions must never meet.
EMBEDDER_VERSION = 1
DIMENSIONS = 512

_WORD = re.compile(r"\w+")
_YO, _YE = "\u0451", "\u0435"
_GRAM_SIZES = (3, 4, 5)
#: A whole word counts as much as this many of its n-grams.
_WORD_WEIGHT = 3.0


def embed(text: str) -> npt.NDArray[np.float64]:
    """Return the vector of a text: shape (512,), length 1, or all zeros for a text without words.

    1. Words and the 3- to 5-grams of each padded word are counted; counts are damped to 1 + ln(n).
    2. BLAKE2b gives each a place and a sign; signs let collisions cancel out on average.
    """
    vector = np.zeros(DIMENSIONS)
    for feature, count in Counter(_features(text)).items():
        place, sign = _hashed(feature)
        weight = _WORD_WEIGHT if feature.startswith("w") else 1.0
        vector[place] += sign * weight * (1.0 + math.log(count))
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _features(text: str) -> Iterator[str]:
    for word in _WORD.findall(_normalised(text)):
        yield f"w{word}"
        padded = f" {word} "
        for size in _GRAM_SIZES:
            for start in range(len(padded) - size + 1):
                yield f"g{padded[start : start + size]}"


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(_YO, _YE)


def _hashed(feature: str) -> tuple[int, float]:
    number = int.from_bytes(blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest())
    return number % DIMENSIONS, 1.0 if number >> 63 else -1.0
