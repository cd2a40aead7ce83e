"""When two passages are twins: nearly the same text, and nothing in it that says something else.

Twins differ in punctuation, old and new forms (國 -> 国), slips of the scanner, a word here and there. What decides is
the resemblance of Broder (1997, "On the resemblance and containment of documents"): the share of their runs of
SHINGLE characters that two texts have in common. Two articles of two treaties resemble one another as much; a reader
of history wants them apart, so numbers, names and negations must agree, and in doubt a pair is none.

So that not all pairs need be looked at, a text has `bands`, and only texts that share one are compared: each is a
hash over ROWS of the numbers of a sketch (see `indexer.analysis.sketches`). Two texts whose pairs of neighbouring words
have a resemblance of s share a band with a probability of 1 - (1 - s^ROWS)^BANDS.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from indexer.analysis import Lines, canonical, finished_layers, fold, sketch
from indexer.analysis.english import STOP_WORDS
from indexer.analysis.japanese import prepare, words
from indexer.analysis.normalize import CJK, KANJI
from indexer.analysis.numerals import NUMBER, number_value
from indexer.analysis.variants import katakana_key
from indexer.document import Span
from indexer.engines.base import edit_distance

SHINGLE = 5
"""Characters in a run."""

RESEMBLANCE = 0.75
"""Twins have at least so much in common: in Japanese about one character in 35 may be another, in English about one
word in 20. Chosen by looking at pairs of the sets in benchmarks/README.md: below it stand rewritten texts."""

SHORTEST = 80
"""What a text must weigh to have twins: a Japanese letter counts 1, any other 1/2. In a short sentence one changed
word changes what it says."""

BANDS, ROWS = 10, 4
"""Of twins that are just alike enough 98 % are found, of those with a resemblance of 0.85 all but 1 in 1,500."""

_LETTERS = re.compile(r"[^\W_]+")
_JAPANESE = re.compile(f"[{CJK}]")
_KANJI = re.compile(f"[{KANJI}]")
_KATAKANA = re.compile("[ァ-ヺー]+")
_LATIN = re.compile("[A-Za-zÀ-ɏЀ-ӿ]+(?:['’][a-z]+)?")

_PRESENT_KANA = str.maketrans("ゐゑをはひふへほぢづ", "いえおわいうえおじず")
"""思ひ = 思い, 云ふ = 云う, ゐる = いる, ぢや = じや: an old spelling is no other text.

The particle は turns to わ too, on both sides."""

_TELLING = """
not no never none nor neither without cannot nothing
one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
hundred thousand million first second third fourth fifth sixth seventh eighth ninth tenth
"""
TELLING = frozenset(_TELLING.split())
"""Words that twins have in the same places although they are no names."""

NEGATIONS = dict.fromkeys(("ない", "ず", "ぬ", "無い"), "ない") | {sign: sign for sign in ("まい", *"不非無未反")}
"""Lemmas of MeCab that deny: 行かぬ and 行かない are one, 不可侵 and 可侵 are not."""

LEAST_SLIP = 8
"""A name of so many letters may be off by one: Gorbachev and Gorbachov, Govemment; Iran is not Iraq, nor Johnson
Johnston."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What twins must agree in, in the order it stands: numbers, words in letters with those among them that may be
    names, Japanese names and negations."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    names: frozenset[str]
    japanese: tuple[str, ...]


def letters(text: str, hidden: Iterable[Span] = ()) -> str:
    """A text as it is compared: folded, without spaces and signs. 「國際聯盟」と云ふ -> 国際連盟と云う."""
    return _plain(canonical(text, hidden).text)


def _plain(source: str) -> str:
    return "".join(_LETTERS.findall(fold(source))).translate(_PRESENT_KANA)


def shingles(letters: str) -> frozenset[str]:
    """Every run of SHINGLE characters of a text's letters."""
    return frozenset(letters[i : i + SHINGLE] for i in range(max(0, len(letters) - SHINGLE + 1)))


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """The Jaccard coefficient of two sets of shingles, from 0 to 1."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def bands(lines: Lines) -> tuple[int, ...]:
    """The bands of an analysed text, as signed 64 bit numbers; none if it is too short to have twins.

    The numbers that stand in it are part of each, so that a thousand rows which differ in their figures alone are
    never compared.
    """
    lowest = sketch(lines.w, BANDS * ROWS) if _is_long(lines) else []
    if not lowest:
        return ()
    salt = " ".join(_numbers(lines.text)).encode()
    return tuple(_band(salt, number, lowest[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS))


def _is_long(lines: Lines) -> bool:
    """Whether a text is long enough to have twins; of 500 signs at least 160 are letters."""
    if len(lines.text) >= 500:
        return True
    plain = "".join(_LETTERS.findall(lines.folded))
    return len(plain) >= 2 * SHORTEST or len(plain) + len(_JAPANESE.findall(plain)) >= 2 * SHORTEST


def _band(salt: bytes, number: int, rows: Sequence[int]) -> int:
    key = f"{number} {rows} ".encode() + salt
    return int.from_bytes(blake2b(key, digest_size=8).digest(), signed=True)


def facts(text: str, hidden: Iterable[Span] = ()) -> Facts:
    """What must agree between a text and its twin."""
    source = canonical(text, hidden).text
    written = _LATIN.findall(source)
    folded = tuple(fold(word) for word in written)
    names = frozenset(f for word, f in zip(written, folded, strict=True) if not word.islower() and f not in STOP_WORDS)
    return Facts(tuple(_numbers(source)), folded, names, tuple(_japanese(source)))


def _numbers(source: str) -> Iterator[str]:
    """The numbers of a canonical text by their value: 十四か条 and 14か条 are one. 一般 counts too, on both sides."""
    for written in NUMBER.findall(source):
        value = number_value(written)
        yield written if value is None else str(value)


def _japanese(source: str) -> Iterator[str]:
    """Names in kanji that UniDic knows, words in katakana in any rendering (エリツィン = イエリツィン), negations."""
    if not _JAPANESE.search(source):
        return
    read = prepare(source)
    for word in words(read):
        written = read[word.start : word.end]
        key = katakana_key(written) if _KATAKANA.fullmatch(written) else NEGATIONS.get(word.term, "")
        if key or (word.name and _KANJI.search(written)):
            yield key or word.term


def agree(a: Facts, b: Facts) -> bool:
    """Whether two texts have the same numbers, persons and places in the same order, and deny the same things.

    A word that is written with a capital in either text may be a name (the free world, the Free World).
    """
    if a.numbers != b.numbers or a.japanese != b.japanese:
        return False
    telling = a.names | b.names | TELLING
    first, second = ([word for word in each.words if word in telling or word.endswith("n't")] for each in (a, b))
    return len(first) == len(second) and all(x == y or _slip(x, y) for x, y in zip(first, second, strict=True))


def _slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= LEAST_SLIP and edit_distance(a, b) <= 1


def are_twins(a: str, b: str) -> bool:
    """Whether two texts, nothing of them hidden, are twins; a text too short to have twins has none."""
    if not all(bands(finished_layers(text)) for text in (a, b)):
        return False
    return resemblance(shingles(letters(a)), shingles(letters(b))) >= RESEMBLANCE and agree(facts(a), facts(b))
