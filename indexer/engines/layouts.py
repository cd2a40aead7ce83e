"""The phrases that a group of neighbours can be, for an engine that knows rows of terms alone."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from indexer.query import Near, Phrase, Slot


def layouts(near: Near) -> Iterator[Phrase]:
    """Every phrase that a group of neighbours can be: each order, and each way to share out the free positions."""
    for order in [near.parts] if near.ordered else permutations(near.parts):
        for gaps in _shares(len(order) - 1, near.distance):
            yield _laid_out(order, gaps)


def _shares(count: int, room: int) -> Iterator[tuple[int, ...]]:
    """Every way to give `count` gaps at most `room` positions in all."""
    if not count:
        yield ()
        return
    for first in range(room + 1):
        yield from ((first, *rest) for rest in _shares(count - 1, room - first))


def _laid_out(parts: Sequence[Phrase], gaps: Sequence[int]) -> Phrase:
    slots: list[Slot] = []
    start = 0
    for part, gap in zip(parts, (*gaps, 0), strict=True):
        base = part.slots[0].offset
        slots += (Slot(slot.text, start + slot.offset - base, slot.prefix) for slot in part.slots)
        start += part.slots[-1].offset - base + 1 + gap
    return Phrase(parts[0].field, tuple(slots))
