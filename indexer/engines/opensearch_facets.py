"""How many of the passages that a question finds have each value of a field: exactly, over however many shards.

All facets are counted in the request that fetches the hits, each within the filters of the other fields. A shard that
has more values than it may send makes a count uncertain, by what the answer says (`doc_count_error_upper_bound`); then,
and where all values are asked for and there are too many for one answer, they are listed page by page instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.engines.base import most_frequent, without_choice
from indexer.engines.opensearch_cluster import Answer, Cluster
from indexer.engines.opensearch_queries import Translator
from indexer.engines.opensearch_terms import Native, term
from indexer.query import FacetCount, Filter, SearchRequest

MANY = 10_000
"""Values that one answer gives."""

OF_EACH_SHARD = 60_000
"""Values that each shard may send to those; a cluster makes no more than 65,535 for one question."""


@dataclass(frozen=True, slots=True)
class FacetCounter:
    """Counts for one index of so many shards."""

    cluster: Cluster
    index: str
    shards: int
    translator: Translator

    def asked(self, request: SearchRequest) -> Native:
        """The aggregations of a request: of each field its values, and each value that a filter names by itself."""
        found: Native = {}
        for field in request.facets:
            base = self.translator.kept(without_choice(request.filters, field))
            found[field] = {"filter": base, "aggs": {"values": {"terms": self._terms(field, request.values)}}}
            for number, value in enumerate(_named(field, request.filters)):
                free = self.translator.kept(without_choice(request.filters, field, value))
                having = {"bool": {"filter": [free, term(field, value)]}}
                found[f"{field} {number}"] = {"filter": having}
        return found

    def _terms(self, field: str, values: int) -> Native:
        wanted: Native = {"field": field, "size": min(values or MANY, MANY), "min_doc_count": 1}
        return wanted | ({"shard_size": OF_EACH_SHARD} if self.shards > 1 else {})

    def told(
        self, request: SearchRequest, query: Native, answer: Answer
    ) -> tuple[dict[str, tuple[FacetCount, ...]], dict[str, int]]:
        """The counts of each facet, and over how many passages, of the answer to what was asked."""
        facets, bases = {}, {}
        for field in request.facets:
            counted = answer["aggregations"][field]
            bases[field] = int(counted["doc_count"])
            counts = self._counts(request, query, field, counted["values"])
            for number, value in enumerate(_named(field, request.filters)):
                counts[value] = int(answer["aggregations"][f"{field} {number}"]["doc_count"])
            facets[field] = most_frequent(counts, field, request)
        return facets, bases

    def _counts(self, request: SearchRequest, query: Native, field: str, values: Answer) -> dict[str, int]:
        cut = not request.values or request.values > MANY
        if values["doc_count_error_upper_bound"] or (cut and values["sum_other_doc_count"]):
            return self._all(query, self.translator.kept(without_choice(request.filters, field)), field)
        return {row["key"]: row["doc_count"] for row in values["buckets"]}

    def _all(self, query: Native, base: Native, field: str) -> dict[str, int]:
        """The counts of all values, page by page in their order."""
        found: dict[str, int] = {}
        pages: dict[str, Any] = {"size": MANY, "sources": [{"value": {"terms": {"field": field}}}]}
        within = {"bool": {"filter": [query, base]}}
        while True:
            answer = self.cluster.search(
                self.index, {"size": 0, "query": within, "aggs": {"values": {"composite": pages}}}
            )["aggregations"]["values"]
            found |= {row["key"]["value"]: row["doc_count"] for row in answer["buckets"]}
            if "after_key" not in answer:
                return found
            pages["after"] = answer["after_key"]


def _named(field: str, filters: Sequence[Filter]) -> list[str]:
    """The values of a field that filters name."""
    return sorted({value for f in filters if f.field == field for value in (*f.include, *f.exclude)})
