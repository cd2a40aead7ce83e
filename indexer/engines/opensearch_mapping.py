"""What a cluster keeps of a passage: an index whose analysis takes finished lines as they are.

    cold war \\x01 us\\x1fUS policy     cold@0 war@1 \\x01@2 us@3 US@3 policy@4

The sign of a gap stays a term, for it counts in the length of a field; no question may find it. Beside each line stand
the beginnings of its terms at the same places (`BEGIN`), so that 大西洋, whose last character begins a thousand
bigrams, asks for one term there.

Lucene takes the number of passages and their average length over those that have a field at all. So an empty field is
sent as one gap: all have it. That makes the average too great, which k1 and b of each field (`similarities`) make good.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.document import IndexEntry
from indexer.engines.base import BM25, UNDATED, order_of
from indexer.schema import COMBINED, KEYWORD_FIELDS, TEXT_FIELDS
from indexer.terms import GAP, STACK, Terms, length, places

FORMAT = 1
"""Raised when what stands here changes: an index of another format asks to be rebuilt."""

SCORED = (*TEXT_FIELDS, *COMBINED)
"""The fields whose terms count by BM25."""

BEGIN = "begin"
"""Under a field: the beginnings of its terms."""

LONGEST_BEGINNING = 20
"""Characters of a beginning that is a term; so few terms begin with a longer one that each may be asked for."""

PASSAGE, WORDS, FIGURES = "passage", "words", "figures"
"""The kinds of what an index holds: passages, the list of their terms (see opensearch_words), what is known of all."""

Document = dict[str, Any]


@dataclass
class Figures:
    """What is known of all passages together: their number, the terms of each field, how many have none of them. `dead`
    are those that were replaced or deleted and may count in scores still."""

    passages: int = 0
    terms: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SCORED, 0))
    empty: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SCORED, 0))
    dead: int = 0

    def count(self, document: Mapping[str, Any], sign: int) -> None:
        """Add a passage (`sign` 1), or take it out (-1)."""
        self.passages += sign
        for name in SCORED:
            line = document[name]
            self.terms[name] += sign * (0 if line == GAP else length(line))
            self.empty[name] += sign * (line == GAP)

    def k1_and_b(self, name: str) -> tuple[float, float]:
        """The k1 and b by which Lucene's formula, over an average that counts empty fields as one term long, gives the
        norm k1 * (1 - b + b * length / average) of the true one: both its parts stay as they are."""
        bm25, terms = BM25(), self.terms[name]
        if terms <= 0:
            return bm25.k1, bm25.b
        still, moving = bm25.k1 * (1 - bm25.b), bm25.k1 * bm25.b * (terms + self.empty[name]) / terms
        return still + moving, moving / (still + moving)

    def factor(self, name: str) -> float:
        """What a score of that field is to be multiplied with, for Lucene's has the other k1 above the line too."""
        return (BM25().k1 + 1) / (self.k1_and_b(name)[0] + 1)

    def similarities(self) -> dict[str, dict[str, Any]]:
        """The similarity of each field."""
        return {name: _similarity(*self.k1_and_b(name)) for name in SCORED}


def _similarity(k1: float, b: float) -> dict[str, Any]:
    # Stacked terms count in the length of a field, as they do in every engine.
    return {"type": "BM25", "k1": k1, "b": b, "discount_overlaps": False}


def settings(figures: Figures) -> dict[str, Any]:
    """The settings that change from one generation to the next."""
    return {"index": {"similarity": figures.similarities()}}


def new_index(figures: Figures, shards: int) -> dict[str, Any]:
    """The body that makes an index. One more copy of each part is kept where there are nodes for it."""
    index = {"number_of_shards": shards, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}
    index |= {"max_regex_length": 10_000, **settings(figures)["index"]}
    return {"settings": {"index": index, "analysis": ANALYSIS}, "mappings": MAPPINGS}


ANALYSIS = {
    "tokenizer": {"places": {"type": "simple_pattern_split", "pattern": " "}},
    "filter": {
        "stacks": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{STACK}]+)"]},
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": LONGEST_BEGINNING},
        "each_once": {"type": "unique", "only_on_same_position": True},
        "gaps": {"type": "stop", "stopwords": [GAP]},
    },
    "analyzer": {
        "finished": {"type": "custom", "tokenizer": "places", "filter": ["stacks"]},
        "beginning": {"type": "custom", "tokenizer": "places", "filter": ["stacks", "beginnings", "each_once"]},
        "asked": {"type": "custom", "tokenizer": "places", "filter": ["gaps"]},
    },
}


def _text(name: str) -> dict[str, Any]:
    beginnings = {"type": "text", "analyzer": "beginning", "norms": False}
    return {"type": "text", "analyzer": "finished", "similarity": name, "fields": {BEGIN: beginnings}}


def _combined(name: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": "finished", "similarity": name, "index_options": "freqs"}


MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "kind": {"type": "keyword"},
        "order": {"type": "keyword"},
        "span": {"type": "integer_range"},
        "oldest": {"type": "long", "index": False},
        "newest": {"type": "long", "index": False},
        **{name: _text(name) for name in TEXT_FIELDS},
        **{name: _combined(name) for name in COMBINED},
        **{name: {"type": "keyword"} for name in KEYWORD_FIELDS},
        "field": {"type": "keyword"},
        "first": {"type": "keyword"},
        "last": {"type": "keyword"},
        "table": {"type": "object", "enabled": False},
    },
}


def sent_of(entry: IndexEntry) -> Document:
    """What is sent of an entry."""
    first = min((first for first, _ in entry.dates), default=None)
    found: Document = {
        "kind": PASSAGE,
        "order": order_of(entry),
        "span": [{"gte": a, "lte": b} for a, b in entry.dates],
        "oldest": UNDATED if first is None else first,
        "newest": UNDATED if first is None else -first,
    }
    found |= {name: entry.texts.get(name) or GAP for name in TEXT_FIELDS}
    found |= {name: _joined([found[part] for part in parts]) for name, parts in COMBINED.items()}
    return found | {name: list(dict.fromkeys(entry.keywords.get(name, ()))) for name in KEYWORD_FIELDS}


def _joined(lines: list[Terms]) -> Terms:
    return " ".join(line for line in lines if line != GAP).replace(STACK, " ") or GAP


def terms_of(document: Mapping[str, Any]) -> dict[str, set[str]]:
    """The terms of each field of what was sent."""
    found = {name: {term for term, _ in places(document[name])} for name in SCORED}
    return found | {name: set(document[name]) for name in KEYWORD_FIELDS}


COUNTED = (*SCORED, *KEYWORD_FIELDS)
"""The fields of a document that its terms and lengths stand in."""
