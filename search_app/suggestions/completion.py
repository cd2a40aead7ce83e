"""What a question may go on as, while it is typed: names, words and titles of the collection, with what each finds.

A beginning is looked up as it is written and as it sounds, so that tok, toukyou, とうきょ and トウキョウ all lead to
東京. The last words typed are completed; what stands before them is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.romaji import beginning_key, reading_key
from indexer.collection import Collection
from indexer.engines.base import Engine
from indexer.schema import PARTS
from search_app.query_language.scripts import HIRAGANA, JAPANESE, KANJI, KATAKANA
from search_app.suggestions.vocabulary import JAPANESE_WORD, LATIN_WORD, readings

MOST_OPTIONS = 8
MOST_LOOKED_AT = 3_000
"""Keys of one beginning that are compared; a single letter begins tens of thousands of words."""

LONGEST = 60
FEWEST_LETTERS, FEWEST_KANA = 2, 1

KINDS = ("actor", "term", "word", "title")
"""What an option is; those of a kind before come first where both fit as well."""

_RUNS = re.compile(rf"[{HIRAGANA}]+|[{KATAKANA}]+|[{KANJI}]+|[^\W_{JAPANESE}]+")
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


class Suggester:
    """The beginnings of everything that can be asked for; made on first use, for one opened index."""

    def __init__(self, engine: Engine, collection: Collection, titles: Callable[[], Iterable[str]]) -> None:
        self._engine = engine
        self._collection = collection
        self._titles = titles

    def warm(self) -> None:
        """Make the keys now: of a large collection they take some seconds."""
        assert self._written and self._sounding

    def options(self, typed: str, count: Callable[[str], int]) -> tuple[Option, ...]:
        """At most MOST_OPTIONS, best first; `count` says how many passages a question finds."""
        if len(typed) > LONGEST:
            return ()
        found: dict[str, Option] = {}
        for head, entries in self._candidates(typed):
            options = (Option(q := head + _asked(e), e.text, e.kind, count(q)) for e in entries)
            kept = [option for option in options if option.count and option.q not in found]
            # After other words what counts is how often a word stands with them.
            found |= {each.q: each for each in (sorted(kept, key=lambda each: -each.count) if head else kept)}
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

    def _beginning(self, typed: str) -> list[Entry]:
        written = fold(typed)
        found = [(0, entry) for entry in _with_prefix(self._written, written)]
        found += [(1, entry) for key in _sounds(typed) for entry in _with_prefix(self._sounding, key)]
        best: dict[Entry, int] = {}
        for rank, entry in found:
            if fold(entry.text) != written:
                best[entry] = min(rank, best.get(entry, rank))
        order = sorted(
            best, key=lambda e: (e.kind == "title", best[e], -e.weight, KINDS.index(e.kind), len(e.text), e.text)
        )
        one_of_each = {entry.id or entry.text: entry for entry in reversed(order) if self._is_written(entry)}
        return [entry for entry in order if one_of_each.get(entry.id or entry.text) is entry][: 2 * MOST_OPTIONS]

    def _is_written(self, entry: Entry) -> bool:
        """Whether a Japanese word stands anywhere as it is; the word layer also has forms nobody writes (約すり)."""
        if entry.kind != "word" or entry.text.isascii():
            return True
        grams = [slot.text for slot in gram_slots(canonical(entry.text)) if not slot.prefix]
        return all(any(self._engine.frequency(f"{part}_g", gram) for part in PARTS) for gram in grams)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        named = [
            Entry(name, "term" if each.kind == "term" else "actor", self._weight(name), each.id)
            for each in (*self._collection.actors, *self._collection.terms)
            for name in each.names
        ]
        called = {fold(entry.text) for entry in named}
        words = (Entry(text, "word", count) for text, count in self._words() if fold(text) not in called)
        titles = (Entry(title, "title", 1) for title in dict.fromkeys(self._titles()) if title)
        return (*named, *words, *titles)

    def _words(self) -> Iterator[tuple[str, int]]:
        counts: dict[str, int] = {}
        for part in PARTS:
            for layer, script, shortest in (("w", JAPANESE_WORD, 2), ("g", LATIN_WORD, 3)):
                for term, count in self._engine.terms(f"{part}_{layer}"):
                    if len(term) >= shortest and script.fullmatch(term):
                        counts[term] = max(count, counts.get(term, 0))
        yield from counts.items()

    def _weight(self, name: str) -> int:
        """About how often a name is there: its rarest word."""
        words = [word for word in re.split(r"[\s・]+", name) if word]
        return min(
            (max(self._engine.frequency(f"body_{y}", x) for y in "wg" for x in (word, fold(word))) for word in words),
            default=0,
        )

    @cached_property
    def _written(self) -> "Keys":
        """By how they are written; a title by each of its words too."""
        pairs = ((key, entry) for entry in self._entries for key in _written_keys(entry))
        return _sorted(pairs)

    @cached_property
    def _sounding(self) -> "Keys":
        """By how they sound."""
        japanese = [entry for entry in self._entries if entry.kind != "title" and JAPANESE_WORD.fullmatch(entry.text)]
        sounds = readings([entry.text for entry in japanese])
        return _sorted((reading_key(sound), entry) for entry, (_, sound) in zip(japanese, sounds, strict=True) if sound)


Keys = tuple[Sequence[str], Sequence[Entry]]


def _sorted(pairs: Iterable[tuple[str, Entry]]) -> Keys:
    rows = sorted(((key, entry) for key, entry in pairs if key), key=lambda row: row[0])
    return [key for key, _ in rows], [entry for _, entry in rows]


def _with_prefix(keys: Keys, prefix: str) -> Iterator[Entry]:
    names, entries = keys
    first = bisect_left(names, prefix)
    last = bisect_left(names, prefix + "\U0010ffff", first)
    return islice(entries, first, min(last, first + MOST_LOOKED_AT))


def _sounds(typed: str) -> list[str]:
    """The keys of what a beginning may sound like: とうき may go on as とうきょう."""
    kana = reading_key(typed)
    key = kana or beginning_key(typed)
    found = [key] if len(key) > 1 or kana else []
    return [*found, key[:-1] + "y"] if kana.endswith("i") and len(kana) > 1 else found


def _written_keys(entry: Entry) -> list[str]:
    """Soviet Union also begins with Union; a Japanese title, which has no spaces, with each run of kanji or kana."""
    folded = fold(entry.text)
    whole = entry.text if folded == entry.text else folded  # most are: one string for both
    words = whole.split() if entry.text.isascii() else [m[0] for m in _RUNS.finditer(whole)]
    places = (whole.find(word) for word in words) if entry.kind == "title" or " " in whole else ()
    return list(dict.fromkeys((whole, *(whole[place:] for place in places if place > 0))))


def _asked(entry: Entry) -> str:
    """An option as a part of a question: a title is asked for as one."""
    if entry.kind == "title":
        return f"title:「{entry.text}」" if not entry.text.isascii() else f'title:"{entry.text}"'
    return entry.text


def _long_enough(text: str) -> bool:
    return len(text) >= (FEWEST_LETTERS if text.isascii() else FEWEST_KANA)
