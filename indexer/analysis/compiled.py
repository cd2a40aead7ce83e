"""The layers of a text by the compiled extension where it was built, else by lines.py and columns.py, which it equals.

The extension (native/) cuts and joins. What a character is, tables tell it; what a word is, it asks when it meets the word
first. With SAKUIN_NATIVE=0, and with a dictionary that is laid out otherwise, Python does all. Nothing in an index tells
which of the two made it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from indexer.analysis import columns, lines, sketches
from indexer.analysis.columns import Words
from indexer.analysis.folds import BEFORE_LONG, FOLDS, ITERATION_MARKS, NEW_FORMS, REPEATABLE
from indexer.analysis.japanese import (
    BEFORE_PARTICLE,
    DICTIONARY_FOLDER,
    MOST_SIGNS,
    PARTICLES,
    PARTING,
    kind_of,
    prepare,
)
from indexer.analysis.keys import LONGEST_READING, WORD_KINDS, given_keys, katakana_keys, origin_key
from indexer.analysis.layer import Columns
from indexer.analysis.lines import Latin, Lines, latin_word
from indexer.analysis.literal import JOINING
from indexer.analysis.normalize import CJK, DASHES, canonical_text
from indexer.analysis.romaji import LONG_VOWELS, SIGNS
from indexer.config import NATIVE_EDITION, Config
from indexer.document import Span
from indexer.terms import Terms, bag

if TYPE_CHECKING:
    from indexer.analysis._native import Analyzer, Dictionary

T = TypeVar("T")


def finished_layers(text: str, hidden: Iterable[Span] = ()) -> Lines:
    """All layers of a text; `hidden` spans are passed over as if they were not there."""
    spans = tuple(hidden)
    return (None if isinstance(_dictionary(), str) else _layers(text, spans)) or lines.finished_layers(text, spans)


def sketch(words: Terms, bins: int) -> list[int]:
    """As `sketches.sketch`, `bins` of at least 1."""
    if isinstance(_dictionary(), str):
        return sketches.sketch(words, bins)
    from indexer.analysis._native import sketch

    return sketch(words, bins)


def word_columns(text: str) -> Words:
    """The words of a canonical text with their places."""
    made = None if isinstance(_dictionary(), str) else _asked(lambda analyzer: analyzer.words(text))
    if made is None:
        return columns.word_columns(text)
    w, *keys = made
    return Words(_columns(w), lambda kind: _columns(keys[WORD_KINDS.index(kind)]))


def gram_columns(text: str) -> tuple[Columns, str]:
    """The literal layer of a canonical text with its places, and its folded form."""
    if isinstance(_dictionary(), str):
        return columns.gram_columns(text)
    made, folded = _asked(lambda analyzer: analyzer.grams(text))
    return _columns(made), folded


def reading_columns(text: str) -> Columns:
    """Every word that MeCab cuts of a text, function words too, as its reading, which is empty where nobody knows it."""
    made = None if isinstance(_dictionary(), str) else _asked(lambda analyzer: analyzer.readings(text))
    return columns.reading_columns(text) if made is None else _columns(made)


def _columns(made: tuple[str, bytes, bytes, bytes]) -> Columns:
    terms, positions, starts, ends = made
    return Columns(terms, memoryview(positions).cast("I"), memoryview(starts).cast("I"), memoryview(ends).cast("I"))


def analysis_path() -> str:
    """What makes the layers; where that is not the extension, why."""
    dictionary = _dictionary()
    return f"in Python ({dictionary})" if isinstance(dictionary, str) else "compiled"


NOT_BUILT = "the extension was not built for this version: it takes Rust when Sakuin is installed"


@cache
def _dictionary() -> "Dictionary | str":
    """The dictionary, opened by the extension, or why that cannot be."""
    if not Config().integer("native"):
        return "SAKUIN_NATIVE=0"
    try:
        from indexer.analysis._native import EDITION, Dictionary
    except ImportError:
        return NOT_BUILT
    if EDITION != NATIVE_EDITION:
        return "the extension was built for another version: install Sakuin again"
    try:
        return Dictionary(DICTIONARY_FOLDER)
    except (OSError, ValueError) as error:
        return f"another layout of the dictionary: {error}"


def _layers(text: str, hidden: tuple[Span, ...]) -> Lines | None:
    """None for a text of more than MOST_SIGNS, of which japanese.py makes parts."""
    source = canonical_text(text, hidden)
    made = _asked(lambda analyzer: analyzer.lines(source))
    if made is None:
        return None
    words, grams, word_keys, folded = made
    keys = (word_keys, *given_keys(source), *katakana_keys(source, folded))
    return Lines(words, grams, bag(filter(None, keys)), source, folded)


_idle: list["Analyzer"] = []
"""Analyzers that nobody asks anything just now. Each has one thread at a time, since it lets go of the GIL; the one that
was asked last is taken first, for it has learnt the most words."""


def _asked(question: "Callable[[Analyzer], T]") -> T:
    """What an analyzer answers that nobody else is asking."""
    try:
        analyzer = _idle.pop()
    except IndexError:
        analyzer = _analyzer()
    try:
        return question(analyzer)
    finally:
        _idle.append(analyzer)


def _analyzer() -> "Analyzer":
    from indexer.analysis._native import Analyzer

    dictionary = _dictionary()
    assert not isinstance(dictionary, str)
    return Analyzer(dictionary, Rules())


LAST_SIGN = 0x3FFFF
"""Beyond it stands no character of any class below, and none that another stands for."""


@cache
def _classes() -> list[list[tuple[int, int]]]:
    """The characters of each class of native/src/signs.rs, in its order, as ranges: the first, one past the last."""
    patterns = (
        f"[{CJK}]", rf"[^\W_{CJK}]", JOINING, r"\s", f"[-{DASHES}]", f"[{BEFORE_LONG}]", f"[{REPEATABLE}]",
        f"[{''.join(ITERATION_MARKS)}]", f"[{PARTICLES}]", f"[{BEFORE_PARTICLE}]",
    )  # fmt: skip
    signs = "".join(map(chr, range(LAST_SIGN + 1)))
    return [[found.span() for found in re.finditer(f"{pattern}+", signs)] for pattern in patterns]


def _signs(table: Mapping[int, int | str]) -> dict[str, str]:
    """A table of str.translate by characters, without those that stay. A copy is gone through: tables learn (see
    `indexer.signs`), and another thread may be folding a text meanwhile."""
    pairs = ((chr(code), sign if isinstance(sign, str) else chr(sign)) for code, sign in dict(table).items())
    return {sign: other for sign, other in pairs if sign != other}


class Rules:
    """The rules of the language as the extension takes them: tables, and what it asks where a table will not do."""

    def __init__(self) -> None:
        self.signs = _classes()
        self.folds = _signs(FOLDS)
        self.marks = ITERATION_MARKS
        self.prepared = _signs(NEW_FORMS) | dict.fromkeys(PARTING, " ")
        self.kana = _signs(SIGNS)
        self.long_vowels = LONG_VOWELS
        self.longest_reading = LONGEST_READING
        self.most_signs = MOST_SIGNS
        self.most_kept = 200_000  # entries of the dictionary, and words of other scripts

    def ask_kind(self, line: str) -> tuple[int, int, str, str, bool, str, str]:
        """What a line of MeCab's output says: size, lead, term, reading, content, the key of the origin, sound (see
        japanese.Kind)."""
        kind = kind_of(line)
        origin = origin_key(kind.origin) if kind.origin else ""
        return kind.size, kind.lead, kind.term, kind.reading, kind.content, origin, kind.sound

    def ask_latin(self, written: str) -> Latin:
        """What a word of another script is; it has a dot only where it is dotted: U.S."""
        return latin_word(written, "." in written)

    def ask_prepared(self, text: str) -> str:
        """What MeCab is to read of a text that may be official prose in katakana."""
        return prepare(text)
