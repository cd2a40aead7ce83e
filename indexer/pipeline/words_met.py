"""The words that a run meets and that can be looked up while they are typed, taken from the terms of its entries.

The word layer has lemmas in American spelling, which are not what was written, so Latin words come from the literal
layer; Japanese words come from the word layer.
"""

import re
from collections.abc import Mapping

from indexer.analysis.word_keys import JAPANESE, LATIN_WORD
from indexer.schema import PARTS
from indexer.storage.store_writer import StoreWriter
from indexer.terms import STACK, Terms

MOST_HELD = 200_000
"""Words that are held before they are kept."""


LAYERS = {
    layer: re.compile(rf"(?<![^ {STACK}]){word}(?![^ {STACK}])")
    for layer, word in (("w", rf"[{JAPANESE}]{{2,}}"), ("g", LATIN_WORD.pattern))
}
"""Layer -> the terms of a line that are taken from it."""


class WordsMet:
    """What one run does to the words: it tells of new entries, then settles."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store
        self._met: set[str] = set()

    def keep(self, texts: Mapping[str, Terms]) -> None:
        """An entry is new, or of another place."""
        for layer, word in LAYERS.items():
            for part in PARTS:
                self._met.update(word.findall(texts[f"{part}_{layer}"]))
        if len(self._met) > MOST_HELD:
            self.settle()

    def settle(self) -> None:
        """Have the store keep what is new to it."""
        if self._met:
            self._store.put_words(self._met)
            self._met.clear()
