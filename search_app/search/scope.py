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
    having = [_having(searcher, query) for query in words]
    units = {each: searcher.units(each, scope) for each in frozenset[str]().union(*having)}
    without = {unit for query in unwanted for each in _having(searcher, query) for unit in searcher.units(each, scope)}
    right = set.intersection(*({unit for each in found for unit in units[each]} for found in having)) - without
    found = (each for each, stands_in in units.items() if not right.isdisjoint(stands_in))
    return all_of([*filters, any_of(words), Among(frozenset(found)), *map(Not, unwanted)])


def _having(searcher: Searcher, query: Query) -> frozenset[str]:
    """The passages that have a clause, in themselves or above them."""
    engine = searcher.library.engine
    request = SearchRequest(unscored(query), sort="doc", limit=max(1, engine.count()))
    return searcher.having.of(query, lambda: frozenset(hit.id for hit in engine.search(request).hits))
