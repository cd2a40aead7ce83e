"""Passages without end, for measuring at sizes that the scale set does not have: its own, then altered ones by a seed.

Copies would make every measurement easy or wrong: no new words, the same near-duplicates over and over. So a round
over the set makes of each row another one, as long and about the same things:

- every sentence gives way to one of those that stand around it, NEAR on each side, so that words that belong together
  stay together, and two passages hardly ever share more than one of a dozen sentences;
- numbers and years are others (1941 -> 1946, 一九四一 -> 一六〇八, 28 -> 23);
- words that stand but once in the set become new ones, one letter changed (ベルリン -> ベルソン), at the rate at which
  a collection brings new ones. Where its words grow as n^HEAPS (Heaps 1978, "Information Retrieval: Computational and
  Theoretical Aspects"), those met once are HEAPS of all (Karlin 1967, "Central limit theorems for certain infinite urn
  schemes"); so of them ((r + 1)^HEAPS - r^HEAPS) / HEAPS are new in round r;
- ids, works, titles and years are others, and authors at the rate of words.
"""

import json
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path

from speed_data import ROWS_A_FILE, rows

SET = 100_000
"""Passages of the scale set."""

HEAPS = 0.645
"""By how the runs of kanji, of katakana and of letters of the scale set grow from 10,000 passages to 100,000."""

NEAR = 2_000
"""Sentences: those of some 170 passages on each side."""

Row = dict[str, object]
Sentence = tuple[str, ...]
"""What stays and what is altered, in turns."""

KANJI_DIGITS = "〇一二三四五六七八九"
_SENTENCE = {
    "ja": re.compile("[^。！？]*[。！？]+[」』）]*|[^。！？]+"),
    "en": re.compile(r"\S.*?(?:[.?!;]+\s+|$)", re.S),
}
_WORD = re.compile("[一-鿿々]{2,}|[ァ-ヶー]{3,}|[A-Za-z]{3,}")
_NUMBER = re.compile(f"[0-9]{{2,}}|[{KANJI_DIGITS}]{{2,}}")
_ALTERED = re.compile(f"{_NUMBER.pattern}|{_WORD.pattern}")
_YEAR = re.compile("1[5-9][0-9]{2}")
_ALPHABETS = (
    "aeiouy",
    "bcdfghjklmnpqrstvwxz",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロ",
)


def collection(size: int, work: Path, seed: int, of: int = SET) -> Path:
    """A folder of files with `size` rows, the first `of` of them from the scale set; one that is there is taken as it
    is."""
    home = work / f"rows-{size}-of-{of}-{seed}"
    if not home.is_dir():
        unfinished = home.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        found = islice(endless(rows(min(of, size))[0], seed), size)
        for first in range(0, size, ROWS_A_FILE):
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in islice(found, ROWS_A_FILE))
            (unfinished / f"{first:08}.jsonl").write_text("".join(lines), encoding="utf-8")
        unfinished.rename(home)
    return home


def endless(given: Sequence[Row], seed: int) -> Iterator[Row]:
    """The rows themselves, then round after round of altered ones, the same for the same seed."""
    return chain(given, chain.from_iterable(_rounds(given, seed)))


def _rounds(given: Sequence[Row], seed: int) -> Iterator[Iterator[Row]]:
    alterer = Alterer(given)
    yield from (alterer.round(number, seed) for number in count(1))


class Alterer:
    """Makes rows of others, of which it keeps the sentences, by language and in their order."""

    def __init__(self, given: Sequence[Row]) -> None:
        self._given = given
        met = Counter(chain.from_iterable(_WORD.findall(str(row["text"])) for row in given))
        self._once = {word for word, times in met.items() if times == 1}
        kanji = "".join(word for word in self._once if "一" <= word[0] <= "鿿")
        self._alphabets = {letter: alphabet for alphabet in _ALPHABETS for letter in alphabet}
        self._alphabets |= dict.fromkeys(kanji, kanji)
        self._sentences: defaultdict[object, list[Sentence]] = defaultdict(list)
        self._first: list[int] = []
        for row in given:
            of = self._sentences[row.get("lang")]
            self._first.append(len(of))
            of += map(self._apart, sentences(row))

    def _apart(self, text: str) -> Sentence:
        """What stays, what is altered, what stays …"""
        parts, end = [], 0
        for match in _ALTERED.finditer(text):
            if match[0] in self._once or _NUMBER.fullmatch(match[0]):
                parts += [text[end : match.start()], match[0]]
                end = match.end()
        return (*parts, text[end:])

    def round(self, number: int, seed: int) -> Iterator[Row]:
        """Another row for each."""
        chance = random.Random(f"{seed} {number}")
        new = ((number + 1) ** HEAPS - number**HEAPS) / HEAPS
        return (self._altered(place, number, new, chance) for place in range(len(self._given)))

    def _altered(self, place: int, number: int, new: float, chance: random.Random) -> Row:
        row = self._given[place]
        texts = [self._said(sentence, new, chance) for sentence in self._drawn(place, chance)]
        year, actors = row.get("year"), row.get("actors") or ()
        assert isinstance(actors, (list, tuple))
        return {
            **row,
            "id": f"{row['id']}-{number}",
            "doc": f"{row.get('doc')}-{number}",
            "title": f"{row.get('title')} ({number})",
            "actors": [self._name(str(actor), number, new) for actor in actors],
            "year": year + chance.randint(-9, 9) if isinstance(year, int) else year,
            "text": "".join(texts).rstrip(),
        }

    def _drawn(self, place: int, chance: random.Random) -> list[Sentence]:
        """As many sentences as a row has, from around it and in its language."""
        of, first = self._sentences[self._given[place].get("lang")], self._first[place]
        start = max(0, min(first - NEAR, len(of) - 2 * NEAR))
        around = min(2 * NEAR, len(of))
        return [of[start + int(chance.random() * around)] for _ in sentences(self._given[place])]

    def _said(self, sentence: Sentence, new: float, chance: random.Random) -> str:
        if len(sentence) == 1:
            return sentence[0]
        return "".join(self._other(part, new, chance) if n % 2 else part for n, part in enumerate(sentence))

    def _other(self, part: str, new: float, chance: random.Random) -> str:
        """Another number, or, of so many of the words, another word."""
        if _YEAR.fullmatch(part):
            return str(int(part) + chance.randint(-9, 9))
        if _NUMBER.fullmatch(part):
            digits = "0123456789" if part.isascii() else KANJI_DIGITS
            return part[0] + "".join(chance.choices(digits, k=len(part) - 1))
        return self._word(part, chance) if chance.random() < new else part

    def _word(self, word: str, chance: random.Random) -> str:
        """The word with one of its letters changed, not the first."""
        at = chance.randrange(1, len(word))
        alphabet = self._alphabets.get(word[at]) or word[at]
        return word[:at] + chance.choice(alphabet) + word[at + 1 :]

    def _name(self, name: str, number: int, new: float) -> str:
        """An author of the round, who is another for so many; whoever it is, the same throughout the round."""
        return f"{name} {number}" if random.Random(f"{name} {number}").random() < new * HEAPS else name


def sentences(row: Row) -> list[str]:
    """The sentences of a row, with the spaces behind them."""
    pattern = _SENTENCE.get(str(row.get("lang")), _SENTENCE["en"])
    return pattern.findall(str(row["text"]))
