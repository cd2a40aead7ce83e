"""The engine for large collections: tantivy (Rust) keeps the terms and answers by itself.

tantivy's BM25 is the protocol's, with k1 = 1.2 and b = 0.75 compiled in, in 32 bits. Its statistics count deleted
passages until its segments are merged (see base.LAGGING).

Threads: memory-mapped files. A searcher is a snapshot that never changes, over files that are mapped into memory, and
every search has a place of its own in them (https://docs.rs/tantivy/latest/tantivy/struct.Searcher.html); so all share
one. What is kept in Python besides are `lru_cache`s, which lock, and tables that are the same whoever makes them.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from tantivy import DocAddress, Index, Order, SearchResult
from tantivy import Query as Native

from indexer.engines.base import BM25, FEW, MOST_TIES, SCORE_DIGITS, id_in, most_frequent, without_choice
from indexer.engines.tantivy_facets import FacetCounter
from indexer.engines.tantivy_merging import lag, merge
from indexer.engines.tantivy_queries import Translator
from indexer.engines.tantivy_writer import open_writer
from indexer.errors import SettingError
from indexer.query import FacetCount, Hit, Results, SearchRequest
from indexer.query_trees import is_constant, is_unscored, unscored
from indexer.terms import GAP

__all__ = ["lag", "merge", "open_engine", "open_writer"]


def open_engine(path: Path, bm25: BM25) -> "TantivyEngine":
    """The engine over what was committed at `path`. Raises SettingError for another k1 or b than tantivy's."""
    if bm25 != BM25():
        raise SettingError(
            f"engine tantivy scores with k1 = {BM25().k1} and b = {BM25().b} alone; unset SAKUIN_K1 and SAKUIN_B, "
            "or index with --engine whoosh"
        )
    return TantivyEngine(path, bm25)


Place = tuple[int, int]
"""Segment and number of a passage."""

SORTED = {"doc": "order", "date": "oldest", "-date": "newest"}
"""Sort -> the fast field by which hits come, the least first."""


Row = tuple[Any, Place]
"""What a passage is sorted by, of which the least comes first, and where it stands."""


@dataclass(frozen=True)
class Grouped:
    """The passages that have a group: the names asked with, a query for their ids, what each is ordered by."""

    names: Mapping[str, str]
    ids: Native
    orders: Mapping[Place, str]

    @property
    def seen(self) -> int:
        """Of so many hits it is quicker to look at each than to search for all that have a group."""
        return min(max(FEW, len(self.orders)), 10 * FEW)


class TantivyEngine:
    """Answers from one opened searcher."""

    def __init__(self, path: Path, bm25: BM25) -> None:
        index = Index.open(str(path))
        index.reload()
        self._searcher = index.searcher()
        self._translator = Translator(index.schema, self._searcher, bm25)
        self._lag = lag(path)
        self._order = lru_cache(maxsize=50_000)(self._read_order)
        self._facet_counter = FacetCounter(self._searcher)
        self._grouped: Grouped | None = None

    def count(self) -> int:
        """As Engine.count."""
        return self._searcher.num_docs

    def lag(self) -> int:
        """As Engine.lag."""
        return self._lag

    def close(self) -> None:
        """tantivy lets go of its files with the searcher."""

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """As Engine.terms."""
        living = Native.all_query() if self._lag else None
        found = self._searcher.terms_with_prefix(field, prefix, living)
        return sorted((term, count) for term, count in found if count and term != GAP)

    def vocabulary(self, field: str, prefix: str = "") -> Iterable[str]:
        """As Engine.vocabulary."""
        return sorted(term for term, _ in self._searcher.terms_with_prefix(field, prefix) if term != GAP)

    def frequency(self, field: str, term: str) -> int:
        """As Engine.frequency."""
        if self._lag:
            return self._total(self._translator.term(field, term))
        return self._searcher.doc_freq(field, term)

    def search(self, request: SearchRequest) -> Results:
        """As Engine.search."""
        request = request if request.limit else replace(request, query=unscored(request.query))
        kept = self._translator.filtered(request.query, request.filters)
        total, hits, folded, similar = self._page(kept, request)
        facets, bases = self._facets(kept, request, total)
        return Results(total, hits, facets, bases, folded, similar)

    def _total(self, query: Native) -> int:
        return _count(self._searcher.search(query, 1))

    # hits

    def _page(
        self, query: Native, request: SearchRequest
    ) -> tuple[int, tuple[Hit, ...], int, dict[str, tuple[str, ...]]]:
        """How many passages there are, the hits of a page, how many passages stand under others, and which under those
        hits."""
        sort, end = _sort(request), request.offset + request.limit if request.limit else 0
        grouped = self._groups_of(request.groups) if request.groups else None
        total, rows = self._rows(query, sort, max(end + 1, grouped.seen if grouped else 0))
        under = self._under(query, sort, total, rows, grouped) if grouped else {}
        hidden = {place for members in under.values() for place in members}
        page = self._first(query, sort, total, rows, end, hidden)[request.offset :]
        similar = {self._id(place): tuple(map(self._id, under[place])) for _, place in page if place in under}
        hits = self._unscored(sort, page) if is_unscored(request.query) else self._hits(query, sort, page)
        return total, hits, len(hidden), similar

    def _rows(self, query: Native, sort: str, most: int) -> tuple[int, list[Row]]:
        """How many passages there are, and the first `most` of them, ties in an order of tantivy's own."""
        if sort == "relevance":
            found = self._searcher.search(query, most)
            return _count(found), [(-round(score, SCORE_DIGITS), _place(at)) for score, at in found.hits]
        found = self._searcher.search(query, most, order_by_field=SORTED[sort], order=Order.Asc)
        return _count(found), [(value, _place(at)) for value, at in found.hits]

    def _first(self, query: Native, sort: str, total: int, rows: list[Row], end: int, hidden: Set[Place]) -> list[Row]:
        """The first `end` passages that are not hidden, ties in the order documents read: more rows than `rows` are
        fetched where these end among ties."""
        shown = [row for row in rows if row[1] not in hidden]
        while end and len(rows) < total and not _is_settled(shown, end):
            _, rows = self._rows(query, sort, 2 * len(rows))
            shown = [row for row in rows if row[1] not in hidden]
        last = shown[:end][-1:]
        tied = [row for row in shown if last and row[0] <= last[0][0]]
        return sorted(tied, key=lambda row: (row[0], "" if sort == "doc" else self._order(row[1])))[:end]

    def _hits(self, query: Native, sort: str, rows: Sequence[Row]) -> tuple[Hit, ...]:
        if sort == "relevance":
            return tuple(Hit(self._id(place), -value) for value, place in rows)
        scores = self._scores(query, [place for _, place in rows])
        return tuple(Hit(self._id(place), scores[place]) for _, place in rows)

    def _unscored(self, sort: str, rows: Sequence[Row]) -> tuple[Hit, ...]:
        return tuple(Hit(id_in(value) if sort == "doc" else self._id(place), 0.0) for value, place in rows)

    def _scores(self, query: Native, places: Sequence[Place]) -> dict[Place, float]:
        """The scores of passages that are not sorted by them."""
        if not places:
            return {}
        chosen = self._translator.ids([self._id(place) for place in places])
        found = self._searcher.search(self._translator.among(query, chosen), len(places))
        return {_place(at): round(score, SCORE_DIGITS) for score, at in found.hits}

    def _id(self, place: Place) -> str:
        return id_in(self._order(place))

    def _read_order(self, place: Place) -> str:
        return str(self._searcher.doc(DocAddress(*place)).get_first("order"))

    # groups

    def _groups_of(self, names: Mapping[str, str]) -> "Grouped":
        """Where the passages stand that have a group; the last groups asked by are remembered."""
        grouped = self._grouped  # read once: another thread may ask by other groups meanwhile
        if grouped is None or grouped.names is not names:
            ids = self._translator.ids(sorted(names))
            _, rows = self._rows(ids, "doc", len(names))
            self._grouped = grouped = Grouped(names, ids, {place: order for order, place in rows})
        return grouped

    def _under(
        self, query: Native, sort: str, total: int, rows: list[Row], grouped: "Grouped"
    ) -> dict[Place, list[Place]]:
        """The first passage found of each group, and those of the same group that stand under it, if any. Where `rows`
        are not all that is found those with a group are searched for."""
        if total > len(rows):
            _, rows = self._rows(self._translator.among(query, grouped.ids), sort, len(grouped.names))
        members = sorted((value, grouped.orders[at], at) for value, at in rows if at in grouped.orders)
        first: dict[str, Place] = {}
        under: dict[Place, list[Place]] = {}
        for _, order, place in members:
            leader = first.setdefault(grouped.names[id_in(order)], place)
            if leader != place:
                under.setdefault(leader, []).append(place)
        return under

    # facets

    def _facets(
        self, query: Native, request: SearchRequest, total: int
    ) -> tuple[dict[str, tuple[FacetCount, ...]], dict[str, int]]:
        """The counts of each facet, and over how many passages: one look for all that have no choice of their own."""
        chosen = {f.field for f in request.filters if f.include}
        shared = [field for field in request.facets if field not in chosen]
        counts = self._facet_counter.counts(query, shared, request.values, total)
        bases = dict.fromkeys(shared, total)
        for field in set(request.facets) - set(shared):
            free = self._translator.filtered(request.query, without_choice(request.filters, field))
            bases[field] = self._total(free)
            counts |= self._facet_counter.counts(free, [field], request.values, bases[field])
        for field in request.facets:
            counts[field] |= self._named(field, request)
        return {field: most_frequent(counts[field], field, request) for field in request.facets}, bases

    def _named(self, field: str, request: SearchRequest) -> dict[str, int]:
        """Of each value chosen, how many passages have it; of each left out, how many there would be if it were not."""
        own = [f for f in request.filters if f.field == field]
        named = list(dict.fromkeys(value for f in own for value in (*f.include, *f.exclude)))
        free = self._translator.filtered(request.query, [f for f in request.filters if f not in own])
        counts = self._facet_counter.named(free, field, named)
        if any(f.exclude for f in own):
            counts |= {value: self._having(field, value, request) for value in named if counts[value]}
        return counts

    def _having(self, field: str, value: str, request: SearchRequest) -> int:
        """How many passages have a value that do not have the others left out."""
        free = self._translator.filtered(request.query, without_choice(request.filters, field, value))
        return self._total(self._translator.among(free, self._translator.term(field, value)))


def _sort(request: SearchRequest) -> str:
    """How hits are sorted: by relevance only where that tells one from another."""
    return "doc" if request.sort == "relevance" and is_constant(request.query) else request.sort


def _count(found: SearchResult) -> int:
    """How many passages a search found; tantivy's type file leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]


def _place(at: DocAddress) -> Place:
    return at.segment_ord, at.doc


def _is_settled(rows: Sequence[Row], end: int) -> bool:
    """Whether no further row may be one of the first `end`, or so many tie that it is left to tantivy which are."""
    return len(rows) > end and (rows[end - 1][0] != rows[-1][0] or len(rows) >= end + MOST_TIES)
