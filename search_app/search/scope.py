"""Words that need not stand in one passage: in one section, or in one document (the parameter `scope`).

A hit is then a passage that has any of the words, in a unit that has all of them and none that is left out; those with
more of them come first. A section is what stands under the same headings of a document, titles included.
"""

from collections.abc import Sequence

from indexer.query import Among, DateRange, Not, Query, SearchRequest, Term
from indexer.query_trees import all_of, any_of, unscored
from indexer.schema import KEYWORD_FIELDS
from search_app.planning.index_statistics import Together, in_one_passage
from search_app.search.searcher import Searcher

SECTION, DOCUMENT = "section", "doc"
SCOPES = (SECTION, DOCUMENT)
"""The values of `scope` that widen it."""


def joiner(searcher: Searcher, scope: str) -> Together:
    """What joins the clauses of a question: in one passage, unless the scope is wider."""
    if scope not in SCOPES:
        return in_one_passage

    def widened(wanted: Sequence[Query], unwanted: Sequence[Query]) -> Query:
        words = [query for query in wanted if not _is_filter(query)]
        if len(words) < 2:
            return in_one_passage(wanted, unwanted)
        return _in_one_unit(searcher, scope, words, [query for query in wanted if _is_filter(query)], unwanted)

    return widened


def _is_filter(query: Query) -> bool:
    """Whether a clause says of what kind a passage is (actor:, year:), which each hit is itself."""
    return isinstance(query, DateRange) or (isinstance(query, Term) and query.field in KEYWORD_FIELDS)


def _in_one_unit(
    searcher: Searcher, scope: str, words: Sequence[Query], filters: Sequence[Query], unwanted: Sequence[Query]
) -> Query:
    among = _beside_the_rarest(searcher, words)
    having = [_having(searcher, query, among) for query in words]
    units = {each: searcher.units(each, scope) for each in frozenset[str]().union(*having)}
    left_out = (each for query in unwanted for each in _having(searcher, query, among))
    without = {unit for each in left_out for unit in searcher.units(each, scope)}
    right = set.intersection(*({unit for each in found for unit in units[each]} for found in having)) - without
    found = (each for each, stands_in in units.items() if not right.isdisjoint(stands_in))
    return all_of([*filters, any_of(words), Among(frozenset(found)), *map(Not, unwanted)])


MANY = 2_000
"""Passages that have a word, from which on it may be worth while to look only beside those that have the rarest one."""

TIMES = 4
"""So many times as many they must be as those."""


def _beside_the_rarest(searcher: Searcher, words: Sequence[Query]) -> Among | None:
    """The passages of the documents that have the rarest of some words, to which any unit that has all of them is
    confined; None where that would save nothing."""
    totals = {query: searcher.library.engine.search(SearchRequest(unscored(query), limit=0)).total for query in words}
    rarest, most = min(words, key=totals.__getitem__), max(totals.values())
    if most <= MANY or totals[rarest] * TIMES > most:
        return None
    beside = searcher.library.store.passages.beside
    return Among(searcher.having.of(("beside", rarest), lambda: beside(_having(searcher, rarest, None))))


def _having(searcher: Searcher, query: Query, among: Among | None) -> frozenset[str]:
    """The passages that have a clause, in themselves or above them: of all, or among some."""
    engine = searcher.library.engine
    asked = unscored(all_of([query, among]) if among else query)
    request = SearchRequest(asked, sort="doc", limit=max(1, engine.count()))
    return searcher.having.of((query, among), lambda: frozenset(hit.id for hit in engine.search(request).hits))
