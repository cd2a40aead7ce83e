"""What a passage is looked for by in the other language: its people, its dates, its names and its most telling words.

    name         who it is about, by the list of the collection: Khrushchev, フルシチョフ
    date         the days, months and years it tells of, in any calendar: 明治2年, 1869
    reading      what sounds alike: 小塚原, Kozukahara
    loanword     what it is borrowed from, or as: ミサイル, missile
    dictionary   what it means, with the dictionary: 靖国神社, Yasukuni Shrine
    literal      what stands the same in both: NATO, 302

Each is a clue. It is worth how few passages have it (the idf of BM25) times how sure the way to it is (SURE), and
counts once, however often it stands; of all that one word may be in the other language, the best counts alone. Only the
MOST that are worth most are asked for, so that a long passage costs hardly more than a short one.

Source: alternatives of one word as one (Pirkola 1998, "The Effects of Query Structure and Dictionary Setups in
Dictionary-Based Cross-Language Information Retrieval").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from indexer.analysis import canonical, query_words
from indexer.analysis.bilingual import Piece, pieces
from indexer.analysis.english import STOP_WORDS, Compound
from indexer.analysis.japanese import Word
from indexer.analysis.keys import origin_key
from indexer.analysis.romaji import SHORTEST_ROMAJI, reading_key, romaji_key
from indexer.document import Metadata
from indexer.engines.base import BM25
from indexer.metadata.date_keys import date_keys
from indexer.query import Boost, Constant, Phrase, Query, Reason, Term
from indexer.query_trees import best_of
from search_app.planning.index_statistics import IndexStatistics
from search_app.planning.query_builders import row

MOST = 40
"""Clues that are asked for."""

LONGEST_RUN, MOST_TRANSLATIONS = 3, 4
"""Words in a row that are looked up as one, and how many translations of each are asked for."""

SURE = {"name": 1.0, "date": 1.0, "reading": 0.8, "loanword": 0.6, "dictionary": 0.8, "literal": 0.8}
"""How sure each way into the other language is, beside the weight that the dictionary gives."""

Sought = Term | Phrase
"""What a way looks for."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which the other language may say something: what to look for, why, and what it is worth."""

    leaf: Sought
    via: Reason
    worth: float


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that a passage says, as it stands there (of an actor its id, of a date its ISO form), with its ways."""

    text: str
    ways: tuple[Way, ...]

    @property
    def worth(self) -> float:
        """What it adds to a score at most."""
        return max(way.worth for way in self.ways)

    @property
    def query(self) -> Query:
        """What any of its ways finds, scored by the best."""
        return best_of([Boost(Constant(way.leaf), way.worth) for way in self.ways])


class ClueFinder:
    """Finds the clues that lead from passages to those of one language, which is `lang`."""

    def __init__(self, statistics: IndexStatistics, lang: str) -> None:
        self._statistics = statistics
        self._into_japanese = lang == "ja"
        self._passages = statistics.frequency("lang", lang)
        self._bm25 = BM25()

    def clues(self, texts: Iterable[str], metadata: Metadata) -> tuple[Clue, ...]:
        """The clues of a passage: of its text, of what stands above it, and of what it is about; MOST at most, what is
        worth most first."""
        found = [*self._about(metadata), *(clue for text in dict.fromkeys(texts) for clue in self._said(text))]
        telling = {clue.text.lower(): clue for clue in reversed(found) if clue.ways}
        return tuple(nlargest(MOST, telling.values(), key=lambda clue: clue.worth))

    def _about(self, metadata: Metadata) -> Iterator[Clue]:
        for actor in metadata.actors:
            yield self._clue(actor, [(Term("actor", actor, Reason("name", actor)), 1.0)])
        for span in metadata.dates:
            keys = (
                Term("keys", key, Reason("date", span.iso, key.removeprefix("d:"))) for key in reversed(date_keys(span))
            )
            yield self._clue(span.iso, ((key, 1.0) for key in keys))

    def _said(self, text: str) -> Iterator[Clue]:
        """Every word, and every few words in a row: the dictionary knows 靖国神社, and 靖国 and 神社."""
        source = canonical(text).text
        for run in _runs(source, pieces(source)):
            written = source[run[0].start : run[-1].end]
            yield self._clue(written, self._ways(written, run))

    def _clue(self, text: str, ways: Iterable[tuple[Sought, float]]) -> Clue:
        weighed = (Way(leaf, leaf.via, sure * SURE[leaf.via.kind] * self._idf(leaf)) for leaf, sure in ways if leaf.via)
        return Clue(text, tuple(way for way in weighed if way.worth))

    def _idf(self, leaf: Sought) -> float:
        """How telling a leaf is: 0 for what is nowhere; a row of words as they are together, but not more than a word
        that stands in one passage."""
        terms = [slot.text for slot in leaf.slots] if isinstance(leaf, Phrase) else [leaf.text]
        counts = [self._statistics.frequency(leaf.field, term) for term in terms]
        if not all(counts):
            return 0.0
        together = sum(self._bm25.idf(max(self._passages, count), count) for count in counts)
        return min(self._bm25.idf(max(self._passages, 1), 1), together)

    def _ways(self, text: str, run: Sequence[Piece]) -> Iterator[tuple[Sought, float]]:
        if len(run) == 1:
            yield from self._of_word(text, run[0])
        if not self._into_japanese and (key := _sound(run)):
            yield Term("keys", "l:" + key, Reason("reading", text)), 1.0
        for found in self._statistics.dictionary.translations(text)[:MOST_TRANSLATIONS]:
            yield from _written(found.text, Reason("dictionary", text, found.text), found.weight)

    def _of_word(self, text: str, word: Piece) -> Iterator[tuple[Sought, float]]:
        """What one word is in the other language without a dictionary."""
        if isinstance(word, Word):
            origin = "" if self._into_japanese else word.origin
            yield from _written(origin, Reason("loanword", text, origin), 1.0)
            return
        yield from _written(text, Reason("literal", text), 1.0)
        if self._into_japanese:
            yield Term("keys", origin_key(text), Reason("loanword", text)), 1.0
            key = romaji_key(text) if text[0].isupper() else ""
            yield from [(Term("keys", "r:" + key, Reason("reading", text)), 1.0)] if key else ()


def _runs(text: str, found: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """One to LONGEST_RUN words side by side that begin and end with a word that says something."""
    telling = [isinstance(piece, Word) or any(part.stem not in STOP_WORDS for part in piece.parts) for piece in found]
    for first in range(len(found)):
        for last in range(first, min(first + LONGEST_RUN, len(found))):
            if last > first and not _joined(text, found[last - 1], found[last]):
                break
            if telling[first] and telling[last]:
                yield found[first : last + 1]


def _joined(text: str, one: Piece, other: Piece) -> bool:
    """Whether two words stand side by side, of Latin ones with a space between them."""
    return type(one) is type(other) and text[one.end : other.start] == (" " if isinstance(one, Compound) else "")


def _sound(run: Sequence[Piece]) -> str:
    """The key of how Japanese words sound, empty where that is not known or too short to tell anything."""
    sounds = [piece.sound if isinstance(piece, Word) else "" for piece in run]
    key = reading_key("".join(sounds)) if all(sounds) else ""
    return key if len(key) >= SHORTEST_ROMAJI else ""


def _written(text: str, via: Reason, sure: float) -> Iterator[tuple[Sought, float]]:
    """A text of the other language: a word wherever it stands, several in a row in the text itself."""
    terms = _terms(text)
    if len(terms) == 1:
        yield Term("text_w", terms[0], via), sure
    elif terms:
        yield row("body_w", terms, via), sure


@lru_cache(maxsize=20_000)
def _terms(text: str) -> tuple[str, ...]:
    """The words of a translation; the same come up on every page."""
    return query_words(canonical(text)).terms
