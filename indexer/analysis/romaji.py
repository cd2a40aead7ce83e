"""Readings: how a word sounds, as one key for kana and for every romanisation of it.

しんせつ = shinsetsu = sinsetu, ほっぽうりょうど = hoppōryōdo = hoppouryoudo = hopporyodo. The key is Kunrei-shiki (ISO
3602) without long vowels, which people write in too many ways to tell apart.
"""

import re
from functools import lru_cache

from indexer.analysis.normalize import fold_letters

_ROWS = (
    ("アイウエオ", ""), ("カキクケコ", "k"), ("ガギグゲゴ", "g"), ("サシスセソ", "s"), ("ザジズゼゾ", "z"), ("タチツテト", "t"),
    ("ナニヌネノ", "n"), ("ハヒフヘホ", "h"), ("バビブベボ", "b"), ("パピプペポ", "p"), ("マミムメモ", "m"), ("ラリルレロ", "r"),
)  # fmt: skip
_SYLLABLES = {kana: consonant + vowel for row, consonant in _ROWS for kana, vowel in zip(row, "aiueo", strict=True)}
_SYLLABLES |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "bu", "ヰ": "i", "ヱ": "e"}
_SYLLABLES |= {"ダ": "da", "ヂ": "zi", "ヅ": "zu", "デ": "de", "ド": "do"}
_SMALL_Y = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
_SMALL_VOWELS = dict(zip("ァィゥェォ", "aiueo", strict=True))

_HEPBURN = (
    ("tch", "tty"), ("sh", "sy"), ("ch", "ty"), ("ts", "t"), ("dz", "z"), ("j", "zy"), ("f", "h"),
    ("syi", "si"), ("tyi", "ti"), ("zyi", "zi"), ("zyy", "zy"), ("di", "zi"), ("du", "zu"), ("wo", "o"),
)  # fmt: skip
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_HIRAGANA = re.compile("[ぁ-ゖー]{3,}")
_LONG = re.compile("ou|oo|uu|aa|ii|ee")
_N = re.compile("m(?=[bpm])")
_ROMAJI = re.compile(r"(?:(?:([kgsztdhbpr])(?=\1))?(?:[kgsztdnhbpmr]y?|[yw])?[aiueo]|n(?![aiueo]))+")

SHORTEST_ROMAJI = 4
"""A shorter word is too often one of another language: to, made, no."""


@lru_cache(maxsize=100_000)
def reading_key(kana: str) -> str:
    """The key of a reading in kana; empty where something in it is no kana."""
    result: list[str] = []
    double = False
    for sign in kana.translate(_TO_KATAKANA):
        if sign == "ッ":
            double = True
        elif sign in _SMALL_Y and result:
            result[-1] = result[-1][:-1] + _SMALL_Y[sign]
        elif sign in _SMALL_VOWELS and result:
            result[-1] = result[-1][:-1] + _SMALL_VOWELS[sign]
        elif sign in _SYLLABLES:
            syllable = _SYLLABLES[sign]
            result.append(syllable[0] + syllable if double else syllable)
            double = False
        elif sign != "ー":
            return ""
    return _short("".join(result))


def typed_reading_key(word: str) -> str:
    """The key of a word typed in hiragana, of three signs or more; empty for any other word."""
    return reading_key(word) if _HIRAGANA.fullmatch(word) else ""


def _short(romaji: str) -> str:
    """とうきょう and Tōkyō have the key of Tokyo."""
    return _LONG.sub(lambda match: match[0][0], romaji)


@lru_cache(maxsize=10_000)
def romaji_key(word: str) -> str:
    """The key of a word in Latin letters; empty for one that cannot be Japanese."""
    plain = fold_letters(word).replace("'", "").replace("-", "").replace(" ", "")
    if len(plain) < SHORTEST_ROMAJI or not plain.isascii():
        return ""
    for written, kunrei in _HEPBURN:
        plain = plain.replace(written, kunrei)
    plain = _N.sub("n", plain)
    return _short(plain) if _ROMAJI.fullmatch(plain) else ""
