"""How a collection uses a word: what is also written small, or stands behind "in" and "the", is hardly a surname."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORDS = re.compile(
    r"(?:\b(?P<before>in|at|near|throughout|the) )?(?P<word>[a-zß-ɏ][a-zß-ɏ’']*|[ァ-ヺー]{2,})", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"[’']s?$")
MOST_IN, MOST_THE = 0.1, 0.3
"""The share of a word's uses behind "in" or "the" from which on it is a place or a thing (in Moscow, the Soviets)."""


@dataclass(slots=True)
class WordUse:
    """Counts of words: with a capital or in katakana, without, behind "in" and "the"; the documents of the first."""

    capital: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)
    definite: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Iterable[str]) -> None:
        """Count the words of one document."""
        seen: set[str] = set()
        for text in texts:
            for found in _WORDS.finditer(text):
                word, before = _POSSESSIVE.sub("", found["word"]), found["before"] or ""
                if not word[:1].islower():
                    seen.add(word)
                    self.capital[word] += 1
                    self.within[word] += before not in ("", "the")
                    self.definite[word] += before == "the"
                else:
                    self.small[word] += 1
        self.documents.update(seen)

    def is_common(self, word: str) -> bool:
        """Whether the word is also written small: Battle, White."""
        return self.small[word.lower()] > 0

    def is_mostly_small(self, word: str) -> bool:
        """Whether the word is written small more often than with a capital: problems, no."""
        return self.small[word.lower()] > self.capital[word]

    def is_place_or_thing(self, word: str) -> bool:
        """Whether it stands behind "in" or "the" too often for a surname."""
        total = self.capital[word]
        return self.within[word] > MOST_IN * total or self.definite[word] > MOST_THE * total
