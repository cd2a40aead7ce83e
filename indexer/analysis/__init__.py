"""How text becomes terms, the same way for passages going in, questions going out and passages shown.

A text is made `canonical` (normalize), then read three ways:

    g  literal.py    characters: every run that stands in the text is found, whatever MeCab makes of it
    w  bilingual.py  words: japanese.py cuts with MeCab, english.py stems; ranking lives on these
    v  variants.py   keys that different spellings of one name share

Nothing here knows of engines, files or queries. Each token remembers where it was written, so that a match can
be marked in the text as it stands.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.analysis.bilingual import QueryWords, query_words, word_tokens
from indexer.analysis.japanese import DICTIONARY
from indexer.analysis.literal import GramSlot, gram_slots, grams
from indexer.analysis.normalize import Canonical, canonical, fold
from indexer.analysis.variants import katakana_key
from indexer.document import Span, Token

__all__ = [
    "Analysis", "Canonical", "GramSlot", "QueryWords", "analyze", "canonical", "fold", "gram_slots", "key_tokens",
    "query_words", "version",
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
    return Analysis(word_tokens(source), grams(source), key_tokens(source))


_KATAKANA = re.compile("[ァ-ヺー]{3,}")


def key_tokens(source: Canonical) -> tuple[Token, ...]:
    """The variant keys of a text: one for each katakana run. Their positions mean nothing."""
    found = ((katakana_key(match[0]), match.span()) for match in _KATAKANA.finditer(source.text))
    return tuple(Token(key, 0, *source.span(*span)) for key, span in found if key)


@cache
def version() -> str:
    """What the terms of an index depend on: this room's code and tables, and the dictionary."""
    digest = hashlib.sha256(DICTIONARY.encode())
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".tsv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
