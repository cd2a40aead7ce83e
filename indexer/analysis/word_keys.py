"""What the words and titles of a collection are looked up by: how they are written, how they sound, letter pairs.

Words are looked up that are in Japanese alone or in letters alone; those with figures and signs nobody mistypes so.
"""

import re
from collections.abc import Iterator, Sequence

from indexer.analysis.folds import fold
from indexer.analysis.japanese import prepare, words
from indexer.analysis.normalize import KANA, KANJI
from indexer.analysis.romaji import reading_key

ALL_KANJI = KANJI + "⺀-⿕豈-﫿"
JAPANESE = KANA + "ゝゞヽヾｦ-ﾟ" + ALL_KANJI
"""Classes of signs, to stand in the brackets of a pattern: with half-width kana, the compatibility ideographs (﨑) and
the radicals of some fonts (⻑), for a word may be looked up as it is typed."""

JAPANESE_WORD = re.compile(f"[{JAPANESE}]+")
KANA_WORD = re.compile(f"[{KANA}]+")
A_KANJI = re.compile(f"[{ALL_KANJI}]")
LATIN_WORD = re.compile(rf"[^\W\d_{JAPANESE}]{{2,}}")

LONGEST = 60
"""Characters of a key that are kept; nobody types more before an option is chosen."""

_RUNS = re.compile(rf"[ぁ-ゖ]+|[ァ-ヺー]+|[{ALL_KANJI}]+|[^\W_{JAPANESE}]+")
_BATCH = 500
"""Words read by one call of MeCab; a call for each takes four times as long."""


def written_keys(text: str, is_title: bool = False) -> list[str]:
    """What a name, a word or a title begins with, folded. Soviet Union also begins with Union; a Japanese title, which
    has no spaces, with each run of kanji or kana."""
    whole = fold(text)
    found = whole.split() if text.isascii() else [m[0] for m in _RUNS.finditer(whole)]
    places = (whole.find(word) for word in found) if is_title or " " in whole else ()
    return list(dict.fromkeys((whole, *(whole[place:] for place in places if place > 0))))


def sound_keys(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text whose sound is known, with the key of that."""
    return ((text, key) for text, kana in readings(texts) if (key := reading_key(kana)))


def letter_pairs(word: str) -> set[str]:
    """cat -> ^c, ca, at, t$: words that are slips of one another share most of them."""
    edged = f"^{word}$"
    return {edged[i : i + 2] for i in range(len(edged) - 1)}


def readings(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text with its reading in kana; without where MeCab does not know one."""
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        yield from zip(batch, _batch_readings(batch), strict=True)


def _batch_readings(texts: Sequence[str]) -> list[str]:
    """Words with kanji by MeCab's reading, kana by itself."""
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len(text) + 1)
    found, number = [""] * len(ends), 0
    joined = prepare("。".join(texts))
    unread = set()
    for word in words(joined):
        while word.start >= ends[number]:
            number += 1
        surface = joined[word.start : word.end]
        if word.reading or KANA_WORD.fullmatch(surface):
            found[number] += word.reading or surface
        elif surface != "。":
            unread.add(number)
    return ["" if number in unread else reading for number, reading in enumerate(found)]
