"""The words a collection can be asked for, as people write them: by their letters, by their sound, with frequencies.

    letters   Latin words whole (misile ~ missile); Japanese words as they are written (封込め ~ 封じ込め)
    sounds    the keys of what Japanese words sound like (れいぜん = reizen ~ reisen = 冷戦)

The word layer has lemmas in American spelling, which are not what was written, so Latin words come from the literal
layer; Japanese words come from the word layer, and both from the names of the collection. All is made on first use.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.japanese import prepare, words
from indexer.analysis.romaji import reading_key
from indexer.engines.base import Engine
from indexer.schema import PARTS
from search_app.query_language import scripts
from search_app.query_language.authorities import Names
from search_app.suggestions.edit_candidates import Nearby

JAPANESE_WORD = re.compile(f"[{scripts.JAPANESE}]+")
KANA_WORD = re.compile(f"[{scripts.KANA}]+")
A_KANJI = re.compile(f"[{scripts.KANJI}]")
LATIN_WORD = re.compile(rf"[^\W\d_{scripts.JAPANESE}]{{2,}}")

_INITIALS = "abcdefghijklmnopqrstuvwxyz"
_BATCH = 500
"""Words read by one call of MeCab; a call for each takes four times as long."""


class WordList:
    """The words of an opened index and of its collection's names."""

    def __init__(self, engine: Engine, names: Names) -> None:
        self._engine = engine
        self._called = names.called
        self._collection = names.collection
        known = (*self._collection.actors, *self._collection.terms)
        self._names = [name for authority in known for name in authority.names]
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)

    @cached_property
    def letters(self) -> Nearby:
        """Latin words, folded."""
        return Nearby((*(word for word in self._vocabulary("g", _INITIALS) if word.isalpha()), *self._written))

    @cached_property
    def characters(self) -> Nearby:
        """Japanese words, as they are written."""
        return Nearby(self._japanese)

    @cached_property
    def sounds(self) -> Nearby:
        """The keys of what Japanese words sound like."""
        return Nearby(self._sounding)

    def warm(self) -> None:
        """Make all of it now."""
        assert self.letters and self.characters and self.sounds

    def sounding(self, key: str) -> tuple[str, ...]:
        """The Japanese words of a sound."""
        return self._sounding.get(key, ())

    def shown(self, word: str, typed: str) -> str:
        """A folded Latin word as it is written in a name, else with the capitals of what was typed."""
        if word in self._written:
            return self._written[word]
        return (
            word.upper() if len(typed) > 1 and typed.isupper() else word.capitalize() if typed[:1].isupper() else word
        )

    def _frequency(self, text: str) -> int:
        """Passages that have a text, at most: as many as have its rarest bigram, or the text as a word.

        A name counts as found once: トロツキー may stand where Trotsky does not.
        """
        grams = [slot.text for slot in gram_slots(canonical(text)) if not slot.prefix]
        as_written = min((self._most(gram, "g") for gram in grams), default=0)
        as_word = self._most(text, "w") if JAPANESE_WORD.fullmatch(text) else 0
        return max(as_written, as_word) or int(bool(self._called(text)))

    def _most(self, term: str, layer: str) -> int:
        return max(self._engine.frequency(f"{part}_{layer}", term) for part in PARTS)

    @cached_property
    def _written(self) -> dict[str, str]:
        """The Latin words that are names, folded -> as written: NATO, Gorbachev of Mikhail Gorbachev."""
        persons = (name for actor in self._collection.actors if actor.kind == "person" for name in actor.names)
        alone = (name for name in self._names if LATIN_WORD.fullmatch(name))
        return {fold(word): word for name in (*persons, *alone) for word in LATIN_WORD.findall(name)}

    @cached_property
    def _japanese(self) -> list[str]:
        named = [word for name in self._names for word in JAPANESE_WORD.findall(name)]
        terms = (term for term in self._vocabulary("w") if len(term) > 1 and JAPANESE_WORD.fullmatch(term))
        return list(dict.fromkeys((*terms, *named)))

    @cached_property
    def _sounding(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for word, reading in readings(self._japanese):
            if key := reading_key(reading):
                found.setdefault(key, []).append(word)
        return {key: tuple(same) for key, same in found.items()}

    def _vocabulary(self, layer: str, initials: Iterable[str] = ("",)) -> Iterator[str]:
        for part in PARTS:
            for initial in initials:
                yield from (term for term in self._engine.vocabulary(f"{part}_{layer}", initial))


def readings(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text with its reading in kana; without where MeCab does not know one."""
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        yield from zip(batch, _batch_readings(batch), strict=True)


def _batch_readings(texts: Sequence[str]) -> list[str]:
    """Words with kanji by MeCab's reading, kana by itself."""
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len(text) + 1)
    found, number = [""] * len(texts), 0
    joined = prepare("。".join(texts))
    unread = set()
    for word in words(joined):
        while word.start >= ends[number]:
            number += 1
        surface = joined[word.start : word.end]
        if word.reading or KANA_WORD.fullmatch(surface):
            found[number] += word.reading or surface
        elif surface != "。":
            unread.add(number)
    return ["" if number in unread else reading for number, reading in enumerate(found)]
