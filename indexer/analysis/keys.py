"""The key layer `v`: what different writings of one thing share, as bare terms without positions.

k:エリチン     a katakana name in any rendering (variants.katakana_key); k:エリチン>大 the same before 大
e:missile     the lemma of the word a loanword comes from: ミサイル
r:hopporyodo  the reading of words, one to five in a row: 北方領土
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.bilingual import Piece
from indexer.analysis.english import STOP_WORDS, Compound, stem
from indexer.analysis.japanese import Word
from indexer.analysis.normalize import KANJI
from indexer.analysis.romaji import reading_key, romaji_key
from indexer.analysis.variants import katakana_key

_KATAKANA = re.compile("[ァ-ヺー]{3,}")
LONGEST_READING = 5
"""Words in a row whose readings are joined: 松岡|洋右, 核|不|拡散|条約."""


KINDS = ("k:", "e:", "r:", "l:")
"""How keys begin."""

WORD_KINDS, TEXT_KINDS = ("e:", "r:", "l:"), ("k:", "r:")
"""Those that words have, and those that the text itself has: it may say how a word is read."""

Key = tuple[str, int, int]
"""A key, and where it stands in a canonical text."""


def word_keys(text: str, found: Sequence[Piece], kind: str) -> Iterable[Key]:
    """The keys of one of WORD_KINDS of a canonical text whose pieces were found, as far as its words have them."""
    if kind == "l:":
        return _names([piece for piece in found if isinstance(piece, Compound)], text)
    words = [piece for piece in found if isinstance(piece, Word)]
    return _origins(words) if kind == "e:" else _readings(words)


def text_keys(text: str, folded: str, kind: str) -> Iterable[Key]:
    """The keys of one of TEXT_KINDS of a canonical text besides those of its words; its folded form is given too."""
    return _katakana(text, folded) if kind == "k:" else _given(text)


_GIVEN = re.compile("(?<=[一-鿿々])[（(]([ぁ-ゖー]{2,})(?=[、，）)])")


def _given(text: str) -> Iterator[Key]:
    """What the text itself says of how a word is read; UniDic knows few names of temples."""
    for match in _GIVEN.finditer(text) if "（" in text or "(" in text else ():
        if key := reading_key(match[1]):
            yield "r:" + key, *match.span(1)


def given_keys(text: str) -> Iterable[str]:
    """What a canonical text says itself of how a word is read: 浄瑠璃寺（じょうるりじ）."""
    return (key for key, _, _ in _given(text))


def name_keys(written: str, found: Compound) -> Iterator[Key]:
    """The keys of one word that stands alone in `written`."""
    return _names((found,), written)


def katakana_keys(text: str, folded: str) -> Iterable[str]:
    """The keys of the katakana names of a canonical text."""
    return (key for key, _, _ in _katakana(text, folded))


def _names(names: Sequence[Compound], text: str) -> Iterator[Key]:
    """Words with a capital that can be romanised Japanese, and hyphenated ones as one word too."""
    for name in names:
        spans = [(part.start, part.end) for part in name.parts if not part.acronym and part.stem not in STOP_WORDS]
        for start, end in [*spans, (name.start, name.end)] if len(name.parts) > 1 else spans:
            key = romaji_key(text[start:end]) if text[name.start].isupper() else ""
            if key:
                yield "l:" + key, start, end


def _katakana(text: str, folded: str) -> Iterator[Key]:
    for run in katakana_runs(text, folded):
        yield from ((key, run.start, run.end) for key in (run.key, *run.beside))


@dataclass(frozen=True, slots=True)
class KatakanaRun:
    """A katakana name: the key of its renderings, and that key with the kanji that stands on either side."""

    key: str
    beside: tuple[str, ...]
    start: int
    end: int


_AFTER = re.compile(rf"[・＝「」『』]{{0,9}}([{KANJI}])")
_BEFORE = re.compile(rf"([{KANJI}])[・＝「」『』]*\Z")


def katakana_runs(text: str, folded: str) -> Iterator[KatakanaRun]:
    """The names that a canonical text, of which the folded form is given too, writes in katakana. ヴァルティック艦隊 has
    k:バルチク and k:バルチク>艦, which バルチック海…艦隊 has not."""
    for match in _KATAKANA.finditer(text):
        if key := katakana_key(match[0]):
            start, end = match.span()
            after, before = _AFTER.match(folded, end), _BEFORE.search(folded[max(0, start - 3) : start])
            beside = (f"{key}>{after[1]}" if after else "", f"{key}<{before[1]}" if before else "")
            yield KatakanaRun(key, tuple(filter(None, beside)), start, end)


def _origins(words: Sequence[Word]) -> Iterator[Key]:
    return ((origin_key(word.origin), word.start, word.end) for word in words if word.origin)


def origin_key(word: str) -> str:
    """The key of the loanwords that come from a word: missiles -> e:missile."""
    return "e:" + stem(word).strip().replace(" ", "_")


def _readings(words: Sequence[Word]) -> Iterator[Key]:
    """Of words in a row, katakana as it stands: しべりあよくりゅう for シベリア抑留, roshia for ロシア."""
    for first, word in enumerate(words):
        sound, end = "", word.start
        for following in words[first : first + LONGEST_READING]:
            if following.start != end or not following.sound:
                break
            sound, end = sound + following.sound, following.end
            if key := reading_key(sound):
                yield "r:" + key, word.start, end
