"""What an entry holds, for the reference engine: the terms of each field and where they stand.

A line is read once and remembered, else a judge of hundreds of questions would read each of them thousands of times.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from indexer.document import IndexEntry
from indexer.query import Slot
from indexer.schema import COMBINED, KEYWORD_FIELDS
from indexer.terms import Terms, length, places

MOST_REMEMBERED = 30_000
"""Lines that are remembered at once, as what they hold: about 10 kB each."""


@lru_cache(MOST_REMEMBERED)
def _held(line: Terms) -> Mapping[str, list[int]]:
    """The terms of a line, each with its places in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for term, at in places(line):
        found[term].append(at)
    return dict(found)


def lines_of(entry: IndexEntry, field: str) -> list[Mapping[str, list[int]]]:
    """What the lines of a field of text hold."""
    return [_held(entry.texts.get(name, "")) for name in COMBINED.get(field, (field,))]


def held_terms(entry: IndexEntry, field: str) -> set[str]:
    """The terms of a field, or the values of a keyword."""
    if field in KEYWORD_FIELDS:
        return set(entry.keywords.get(field, ()))
    return {term for held in lines_of(entry, field) for term in held}


def has(entry: IndexEntry, field: str, term: str) -> bool:
    """Whether a field has a term, or a keyword a value."""
    if field in KEYWORD_FIELDS:
        return term in entry.keywords.get(field, ())
    return any(term in held for held in lines_of(entry, field))


def length_of(entry: IndexEntry, field: str) -> int:
    """How long a field is to BM25."""
    return sum(length(entry.texts.get(name, "")) for name in COMBINED.get(field, (field,)))


def positions(slot: Slot, field: str, entry: IndexEntry) -> list[int]:
    """Where the term of a slot stands in a field, or any that it begins, in order."""
    held = _held(entry.texts.get(field, ""))
    if slot.prefix:
        return sorted({at for term, there in held.items() if term.startswith(slot.text) for at in there})
    return sorted(set(held.get(slot.text, ())))
