"""How text becomes terms, the same way for passages going in, questions going out and passages shown.

A text is made `canonical` (normalize), then read three ways:

    g  literal.py    characters: every run that stands in the text is found, whatever MeCab makes of it
    w  bilingual.py  words: japanese.py cuts with MeCab, english.py stems; ranking lives on these
    v  keys.py       keys that different writings of one thing share: variants.py, romaji.py, a loanword's origin

Nothing here knows of engines, files or queries. `analyze` gives tokens that remember where they were written, so that
a match can be marked in the text as it stands; `finished_layers` gives the same terms without their places, many times
quicker, for the index: in Python (lines.py), and quicker again where the extension in native/ was built (compiled.py).
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from indexer.analysis.bilingual import Piece, QueryWords, pieces, query_words, word_tokens
from indexer.analysis.compiled import analysis_path, finished_layers, sketch
from indexer.analysis.japanese import DICTIONARY
from indexer.analysis.keys import KINDS, key_tokens
from indexer.analysis.layer import Layer
from indexer.analysis.lines import Lines
from indexer.analysis.literal import GramSlot, gram_slots, grams
from indexer.analysis.normalize import Canonical, canonical, fold
from indexer.document import Span, Token

__all__ = [
    "Analysis", "Canonical", "GramSlot", "Layer", "Lines", "QueryWords", "analysis_path", "analyze", "canonical",
    "finished_layers", "fold", "gram_slots", "query_words", "sketch", "version",
]  # fmt: skip


class Analysis:
    """The tokens of one text in each layer, found when they are first asked for."""

    def __init__(self, source: Canonical) -> None:
        self._source = source
        self._keys: dict[str, tuple[Token, ...]] = {}

    @cached_property
    def _pieces(self) -> list[Piece]:
        return pieces(self._source.text)

    @cached_property
    def w(self) -> Layer:
        """The word layer."""
        return Layer.of(word_tokens(self._source, self._pieces))

    @cached_property
    def g(self) -> Layer:
        """The literal layer."""
        return grams(self._source)

    @property
    def v(self) -> tuple[Token, ...]:
        """The key layer."""
        return tuple(token for kind in KINDS for token in self.keys(kind))

    def keys(self, kind: str) -> tuple[Token, ...]:
        """The keys of one of KINDS."""
        if kind not in self._keys:
            self._keys[kind] = key_tokens(self._source, self._pieces, kind)
        return self._keys[kind]


def analyze(text: str, hidden: Iterable[Span] = ()) -> Analysis:
    """All layers of a text; `hidden` spans are passed over as if they were not there."""
    return Analysis(canonical(text, hidden))


@cache
def version() -> str:
    """What the terms of an index depend on: this room's code and tables, and the dictionary."""
    digest = hashlib.sha256(DICTIONARY.encode())
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".tsv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
