"""What may be offered and proposed, from lists of everything an index has: slow and plain, the judge of look-ups."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.word_keys import JAPANESE_WORD, LATIN_WORD, sound_keys, written_keys
from indexer.schema import PARTS
from indexer.storage.index_directory import Library
from search_app.suggestions.completion import KINDS, MOST_LOOKED_AT, MOST_OPTIONS, Entry, _sounds


@dataclass(frozen=True)
class Everything:
    """All names, words and titles of an index."""

    library: Library

    @property
    def entries(self) -> list[Entry]:
        """All that can be offered, with the passages that have it."""
        collection = self.library.collection
        named = [
            Entry(name, "term" if each.kind == "term" else "actor", self._weight(name), each.id)
            for each in (*collection.actors, *collection.terms)
            for name in each.names
        ]
        called = {fold(entry.text) for entry in named}
        words = [Entry(text, "word", n) for text, n in self._words().items() if fold(text) not in called]
        titles = dict.fromkeys(row.title for row in self.library.store.documents() if row.title)
        return [*named, *words, *(Entry(title, "title", 1) for title in titles)]

    def _words(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for part in PARTS:
            for layer, script, shortest in (("w", JAPANESE_WORD, 2), ("g", LATIN_WORD, 3)):
                for term, count in self.library.engine.terms(f"{part}_{layer}"):
                    if len(term) >= shortest and script.fullmatch(term):
                        counts[term] = max(count, counts.get(term, 0))
        return counts

    def _weight(self, name: str) -> int:
        words = [word for word in re.split(r"[\s・]+", name) if word]
        frequency = self.library.engine.frequency
        return min((max(frequency(f"body_{y}", x) for y in "wg" for x in (w, fold(w))) for w in words), default=0)

    def keyed(self) -> tuple[list[tuple[str, Entry]], list[tuple[str, Entry]]]:
        """All keys with their entries: as they are written, as they sound."""
        entries = self.entries
        written = [(key, entry) for entry in entries for key in written_keys(entry.text, entry.kind == "title")]
        japanese = [e for e in entries if e.kind != "title" and JAPANESE_WORD.fullmatch(e.text)]
        keys = dict(sound_keys([entry.text for entry in japanese]))
        return written, [(keys[entry.text], entry) for entry in japanese if entry.text in keys]

    def is_written(self, entry: Entry) -> bool:
        """Whether all pairs of characters of a Japanese word stand somewhere."""
        if entry.kind != "word" or entry.text.isascii():
            return True
        grams = [slot.text for slot in gram_slots(canonical(entry.text)) if not slot.prefix]
        return all(any(self.library.engine.frequency(f"{part}_g", gram) for part in PARTS) for gram in grams)

    def japanese(self) -> list[str]:
        """The Japanese words of the word layer, and those of names."""
        terms = (term for part in PARTS for term, _ in self.library.engine.terms(f"{part}_w"))
        named = (word for name in self._named() for word in JAPANESE_WORD.findall(name))
        return [*dict.fromkeys((*(term for term in terms if len(term) > 1 and JAPANESE_WORD.fullmatch(term)), *named))]

    def latin(self) -> list[str]:
        """The words in Latin letters of the literal layer, folded."""
        terms = (term for part in PARTS for term, _ in self.library.engine.terms(f"{part}_g"))
        return [*dict.fromkeys(term for term in terms if "a" <= term[0] <= "z" and term.isalpha() and len(term) > 1)]

    def _named(self) -> Iterator[str]:
        collection = self.library.collection
        return (name for each in (*collection.actors, *collection.terms) for name in each.names)


def beginning(typed: str, everything: Everything, keyed: tuple[list[tuple[str, Entry]], ...]) -> list[Entry]:
    """What a beginning may go on as, best first."""
    written = fold(typed)
    found = [(0, entry) for entry in _with(keyed[0], written)]
    found += [(1, entry) for key in _sounds(typed) for entry in _with(keyed[1], key)]
    best = {entry: min(rank for rank, each in found if each == entry) for _, entry in found}
    kept = [entry for entry in best if fold(entry.text) != written and everything.is_written(entry)]
    order = sorted(
        kept, key=lambda e: (e.kind == "title", best[e], -e.weight, KINDS.index(e.kind), len(e.text), e.text)
    )
    first = {entry.id or entry.text: entry for entry in reversed(order)}
    return [entry for entry in order if first[entry.id or entry.text] is entry][: 2 * MOST_OPTIONS]


def _with(keyed: Iterable[tuple[str, Entry]], prefix: str) -> list[Entry]:
    rows = sorted((row for row in keyed if row[0].startswith(prefix)), key=lambda row: row[0])
    return [entry for _, entry in rows[:MOST_LOOKED_AT]]
