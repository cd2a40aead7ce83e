"""The reference engine: plain lists and loops, the judge of all other engines.

It asks every entry every question and keeps no index, so it is right before it is fast.

Threads: nothing to share but entries, which never change; what is remembered of them is the same whoever works it out.
"""

from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path

from indexer.document import IndexEntry
from indexer.engines.base import (
    BM25,
    SCORE_DIGITS,
    edit_distance,
    most_frequent,
    page_of,
    rounded_length,
    sort_key,
    wildcard_pattern,
)  # fmt: skip
from indexer.engines.memory_entries import has, held_terms, length_of, lines_of, positions
from indexer.engines.memory_writer import MemoryWriter, load_entries
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
    Hit,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Results,
    SearchRequest,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.schema import KEYWORD_FIELDS


def open_engine(path: Path, bm25: BM25) -> "MemoryEngine":
    """The engine over what was committed at `path`."""
    return MemoryEngine(load_entries(path), bm25)


def open_writer(path: Path) -> "MemoryWriter":
    """A writer at `path`, which is made if it is not there."""
    return MemoryWriter(path)


def lag(path: Path) -> int:
    """As EngineModule.lag: the living alone count here."""
    return 0


def merge(path: Path) -> bool:
    """As EngineModule.merge: there is nothing to do."""
    return False


class MemoryEngine:
    """Searches by asking each entry in turn."""

    def __init__(self, entries: dict[str, IndexEntry], bm25: BM25) -> None:
        self._entries = entries
        self._bm25 = bm25
        self._frequencies: dict[tuple[str, str], int] = {}
        self._averages: dict[str, float] = {}

    def count(self) -> int:
        """As Engine.count."""
        return len(self._entries)

    def lag(self) -> int:
        """As Engine.lag."""
        return 0

    def close(self) -> None:
        """As Engine.close."""
        pass

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """As Engine.terms."""
        counts: dict[str, int] = {}
        for entry in self._entries.values():
            for term in held_terms(entry, field):
                if term.startswith(prefix):
                    counts[term] = counts.get(term, 0) + 1
        return sorted(counts.items())

    def vocabulary(self, field: str, prefix: str = "") -> Iterable[str]:
        """As Engine.vocabulary."""
        return [term for term, _ in self.terms(field, prefix)]

    def frequency(self, field: str, term: str) -> int:
        """As Engine.frequency."""
        return self._having(field, term)

    def search(self, request: SearchRequest) -> Results:
        """As Engine.search."""
        scored = [
            (entry, score)
            for entry in self._entries.values()
            if (score := self._score(request.query, entry)) is not None
        ]
        kept = [(entry, score) for entry, score in scored if all(_passes(f, entry) for f in request.filters)]
        kept.sort(key=lambda row: sort_key(request.sort, row[1], row[0].dates, row[0].order, row[0].id))
        page, folded, similar = page_of([entry.id for entry, _ in kept], request)
        facets = {
            field: most_frequent(_counts(field, scored, request.filters), field, request) for field in request.facets
        }
        bases = {field: len(_counted(field, scored, request.filters)) for field in request.facets}
        hits = tuple(Hit(kept[place][0].id, round(kept[place][1], SCORE_DIGITS)) for place in page)
        return Results(len(kept), hits, facets, bases, folded, similar)

    def _score(self, query: Query, entry: IndexEntry) -> float | None:
        """The score of an entry, or None if the query does not find it."""
        match query:
            case And(parts):
                scores = [self._score(part, entry) for part in parts]
                return sum(filter(None, scores)) if parts and None not in scores else None
            case Or(parts):
                found = [score for part in parts if (score := self._score(part, entry)) is not None]
                return sum(found) if found else None
            case Best(parts):
                scores = [self._score(part, entry) for part in parts]
                return max((score for score in scores if score is not None), default=None)
            case Not(part):
                return 0.0 if self._score(part, entry) is None else None
            case Boost(part, weight):
                score = self._score(part, entry)
                return None if score is None else score * weight
            case Constant(part):
                return None if self._score(part, entry) is None else 1.0
            case Maybe(required, optional):
                score = self._score(required, entry)
                return None if score is None else score + (self._score(optional, entry) or 0.0)
            case Every():
                return 0.0
            case Among(chosen):
                return 0.0 if entry.id in chosen else None
            case Term():
                return self._term(query, entry)
            case Phrase() | Near():
                return self._windows(query, entry)
            case _:
                return 1.0 if _constant(query, entry) else None

    def _term(self, term: Term, entry: IndexEntry) -> float | None:
        if term.field in KEYWORD_FIELDS:
            return 0.0 if term.text in entry.keywords.get(term.field, ()) else None
        frequency = sum(len(held.get(term.text, ())) for held in lines_of(entry, term.field))
        if term.once:
            return self._idf([term.text], term.field) if frequency else None
        return self._bm25_score(term.field, [term.text], frequency, entry) if frequency else None

    def _windows(self, query: Phrase | Near, entry: IndexEntry) -> float | None:
        phrases = (query,) if isinstance(query, Phrase) else query.parts
        frequency = len(_phrase_starts(query, entry)) if isinstance(query, Phrase) else _near_count(query, entry)
        if not frequency:
            return None
        terms = [slot.text for phrase in phrases for slot in phrase.slots if not slot.prefix]
        return self._bm25_score(phrases[0].field, terms, frequency, entry)

    def _bm25_score(self, field: str, terms: list[str], frequency: int, entry: IndexEntry) -> float:
        idf = self._idf(terms, field)
        length = rounded_length(length_of(entry, field))
        return self._bm25.score(idf, frequency, length, self._average(field))

    def _idf(self, terms: list[str], field: str) -> float:
        return sum(self._bm25.idf(len(self._entries), self._having(field, term)) for term in terms)

    def _having(self, field: str, term: str) -> int:
        """How many entries have a term; remembered, for every entry found asks again."""
        key = (field, term)
        if key not in self._frequencies:
            self._frequencies[key] = sum(has(entry, field, term) for entry in self._entries.values())
        return self._frequencies[key]

    def _average(self, field: str) -> float:
        if field not in self._averages:
            lengths = [length_of(entry, field) for entry in self._entries.values()]
            self._averages[field] = sum(lengths) / len(lengths)
        return self._averages[field]


def _passes(wanted: Filter, entry: IndexEntry) -> bool:
    values = set(entry.keywords.get(wanted.field, ()))
    return (not wanted.include or bool(values & set(wanted.include))) and not values & set(wanted.exclude)


def _counted(field: str, scored: list[tuple[IndexEntry, float]], filters: tuple[Filter, ...]) -> list[IndexEntry]:
    """The entries a field is counted over: those that pass all filters but the field's own choice."""
    others = [Filter(f.field, (), f.exclude) if f.field == field else f for f in filters]
    return [entry for entry, _ in scored if all(_passes(f, entry) for f in others)]


def _counts(field: str, scored: list[tuple[IndexEntry, float]], filters: tuple[Filter, ...]) -> dict[str, int]:
    """Values of a field among the entries counted; a value left out is counted as if it were not."""
    counts: dict[str, int] = {}
    for entry in _counted(field, scored, filters):
        for value in set(entry.keywords.get(field, ())):
            counts[value] = counts.get(value, 0) + 1
    for value in {value for f in filters if f.field == field for value in f.exclude}:
        without = tuple(_not_excluding(f, value) if f.field == field else f for f in filters)
        counts[value] = sum(value in entry.keywords.get(field, ()) for entry in _counted(field, scored, without))
    return counts


def _not_excluding(filter_: Filter, value: str) -> Filter:
    return Filter(filter_.field, filter_.include, tuple(v for v in filter_.exclude if v != value))


def _phrase_starts(phrase: Phrase, entry: IndexEntry) -> list[int]:
    found = [positions(slot, phrase.field, entry) for slot in phrase.slots]
    base = phrase.slots[0].offset if phrase.slots else 0
    first = found[0] if found else []
    return [
        start
        for start in first
        if all(start + slot.offset - base in there for slot, there in zip(phrase.slots, found, strict=True))
    ]


def _near_count(near: Near, entry: IndexEntry) -> int:
    """How many windows begin somewhere, by trying every choice of places and, unordered, every order."""
    orders = [near.parts] if near.ordered else list(permutations(near.parts))
    return len({start for order in orders for start in _chains(order, near.distance, entry)})


def _chains(parts: tuple[Phrase, ...], distance: int, entry: IndexEntry) -> Iterator[int]:
    spans = []
    for part in parts:
        length = part.slots[-1].offset - part.slots[0].offset + 1 if part.slots else 0
        spans.append([(start, start + length) for start in _phrase_starts(part, entry)])
    for first in spans[0] if spans else []:
        ends = {(first[1], 0)}
        for following in spans[1:]:
            ends = {
                (b, used + a - end)
                for end, used in ends
                for a, b in following
                if a >= end and used + a - end <= distance
            }
        if ends:
            yield first[0]


def _constant(query: Query, entry: IndexEntry) -> bool:
    match query:
        case Prefix(field, text):
            return any(term.startswith(text) for term in held_terms(entry, field))
        case Wildcard(field, pattern):
            return any(wildcard_pattern(pattern).fullmatch(term) for term in held_terms(entry, field))
        case Fuzzy(field, text, edits):
            return any(edit_distance(term, text) <= edits for term in held_terms(entry, field))
        case DateRange(first, last):
            return any((last is None or a <= last) and (first is None or b >= first) for a, b in entry.dates)
        case _:
            raise TypeError(f"not a query: {query!r}")
