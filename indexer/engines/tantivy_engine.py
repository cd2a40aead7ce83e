"""The engine for large collections: tantivy (Rust) keeps the terms and answers by itself.

tantivy's BM25 is the protocol's, with k1 = 1.2 and b = 0.75 compiled in, in 32 bits. Its statistics count deleted
passages until the index is made anew (see base.LAGGING).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tantivy import DocAddress, Index, Order, SearchResult
from tantivy import Query as Native

from indexer.engines.base import BM25, SCORE_DIGITS, most_frequent
from indexer.engines.tantivy_facets import FacetCounter
from indexer.engines.tantivy_queries import Translator, is_constant
from indexer.engines.tantivy_writer import DELETED, open_writer
from indexer.errors import SettingError
from indexer.query import FacetCount, Filter, Hit, Results, SearchRequest
from indexer.terms import GAP

__all__ = ["open_engine", "open_writer"]

MOST_TIES = 2_000
"""Hits beyond a page that are looked at because they tie with its last; among more the order is tantivy's own."""


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


FEW = 500


@dataclass(frozen=True)
class Grouped:
    """The passages that have a group: the names asked with, a query for their ids, where they stand."""

    names: Mapping[str, str]
    ids: Native
    places: frozenset[Place]


class TantivyEngine:
    """Answers from one opened searcher, which threads may share: it is a snapshot that never changes, and every search
    has a place of its own in it."""

    def __init__(self, path: Path, bm25: BM25) -> None:
        index = Index.open(str(path))
        index.reload()
        self._searcher = index.searcher()
        self._translator = Translator(index.schema, self._searcher, bm25)
        self._exact = not (path / DELETED).exists()
        self._order = lru_cache(maxsize=50_000)(self._read_order)
        self._facet_counter = FacetCounter(self._searcher)
        self._grouped: Grouped | None = None

    def count(self) -> int:
        """As Engine.count."""
        return self._searcher.num_docs

    def close(self) -> None:
        """tantivy lets go of its files with the searcher."""

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """As Engine.terms."""
        living = None if self._exact else Native.all_query()
        found = self._searcher.terms_with_prefix(field, prefix, living)
        return sorted((term, count) for term, count in found if count and term != GAP)

    def vocabulary(self, field: str, prefix: str = "") -> Iterable[str]:
        """As Engine.vocabulary."""
        return sorted(term for term, _ in self._searcher.terms_with_prefix(field, prefix) if term != GAP)

    def frequency(self, field: str, term: str) -> int:
        """As Engine.frequency."""
        if self._exact:
            return self._searcher.doc_freq(field, term)
        return self._total(self._translator.term(field, term))

    def search(self, request: SearchRequest) -> Results:
        """As Engine.search."""
        kept = self._translator.filtered(request.query, request.filters)
        if request.groups:
            total, hits, folded, similar = self._folded_page(kept, request)
        else:
            total, hits = self._best(kept, request, request.offset + request.limit)
            hits, folded, similar = hits[request.offset :], 0, {}
        facets, bases = self._facets(kept, request, total)
        return Results(total, tuple(hits), facets, bases, folded, similar)

    def _total(self, query: Native) -> int:
        return _count(self._searcher.search(query, 1))

    # hits

    def _best(self, query: Native, request: SearchRequest, end: int) -> tuple[int, list[Hit]]:
        """How many passages there are, and the first `end` of them; ties come in the order documents read."""
        if not end or not request.limit:
            return self._total(query), []
        sort = _sort(request)
        total, rows = self._rows(query, sort, end)
        size = end
        while len(rows) > size and rows[end - 1][0] == rows[size][0] and size < end + MOST_TIES:
            size *= 2
            _, rows = self._rows(query, sort, size)
        rows.sort(key=lambda row: (row[0], self._order(row[1])))
        places = [place for _, place in rows[:end]]
        known = {place: -value for value, place in rows} if sort == "relevance" else self._scores(query, places)
        return total, [Hit(self._id(place), known[place]) for place in places]

    def _rows(self, query: Native, sort: str, end: int) -> tuple[int, list[tuple[Any, Place]]]:
        """The first `end` passages and one more, each with what it is sorted by, of which the least comes first."""
        if sort == "relevance":
            found = self._searcher.search(query, end + 1)
            return _count(found), [(-round(score, SCORE_DIGITS), _place(at)) for score, at in found.hits]
        found = self._searcher.search(query, end + 1, order_by_field=SORTED[sort], order=Order.Asc)
        return _count(found), [(value, _place(at)) for value, at in found.hits]

    def _scores(self, query: Native, places: Sequence[Place]) -> dict[Place, float]:
        """The scores of passages that are not sorted by them."""
        if not places:
            return {}
        chosen = self._translator.ids([self._id(place) for place in places])
        found = self._searcher.search(self._translator.among(query, chosen), len(places))
        return {_place(at): round(score, SCORE_DIGITS) for score, at in found.hits}

    def _id(self, place: Place) -> str:
        return self._order(place).rpartition("\0")[2]

    def _read_order(self, place: Place) -> str:
        return str(self._searcher.doc(DocAddress(*place)).get_first("order"))

    # groups

    def _folded_page(
        self, query: Native, request: SearchRequest
    ) -> tuple[int, list[Hit], int, dict[str, tuple[str, ...]]]:
        """A page with one hit of each group, as `page_of` makes it: only what has a group is looked at in full."""
        end = request.offset + request.limit
        groups = self._groups(query, request) if request.groups else {}
        followers = {member for members in groups.values() for member in members}
        size = end + min(len(followers), end)
        total, hits = self._best(query, request, size)
        shown = [hit for hit in hits if hit.id not in followers]
        while len(shown) < end and len(hits) == size:
            size *= 2
            _, hits = self._best(query, request, size)
            shown = [hit for hit in hits if hit.id not in followers]
        page = shown[request.offset : end]
        similar = {hit.id: tuple(groups[hit.id]) for hit in page if groups.get(hit.id)}
        return total, page, len(followers), similar

    def _groups(self, query: Native, request: SearchRequest) -> dict[str, list[str]]:
        """The first passage found of each group, and those of the same group that stand under it."""
        grouped = self._grouped  # read once: another thread may ask by other groups meanwhile
        if grouped is None or grouped.names is not request.groups:
            self._grouped = grouped = self._read_groups(request.groups)
        first: dict[str, str] = {}
        groups: dict[str, list[str]] = {}
        for passage_id in self._members(query, request, grouped):
            leader = first.setdefault(request.groups[passage_id], passage_id)
            groups.setdefault(leader, []).extend([passage_id] if leader != passage_id else [])
        return groups

    def _read_groups(self, names: Mapping[str, str]) -> "Grouped":
        ids = self._translator.ids(sorted(names))
        _, rows = self._rows(ids, "doc", len(names))
        return Grouped(names, ids, frozenset(place for _, place in rows))

    def _members(self, query: Native, request: SearchRequest, grouped: "Grouped") -> list[str]:
        """What is found of the passages that have a group, in order. Of FEW hits it is quicker to look at each than to
        search for a thousand ids."""
        sort = _sort(request)
        total, rows = self._rows(query, sort, FEW)
        if total > FEW:
            _, rows = self._rows(self._translator.among(query, grouped.ids), sort, len(grouped.names))
        found = [(value, self._order(place)) for value, place in rows if place in grouped.places]
        return [order.rpartition("\0")[2] for _, order in sorted(found)]

    # facets

    def _facets(
        self, query: Native, request: SearchRequest, total: int
    ) -> tuple[dict[str, tuple[FacetCount, ...]], dict[str, int]]:
        """The counts of each facet, and over how many passages: one look for all that have no choice of their own."""
        chosen = {f.field for f in request.filters if f.include}
        shared = [field for field in request.facets if field not in chosen]
        counts = self._facet_counter.counts(query, shared, request.values)
        bases = dict.fromkeys(shared, total)
        for field in set(request.facets) - set(shared):
            free = self._translator.filtered(request.query, _free(request.filters, field))
            counts |= self._facet_counter.counts(free, [field], request.values)
            bases[field] = self._total(free)
        for field in request.facets:
            counts[field] |= self._named(field, request)
        return {field: most_frequent(counts[field], field, request) for field in request.facets}, bases

    def _named(self, field: str, request: SearchRequest) -> dict[str, int]:
        """Of each value chosen, how many passages have it; of each left out, how many there would be if it were not."""
        counts = {}
        for value in {value for f in request.filters if f.field == field for value in (*f.include, *f.exclude)}:
            free = self._translator.filtered(request.query, _free(request.filters, field, value))
            counts[value] = self._total(self._translator.among(free, self._translator.term(field, value)))
        return counts


def _sort(request: SearchRequest) -> str:
    """How hits are sorted: by relevance only where that tells one from another."""
    return "doc" if request.sort == "relevance" and is_constant(request.query) else request.sort


def _count(found: SearchResult) -> int:
    """How many passages a search found; tantivy's type file leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]


def _place(at: DocAddress) -> Place:
    return at.segment_ord, at.doc


def _free(filters: Sequence[Filter], field: str, value: str = "") -> tuple[Filter, ...]:
    """The filters without a field's own choice, and without leaving `value` out."""
    return tuple(
        Filter(f.field, (), tuple(v for v in f.exclude if v != value)) if f.field == field else f for f in filters
    )
