"""Query trees in tantivy's own terms.

What tantivy has no word for is said in those that it has: a phrase with prefixes is a phrase of regular expressions,
neighbours are the phrases they can make, dates are the spans that stand in the index.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from math import comb, factorial
from typing import Any

from tantivy import Occur, Schema, Searcher
from tantivy import Query as Native

from indexer.engines.base import BM25, MOST_EDITS, matching_terms, near_terms
from indexer.engines.layouts import layouts
from indexer.engines.occurrences import phrase_length
from indexer.engines.pruning import Pruner
from indexer.engines.tantivy_patterns import LONGEST_PATTERN, beginning, signed, slot_pattern
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
    Slot,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.schema import COMBINED, FIELDS, KEYWORD_FIELDS
from indexer.terms import GAP

SPAN = "span"
"""The field of date spans: their first and last days, as one term (see `span_term`)."""

INDEXED = {field.name: {"text": "position", "bag": "freq", "keyword": "basic"}[field.kind] for field in FIELDS}
INDEXED |= dict.fromkeys(COMBINED, "freq")
"""What tantivy keeps of each field's terms."""

MOST_LAYOUTS = 2_000
"""Phrases that a group of neighbours may stand for. A larger group is found wherever all its parts stand."""

MOST_READ, PATTERN = 200_000, 1_000
"""Postings that these phrases may read where some of their slots are beginnings of terms, and as many as take the time
that the pattern of a slot takes to make. の*に*を stands for 496 phrases, each of which reads 130,000: then it is
enough that each part stands near the next, in whichever order."""


def span_term(first: int, last: int) -> str:
    """The term of a date span; ordinals have at most seven digits."""
    return f"{first:07d}-{last:07d}"


class Translator:
    """Translates for one opened index; what was asked before is not translated again."""

    def __init__(self, schema: Schema, searcher: Searcher, bm25: BM25) -> None:
        self._schema = schema
        self._searcher = searcher
        self._bm25 = bm25
        self.query = lru_cache(maxsize=1_000)(self._query)
        self._pruner = Pruner(lru_cache(maxsize=50_000)(lambda field, text: searcher.doc_freq(field, text) > 0))
        self._terms = lru_cache(maxsize=20)(self._read_terms)

    def filtered(self, query: Query, filters: Sequence[Filter]) -> Native:
        """A query within filters, which add nothing to the score."""
        parts = [(Occur.Must, self.query(self._pruner.pruned(query)))]
        for wanted in filters:
            if wanted.include:
                parts.append((Occur.Must, self._any(wanted.field, wanted.include)))
            parts += ((Occur.MustNot, self.term(wanted.field, value)) for value in wanted.exclude)
        return Native.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    def among(self, query: Native, ids: Native) -> Native:
        """A query within some ids."""
        return Native.boolean_query([(Occur.Must, query), (Occur.Must, ids)])

    def ids(self, chosen: Sequence[str]) -> Native:
        """The passages that have these ids."""
        return _unscored(Native.term_set_query(self._schema, "id", list(chosen)))

    def term(self, field: str, text: str) -> Native:
        """Passages with a term, unscored."""
        return _unscored(Native.term_query(self._schema, field, text, INDEXED[field]))

    def _any(self, field: str, values: Sequence[str]) -> Native:
        if len(values) == 1:
            return self.term(field, values[0])
        return _unscored(Native.term_set_query(self._schema, field, list(values)))

    def _query(self, query: Query) -> Native:
        return _TRANSLATED[type(query)](self, query)

    # trees

    def _and(self, query: And) -> Native:
        if not query.parts:
            return Native.empty_query()
        parts = [
            (Occur.MustNot, self.query(part.part)) if isinstance(part, Not) else (Occur.Must, self.query(part))
            for part in query.parts
        ]
        return Native.boolean_query([*parts, (Occur.Must, EVERYTHING)] if _only_not(query) else parts)

    def _or(self, query: Or) -> Native:
        parts = [(Occur.Should, self.query(part)) for part in query.parts]
        return Native.boolean_query(parts) if parts else Native.empty_query()

    def _best(self, query: Best) -> Native:
        parts = [self.query(part) for part in query.parts]
        if len(parts) == 1:
            return parts[0]
        return Native.disjunction_max_query(parts) if parts else Native.empty_query()

    def _not(self, query: Not) -> Native:
        return Native.boolean_query([(Occur.Must, EVERYTHING), (Occur.MustNot, self.query(query.part))])

    def _boost(self, query: Boost) -> Native:
        part = self.query(query.part)
        return Native.boost_query(part, query.weight) if query.weight else _unscored(part)

    def _constant(self, query: Constant) -> Native:
        return Native.const_score_query(self.query(query.part), 1.0)

    def _maybe(self, query: Maybe) -> Native:
        parts = [(Occur.Must, self.query(query.required)), (Occur.Should, self.query(query.optional))]
        return Native.boolean_query(parts)

    def _every(self, query: Every) -> Native:
        return EVERYTHING

    def _among(self, query: Among) -> Native:
        return self.ids(sorted(query.ids)) if query.ids else Native.empty_query()

    # terms

    def _term(self, query: Term) -> Native:
        if query.field in KEYWORD_FIELDS:
            return self.term(query.field, query.text)
        found = Native.term_query(self._schema, query.field, query.text, INDEXED[query.field])
        return Native.const_score_query(found, self._idf(query.field, query.text)) if query.once else found

    def _idf(self, field: str, text: str) -> float:
        return self._bm25.idf(self._searcher.num_docs, self._searcher.doc_freq(field, text))

    def _prefix(self, query: Prefix) -> Native:
        return self._begun(query.field, query.text)

    def _wildcard(self, query: Wildcard) -> Native:
        if len(query.pattern) > LONGEST_PATTERN:
            return self._having(query.field, matching_terms(partial(self._beginning, query.field), query.pattern))
        return self._matching(query.field, signed(query.pattern))

    def _begun(self, field: str, text: str) -> Native:
        if len(text) > LONGEST_PATTERN:
            return self._having(field, self._beginning(field, text))
        return self._matching(field, beginning(text))

    def _beginning(self, field: str, text: str) -> list[str]:
        return [term for term, _ in self._searcher.terms_with_prefix(field, text)]

    def _having(self, field: str, terms: list[str]) -> Native:
        return Native.const_score_query(Native.term_set_query(self._schema, field, terms), 1.0)

    def _matching(self, field: str, pattern: str) -> Native:
        return Native.const_score_query(Native.regex_query(self._schema, field, pattern), 1.0)

    def _fuzzy(self, query: Fuzzy) -> Native:
        # A word so short that every letter may be another would find the gaps.
        if query.edits < len(query.text) and query.edits <= MOST_EDITS:
            found = Native.fuzzy_term_query(self._schema, query.field, query.text, query.edits, True)
            return Native.const_score_query(found, 1.0)
        short = self._terms(query.field, len(query.text) + query.edits)
        return self._having(query.field, near_terms(lambda length: short.get(length, ()), query.text, query.edits))

    def _read_terms(self, field: str, longest: int) -> dict[int, list[str]]:
        """The terms of a field that have no more than so many characters, by how many they have."""
        found: dict[int, list[str]] = {}
        for term, _ in self._searcher.terms_with_prefix(field, ""):
            if len(term) <= longest and term != GAP:
                found.setdefault(len(term), []).append(term)
        return found

    # rows of terms

    def _phrase(self, query: Phrase) -> Native:
        slots = query.slots
        if not slots or query.field in KEYWORD_FIELDS:
            return Native.empty_query()
        if len({(slot.text, slot.offset, slot.prefix) for slot in slots}) == 1:
            only = slots[0]
            if only.prefix:
                return _unscored(self._begun(query.field, only.text))
            return self._term(Term(query.field, only.text))
        if any(slot.prefix for slot in slots):
            return self._pattern_phrase(query.field, slots)
        return self._native(Native.phrase_query, query.field, slots, [slot.text for slot in slots])

    def _native(self, make: Callable[..., Native], field: str, slots: Sequence[Slot], words: Sequence[str]) -> Native:
        if INDEXED[field] != "position":
            return Native.empty_query()  # no positions, so no rows
        first = min(slot.offset for slot in slots)
        places = [(slot.offset - first, word) for slot, word in zip(slots, words, strict=True)]
        return make(self._schema, field, places)

    def _pattern_phrase(self, field: str, slots: Sequence[Slot]) -> Native:
        """tantivy takes the patterns for terms when it weighs them, so the weight is put right: idf is a factor."""
        if not all(self._beginning(field, slot.text) for slot in slots if len(slot.text) > LONGEST_PATTERN):
            return Native.empty_query()
        words = [slot_pattern(slot) for slot in slots]
        found = self._native(Native.regex_phrase_query, field, slots, words)
        wanted = sum(self._idf(field, slot.text) for slot in slots if not slot.prefix)
        given = sum(self._idf(field, word) for word in words)
        return Native.boost_query(found, wanted / given) if wanted else _unscored(found)

    def _near(self, query: Near) -> Native:
        parts = query.parts
        if not parts or not all(part.slots for part in parts):
            return Native.empty_query()
        if len(parts) == 1:
            return self._phrase(parts[0])
        orders = 1 if query.ordered else factorial(len(parts))
        phrases = orders * comb(query.distance + len(parts) - 1, len(parts) - 1)
        if phrases > MOST_LAYOUTS:
            return self._and(And(parts))
        if phrases * self._read(query) > MOST_READ:
            return self._neighbours(query)
        return Native.disjunction_max_query([self._phrase(phrase) for phrase in layouts(query)])

    def _read(self, query: Near) -> int:
        """The postings that one of its phrases reads, if it is one of patterns."""
        slots = [slot for part in query.parts for slot in part.slots]
        prefixes = {slot.text for slot in slots if slot.prefix}
        field = query.parts[0].field
        counts = (count for text in prefixes for _, count in self._searcher.terms_with_prefix(field, text))
        return sum(counts) + PATTERN * len(slots) if prefixes else 0

    def _neighbours(self, query: Near) -> Native:
        """Every part, each near the next: with tantivy's slop a pair may stand in either order."""
        room = query.distance + (0 if query.ordered else sum(map(phrase_length, query.parts)))
        pairs = [self._pair(query.parts[0].field, one, two, room) for one, two in pairwise(query.parts)]
        return Native.boolean_query([(Occur.Must, self._phrase(part)) for part in query.parts] + pairs)

    def _pair(self, field: str, one: Phrase, two: Phrase, room: int) -> tuple[Occur, Native]:
        """The first terms of two parts with no more than so much room between the parts."""
        slots = (one.slots[0], replace(two.slots[0], offset=one.slots[0].offset + phrase_length(one)))
        made = partial(Native.regex_phrase_query, slop=room)
        return Occur.Must, _unscored(self._native(made, field, slots, [slot_pattern(slot) for slot in slots]))

    # dates

    def _dates(self, query: DateRange) -> Native:
        first, last = query.first, query.last
        spans = ((b, term) for a, b, term in self._spans if last is None or a <= last)
        touching = [term for end, term in spans if first is None or end >= first]
        return self._having(SPAN, touching)

    @cached_property
    def _spans(self) -> list[tuple[int, int, str]]:
        """The date spans of the index."""
        return [(int(term[:7]), int(term[8:]), term) for term, _ in self._searcher.terms_with_prefix(SPAN, "")]


_TRANSLATED: dict[type, Callable[[Translator, Any], Native]] = {
    And: Translator._and, Or: Translator._or, Best: Translator._best, Not: Translator._not, Boost: Translator._boost,
    Constant: Translator._constant,
    Maybe: Translator._maybe, Every: Translator._every, Among: Translator._among, Term: Translator._term,
    Prefix: Translator._prefix, Wildcard: Translator._wildcard, Fuzzy: Translator._fuzzy,
    Phrase: Translator._phrase, Near: Translator._near, DateRange: Translator._dates,
}  # fmt: skip


def _only_not(query: And) -> bool:
    return all(isinstance(part, Not) for part in query.parts)


def _unscored(query: Native) -> Native:
    return Native.const_score_query(query, 0.0)


EVERYTHING = _unscored(Native.all_query())
