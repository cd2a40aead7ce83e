"""Small query trees the planner is built of: a text as it stands, words in a row, what a passage must have itself."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.analysis import GramSlot
from indexer.query import (
    Among,
    And,
    Best,
    Boost,
    Constant,
    DateRange,
    Every,
    Maybe,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Reason,
    Slot,
    Term,
)
from indexer.query_trees import Leaf, any_of, field_of, map_leaves
from indexer.schema import KEYWORD_FIELDS


def literal(field: str, slots: Sequence[GramSlot], via: Reason) -> Query:
    """A text as it stands in a field of the literal layer, from its bigrams."""
    if len(slots) == 1:
        only = slots[0]
        return Prefix(field, only.text, via) if only.prefix else Term(field, only.text, via)
    return Phrase(field, tuple(Slot(slot.text, slot.offset, slot.prefix) for slot in slots), via)


def row(field: str, terms: Sequence[str], via: Reason | None) -> Phrase:
    """Terms side by side in a field of the word layer."""
    return Phrase(field, tuple(Slot(term, offset) for offset, term in enumerate(terms)), via)


def of_part(query: Query) -> Query:
    """A query about one part of a passage that was asked for by name (title:NATO)."""
    return map_leaves(query, lambda leaf: replace(leaf, via=leaf.via and replace(leaf.via, named=True)))


OPENING = {"title": "document", "heading": "section"}
"""What opens under a title, and under a heading; see the field `opens`."""


@lru_cache(maxsize=4_096)
def own(query: Query) -> Query | None:
    """What of a query a passage must have itself to be a hit, None if nothing.

    A title or heading lends its words to all that stands below it, so that クリントン 保証 finds a passage on 保証
    in a letter to クリントン. Alone it makes a hit only of the passage it opens: a document named 冷戦 is one answer
    to 冷戦, not sixty. Remembered, as each way of asking less has nearly all clauses once more.
    """
    match query:
        case And(parts):
            found = [inner for part in parts if (inner := own(part)) is not None]
            return any_of(found) if found else None
        case Or(parts) | Best(parts):
            choices = [own(part) for part in parts]
            return None if None in choices else any_of(choice for choice in choices if choice is not None)
        case Boost(part, _) | Constant(part) | Maybe(part, _):
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


def anchored(query: Query) -> Query:
    """Hits have something of the question themselves; see `own`."""
    needed = own(query)
    return query if needed is None else And((query, Boost(needed, 0.0)))
