"""Readings: how a word sounds, as one key for kana and for every romanisation of it.

しんせつ = shinsetsu = sinsetu, ほっぽうりょうど = hoppōryōdo = hoppouryoudo = hopporyodo. The key is Kunrei-shiki (ISO
3602) without long vowels, which people write in too many ways to tell apart.
"""

import re
from functools import lru_cache

from indexer.analysis.folds import fold_letters

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
_HIRAGANA = re.compile("[ぁ-ゖー]{3,}")
LONG_VOWELS = ("oo", "ou", "uu", "aa", "ii", "ee")
"""In this order, of ooou two long vowels are made, as from left to right."""
_SHORT = tuple((pair, pair[0].upper()) for pair in LONG_VOWELS)
_N = re.compile("m(?=[bpm])")
_ROMAJI = re.compile(r"(?:(?:([kgsztdhbpr])(?=\1))?(?:[kgsztdnhbpmr]y?|[yw])?[aiueo]|n(?![aiueo]))+")

SHORTEST_ROMAJI = 4
"""A shorter word is too often one of another language: to, made, no."""


_SMALL, _DOUBLE = "\x02", "\x04"
SIGNS = {ord(kana): romaji for kana, romaji in _SYLLABLES.items()}
SIGNS |= {ord(kana): _SMALL + romaji for kana, romaji in (_SMALL_Y | _SMALL_VOWELS).items()}
SIGNS |= {ord("ッ"): _DOUBLE, ord("ー"): ""}
SIGNS |= {code - 0x60: romaji for code, romaji in SIGNS.items() if ord("ァ") <= code <= ord("ヶ")}
"""Kana -> its letters, after _SMALL those of a small kana; _DOUBLE stands for ッ."""
_KANA_ONLY = re.compile(f"[{''.join(map(chr, SIGNS))}]*")
_JOINED = re.compile(f"[a-z]{_SMALL}")
_DOUBLED = re.compile(f"(?<!{_DOUBLE}){_DOUBLE}+([a-z])")


@lru_cache(maxsize=100_000)
def reading_key(kana: str) -> str:
    """The key of a reading in kana; empty where something in it is no kana."""
    return letters_key(letters_of(kana) or "")


@lru_cache(maxsize=50_000)
def letters_of(kana: str) -> str | None:
    """A reading in kana as SIGNS has it, None where something in it is no kana. That of two words is that of the one and
    that of the other."""
    return kana.translate(SIGNS) if _KANA_ONLY.fullmatch(kana) else None


def letters_key(romaji: str) -> str:
    """The key of what `letters_of` gives."""
    if _SMALL in romaji:
        romaji = _JOINED.sub("", romaji)  # kiya -> kya
    if _DOUBLE in romaji:
        romaji = _DOUBLED.sub(r"\1\1", romaji).replace(_DOUBLE, "")  # ッta -> tta
    return "" if _SMALL in romaji else _short(romaji)


def typed_reading_key(word: str) -> str:
    """The key of a word typed in hiragana, of three signs or more; empty for any other word."""
    return reading_key(word) if _HIRAGANA.fullmatch(word) else ""


def _short(romaji: str) -> str:
    """とうきょう and Tōkyō have the key of Tokyo."""
    for long, short in _SHORT:
        romaji = romaji.replace(long, short)
    return romaji.lower()


@lru_cache(maxsize=10_000)
def romaji_key(word: str) -> str:
    """The key of a word in Latin letters; empty for one that cannot be Japanese."""
    plain = _letters(word)
    return _romaji_key(plain) if len(plain) >= SHORTEST_ROMAJI else ""


def beginning_key(typed: str) -> str:
    """The key of the beginning of a word in Latin letters, its last syllable perhaps half typed: shinsets -> sinse."""
    return _romaji_key(_letters(typed).rstrip("bcdfghjkmprstvwyz"))


def _letters(word: str) -> str:
    return fold_letters(word).replace("'", "").replace("-", "").replace(" ", "")


def _romaji_key(plain: str) -> str:
    if not plain.isascii():
        return ""
    for written, kunrei in _HEPBURN:
        plain = plain.replace(written, kunrei)
    plain = _N.sub("n", plain)
    return _short(plain) if _ROMAJI.fullmatch(plain) else ""
