"""Rows of terms in the terms of OpenSearch: phrases, neighbours, and the weight that is theirs.

A plain phrase is Lucene's own. One with beginnings, or with terms that stand at one place, is made of spans, whose
weight is put right: they take beginnings for terms that tell something, and count a term that is there twice once.
"""

from collections.abc import Callable, Sequence
from itertools import groupby, permutations
from math import comb, factorial

from indexer.engines.layouts import layouts
from indexer.engines.opensearch_frequencies import Frequencies, Named
from indexer.engines.opensearch_mapping import BEGIN, LONGEST_BEGINNING, SCORED, Figures
from indexer.engines.opensearch_terms import NOTHING, NOWHERE, Native, beginning, boosted, constant, term
from indexer.errors import TooMuch
from indexer.query import Near, Phrase, Slot
from indexer.schema import TEXT_FIELDS
from indexer.terms import GAP

MOST_LAYOUTS = 64
"""Phrases that a group of neighbours may stand for. A larger group is found by spans, which score it by how near its
parts stand to one another."""

MOST_EXPANSIONS = 1_000
"""Terms that a beginning of more than LONGEST_BEGINNING characters may stand for in a phrase."""


class Rows:
    """Translates rows of terms for one opened index. `vocabulary` lists the terms of a field that begin with a text."""

    def __init__(
        self, figures: Figures, frequencies: Frequencies, vocabulary: Callable[[str, str], Sequence[str]]
    ) -> None:
        self._factors = {name: figures.factor(name) for name in SCORED}
        self._frequencies = frequencies
        self._vocabulary = vocabulary

    def term(self, field: str, text: str) -> Native:
        """Passages with a term, scored by how often they have it."""
        return term(field, text, self._factors[field])

    def weight(self, terms: Sequence[Named]) -> float:
        """The idf of terms together, of one that is there twice twice."""
        known = self._frequencies.idf(terms)
        return sum(known[each] for each in terms)

    def phrase(self, query: Phrase) -> Native:
        """Passages where a phrase stands."""
        field, slots = query.field, query.slots
        if not slots or field not in TEXT_FIELDS or any(" " in slot.text for slot in slots):
            return NOTHING
        if len(set(slots)) == 1:
            only = slots[0]
            return constant(beginning(field, only.text), 0.0) if only.prefix else self.term(field, only.text)
        if is_plain(slots):
            plain = {"query": _line(slots), "analyzer": "asked", "boost": self._factors[field]}
            return {"match_phrase": {field: plain}}
        return self._weighed([query], self._row(query))

    def near(self, query: Near) -> Native:
        """Passages where phrases stand near one another."""
        parts = query.parts
        if not parts or not all(part.slots and part.field in TEXT_FIELDS for part in parts):
            return NOTHING
        if len(parts) == 1:
            return self.phrase(parts[0])
        orders = 1 if query.ordered else factorial(len(parts))
        if orders * comb(query.distance + len(parts) - 1, len(parts) - 1) <= MOST_LAYOUTS:
            return {"dis_max": {"queries": [self.phrase(phrase) for phrase in layouts(query)]}}
        # Ordered spans do not overlap, as unordered ones may; so every order is asked for.
        rows = [self._row(part) for part in parts]
        found = [_in_order(order, query.distance) for order in ([rows] if query.ordered else permutations(rows))]
        return {"dis_max": {"queries": [self._weighed(parts, spans) for spans in found]}}

    # weights

    def _weighed(self, phrases: Sequence[Phrase], spans: Native) -> Native:
        """Spans with the weight of phrases in place of their own."""
        field, asked = phrases[0].field, asked_of(phrases)
        if not all(self._frequencies.of(asked).values()):
            return NOTHING
        wanted = self.weight([(field, slot.text) for p in phrases for slot in p.slots if not slot.prefix])
        given = self.weight([*asked, *self._long_beginnings(phrases)])
        return boosted(spans, self._factors[field] * wanted / given if given else 0.0)

    def _long_beginnings(self, phrases: Sequence[Phrase]) -> set[Named]:
        field = phrases[0].field
        slots = [slot for phrase in phrases for slot in phrase.slots if _is_expanded(slot)]
        return {(field, each) for slot in slots for each in self._expanded(field, slot.text)}

    # spans

    def _row(self, phrase: Phrase) -> Native:
        """Where a phrase stands."""
        clauses: list[Native] = []
        slots = sorted(phrase.slots, key=lambda slot: slot.offset)
        following = slots[0].offset
        for offset, stacked in groupby(slots, lambda slot: slot.offset):
            if offset > following:
                clauses.append({"span_gap": {phrase.field: offset - following}})
            clauses.append(self._place(phrase.field, list(dict.fromkeys(stacked))))
            following = offset + 1
        return _in_order(clauses, 0)

    def _place(self, field: str, slots: Sequence[Slot]) -> Native:
        """The places that have all these terms."""
        first, *others = (self._slot(field, slot) for slot in slots)
        for other in others:
            first = {"span_containing": {"big": first, "little": other}}
        return first

    def _slot(self, field: str, slot: Slot) -> Native:
        if not slot.prefix:
            return {"span_term": {field: slot.text}}
        if not _is_expanded(slot):
            begun = {"span_term": {f"{field}.{BEGIN}": slot.text}}
            return {"field_masking_span": {"query": begun, "field": field}}
        terms = self._expanded(field, slot.text) or [NOWHERE]
        return {"span_or": {"clauses": [{"span_term": {field: each}} for each in terms]}}

    def _expanded(self, field: str, text: str) -> Sequence[str]:
        terms = self._vocabulary(field, text)
        if len(terms) > MOST_EXPANSIONS:
            raise TooMuch(f"{len(terms):,} words begin with {text}; write more of it, or ask for it without quotes")
        return terms


def is_plain(slots: Sequence[Slot]) -> bool:
    """Whether a phrase is one of whole terms, each at a place of its own."""
    return not any(slot.prefix for slot in slots) and len({slot.offset for slot in slots}) == len(slots)


def asked_of(phrases: Sequence[Phrase]) -> set[Named]:
    """The terms that spans take into their weight, but for those that long beginnings stand for."""
    slots = [(phrase.field, slot) for phrase in phrases for slot in phrase.slots if not _is_expanded(slot)]
    return {(f"{field}.{BEGIN}" if slot.prefix else field, slot.text) for field, slot in slots}


def _is_expanded(slot: Slot) -> bool:
    return slot.prefix and not 0 < len(slot.text) <= LONGEST_BEGINNING


def _line(slots: Sequence[Slot]) -> str:
    """A plain phrase as a finished line."""
    terms = {slot.offset: slot.text for slot in slots}
    return " ".join(terms.get(offset, GAP) for offset in range(min(terms), max(terms) + 1))


def _in_order(clauses: Sequence[Native], slop: int) -> Native:
    if len(clauses) == 1:
        return clauses[0]
    return {"span_near": {"clauses": list(clauses), "slop": slop, "in_order": True}}
