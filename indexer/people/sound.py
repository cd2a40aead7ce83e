"""Names that sound alike in Japanese and English, by their consonants: エリツィン, Yeltsin; フルシチョフ, Khrushchev.

Vowels are written in too many ways to compare, and Japanese has one sign for l and r, b and v, h and f; an r before a
consonant or at the end is a long vowel there or none (サッチャー, Thatcher).
"""

import re

from indexer.analysis.japanese import prepare, words
from indexer.analysis.romaji import reading_key
from indexer.metadata.actors import without_accents

SHORTEST_SKELETON = 2
_LATIN = (
    ("tch", "t"), ("ch", "t"), ("kh", "h"), ("ph", "h"), ("sh", "s"), ("th", "s"), ("tz", "t"), ("ts", "t"),
    ("ck", "k"), ("x", "ks"), ("qu", "k"), ("c", "k"), ("q", "k"), ("l", "r"), ("f", "h"), ("j", "s"), ("z", "s"),
    ("v", "b"),
)  # fmt: skip
_FINAL_V = re.compile(r"(?:v|ff?)$")
_MUTE_R = re.compile(r"(?<=[aeiou])r(?=[^aeiouyr]|$)")
_MUTE_H = re.compile(r"h(?=[^aeiouy]|$)")
_VOWELS = re.compile(r"[^bdghkmnprst]")
_TWICE = re.compile(r"(.)\1+")


def skeletons(name: str) -> frozenset[str]:
    """The consonants of a surname as either language may have them; none where they tell too little."""
    plain = without_accents(name).lower()
    found = {_of_latin(plain), _of_latin(_MUTE_R.sub("", plain))} if plain.isascii() else {_of_kana(name)}
    return frozenset(each for each in found if len(each) >= SHORTEST_SKELETON)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two surnames may be one in two languages."""
    return not skeletons(one).isdisjoint(skeletons(other))


def _of_latin(name: str) -> str:
    name = _FINAL_V.sub("h", name) if name.endswith(("v", "f")) else name
    kept = name
    for written, heard in _LATIN:
        kept = kept.replace(written, heard)
    kept = kept if name.endswith(("v", "f", "h")) and kept.endswith("h") else _MUTE_H.sub("", kept)
    return _TWICE.sub(r"\1", _VOWELS.sub("", kept))


def _of_kana(name: str) -> str:
    sound = "".join(word.sound for word in words(prepare(name)))
    return _TWICE.sub(r"\1", _VOWELS.sub("", reading_key(sound).replace("z", "s")))
