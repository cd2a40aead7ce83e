"""Which words of a list a typed word may be a slip of, and how bad a slip each would be.

Candidates are words that share letter pairs with what was typed (q-grams; Ukkonen 1992, "Approximate string-matching
with q-grams and maximal matches"): an index of them is small, quick to make, and serves letters, kana and kanji alike.
rapidfuzz would compare every word and needs no index, but is one more compiled dependency for the work of 30 lines.
The cost of a slip is an optimal string alignment distance whose edits weigh less where people make them more often
(Kernighan, Church and Gale 1990, "A spelling correction program based on a noisy channel model").
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nsmallest

from indexer.analysis.word_keys import letter_pairs

MOST_COMPARED = 40
"""Candidates whose slip is worked out, for one typed word: the work of an answer stays the same in a large index."""

_PAIRS_PER_EDIT = 3
"""Letter pairs that one edit can take away: a swap of neighbours takes three."""

Sharing = Callable[[Collection[str], range], Iterable[Sequence[str]]]
"""Gives for each of some pairs of letters the words of such lengths that have it."""


class Nearby:
    """Words by their letter pairs: those given, and those that a store has (see `Vocabulary.sharing`)."""

    def __init__(self, words: Iterable[str], stored: Sharing = lambda pairs, lengths: ()) -> None:
        self._stored = stored
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words):
            for pair in letter_pairs(word):
                self._having[pair].append(word)

    def near(self, typed: str, edits: int) -> list[str]:
        """At most MOST_COMPARED words, those that share most letter pairs with `typed` first."""
        pairs = letter_pairs(typed)
        lengths = range(max(1, len(typed) - edits), len(typed) + edits + 1)
        shared = _counted(self._stored(pairs, lengths))
        shared |= _counted(self._having.get(pair, ()) for pair in pairs)
        fewest = max(1 if len(typed) < 3 else 2, len(pairs) - _PAIRS_PER_EDIT * edits)
        reach = ((word, n) for word, n in shared.items() if n >= fewest and len(word) in lengths)
        ranked = ((abs(len(word) - len(typed)) - 2 * n, word) for word, n in reach)
        return [word for _, word in nsmallest(MOST_COMPARED, ranked)]


def _counted(rows: Iterable[Sequence[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for words in rows:
        found.update(words)
    return found


_KEYS = {
    letter: (x + offset, y)
    for y, (row, offset) in enumerate((("qwertyuiop", 0.0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75)))
    for x, letter in enumerate(row)
}
_NEIGHBOURS = {
    a + b
    for a, (x, y) in _KEYS.items()
    for b, (u, v) in _KEYS.items()
    if a != b and abs(x - u) <= 1 and abs(y - v) <= 1
}
_VOWELS = {a + b for a in "aeiou" for b in "aeiou" if a != b}
_SOUND_ALIKE = "ck cs sz fv iy vw gj lr bv dt bp gk bh hp mn"
"""Letters that are one sound in names, or one kana but for its mark (せ and ぜ, は and ば)."""
_LOOK_ALIKE = (
    "ソン シツ クワ クタ コユ コヨ ウワ ウフ フワ ナメ ルレ チテ アマ ヌス カ力 ロ口 タ夕 ニ二 エ工 エ江 ハ八 ト卜 ー一"
)
"""Kana, and kanji that are taken for kana: スターリソ, 口シア."""
_ALIKE = {pair for two in f"{_SOUND_ALIKE} {_LOOK_ALIKE}".split() for pair in (two, two[::-1])}

SWAP = 0.6
DOUBLED = 0.6
SILENT_H = 0.7
LETTER = 0.9
OTHER = 1.0
FIRST = 0.6
"""The first letter is seldom wrong (Yannakoudakis and Fawthrop 1983): what touches it costs this much more."""


def _replaced(x: str, y: str, first: float) -> float:
    """One letter for another; `first` is added where they begin their words and are not alike."""
    pair = x + y
    if pair in _ALIKE:
        return 0.7
    return first + (0.7 if pair in _VOWELS else 0.8 if pair in _NEIGHBOURS else OTHER)


def _dropped(letter: str, before: str) -> float:
    """A letter too many or too few after `before`."""
    return DOUBLED if letter == before else SILENT_H if letter == "h" and before else LETTER


def slip(typed: str, word: str) -> float:
    """What it costs to take `typed` for a slip of `word`; 0 for the same, about 1 for each edit."""
    before: list[float] = []
    row = [0.0]
    for j, y in enumerate(word):
        row.append(row[-1] + _dropped(y, word[j - 1] if j else "") + (0 if j else FIRST))
    for i, x in enumerate(typed):
        previous = typed[i - 1] if i else ""
        edge = 0 if i else FIRST
        two_before, before = before, row
        row = [before[0] + _dropped(x, previous) + edge]
        for j, y in enumerate(word):
            first = 0 if i or j else FIRST
            last = word[j - 1] if j else ""
            cost = before[j] + (_replaced(x, y, first) if x != y else 0)
            cost = min(cost, before[j + 1] + _dropped(x, previous), row[j] + _dropped(y, last))
            if i and x == last and previous == y and x != y:
                cost = min(cost, two_before[j - 1] + SWAP)
            row.append(cost)
    return row[-1]


_BUDGETS = ((10, 2.2), (8, 1.8), (6, 1.2), (5, 0.9), (4, 0.6))
"""Letters typed -> the dearest slip that is believed: of four letters only a swap or a doubled one, for load and lead
are two words."""


def budget(letters: int) -> float:
    """The dearest slip believed of a word of so many letters; 0 for one too short to tell."""
    return next((most for length, most in _BUDGETS if letters >= length), 0.0)
