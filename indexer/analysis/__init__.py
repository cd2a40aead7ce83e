"""How text becomes terms, the same way for passages going in, questions going out and passages shown.

A text is made `canonical` (normalize), then read three ways:

    g  literal.py    characters: every run that stands in the text is found, whatever MeCab makes of it
    w  bilingual.py  words: japanese.py cuts with MeCab, english.py has lemmas; ranking lives on these
    v  keys.py       keys that different writings of one thing share: variants.py, romaji.py, a loanword's origin

Nothing here knows of engines, files or queries. `analyze` gives tokens that remember where they were written, so that
a match can be marked in the text as it stands (columns.py, layer.py); `finished_layers` gives the same terms without their
places, for the index (lines.py). Both are made in Python, and many times quicker where the extension in native/ was built
(compiled.py).
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from indexer.analysis.bilingual import QueryWords, query_words
from indexer.analysis.columns import Words, key_columns
from indexer.analysis.compiled import analysis_path, finished_layers, gram_columns, sketch, word_columns
from indexer.analysis.folds import fold
from indexer.analysis.japanese import DICTIONARY
from indexer.analysis.keys import KINDS, TEXT_KINDS, WORD_KINDS, text_keys
from indexer.analysis.layer import Columns, Layer
from indexer.analysis.lemmas import LEMMAS
from indexer.analysis.lines import Lines
from indexer.analysis.literal import GramSlot, gram_slots
from indexer.analysis.normalize import Canonical, canonical
from indexer.document import Span, Token

__all__ = [
    "Analysis", "Canonical", "GramSlot", "Layer", "Lines", "QueryWords", "analysis_path", "analyze", "canonical",
    "finished_layers", "fold", "gram_slots", "query_words", "sketch", "version",
]  # fmt: skip


class Analysis:
    """The tokens of one text in each layer, found when they are first asked for."""

    def __init__(self, source: Canonical) -> None:
        self._source = source
        self._keys: dict[str, tuple[Layer, ...]] = {}

    @cached_property
    def _words(self) -> Words:
        return word_columns(self._source.text)

    @cached_property
    def _grams(self) -> tuple[Columns, str]:
        return gram_columns(self._source.text)

    @cached_property
    def w(self) -> Layer:
        """The word layer."""
        return Layer(self._words.w, self._source)

    @cached_property
    def g(self) -> Layer:
        """The literal layer."""
        return Layer(self._grams[0], self._source)

    @property
    def v(self) -> tuple[Token, ...]:
        """The key layer."""
        return tuple(token for kind in KINDS for layer in self._key_layers(kind) for token in layer)

    def having_key(self, key: str) -> list[Token]:
        """The tokens of the key layer with exactly this text."""
        return [token for layer in self._key_layers(key[:2]) for token in layer.having(key)]

    def _key_layers(self, kind: str) -> tuple[Layer, ...]:
        """The keys of one of KINDS, those of words and those that the text has besides."""
        if kind not in self._keys:
            columns = [self._words.keys(kind)] if kind in WORD_KINDS else []
            if kind in TEXT_KINDS:
                columns.append(key_columns(text_keys(self._source.text, self._grams[1], kind)))
            self._keys[kind] = tuple(Layer(each, self._source) for each in columns)
        return self._keys[kind]


def analyze(text: str, hidden: Iterable[Span] = ()) -> Analysis:
    """All layers of a text; `hidden` spans are passed over as if they were not there."""
    return Analysis(canonical(text, hidden))


@cache
def version() -> str:
    """What the terms of an index depend on: this room's code and tables, the dictionary and the list of lemmas."""
    digest = hashlib.sha256(f"{DICTIONARY} {LEMMAS}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".tsv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
