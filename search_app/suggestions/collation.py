"""The order of words: Japanese by its reading in the order of the fifty sounds, then Latin letters, then all else.

Source: JIS X 4061:1996 (日本語文字列照合順番): what is compared first are the plain kana, long marks as the vowel they
prolong, small kana as large ones; voicing and size tell apart only what is the same otherwise.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis import fold
from indexer.analysis.compiled import reading_columns
from search_app.query_language.scripts import JAPANESE, KATAKANA

Key = tuple[int, str, str]

_LATIN = re.compile(rf"[^\W_{JAPANESE}]+(?:[-'’.][^\W_{JAPANESE}]+)*")
_LETTER = re.compile(r"[^\W_]")
_KANA = re.compile(f"[{KATAKANA}]+")
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_VOICING = {0x3099: None, 0x309A: None}
_VOWELS = (
    ("ア", "アカサタナハマヤラワ"), ("イ", "イキシチニヒミリヰ"), ("ウ", "ウクスツヌフムユル"),
    ("エ", "エケセテネヘメレヱ"), ("オ", "オコソトノホモヨロヲ"),
)  # fmt: skip
_VOWEL_OF = {kana: vowel for vowel, row in _VOWELS for kana in row}


class Spoken(NamedTuple):
    """A word of a text, function words too, with its reading in katakana (empty where nobody knows it)."""

    start: int
    end: int
    text: str
    reading: str


@lru_cache(maxsize=256)
def spoken(text: str) -> tuple[Spoken, ...]:
    """The words of a text in order, by MeCab and, in Latin letters, by what stands between spaces and signs."""
    cut = reading_columns(text.replace("\0", " "))  # MeCab would end there
    latin = [Spoken(m.start(), m.end(), m[0], "") for m in _LATIN.finditer(text)]
    taken = {place for word in latin for place in range(word.start, word.end)}
    rest = [
        Spoken(start, end, text[start:end], reading)
        for reading, start, end in zip(cut.texts(), cut.starts, cut.ends, strict=True)
        if start not in taken and (reading or _LETTER.search(text[start:end]))
    ]
    return tuple(sorted((*latin, *rest)))


def key(found: Sequence[Spoken]) -> Key:
    """What words in a row are sorted by."""
    return _key(tuple([(word.text, word.reading) for word in found]))


@lru_cache(maxsize=50_000)
def _key(words: tuple[tuple[str, str], ...]) -> Key:
    kana = "".join(reading or text.translate(_KATAKANA) for text, reading in words)
    if kana and _KANA.fullmatch(kana):
        return (0, plain_kana(kana), kana)
    folded = fold(" ".join(text for text, _ in words))
    return (1 if folded[:1].isascii() and folded else 2, folded, "")


def plain_kana(kana: str) -> str:
    """ガッコー -> カツコオ."""
    plain = unicodedata.normalize("NFD", kana).translate(_VOICING).translate(_LARGE)
    letters: list[str] = []
    for letter in plain:
        letters.append(_VOWEL_OF.get(letters[-1], letter) if letter == "ー" and letters else letter)
    return "".join(letters)


def title_key(text: str) -> Key:
    """What a name or a title is sorted by."""
    return key(spoken(text))
