"""The engine for collections beyond one machine: an OpenSearch cluster keeps the terms and answers by itself.

Scores are those of the protocol, with its k1 and b alone, in 32 bits; of neighbours that stand far apart they tell how
near (see opensearch_queries). Deleted passages count in them until their segments are merged (see base.LAGGING).

Threads: nothing of its own but what was asked before, which is the same whoever asks it, and `lru_cache`s, which lock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.engines.base import BM25, FEW, MOST_TIES, SCORE_DIGITS, id_in
from indexer.engines.opensearch_cluster import WINDOW, Answer, Cluster
from indexer.engines.opensearch_facets import FacetCounter
from indexer.engines.opensearch_frequencies import Frequencies
from indexer.engines.opensearch_generations import committed, figures_of, open_cluster
from indexer.engines.opensearch_queries import Translator
from indexer.engines.opensearch_terms import PASSAGES, Native
from indexer.engines.opensearch_words import WordList
from indexer.engines.opensearch_writer import dead, lag, merge, open_writer
from indexer.errors import ClusterAway, SettingError
from indexer.query import Hit, Results, SearchRequest
from indexer.query_trees import is_constant

__all__ = ["lag", "merge", "open_engine", "open_writer"]

MOST_NAMED = 10_000
"""Passages that have a group which are asked for by their ids; where more have one all that is found is fetched."""

SORTED: Mapping[str, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, {"order": "asc"}],
    "doc": [{"order": "asc"}],
    "date": [{"oldest": "asc"}, {"order": "asc"}],
    "-date": [{"newest": "asc"}, {"order": "asc"}],
}
"""Sort -> what the cluster sorts hits by."""


def open_engine(path: Path, bm25: BM25) -> "OpenSearchEngine":
    """The engine over what was committed at `path`. Raises SettingError for another k1 or b than that was made with,
    ClusterAway, IndexMissing, IndexOutdated."""
    if bm25 != BM25():
        raise SettingError(
            f"engine opensearch scores with k1 = {BM25().k1} and b = {BM25().b} alone; unset SAKUIN_K1 and SAKUIN_B, "
            "or index with --engine whoosh"
        )
    return OpenSearchEngine(path)


@dataclass(frozen=True, slots=True)
class Row:
    """A passage found: the score that it is sorted by, where it is (else 0), its place in the order of documents."""

    key: float
    order: str
    score: float


class OpenSearchEngine:
    """Answers from one index, which never changes."""

    def __init__(self, path: Path) -> None:
        pointer = committed(path)
        self._index = pointer.index
        self._cluster = open_cluster(pointer)
        self._cluster.check_version()
        self._figures = figures_of(self._cluster, self._index)
        self._words = WordList(self._cluster, self._index)
        self._frequencies = Frequencies(self._cluster, self._index, self._figures.passages)
        self.vocabulary = lru_cache(maxsize=64)(self._vocabulary)
        self._translator = Translator(self._figures, self._frequencies, self.vocabulary)
        self._facets = FacetCounter(self._cluster, self._index, self._shards(), self._translator)
        (there,) = self._cluster.totals(self._index, [PASSAGES])
        if there != self._figures.passages:
            raise ClusterAway(
                f"the index {self._index} has {there:,} passages of {self._figures.passages:,}; restore it from a "
                "snapshot, or make it anew with: sakuin index FOLDER"
            )

    def _shards(self) -> int:
        said = self._cluster.ask(lambda client: client.indices.get_settings(index=self._index))
        return int(said[self._index]["settings"]["index"]["number_of_shards"])

    def count(self) -> int:
        """As Engine.count."""
        return self._figures.passages

    def lag(self) -> int:
        """As Engine.lag."""
        return dead(self._cluster, self._index)

    def close(self) -> None:
        """As Engine.close."""
        self._cluster.close()

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """As Engine.terms."""
        return list(self._words.rows(field, prefix))

    def _vocabulary(self, field: str, prefix: str = "") -> Sequence[str]:
        """As Engine.vocabulary."""
        return tuple(term for term, _ in self._words.rows(field, prefix))

    def frequency(self, field: str, term: str) -> int:
        """As Engine.frequency."""
        return self._words.frequency(field, term)

    def search(self, request: SearchRequest) -> Results:
        """As Engine.search. Raises ClusterAway, and TooMuch for a question of more parts than the cluster takes."""
        return _Search(self._cluster, self._index, self._translator, self._facets, request).results()


class _Search:
    """One search: the request as the cluster takes it, and its hits in order."""

    def __init__(
        self, cluster: Cluster, index: str, translator: Translator, facets: FacetCounter, request: SearchRequest
    ) -> None:
        self._cluster = cluster
        self._index = index
        self._facets = facets
        self._request = request
        self._alike = is_constant(request.query)
        self._sort = "doc" if request.sort == "relevance" and self._alike else request.sort
        self._query = translator.scored(request.query)
        self._filter = translator.kept(request.filters)
        self._end = request.offset + request.limit if request.limit else 0

    def results(self) -> Results:
        """The answer."""
        groups, end = self._request.groups, self._end
        answer, rows = self._first_answer(max(end and end + 1, FEW if groups else 0))
        total = int(answer["hits"]["total"]["value"])
        facets, bases = self._facets.told(self._request, self._query, answer)
        under = self._under(total, rows) if groups else {}
        hidden = {order for orders in under.values() for order in orders}
        page = self._first(total, rows, hidden)[self._request.offset :]
        similar = {id_in(row.order): tuple(map(id_in, under[row.order])) for row in page if row.order in under}
        hits = tuple(Hit(id_in(row.order), round(row.score, SCORE_DIGITS)) for row in page)
        return Results(total, hits, facets, bases, len(hidden), similar)

    def _first_answer(self, most: int) -> tuple[Answer, list[Row]]:
        """The total, the facets and the first hits in one request, where so many can be had in one."""
        size = most if most <= WINDOW else 0
        body = {
            **self._body(self._filter),
            "size": size,
            "track_total_hits": True,
            "aggs": self._facets.asked(self._request),
        }
        answer = self._cluster.search(self._index, body, scored=size > 0 and not self._alike)
        rows = [self._row(hit) for hit in answer["hits"]["hits"]]
        return answer, rows if size == most else self._rows(most)

    def _body(self, kept: Native) -> Native:
        sort = SORTED[self._sort]
        return {"query": self._query, "post_filter": kept, "sort": sort, "track_scores": True, "_source": False}

    def _rows(self, most: int) -> list[Row]:
        """The first passages in the order of the cluster."""
        return list(islice(self._stream(self._filter, most), most))

    def _stream(self, kept: Native, most: int) -> Iterator[Row]:
        part = min(WINDOW, most)
        hits = self._cluster.stream(self._index, self._body(kept), scored=not self._alike, part=part)
        yield from map(self._row, hits)

    def _row(self, hit: Mapping[str, Any]) -> Row:
        score = hit["_score"] or 0.0
        return Row(
            -round(score, SCORE_DIGITS) if self._sort == "relevance" else 0.0,
            hit["sort"][len(SORTED[self._sort]) - 1],
            score,
        )

    def _first(self, total: int, rows: list[Row], hidden: Set[str]) -> list[Row]:
        """The first passages, as many as the page ends with, that are not hidden. The cluster sorts by scores that are
        not rounded; so more are fetched where these end among ties."""
        end, shown = self._end, [row for row in rows if row.order not in hidden]
        while end and len(rows) < total and not self._is_settled(shown):
            rows = self._rows(2 * len(rows))
            shown = [row for row in rows if row.order not in hidden]
        if self._sort == "relevance":
            shown.sort(key=lambda row: (row.key, row.order))
        return shown[:end]

    def _is_settled(self, rows: Sequence[Row]) -> bool:
        """Whether no further row may be one of the first, or so many tie that it is left to the cluster which are."""
        end = self._end
        if len(rows) <= end:
            return False
        return self._sort != "relevance" or rows[end - 1].key != rows[-1].key or len(rows) >= end + MOST_TIES

    # groups

    def _under(self, total: int, rows: list[Row]) -> dict[str, list[str]]:
        """The first passage found of each group, and those of the same group that stand under it, if any, all by their
        place in the order of documents."""
        groups = self._request.groups
        if total > len(rows):
            rows = self._grouped(total)
        first: dict[str, str] = {}
        under: dict[str, list[str]] = {}
        for row in self._sorted([row for row in rows if id_in(row.order) in groups]):
            leader = first.setdefault(groups[id_in(row.order)], row.order)
            if leader != row.order:
                under.setdefault(leader, []).append(row.order)
        return under

    def _grouped(self, total: int) -> list[Row]:
        """Every passage found that has a group."""
        groups = self._request.groups
        if len(groups) > MOST_NAMED:
            return self._rows(total)
        named = {"bool": {"filter": [self._filter, {"ids": {"values": sorted(groups)}}]}}
        return list(self._stream(named, len(groups)))

    def _sorted(self, rows: list[Row]) -> list[Row]:
        """Rows as the protocol orders them, where the cluster's scores are not rounded."""
        return sorted(rows, key=lambda row: (row.key, row.order)) if self._sort == "relevance" else rows
