"""Small query trees the planner is built of: a text as it stands, words in a row, any of, all of."""

from collections.abc import Iterable, Sequence

from indexer.analysis import GramSlot
from indexer.query import And, Or, Phrase, Prefix, Query, Slot, Term

NOTHING = Or(())
"""Finds nothing; any_of leaves it out."""


def any_of(queries: Iterable[Query]) -> Query:
    found = [query for query in queries if query != NOTHING]
    return found[0] if len(found) == 1 else Or(tuple(found))


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def literal(field: str, slots: Sequence[GramSlot], via: str) -> Query:
    if len(slots) == 1:
        only = slots[0]
        return Prefix(field, only.text, via) if only.prefix else Term(field, only.text, via)
    return Phrase(field, tuple(Slot(slot.text, slot.offset, slot.prefix) for slot in slots), via)


def row(field: str, terms: Sequence[str], via: str) -> Phrase:
    return Phrase(field, tuple(Slot(term, offset) for offset, term in enumerate(terms)), via)
