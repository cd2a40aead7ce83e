"""Did you mean: for a question whose words find little or nothing, the same question in words of the collection.

Each bare word that finds little is taken apart as MeCab cuts it, each piece or few pieces in a row are compared with
the words of the collection (see `vocabulary`), and what is likely both to be meant and to be mistyped so comes first:
the logarithm of its frequency less what the slip costs (Kernighan, Church and Gale 1990; see `edit_candidates`).

    letters    misile -> missile, Gorbachov -> Gorbachev        split, joined   coldwar -> cold war, ice berg -> iceberg
    sound      例戦 -> 冷戦, 軍縮高尚 -> 軍縮交渉                   kana, romaji    れいぜん, reisenn -> 冷戦
    katakana   ミサエル -> ミサイル                                kanji           封込め -> 封じ込め

Nothing is ever replaced silently, and every proposal has been asked and found something.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product, takewhile
from math import log

from indexer.analysis import canonical, fold, query_words
from indexer.analysis.bilingual import pieces
from indexer.analysis.english import STOP_WORDS, Compound, stem
from indexer.analysis.romaji import reading_key, romaji_key
from indexer.analysis.word_keys import A_KANJI, JAPANESE_WORD, KANA_WORD, LATIN_WORD, sound_keys
from indexer.engines.base import Engine
from indexer.storage.vocabulary import Vocabulary
from search_app.query_language.authorities import Names
from search_app.query_language.rewriting import bare_words, neighbours, replaced
from search_app.query_language.syntax import Node, Word, written
from search_app.suggestions.edit_candidates import DOUBLED, OTHER, SWAP, budget, slip
from search_app.suggestions.vocabulary import WordList

MOST_PROPOSALS = 3
MOST_TRIED = 8
"""Questions put to the engine before giving up."""
ENOUGH = 3
"""Passages from which on a word is well represented."""
OUTNUMBERS = 20
"""How many times as frequent another word must be before a word that stands in the collection is doubted."""
EDIT_WEIGHT = 3.0
"""What an edit costs in natural logarithms of frequency: a slip of one is outweighed by a word 20 times as frequent."""
HALF = 0.5
"""What a space too many or too few costs, in edits."""
LONG_COMPOUND = 4
"""Kanji from which on a compound with one kanji replaced is likelier a slip than another word: 緊張緩話."""
LONGEST = 24
"""Characters of the longest word that is looked at; a longer one is a sentence."""
MOST_PIECES = 6
MOST_PIECES_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that finds `count` passages, with `word` in the place of what was `typed`."""

    question: str
    typed: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a question in a row and what may have been meant. `score` orders changes: more is likelier."""

    old: tuple[Word, ...]
    new: str
    score: float


class Speller:
    """Proposes for one opened index; what it needs of the names of the collection is made on first use and kept."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, names: Names) -> None:
        self._words = WordList(engine, vocabulary, names)

    def warm(self) -> None:
        """Make that now."""
        self._words.warm()

    def proposals(
        self, tree: Node | None, count: Callable[[str], int], late: Callable[[], bool] = lambda: False
    ) -> tuple[Proposal, ...]:
        """At most MOST_PROPOSALS, likeliest first. `count` says how many passages a whole question finds; once it is
        `late` no more is looked for."""
        words = (word for word in bare_words(tree) if not late())
        doubted = [(word, found) for word in words if (found := self._hits(word, count)) < ENOUGH]
        if tree is None or not doubted:
            return ()
        joined = sorted(self._joined(tree, [word for word, _ in doubted]), key=lambda change: -change.score)
        changes = [row for word, hits in doubted if not late() and (row := self._changes(word, hits, count))]
        rows: Iterable[tuple[Change, ...]] = (*((change,) for change in joined), *_likeliest(changes))
        return _asked(tree, takewhile(lambda row: not late(), rows), count)

    def _hits(self, word: Word, count: Callable[[str], int]) -> int:
        """How many passages a word finds by itself; enough for one that is not to be doubted."""
        letters = [sign for sign in word.text if sign.isalpha()]
        short = len(letters) < (2 if JAPANESE_WORD.search(word.text) else 4)
        numbered = any(sign.isdigit() for sign in word.text)
        if short or numbered or len(word.text) > LONGEST or query_words(canonical(word.text)).function:
            return ENOUGH
        return count(written(word))

    def _changes(self, word: Word, hits: int, count: Callable[[str], int]) -> list[Change]:
        best: dict[str, float] = {}
        for new, cost in self._respelt(word.text, count):
            frequency = self._words.frequency(new)
            if frequency and (not hits or (cost <= SWAP and frequency >= OUTNUMBERS * hits)):
                best[new] = max(best.get(new, -cost), log(1 + frequency) - EDIT_WEIGHT * cost)
        ordered = sorted(best, key=lambda new: (-best[new], new))[: 2 * MOST_TRIED]
        one_of_each = {query_words(canonical(new)).terms: new for new in reversed(ordered)}  # president, presidents
        return [Change((word,), new, best[new]) for new in ordered if new in one_of_each.values()][:MOST_TRIED]

    # one word

    def _respelt(self, text: str, count: Callable[[str], int]) -> Iterator[tuple[str, float]]:
        """A word with each of its windows respelt, and what the slip would cost."""
        for start, end in _windows(text):
            window, rest = text[start:end], len(text) - (end - start)
            known = rest > 0 and self._words.frequency(window) >= ENOUGH
            if LATIN_WORD.fullmatch(window) and not known:
                found = [*self._latin(window), *self._split(window, count), *self._romaji(window)]
            elif JAPANESE_WORD.fullmatch(window):
                unknown = () if known else (*self._kana(window), *self._characters(window, rest))
                found = [*self._homophones(window), *unknown]
            else:
                continue
            yield from ((text[:start] + new + text[end:], cost) for new, cost in found)

    def _latin(self, typed: str) -> Iterator[tuple[str, float]]:
        folded = fold(typed)
        most = budget(len(folded))
        for word in self._words.letters.near(folded, 2 if most > 1 else 1) if most else ():
            cost = slip(folded, word)
            if cost <= most and stem(word) not in (stem(folded), *STOP_WORDS):
                yield self._words.shown(word, typed), cost

    def _split(self, typed: str, count: Callable[[str], int]) -> Iterator[tuple[str, float]]:
        """coldwar -> cold war, where the two stand side by side somewhere."""
        for cut in range(3, len(typed) - 2):
            two = f"{typed[:cut]} {typed[cut:]}"
            if self._words.frequency(two) and count(f'"{two}"'):
                yield two, HALF

    def _romaji(self, typed: str) -> Iterator[tuple[str, float]]:
        """reisenn -> 冷戦. Believed less than an English slip, for many a word can be read as romaji."""
        key = romaji_key(typed) or fold(typed)
        near = self._near_sound(key, budget(len(key) - 1))
        yield from ((word, cost + 0.4) for word, cost in near if not is_katakana(word))

    def _homophones(self, typed: str) -> Iterator[tuple[str, float]]:
        """The same sound converted wrongly: 例戦 -> 冷戦; likelier with a kanji in common."""
        if len(typed) < 2 or not A_KANJI.search(typed):
            return
        kanji = set(A_KANJI.findall(typed))
        for word in self._words.sounding(_key(typed)):
            alike = bool(kanji & set(word))
            if word != typed and (alike or len(A_KANJI.findall(word)) == len(word) == len(typed)):
                yield word, 0.4 if alike else 0.8

    def _kana(self, typed: str) -> Iterator[tuple[str, float]]:
        """A slip in kana: ミサエル -> ミサイル, れいぜん -> 冷戦. Katakana is not typed for kanji."""
        if len(typed) < 3 or not KANA_WORD.fullmatch(typed):
            return
        katakana = is_katakana(typed)
        key = reading_key(typed)
        for word, cost in self._near_sound(key, budget(max(len(key) - 1, len(typed)))):
            if not katakana or (KANA_WORD.fullmatch(word) and len(word) > 2):
                yield word, cost

    def _near_sound(self, key: str, most: float) -> Iterator[tuple[str, float]]:
        for sound in self._words.sounds.near(key, 2 if most > 1 else 1) if most else ():
            cost = slip(key, sound)
            if cost <= most:
                yield from ((word, cost) for word in self._words.sounding(sound))

    def _characters(self, typed: str, rest: int) -> Iterator[tuple[str, float]]:
        """A character too few, too many or wrong: 封込め -> 封じ込め, スターリソ -> スターリン.

        A short word with another kanji in it is another word (共産党, 共和党); so is one less its affix (民主党, 民主).
        """
        katakana = is_katakana(typed)
        if not katakana and not A_KANJI.search(typed):
            return
        parts = {typed[start:end] for start, end in _windows(typed)}
        for word in self._words.characters.near(typed, 1):
            cost = slip(typed, word)
            longest = max(len(word), len(typed)) + rest
            other_kanji = cost == OTHER and not katakana and len(A_KANJI.findall(word)) + rest < LONG_COMPOUND
            if (
                0 < cost <= OTHER
                and longest > (3 if katakana else 2)
                and not other_kanji
                and (word not in parts or cost == DOUBLED)
            ):
                yield word, cost

    # several words

    def _joined(self, tree: Node, doubted: list[Word]) -> Iterator[Change]:
        """ice berg -> iceberg, where at least one of the two finds little by itself."""
        for first, second in neighbours(tree):
            new = first.text + second.text
            frequency = self._words.frequency(fold(new)) if LATIN_WORD.fullmatch(new) else 0
            if frequency and (first in doubted or second in doubted):
                yield Change((first, second), new, log(1 + frequency) - EDIT_WEIGHT * HALF)


def is_katakana(text: str) -> bool:
    """Whether a text in kana is in katakana, by its first sign."""
    return bool(KANA_WORD.fullmatch(text)) and "ァ" <= text[0] <= "ヺ"


def _likeliest(changes: list[list[Change]]) -> list[tuple[Change, ...]]:
    """One change for each doubted word, the likeliest combinations first."""
    each = 3 if len(changes) > 1 else MOST_TRIED
    if not changes:
        return []
    rows = product(*(row[:each] for row in changes[:MOST_PROPOSALS]))
    return sorted(rows, key=lambda row: -sum(change.score for change in row))[:MOST_TRIED]


def _asked(tree: Node, rows: Iterable[tuple[Change, ...]], count: Callable[[str], int]) -> tuple[Proposal, ...]:
    found: list[Proposal] = []
    for row in islice(rows, MOST_TRIED):
        changed = tree
        for change in row:
            changed = replaced(changed, change.old, change.new)
        question = written(changed)
        hits = count(question)
        if hits and len(found) < MOST_PROPOSALS:
            typed = " ".join(word.text for change in row for word in change.old)
            found.append(Proposal(question, typed, " ".join(change.new for change in row), hits))
    return tuple(found)


def _windows(text: str) -> list[tuple[int, int]]:
    """Where MeCab's pieces of a word stand, one to three in a row, and the whole of it."""
    source = canonical(text)
    spans = []
    for piece in pieces(source.text):
        parts = piece.parts if isinstance(piece, Compound) else (piece,)
        bare = [(part.start, _without_s(source.text, part.start, part.end)) for part in parts]
        spans += [source.span(start, end) for start, end in bare]
    spans = spans[:MOST_PIECES]
    rows = {(0, len(text))}
    for length in range(1, MOST_PIECES_IN_A_ROW + 1):
        rows |= {(spans[i][0], spans[i + length - 1][1]) for i in range(len(spans) - length + 1)}
    return sorted(rows)


def _without_s(text: str, start: int, end: int) -> int:
    """Where a word ends before its 's."""
    return end - 2 if end - start > 2 and text[end - 2 : end].lower() == "'s" else end


def _key(text: str) -> str:
    """The key of what a Japanese text sounds like; empty where unknown."""
    return next((key for _, key in sound_keys([text])), "")
