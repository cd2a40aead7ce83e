"""The words a collection can be asked for, as people write them: by their letters, by their sound, with frequencies.

    letters   Latin words whole (misile ~ missile); Japanese words as they are written (封込め ~ 封じ込め)
    sounds    the keys of what Japanese words sound like (れいぜん = reizen ~ reisen = 冷戦)

The words of the texts are asked of the store (see `storage.vocabulary`). The names of the collection are known here
besides, for a name may be asked for where only another name of the same stands.
"""

from functools import cached_property, lru_cache, partial

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.word_keys import JAPANESE_WORD, LATIN_WORD, sound_keys
from indexer.engines.base import Engine
from indexer.schema import PARTS
from indexer.storage.vocabulary import CHARACTERS, LETTERS, SOUNDS, Vocabulary
from search_app.query_language.authorities import Names
from search_app.suggestions.edit_candidates import Nearby


class WordList:
    """The words of an opened index and of its collection's names."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, names: Names) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._called = names.called
        self._collection = names.collection
        known = (*self._collection.actors, *self._collection.terms)
        self._names = [name for authority in known for name in authority.names]
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)

    @cached_property
    def letters(self) -> Nearby:
        """Latin words, folded."""
        return Nearby(self._written, partial(self._vocabulary.sharing, LETTERS))

    @cached_property
    def characters(self) -> Nearby:
        """Japanese words, as they are written."""
        return Nearby(self._japanese, partial(self._vocabulary.sharing, CHARACTERS))

    @cached_property
    def sounds(self) -> Nearby:
        """The keys of what Japanese words sound like."""
        return Nearby(self._sounding, partial(self._vocabulary.sharing, SOUNDS))

    def warm(self) -> None:
        """Make what is made of the names now."""
        assert self.letters and self.characters and self.sounds

    def sounding(self, key: str) -> tuple[str, ...]:
        """The Japanese words of a sound."""
        return tuple(dict.fromkeys((*self._vocabulary.sounding(key), *self._sounding.get(key, ()))))

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
        return list(dict.fromkeys(word for name in self._names for word in JAPANESE_WORD.findall(name)))

    @cached_property
    def _sounding(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for word, key in sound_keys(self._japanese):
            found.setdefault(key, []).append(word)
        return {key: tuple(same) for key, same in found.items()}
