"""A long document in sections, each of what one page can hold."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

MOST_BYTES = 64_000
"""Of text and of what stands around it on the page. Marks and the table of contents come to this: a page of a frequent
word stays below 150 kB."""

FRAME = 700
"""Bytes of the page that a passage costs beside its text: its anchors and links."""


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown of a document: section `number` of `total`, with the passages from `start` to before `stop`."""

    number: int
    total: int
    start: int
    stop: int

    def has(self, place: int) -> bool:
        """Whether the passage of this place stands in it."""
        return self.start <= place < self.stop


@dataclass(frozen=True, slots=True)
class Weight:
    """What is parted: its bytes of text, and the level of the highest heading that begins with it (1 is the highest),
    0 where none does."""

    size: int
    level: int


def sections(weights: Sequence[Weight], most: int = MOST_BYTES) -> tuple[Section, ...]:
    """The sections of a document, in order, each at most `most` bytes where no single passage is longer.

    A section ends before the highest heading of its later half, the last of several; where there is none it is filled.
    """
    cuts = list(_cuts(weights, most))
    edges = zip([0, *cuts], [*cuts, len(weights)], strict=True)
    return tuple(Section(number, len(cuts) + 1, *edge) for number, edge in enumerate(edges, 1))


def _cuts(weights: Sequence[Weight], most: int) -> Iterator[int]:
    ends = list(accumulate(weight.size + FRAME for weight in weights))
    start = done = 0
    for place, end in enumerate(ends):
        while end - done > most and place > start:
            half = bisect_left(ends, done + most // 2, start) + 1
            start = _best(weights, min(half, place), place)
            done = ends[start - 1]
            yield start


def _best(weights: Sequence[Weight], first: int, last: int) -> int:
    """Before which passage, from the first to the last of these, a section had best end."""
    headed = [place for place in range(first, last + 1) if weights[place].level]
    return min(headed, key=lambda place: (weights[place].level, -place), default=last)
