"""The layers of one canonical text with the places of their terms, in Python: what the extension's columns equal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indexer.analysis.bilingual import pieces, word_tokens
from indexer.analysis.folds import fold
from indexer.analysis.japanese import prepare, words
from indexer.analysis.keys import Key, word_keys
from indexer.analysis.layer import Columns
from indexer.analysis.literal import grams


@dataclass(frozen=True, slots=True)
class Words:
    """The columns of the word layer of a text, and those of a kind of keys that its words have."""

    w: Columns
    keys: Callable[[str], Columns]


def word_columns(text: str) -> Words:
    """The words of a canonical text."""
    found = pieces(text)
    return Words(Columns.of(word_tokens(found)), lambda kind: key_columns(word_keys(text, found, kind)))


def gram_columns(text: str) -> tuple[Columns, str]:
    """The literal layer of a canonical text, and its folded form."""
    folded = fold(text)
    return Columns.of(grams(folded)), folded


def reading_columns(text: str) -> Columns:
    """Every word that MeCab cuts of a text, function words too, as its reading, which is empty where nobody knows it."""
    prepared = prepare(text)
    found = words(prepared)
    return Columns.of((w.reading, 0, w.start, w.end) for w in found if not prepared[w.start : w.end].isspace())


def key_columns(keys: Iterable[Key]) -> Columns:
    """Keys with where they stand; their positions mean nothing."""
    return Columns.of((key, 0, start, end) for key, start, end in keys)
