"""What a question may go on as, while it is typed: names, words and titles of the collection, with what each finds.

A beginning is looked up as it is written and as it sounds, so that tok, toukyou, とうきょ and トウキョウ all lead to
東京. The last words typed are completed; what stands before them is kept. Names of the collection are known here, words
and titles are asked of the store and counted by the engine, none but those that a beginning leads to.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import merge
from itertools import islice
from operator import itemgetter

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.romaji import beginning_key, reading_key
from indexer.analysis.word_keys import JAPANESE_WORD, LONGEST, sound_keys, written_keys
from indexer.collection import Collection
from indexer.engines.base import Engine
from indexer.schema import PARTS
from indexer.storage.vocabulary import SOUNDING, WRITTEN, Vocabulary

MOST_OPTIONS = 8
MOST_LOOKED_AT = 3_000
"""Keys of one beginning that are compared; a single letter begins tens of thousands of words."""

FEWEST_LETTERS, FEWEST_KANA = 2, 1
SHORTEST = 3
"""Letters of the shortest word that is offered in another script than the Japanese."""

MOST_REMEMBERED = 1_000
"""Beginnings whose entries are remembered: of a letter alone they take longest, and it is typed most often."""

KINDS = ("actor", "term", "word", "title")
"""What an option is; those of a kind before come first where both fit as well."""

_UNWRITTEN = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no text has and no file can keep."""
_SIGNS = set('()"“”「」『』*?~:')


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be asked for: `text` as it is written, `weight` how many passages have it about. `id` is that
    of the authority whose name it is, else empty."""

    text: str
    kind: str
    weight: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """What is offered: the question it makes, the part of that which is new, and how many passages it finds."""

    q: str
    text: str
    kind: str
    count: int


Keys = tuple[Sequence[str], Sequence[Entry]]
"""Keys in order, and what each leads to."""

Row = tuple[str, Entry]
"""A key and what it leads to."""


class Suggester:
    """What everything that can be asked for begins with, for one opened index."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, collection: Collection) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._collection = collection
        self._beginning = lru_cache(maxsize=MOST_REMEMBERED)(self._read_beginning)

    def warm(self) -> None:
        """Make the keys of the names now."""
        assert self._written and self._sounding

    def options(self, typed: str, count: Callable[[str], int]) -> tuple[Option, ...]:
        """At most MOST_OPTIONS, best first; `count` says how many passages a question finds."""
        if len(typed) > LONGEST or _UNWRITTEN.search(typed):
            return ()
        found: dict[str, Option] = {}
        for head, entries in self._candidates(typed):
            options = (Option(q := head + _asked(e), e.text, e.kind, count(q)) for e in entries)
            kept = (option for option in options if option.count and option.q not in found)
            # After other words what counts is how often a word stands with them.
            best = sorted(kept, key=lambda each: -each.count) if head else islice(kept, MOST_OPTIONS)
            found |= {each.q: each for each in best}
            if len(found) >= MOST_OPTIONS:
                break
        return tuple(found.values())[:MOST_OPTIONS]

    def _candidates(self, typed: str) -> Iterator[tuple[str, list[Entry]]]:
        """What may stand for the last words typed: for all of them first, then for fewer and fewer."""
        words = typed.replace("\u3000", " ").split(" ")
        for kept in range(len(words)):
            head, rest = " ".join(words[:kept]), " ".join(words[kept:]).strip()
            if _long_enough(rest) and not _SIGNS & set(rest):
                yield (f"{head} " if head else ""), self._beginning(rest)

    def _read_beginning(self, typed: str) -> list[Entry]:
        written = fold(typed)
        found = [(0, entry) for entry in self._by(self._written, written, self._as_written)]
        found += [(1, entry) for key in _sounds(typed) for entry in self._by(self._sounding, key, self._as_heard)]
        best: dict[Entry, int] = {}
        for rank, entry in found:
            if len(entry.text) != len(written) or fold(entry.text) != written:
                best[entry] = min(rank, best.get(entry, rank))
        order = sorted(
            best, key=lambda e: (e.kind == "title", best[e], -e.weight, KINDS.index(e.kind), len(e.text), e.text)
        )
        return list(islice(self._one_of_each(order), 2 * MOST_OPTIONS))

    def _by(self, names: Keys, beginning: str, others: Callable[[str], Iterable[Row]]) -> Iterable[Entry]:
        """The first MOST_LOOKED_AT in the order of their keys, names before others of the same key."""
        rows = merge(_with_prefix(names, beginning), others(beginning), key=itemgetter(0))
        return (entry for _, entry in islice(rows, MOST_LOOKED_AT))

    def _as_written(self, beginning: str) -> Iterable[Row]:
        titles = ((key, Entry(title, "title", 1)) for key, title in self._vocabulary.titles(beginning))
        return merge(self._words(WRITTEN, beginning), titles, key=itemgetter(0))

    def _as_heard(self, beginning: str) -> Iterable[Row]:
        return self._words(SOUNDING, beginning)

    def _words(self, kind: str, beginning: str) -> Iterator[Row]:
        """Words that stand somewhere and are no names."""
        for key, text in self._vocabulary.words(kind, beginning):
            japanese = JAPANESE_WORD.fullmatch(text) is not None
            if (japanese or len(text) >= SHORTEST) and fold(text) not in self._called:
                layer = "w" if japanese else "g"
                if weight := max(self._engine.frequency(f"{part}_{layer}", text) for part in PARTS):
                    yield key, Entry(text, "word", weight)

    def _one_of_each(self, order: Iterable[Entry]) -> Iterator[Entry]:
        """The entries that are written, of each authority the first alone."""
        seen: set[str] = set()
        for entry in order:
            if (known := entry.id or entry.text) not in seen and self._is_written(entry):
                seen.add(known)
                yield entry

    def _is_written(self, entry: Entry) -> bool:
        """Whether a Japanese word stands anywhere as it is; the word layer also has forms nobody writes (約すり)."""
        if entry.kind != "word" or entry.text.isascii():
            return True
        grams = [slot.text for slot in gram_slots(canonical(entry.text)) if not slot.prefix]
        return all(any(self._engine.frequency(f"{part}_g", gram) for part in PARTS) for gram in grams)

    @cached_property
    def _names(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(name, "term" if each.kind == "term" else "actor", self._weight(name), each.id)
            for each in (*self._collection.actors, *self._collection.terms)
            for name in each.names
        )

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(fold(entry.text) for entry in self._names)

    def _weight(self, name: str) -> int:
        """About how often a name is there: its rarest word."""
        words = [word for word in re.split(r"[\s・]+", name) if word]
        return min(
            (max(self._engine.frequency(f"body_{y}", x) for y in "wg" for x in (word, fold(word))) for word in words),
            default=0,
        )

    @cached_property
    def _written(self) -> Keys:
        """The names by how they are written."""
        return _sorted((key, entry) for entry in self._names for key in written_keys(entry.text))

    @cached_property
    def _sounding(self) -> Keys:
        """The Japanese names by how they sound."""
        keys = dict(sound_keys([entry.text for entry in self._names if JAPANESE_WORD.fullmatch(entry.text)]))
        return _sorted((keys[entry.text], entry) for entry in self._names if entry.text in keys)


def _sorted(pairs: Iterable[Row]) -> Keys:
    rows = sorted(((key, entry) for key, entry in pairs if key), key=itemgetter(0))
    return [key for key, _ in rows], [entry for _, entry in rows]


def _with_prefix(keys: Keys, prefix: str) -> Iterator[Row]:
    names, entries = keys
    first = bisect_left(names, prefix)
    last = bisect_left(names, prefix + "\U0010ffff", first)
    return zip(names[first:last], entries[first:last], strict=True)


def _sounds(typed: str) -> list[str]:
    """The keys of what a beginning may sound like: とうき may go on as とうきょう."""
    kana = reading_key(typed)
    key = kana or beginning_key(typed)
    found = [key] if len(key) > 1 or kana else []
    return [*found, key[:-1] + "y"] if kana.endswith("i") and len(kana) > 1 else found


def _asked(entry: Entry) -> str:
    """An option as a part of a question: a title is asked for as one."""
    if entry.kind == "title":
        return f"title:「{entry.text}」" if not entry.text.isascii() else f'title:"{entry.text}"'
    return entry.text


def _long_enough(text: str) -> bool:
    return len(text) >= (FEWEST_LETTERS if text.isascii() else FEWEST_KANA)
