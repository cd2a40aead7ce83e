"""Sketches: of a line of words so many numbers, which two lines share the more of the more they have in common.

One permutation hashing (Li, Owen and Zhang 2012): the pairs of neighbouring words are hashed, the hashes laid into
bins, and the lowest of each bin kept; an empty bin takes the value of the next (Shrivastava and Li 2014). Words, not
characters, since a text has a quarter as many, and since they are the same in old and new spelling.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from indexer.terms import Terms

HASHES = 2**32
SPREAD = 2654435761
"""A checksum is linear in its text; a multiplication (Knuth's: 2^32 over the golden ratio) breaks that."""


def sketch(words: Terms, bins: int) -> list[int]:
    """The lowest hash of each bin, counted from the beginning of the bin; an empty bin borrows from the next that is not,
    marked by how far off that is. None for a text without two words in a row."""
    coded = words.encode().split(b" ")
    hashes = sorted({pair * SPREAD % HASHES for pair in set(map(crc32, coded[1:], map(crc32, coded)))})
    if not hashes:
        return []
    width = HASHES // bins + 1
    starts = [bisect_left(hashes, number * width) for number in range(bins + 1)]
    found = [hashes[a] - n * width if a < b else -1 for n, (a, b) in enumerate(pairwise(starts))]
    return [value if value >= 0 else _borrowed(found, number) for number, value in enumerate(found)]


def _borrowed(found: Sequence[int], number: int) -> int:
    away = next(step for step in range(len(found)) if found[(number + step) % len(found)] >= 0)
    return found[(number + away) % len(found)] + away * HASHES
