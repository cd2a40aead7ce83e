"""How many of the passages that a query finds have each value of a field: always exactly, seldom by looking at all.

tantivy counts segment by segment and takes from each the most frequent values alone, so that a value which another
segment has cut off is counted short: by no more than the sum of the greatest counts that were cut off, which it says
(`doc_count_error_upper_bound`). So few values are asked for first, and those that may belong to the most frequent are
counted again by name; only where others might too, all are counted. This is the three-phase algorithm for the most
frequent objects of distributed lists (Cao and Wang 2004, "Efficient Top-K Query Calculation in Distributed Networks").
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from tantivy import Query as Native
from tantivy import Searcher

from indexer.engines.tantivy_queries import EVERYTHING

Row = tuple[str, int]
"""A value, and how many passages have it."""

FEW = 1_000
"""Values that are taken from each segment at first."""

WORTH = 5
"""Times FEW, the passages from which on it is worth while to ask for few values first."""

MANY = 60_000
"""Values that are taken where those are too few; tantivy gives 65,000 at most."""


class FacetCounter:
    """Counts for one opened index, which threads may share. What all its passages have is counted once."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._alone = searcher.num_segments <= 1  # its values are all there are, and what it cuts off is less
        self._everywhere = lru_cache(maxsize=100)(self._count_everywhere)

    def counts(self, query: Native, fields: Sequence[str], values: int, total: int) -> dict[str, dict[str, int]]:
        """Of each field the `values` most frequent values (0 for all) of the `total` passages found; which of equally
        frequent ones stand last is left open."""
        if not total:
            return {field: {} for field in fields}
        if not values:
            return {field: dict(self._all(query, field)) for field in fields}
        if query is EVERYTHING:
            return {field: dict(self._everywhere(field, values)) for field in fields}
        return {field: dict(rows) for field, rows in self._most_frequent(query, fields, values, total).items()}

    def named(self, query: Native, field: str, values: Sequence[str]) -> dict[str, int]:
        """How many of the passages found have each of some values, in one look."""
        rows, _ = self._given(query, [field], len(values), len(values), include=values)[field] if values else ([], 0)
        return dict.fromkeys(values, 0) | dict(rows)

    def _count_everywhere(self, field: str, values: int) -> list[Row]:
        return self._most_frequent(EVERYTHING, [field], values, self._searcher.num_docs)[field]

    def _most_frequent(self, query: Native, fields: Sequence[str], values: int, total: int) -> dict[str, list[Row]]:
        """One look for all the fields, and more for each of which that does not say enough."""
        if self._alone or total <= WORTH * FEW:
            of_each = values if self._alone else MANY
            return {
                field: rows if not error else self._all(query, field)
                for field, (rows, error) in self._given(query, fields, values, of_each).items()
            }
        given = self._given(query, fields, max(2 * values, FEW), FEW)
        return {
            field: (self._put_right(query, field, rows, error, values) if error else rows)[:values]
            for field, (rows, error) in given.items()
        }

    def _put_right(self, query: Native, field: str, rows: list[Row], error: int, values: int) -> list[Row]:
        """The most frequent values where each of `rows` may be short by `error`."""
        least = rows[values - 1][1]
        if rows[-1][1] + error > least:
            rows, error = self._given(query, [field], values, MANY)[field]
            return self._all(query, field) if error else rows
        likely = [value for value, count in rows if count + error > least]
        return self._given(query, [field], len(likely), FEW, include=likely)[field][0]

    def _all(self, query: Native, field: str) -> list[Row]:
        """Every value, however many: where tantivy's table of counts would be too small its terms are gone through,
        which takes as long as there are terms."""
        rows, error = self._given(query, [field], MANY, MANY)[field]
        if len(rows) < MANY and not error:
            return rows
        return [(value, count) for value, count in self._searcher.terms_with_prefix(field, "", query) if count]

    def _given(
        self, query: Native, fields: Sequence[str], size: int, of_each: int, **only: Sequence[str]
    ) -> dict[str, tuple[list[Row], int]]:
        """The first `size` values of each field, most frequent first, with `of_each` taken from every segment, and by
        how much at most a count may be short."""
        if not fields:
            return {}
        asked: dict[str, Any] = {
            field: {"terms": {"field": field, "size": size, "segment_size": of_each, **only}} for field in fields
        }
        found = self._searcher.aggregate(query, asked)
        return {
            field: (
                [(row["key"], row["doc_count"]) for row in found[field]["buckets"]],
                0 if self._alone else found[field]["doc_count_error_upper_bound"],
            )
            for field in fields
        }
