"""Small query trees the planner is built of: a text as it stands, words in a row, any of, all of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.analysis import GramSlot
from indexer.query import (
    Among,
    And,
    Boost,
    DateRange,
    Every,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Reason,
    Slot,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.schema import KEYWORD_FIELDS

NOTHING = Or(())
"""Finds nothing; any_of leaves it out."""


def any_of(queries: Iterable[Query]) -> Query:
    found = [query for query in queries if query != NOTHING]
    return found[0] if len(found) == 1 else Or(tuple(found))


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def literal(field: str, slots: Sequence[GramSlot], via: Reason) -> Query:
    if len(slots) == 1:
        only = slots[0]
        return Prefix(field, only.text, via) if only.prefix else Term(field, only.text, via)
    return Phrase(field, tuple(Slot(slot.text, slot.offset, slot.prefix) for slot in slots), via)


def row(field: str, terms: Sequence[str], via: Reason | None) -> Phrase:
    return Phrase(field, tuple(Slot(term, offset) for offset, term in enumerate(terms)), via)


Leaf = Term | Phrase | Near | Prefix | Wildcard | Fuzzy


def map_leaves(query: Query, change: Callable[[Leaf], Query]) -> Query:
    """The tree with every leaf that looks at terms replaced by what `change` makes of it."""
    match query:
        case And(parts):
            return And(tuple(map_leaves(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(map_leaves(part, change) for part in parts))
        case Not(part):
            return Not(map_leaves(part, change))
        case Boost(part, weight):
            return Boost(map_leaves(part, change), weight)
        case Maybe(required, optional):
            return Maybe(map_leaves(required, change), map_leaves(optional, change))
        case Every() | Among() | DateRange():
            return query
        case _:
            return change(query)


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that say why they match: those that had to hold, not what is excluded or only adds to the score."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Boost(part, _) | Maybe(part, _):
            yield from leaves(part)
        case Term() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
            if query.via:
                yield query
        case _:
            return


def needed_terms(leaf: Leaf) -> list[tuple[str, str]]:
    """The whole terms, with their fields, that a passage must have for a leaf."""
    match leaf:
        case Term(field, text):
            return [(field, text)]
        case Phrase(field, slots):
            return [(field, slot.text) for slot in slots if not slot.prefix]
        case Near(parts):
            return [term for part in parts for term in needed_terms(part)]
        case _:
            return []


def field_of(leaf: Leaf) -> str:
    """The field a leaf looks at."""
    return leaf.parts[0].field if isinstance(leaf, Near) else leaf.field


def of_part(query: Query) -> Query:
    """A query about one part of a passage that was asked for by name (title:NATO)."""
    return map_leaves(query, lambda leaf: replace(leaf, via=leaf.via and replace(leaf.via, named=True)))


OPENING = {"title": "document", "heading": "section"}
"""What opens under a title, and under a heading; see the field `opens`."""


def own(query: Query) -> Query | None:
    """What of a query a passage must have itself to be a hit, None if nothing.

    A title or heading lends its words to all that stands below it, so that クリントン 保証 finds a passage on 保証
    in a letter to クリントン. Alone it makes a hit only of the passage it opens: a document named 冷戦 is one answer
    to 冷戦, not sixty.
    """
    match query:
        case And(parts):
            found = [inner for part in parts if (inner := own(part)) is not None]
            return any_of(found) if found else None
        case Or(parts):
            choices = [own(part) for part in parts]
            return None if None in choices else any_of(choice for choice in choices if choice is not None)
        case Boost(part, _) | Maybe(part, _):
            return own(part)
        case Not() | Every() | Among() | DateRange():
            return None
        case _:
            return _own_leaf(query)


def _own_leaf(leaf: Leaf) -> Query | None:
    field = field_of(leaf)
    if field in KEYWORD_FIELDS:
        return None
    opening = OPENING.get(field.partition("_")[0])
    named = leaf.via is not None and leaf.via.named
    return leaf if opening is None or named else And((leaf, Term("opens", opening)))
