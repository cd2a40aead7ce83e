"""Which passages a query tree finds, without their scores: sets that are the bits of whole numbers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from indexer.query import Among, And, Best, Boost, Constant, Every, Maybe, Not, Or, Query

Bits = int
"""A set of passages by their numbers. Intersections and counts of these are the fastest that Python has."""


@dataclass(frozen=True)
class Finder:
    """Finds among the passages `every`; `leaf` finds what a query without parts does, `chosen` passages by id."""

    every: Bits
    leaf: Callable[[Query], Bits]
    chosen: Callable[[Iterable[str]], Bits]

    def found(self, query: Query) -> Bits:
        """Every passage that the query finds."""
        match query:
            case And(parts):
                return self._in_all(parts) if parts else 0
            case Or(parts) | Best(parts):
                return reduce(or_, map(self.found, parts), 0)
            case Boost(part, _) | Constant(part) | Maybe(part, _):
                return self.found(part)
            case Not(part):
                return self.every & ~self.found(part)
            case Every():
                return self.every
            case Among(ids):
                return self.chosen(ids)
            case _:
                return self.leaf(query)

    def _in_all(self, parts: Iterable[Query]) -> Bits:
        bits = self.every
        for part in parts:
            bits &= self.found(part)
            if not bits:
                break
        return bits


def bits_of(numbers: Iterable[int]) -> Bits:
    """A set of small numbers."""
    chosen = list(numbers)
    if not chosen:
        return 0
    bits = bytearray(max(chosen) // 8 + 1)
    for number in chosen:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_of(bits: Bits) -> Iterator[int]:
    """The numbers of a set, rising."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
