"""Walking and joining query trees: what the planner builds with and the highlighting looks through."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from indexer.query import (
    Among,
    And,
    Best,
    Boost,
    Constant,
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
    Term,
    Wildcard,
)  # fmt: skip
from indexer.schema import KEYWORD_FIELDS

NOTHING = Or(())
"""Finds nothing; any_of leaves it out."""


def any_of(queries: Iterable[Query]) -> Query:
    """What satisfies any of the queries; of one alone that one, of none NOTHING."""
    found = [query for query in queries if query != NOTHING]
    return found[0] if len(found) == 1 else Or(tuple(found))


def best_of(queries: Sequence[Query]) -> Query:
    """What satisfies any of at least one queries, scored by the best."""
    return queries[0] if len(queries) == 1 else Best(tuple(queries))


def all_of(queries: Sequence[Query]) -> Query:
    """What satisfies every one of at least one queries."""
    return queries[0] if len(queries) == 1 else And(tuple(queries))


Leaf = Term | Phrase | Near | Prefix | Wildcard | Fuzzy
"""What looks at terms."""


def map_leaves(query: Query, change: Callable[[Leaf], Query]) -> Query:
    """The tree with every leaf that looks at terms replaced by what `change` makes of it."""
    match query:
        case And(parts):
            return And(tuple(map_leaves(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(map_leaves(part, change) for part in parts))
        case Best(parts):
            return Best(tuple(map_leaves(part, change) for part in parts))
        case Not(part):
            return Not(map_leaves(part, change))
        case Boost(part, weight):
            return Boost(map_leaves(part, change), weight)
        case Constant(part):
            return Constant(map_leaves(part, change))
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
        case Boost(part, _) | Constant(part) | Maybe(part, _):
            yield from leaves(part)
        case Term() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
            if query.via:
                yield query
        case _:
            return


def unscored(query: Query) -> Query:
    """What finds the same, each with a score of 0: for those who count alone, or put in another order."""
    return Boost(_bare(query), 0.0)


def is_unscored(query: Query) -> bool:
    """Whether a query is seen at once to give every passage a score of 0."""
    return isinstance(query, Every | Among | Not) or (isinstance(query, Boost) and not query.weight)


def _bare(query: Query) -> Query:
    return query if isinstance(query, Leaf) else _bare_tree(query)


@lru_cache(maxsize=2_000)
def _bare_tree(query: Query) -> Query:
    """Remembered, since each way of asking less has nearly all clauses once more."""
    match query:
        case And(parts):
            return And(tuple(map(_bare, parts)))
        case Or(parts) | Best(parts):
            return Or(tuple(map(_bare, parts)))
        case Boost(part, _) | Constant(part) | Maybe(part, _):
            return _bare(part)
        case Not(part):
            return Not(_bare(part))
        case _:
            return query


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


def is_constant(query: Query) -> bool:
    """Whether whatever a query finds has one and the same score."""
    match query:
        case Every() | Among() | Not() | Prefix() | Wildcard() | Fuzzy() | DateRange() | Constant():
            return True
        case Term(field, _):
            return field in KEYWORD_FIELDS
        case And(parts):
            return all(is_constant(part) for part in parts)
        case Boost(part, weight):
            return not weight or is_constant(part)
        case _:
            return False
