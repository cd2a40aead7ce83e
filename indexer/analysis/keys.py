"""The key layer `v`: what different writings of one thing share, as bare terms without positions.

k:エリチン     a katakana name in any rendering (variants.katakana_key)
e:missil      the word a loanword comes from, stemmed: ミサイル
r:hopporyodo  the reading of words written with kanji, one to three in a row: 北方領土
"""

import re
from collections.abc import Iterator, Sequence

from indexer.analysis.bilingual import Piece
from indexer.analysis.english import STOP_WORDS, Compound, stem
from indexer.analysis.japanese import Word
from indexer.analysis.normalize import Canonical
from indexer.analysis.romaji import reading_key, romaji_key
from indexer.analysis.variants import katakana_key
from indexer.document import Token

_KATAKANA = re.compile("[ァ-ヺー]{3,}")
LONGEST_READING = 3
"""Words in a row whose readings are joined: 松岡|洋右."""


def key_tokens(source: Canonical, found: Sequence[Piece]) -> tuple[Token, ...]:
    """The keys of a canonical text whose pieces were found; their positions mean nothing."""
    words = [piece for piece in found if isinstance(piece, Word)]
    names = [piece for piece in found if isinstance(piece, Compound)]
    keys = (
        *_katakana(source.text), *_origins(words), *_readings(words), *_given(source.text), *_names(names, source.text)
    )  # fmt: skip
    return tuple(Token(key, 0, *source.span(start, end)) for key, start, end in keys)


Key = tuple[str, int, int]


_GIVEN = re.compile("(?<=[一-鿿々])[（(]([ぁ-ゖー]{2,})(?=[、，）)])")


def _given(text: str) -> Iterator[Key]:
    """What the text itself says of how a word is read; UniDic knows few names of temples."""
    for match in _GIVEN.finditer(text):
        if key := reading_key(match[1]):
            yield "r:" + key, *match.span(1)


def _names(names: Sequence[Compound], text: str) -> Iterator[Key]:
    """Words with a capital that can be romanised Japanese, and hyphenated ones as one word too."""
    for name in names:
        spans = [(part.start, part.end) for part in name.parts if not part.acronym and part.stem not in STOP_WORDS]
        for start, end in [*spans, (name.start, name.end)] if len(name.parts) > 1 else spans:
            key = romaji_key(text[start:end]) if text[name.start].isupper() else ""
            if key:
                yield "l:" + key, start, end


def _katakana(text: str) -> Iterator[Key]:
    for match in _KATAKANA.finditer(text):
        if key := katakana_key(match[0]):
            yield key, *match.span()


def _origins(words: Sequence[Word]) -> Iterator[Key]:
    return ((origin_key(word.origin), word.start, word.end) for word in words if word.origin)


def origin_key(word: str) -> str:
    """The key of the loanwords that come from a word: missiles -> e:missil."""
    return "e:" + stem(word)


def _readings(words: Sequence[Word]) -> Iterator[Key]:
    for first, word in enumerate(words):
        reading, end = "", word.start
        for following in words[first : first + LONGEST_READING]:
            if not following.reading or following.start != end:
                break
            reading, end = reading + following.reading, following.end
            if key := reading_key(reading):
                yield "r:" + key, word.start, end
