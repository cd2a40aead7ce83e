"""A query tree without what no passage can have, so that an engine is asked for what may be there alone.

Hardly a word stands in titles, most alternatives of a word stand nowhere, and one word that does not takes the whole of
a question with it: to know that takes a look at a table of terms. What is found and how it scores stays the same.
"""

from collections.abc import Callable
from functools import lru_cache

from indexer.query import And, Best, Boost, Constant, Every, Maybe, Near, Not, Or, Phrase, Query, Term
from indexer.query_trees import NOTHING

Stands = Callable[[str, str], bool]
"""Whether any passage has a term of a field."""


class Pruner:
    """Prunes for one opened index; what was pruned before is remembered."""

    def __init__(self, stands: Stands) -> None:
        self._stands = stands
        self._tree = lru_cache(maxsize=2_000)(self._pruned_tree)

    def pruned(self, query: Query) -> Query:
        """The tree without what finds nothing; NOTHING where nothing is left."""
        match query:
            case Term(field, text):
                return query if self._stands(field, text) else NOTHING
            case Phrase(field, slots):
                return query if all(slot.prefix or self._stands(field, slot.text) for slot in slots) else NOTHING
            case Near(parts):
                return query if NOTHING not in map(self.pruned, parts) else NOTHING
            case _:
                return self._tree(query)

    def _pruned_tree(self, query: Query) -> Query:
        match query:
            case And(parts):
                kept = tuple(map(self.pruned, parts))
                return NOTHING if NOTHING in kept else And(kept)
            case Or(parts):
                return Or(self._some(parts))
            case Best(parts):
                some = self._some(parts)
                return Best(some) if some else NOTHING
            case Boost(part, weight):
                rest = self.pruned(part)
                return rest if rest == NOTHING else Boost(rest, weight)
            case Constant(part):
                rest = self.pruned(part)
                return rest if rest == NOTHING else Constant(rest)
            case Maybe(required, optional):
                rest, more = self.pruned(required), self.pruned(optional)
                return rest if NOTHING in (rest, more) else Maybe(rest, more)
            case Not(part):
                rest = self.pruned(part)
                return Every() if rest == NOTHING else Not(rest)
            case _:
                return query

    def _some(self, parts: tuple[Query, ...]) -> tuple[Query, ...]:
        return tuple(rest for part in parts if (rest := self.pruned(part)) != NOTHING)
