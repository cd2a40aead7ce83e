"""How many passages have a term of a cluster's index, asked once and for many terms in one request."""

from collections.abc import Iterable

from indexer.engines.base import BM25
from indexer.engines.opensearch_cluster import Cluster
from indexer.engines.opensearch_terms import term

MOST_KEPT = 200_000
"""Terms whose numbers are remembered; beyond, all are forgotten."""

Named = tuple[str, str]
"""A field and a term of it."""


class Frequencies:
    """The frequencies of one index, which never change. Threads may ask at once: each sets the same numbers."""

    def __init__(self, cluster: Cluster, index: str, passages: int) -> None:
        self._cluster = cluster
        self._index = index
        self._passages = passages
        self._known: dict[Named, int] = {}

    def of(self, terms: Iterable[Named]) -> dict[Named, int]:
        """How many passages have each of these terms."""
        wanted = set(terms)
        found = {each: self._known[each] for each in wanted if each in self._known}
        if missing := sorted(wanted - found.keys()):
            queries = [term(field, text) for field, text in missing]
            fresh = dict(zip(missing, self._cluster.totals(self._index, queries), strict=True))
            if len(self._known) > MOST_KEPT:
                self._known = {}
            self._known |= fresh
            found |= fresh
        return found

    def idf(self, terms: Iterable[Named]) -> dict[Named, float]:
        """How telling each of these terms is."""
        return {each: BM25().idf(self._passages, having) for each, having in self.of(terms).items()}
