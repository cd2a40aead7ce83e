"""What the planner of a question may ask of the index, handed to it by whoever has one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.query import Not, Query
from indexer.query_trees import all_of, leaves, needed_terms
from search_app.notes import Note
from search_app.planning.dictionary import Dictionary

Frequency = Callable[[str, str], int]
"""How many passages have a term: (field, term) -> count."""


Together = Callable[[Sequence[Query], Sequence[Query]], Query]
"""Joins the clauses that are wanted together and those that are left out."""


def in_one_passage(wanted: Sequence[Query], unwanted: Sequence[Query]) -> Query:
    """What has all that is wanted, of which there is something, and nothing that is not."""
    return all_of([*wanted, *map(Not, unwanted)])


Checked = tuple[Query, tuple[Note, ...]]
"""What was left of a clause that was compared with the texts, and what is to be said of that."""


def _unchecked(query: Query) -> Checked:
    return query, ()


@dataclass(frozen=True, slots=True)
class IndexStatistics:
    """What the planner may ask of the index.

    `frequency` says how many passages have a term of a field, `is_word` whether a word in Latin letters is one of the
    collection's, `check` narrows a clause to the passages whose text bears it out (see switches), `together` joins
    clauses that need not stand in one passage. `languages` are those of the passages that can be hits, empty for any.
    """

    frequency: Frequency = lambda field, term: 1
    is_word: Callable[[str], bool] = lambda word: False
    check: Callable[[Query], Checked] = _unchecked
    dictionary: Dictionary = Dictionary(None)  # noqa: RUF009 - without a glossary it knows nothing
    languages: tuple[str, ...] = ()
    together: Together = in_one_passage

    def stands(self, query: Query) -> bool:
        """Whether the index has all terms of something that a query looks for: 一般 is not listed as 1般."""
        return any(all(self.frequency(field, term) > 0 for field, term in needed_terms(leaf)) for leaf in leaves(query))


NO_STATISTICS = IndexStatistics()
"""For whoever has no index at hand."""
