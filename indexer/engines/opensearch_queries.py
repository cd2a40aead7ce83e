"""Query trees in the terms of OpenSearch.

A tree is a tree there too: And and Maybe are `bool`, Best is `dis_max`, what has one score is `constant_score`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from indexer.engines.base import MOST_EDITS, is_near
from indexer.engines.opensearch_frequencies import Frequencies, Named
from indexer.engines.opensearch_mapping import SCORED, Figures
from indexer.engines.opensearch_rows import Rows, asked_of, is_plain
from indexer.engines.opensearch_terms import (
    EVERYTHING,
    NOTHING,
    NOWHERE,
    PASSAGES,
    Native,
    any_value,
    beginning,
    boosted,
    constant,
    signed,
    term,
)  # fmt: skip
from indexer.query import (
    Among,
    And,
    Best,
    Boost,
    Constant,
    DateRange,
    Every,
    Filter,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.query_trees import Leaf, field_of, map_leaves
from indexer.schema import KEYWORD_FIELDS, TEXT_FIELDS


class Translator:
    """Translates for one opened index; what was asked before is not translated again. `vocabulary` lists the terms of a
    field that begin with a text."""

    def __init__(
        self, figures: Figures, frequencies: Frequencies, vocabulary: Callable[[str, str], Sequence[str]]
    ) -> None:
        self._frequencies = frequencies
        self._vocabulary = vocabulary
        self._rows = Rows(figures, frequencies, vocabulary)
        self.query = lru_cache(maxsize=1_000)(self._query)

    def scored(self, query: Query) -> Native:
        """A query that all shards score alike: one that has none of a phrase's terms would leave itself out of the
        statistics, were it not asked for a term that stands nowhere."""
        fields, weighed = _looked_at(query)
        self._frequencies.of(weighed)  # asked for at once, not one by one
        nowhere = [term(field, NOWHERE) for field in sorted(fields & set(SCORED))]
        return {"bool": {"must": [self.query(query)], "should": nowhere}}

    def kept(self, filters: Sequence[Filter]) -> Native:
        """The passages that pass filters."""
        wanted = [any_value(f.field, f.include) for f in filters if f.include]
        dropped = [any_value(f.field, f.exclude) for f in filters if f.exclude]
        return {"bool": {"filter": [PASSAGES, *wanted], "must_not": dropped}}

    def _query(self, query: Query) -> Native:
        return _TRANSLATED[type(query)](self, query)

    # trees

    def _and(self, query: And) -> Native:
        if not query.parts:
            return NOTHING
        parts = [self.query(part) for part in query.parts if not isinstance(part, Not)]
        without = [self.query(part.part) for part in query.parts if isinstance(part, Not)]
        return {"bool": {"must": parts or [EVERYTHING], "must_not": without}}

    def _or(self, query: Or) -> Native:
        parts = self._found(query.parts)
        return {"bool": {"should": parts, "minimum_should_match": 1}} if parts else NOTHING

    def _best(self, query: Best) -> Native:
        parts = self._found(query.parts)
        return {"dis_max": {"queries": parts}} if parts else NOTHING

    def _found(self, parts: Sequence[Query]) -> list[Native]:
        return [part for part in map(self.query, parts) if part != NOTHING]

    def _not(self, query: Not) -> Native:
        return constant({"bool": {"filter": [PASSAGES], "must_not": [self.query(query.part)]}}, 0.0)

    def _boost(self, query: Boost) -> Native:
        return boosted(self.query(query.part), query.weight)

    def _constant(self, query: Constant) -> Native:
        return constant(self.query(query.part), 1.0)

    def _maybe(self, query: Maybe) -> Native:
        return {"bool": {"must": [self.query(query.required)], "should": self._found([query.optional])}}

    def _every(self, query: Every) -> Native:
        return EVERYTHING

    def _among(self, query: Among) -> Native:
        return constant({"ids": {"values": sorted(query.ids)}}, 0.0) if query.ids else NOTHING

    # terms

    def _term(self, query: Term) -> Native:
        if query.field in KEYWORD_FIELDS:
            return constant(term(query.field, query.text), 0.0)
        if query.once:
            return constant(term(query.field, query.text), self._rows.weight([(query.field, query.text)]))
        return self._rows.term(query.field, query.text)

    def _phrase(self, query: Phrase) -> Native:
        return self._rows.phrase(query)

    def _near(self, query: Near) -> Native:
        return self._rows.near(query)

    def _prefix(self, query: Prefix) -> Native:
        return constant(beginning(query.field, query.text), 1.0)

    def _wildcard(self, query: Wildcard) -> Native:
        return constant(signed(query.field, query.pattern), 1.0)

    def _fuzzy(self, query: Fuzzy) -> Native:
        """Lucene passes over words that are no longer than the edits, so that those are looked for one by one."""
        field, text, edits = query.field, query.text, query.edits
        if edits <= MOST_EDITS and len(text) > 2 * edits:
            asked = {"value": text, "fuzziness": str(edits), "rewrite": "constant_score"}
            return constant({"fuzzy": {field: asked}}, 1.0)
        near = [each for each in self._vocabulary(field, "") if is_near(each, text, edits)]
        return constant(any_value(field, near), 1.0)

    # dates

    def _dates(self, query: DateRange) -> Native:
        first, last = query.first, query.last
        if first is None and last is None:
            return constant({"exists": {"field": "span"}}, 1.0)
        bounds = {name: day for name, day in (("gte", first), ("lte", last)) if day is not None}
        relation = "intersects"
        if first is not None and last is not None and first > last:  # a span that touches both has all between
            bounds, relation = {"gte": last, "lte": first}, "contains"
        return constant({"range": {"span": {**bounds, "relation": relation}}}, 1.0)


_TRANSLATED: dict[type, Callable[[Translator, Any], Native]] = {
    And: Translator._and, Or: Translator._or, Best: Translator._best, Not: Translator._not, Boost: Translator._boost,
    Constant: Translator._constant,
    Maybe: Translator._maybe, Every: Translator._every, Among: Translator._among, Term: Translator._term,
    Prefix: Translator._prefix, Wildcard: Translator._wildcard, Fuzzy: Translator._fuzzy,
    Phrase: Translator._phrase, Near: Translator._near, DateRange: Translator._dates,
}  # fmt: skip


def _looked_at(query: Query) -> tuple[set[str], set[Named]]:
    """The fields that a query looks at, and the terms whose weight has to be known to ask for them."""
    fields: set[str] = set()
    weighed: set[Named] = set()

    def note(leaf: Leaf) -> Query:
        if not isinstance(leaf, Near) or leaf.parts:
            fields.add(field_of(leaf))
            weighed.update(_weighed(leaf))
        return leaf

    map_leaves(query, note)
    return fields, weighed


def _weighed(leaf: Leaf) -> set[Named]:
    match leaf:
        case Term(field, text, _, True) if field not in KEYWORD_FIELDS:
            return {(field, text)}
        case Phrase(field, slots) if field in TEXT_FIELDS and not is_plain(slots):
            return asked_of([leaf])
        case Near(parts):
            return {each for part in parts for each in _weighed(part)}
        case _:
            return set()
