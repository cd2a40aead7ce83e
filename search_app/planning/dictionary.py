"""Translations of what a person typed, Japanese to English and back, each with how sure it is."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from indexer.analysis import canonical
from indexer.analysis.japanese import prepare, words
from indexer.dictionary.glossary import MOST_TRANSLATIONS, Glossary
from indexer.dictionary.glosses import english_key, japanese_key, name_key
from search_app.query_language.scripts import KANJI, is_japanese

LONGEST_PIECE = 8
"""Characters of the longest piece of a Japanese compound that is looked up."""

LEAST_WEIGHT = 0.1
"""A translation less sure than this is no better than chance: one of four hundred ways to write Masayoshi."""

LONGEST_COMPOUND = 24
SINGLE, SKIPPED, UNCUT = 1.4, 2.0, 0.3
"""What a piece of one kanji costs, a character that is in no piece, and a piece that begins where MeCab does not cut;
a longer piece costs 1."""

MOST_READINGS = 24
SUFFIXES = {
    "ji": ("寺",), "dera": ("寺",), "in": ("院",), "do": ("堂",), "an": ("庵",), "gu": ("宮",), "sha": ("社",),
    "jo": ("城",), "dori": ("通", "通り"), "gawa": ("川",), "yama": ("山",), "san": ("山",), "mae": ("前",),
    "eki": ("駅",), "ryu": ("流",), "ke": ("家",), "shi": ("氏",), "sho": ("書", "抄", "鈔"), "shu": ("集", "宗"),
    "ki": ("記",), "zu": ("図",), "za": ("座",), "o": ("王",), "den": ("殿",), "mon": ("門",), "bo": ("坊",),
    "station": ("駅",),
}  # fmt: skip
"""What the last part of a hyphenated name is written as, where it is too short for a key: Toji-in, Sawayama-jo."""

_NAME = re.compile(f"[{KANJI}]{{2,3}}")
_KANJI = re.compile(f"[{KANJI}]")


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation as it is to be looked for: its language (ja or en), and a weight in (0, 1], 1 for a sure one."""

    text: str
    lang: str
    weight: float


class Dictionary:
    """Looks words up in a glossary; without one it knows nothing. Safe for several threads."""

    def __init__(self, glossary: Glossary | None) -> None:
        self._glossary = glossary
        self._cached = lru_cache(maxsize=4096)(self._found)

    def translations(self, text: str) -> tuple[Translation, ...]:
        """The best translations of a word, an unspaced compound or an English phrase, the surest first, at most 8."""
        return self._cached(text) if self._glossary is not None else ()

    def pieces(self, text: str) -> tuple[str, ...]:
        """The entries a Japanese compound is made of, in order; empty for one that cannot be parted.

        The fewest pieces win: 清原深養父 is 清原 and 深養父, which MeCab cuts as 深 and 養父.
        """
        source = canonical(text).text
        if self._glossary is None or len(source) > LONGEST_COMPOUND or not is_japanese(source):
            return ()
        cuts = {word.start for word in words(prepare(source))} | {0}
        best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
        for end in range(1, len(source) + 1):
            starts = range(max(0, end - LONGEST_PIECE), end)
            best.append(min(self._ending(source, start, end, best[start], start in cuts) for start in starts))
        pieces = best[-1][1]
        return pieces if len(pieces) > 1 else ()

    def writings(self, text: str) -> tuple[str, ...]:
        """AllHits an English word or a romanised name may be in Japanese, sure or not; at most seventy.

        For what is judged by what stands beside it: 実茂 among the ways to write Saneshige, after 藤原.
        """
        if self._glossary is None:
            return ()
        suffix = SUFFIXES.get(text.lower(), ())
        keys = filter(None, (english_key(text), name_key(text)))
        return tuple(dict.fromkeys((*suffix, *(found for key in keys for found, _ in self._glossary.found(key)))))

    def sounds(self, name: str) -> tuple[str, ...]:
        """The reading keys a name of two or three kanji may have, kanji by kanji: 実茂 -> sanesige, zitumo ..."""
        if self._glossary is None or not _NAME.fullmatch(name):
            return ()
        rows = [self._glossary.readings(kanji)[:MOST_READINGS] for kanji in name]
        return tuple(dict.fromkeys("".join(row) for row in product(*rows)))

    def _ending(
        self, source: str, start: int, end: int, before: tuple[float, tuple[str, ...]], cut: bool
    ) -> tuple[float, tuple[str, ...]]:
        cost, pieces = before
        cost += 0.0 if cut else UNCUT
        piece = source[start:end]
        long = len(piece) > 1
        if len(piece) < len(source) and (long or _KANJI.match(piece)) and self.translations(piece):
            return cost + (1.0 if long else SINGLE), (*pieces, piece)
        return cost + len(piece) * SKIPPED, pieces

    def _found(self, text: str) -> tuple[Translation, ...]:
        source = canonical(text).text
        japanese = is_japanese(source)
        keys = (japanese_key(source),) if japanese else (english_key(source), name_key(source))
        best: dict[str, float] = {}
        for key in filter(None, keys):
            for found, weight in self._glossary.found(key) if self._glossary else ():
                best[found] = max(weight, best.get(found, 0.0))
        best = {found: weight for found, weight in best.items() if weight >= LEAST_WEIGHT}
        ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:MOST_TRANSLATIONS]
        return tuple(Translation(found, "en" if japanese else "ja", weight) for found, weight in ordered)
