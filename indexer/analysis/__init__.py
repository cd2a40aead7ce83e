"""How text becomes terms, the same way for passages going in, questions going out and passages shown.

A text is made `canonical` (normalize), then read three ways:

    g  literal.py    characters: every run that stands in the text is found, whatever MeCab makes of it
    w  bilingual.py  words: japanese.py cuts with MeCab, english.py stems; ranking lives on these
    v  keys.py       keys that different writings of one thing share: variants.py, romaji.py, a loanword's origin

Nothing here knows of engines, files or queries. `analyze` gives tokens that remember where they were written, so that
a match can be marked in the text as it stands; `finished_layers` (lines.py) gives the same terms without their places,
many times quicker, for the index.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.analysis.bilingual import QueryWords, pieces, query_words, word_tokens
from indexer.analysis.japanese import DICTIONARY
from indexer.analysis.keys import key_tokens
from indexer.analysis.lines import Lines, finished_layers
from indexer.analysis.literal import GramSlot, gram_slots, grams
from indexer.analysis.normalize import Canonical, canonical, fold
from indexer.document import Span, Token

__all__ = [
    "Analysis", "Canonical", "GramSlot", "Lines", "QueryWords", "analyze", "canonical", "finished_layers", "fold",
    "gram_slots", "query_words", "version",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of one text in each layer."""

    w: tuple[Token, ...]
    g: tuple[Token, ...]
    v: tuple[Token, ...]


def analyze(text: str, hidden: Iterable[Span] = ()) -> Analysis:
    """All layers of a text; `hidden` spans are passed over as if they were not there."""
    source = canonical(text, hidden)
    found = pieces(source.text)
    return Analysis(word_tokens(source, found), grams(source), key_tokens(source, found))


@cache
def version() -> str:
    """What the terms of an index depend on: this room's code and tables, and the dictionary."""
    digest = hashlib.sha256(DICTIONARY.encode())
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".tsv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
