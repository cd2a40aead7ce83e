"""Where a phrase or a group of neighbours stands, from the positions of their terms: pure arithmetic.

Engines use it to decide and count, snippets to mark; positions are sorted and without repeats.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from indexer.query import Phrase, Slot

Positions = Callable[[Slot], Sequence[int]]
"""The positions of a slot's term, or of all terms that begin with it."""

Window = tuple[int, int]
"""First position, and the position after the last."""


def phrase_starts(phrase: Phrase, positions: Positions) -> list[int]:
    """Where the phrase begins: every position p with each slot's term at p + offset - first offset."""
    slots = phrase.slots
    if not slots:
        return []
    base = slots[0].offset
    starts: Iterable[int] = positions(slots[0])
    for slot in slots[1:]:
        there = set(positions(slot))
        if not there:
            return []
        shift = slot.offset - base
        starts = [start for start in starts if start + shift in there]
    return list(starts)


def phrase_length(phrase: Phrase) -> int:
    """How many positions the phrase covers."""
    return phrase.slots[-1].offset - phrase.slots[0].offset + 1 if phrase.slots else 0


def windows(lists: Sequence[Sequence[Window]], distance: int, ordered: bool) -> list[Window]:
    """The windows that hold one place of each list, none overlapping another, with at most `distance` positions
    between them in all; for each beginning the one that ends first. An empty list gives no window."""
    if not lists or not all(lists):
        return []
    found: dict[int, int] = {}
    chain = _Chains(lists, ordered)
    for chosen in range(1 if ordered else len(lists)):
        rest = frozenset(range(len(lists))) - {chosen}
        for start, end in lists[chosen]:
            last = chain.nearest_end(rest, end, distance)
            if last is not None:
                found[start] = min(last, found.get(start, last))
    return sorted(found.items())


class _Chains:
    """Chains of places through several lists; what was found once is remembered, for many beginnings lead there."""

    def __init__(self, lists: Sequence[Sequence[Window]], ordered: bool) -> None:
        self._lists = lists
        self._ordered = ordered
        self._known: dict[tuple[frozenset[int], int, int], int | None] = {}

    def nearest_end(self, rest: frozenset[int], end: int, room: int) -> int | None:
        """The earliest end of a chain from `end` through the lists in `rest`, with `room` positions left between."""
        if not rest:
            return end
        key = (rest, end, room)
        if key not in self._known:
            self._known[key] = min(self._ends(rest, end, room), default=None)
        return self._known[key]

    def _ends(self, rest: frozenset[int], end: int, room: int) -> Iterator[int]:
        for chosen in (min(rest),) if self._ordered else rest:
            places = self._lists[chosen]
            for start, stop in places[bisect_left(places, (end, end)) :]:
                if start > end + room:
                    break
                last = self.nearest_end(rest - {chosen}, stop, room - (start - end))
                if last is not None:
                    yield last
