"""How two writings of one word differ: the foldings by which they are the same."""

import re
from functools import lru_cache

from indexer.analysis import analyze, canonical, fold
from indexer.analysis.english import american
from indexer.analysis.folds import fold_letters, new_forms
from search_app.query_language.scripts import HIRAGANA, KATAKANA

SURFACE = frozenset[str]()
"""No difference but typesetting."""

_SIGNS = re.compile(
    r"[\s・゠＝=「」『』\-‐‑‒–—―−－─.．'’\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""What the literal layer passes over, and the dots of U.S.: a line break, 在「ソ」大使."""

_HIRAGANA = re.compile(f"[{HIRAGANA}]*")
_KATAKANA = re.compile(f"[{KATAKANA}]+")
_LETTERS = re.compile("[A-Za-z]+")


def bare(text: str) -> str:
    """A text without the signs that the literal layer passes over."""
    return _SIGNS.sub("", text)


def _width(text: str) -> str:
    return canonical(text).text


def _kana(text: str) -> str:
    """The folding of kana alone: letters and kanji are put back as they stand."""
    return "".join(
        new if "ぁ" <= new <= "ゖ" or new == "ー" else old for old, new in zip(text, fold(text), strict=True)
    )


STEPS = (("width", _width), ("case", fold_letters), ("old-form", new_forms), ("kana", _kana))
"""The foldings that look at one character, in the order they are applied."""


@lru_cache(maxsize=50_000)
def differences(typed: str, written: str) -> frozenset[str]:
    """The foldings without which two writings of the same characters are not the same: 満州, 滿洲 -> old-form.

    None where they are the same but for typesetting, or where no folding makes them the same.
    """
    a, b = bare(typed), bare(written)
    if a == b or not _same(a, b, ""):
        return SURFACE
    return frozenset(name for name, _ in STEPS if not _same(a, b, name))


def _same(a: str, b: str, but: str) -> bool:
    for name, step in STEPS:
        if name != but:
            a, b = step(a), step(b)
    return bare(a) == bare(b)


@lru_cache(maxsize=50_000)
def word_differences(typed: str, written: str) -> frozenset[str]:
    """The foldings by which two writings of one word are the same: 打ち切る, 打ち切った -> inflection."""
    a, b = (new_forms(fold_letters(bare(_width(text)))) for text in (typed, written))
    found = differences(typed, written)
    if fold(a) == fold(b):
        return found
    if _KATAKANA.fullmatch(a) and _KATAKANA.fullmatch(b):
        return found | {"kana"}  # ヴェトナム, ベトナム: one lemma of UniDic
    return found | {"inflection" if _is_inflection(a, b) else "spelling"}


def _is_inflection(a: str, b: str) -> bool:
    """Whether two words differ in their endings alone: 打ち切る, 打ち切った; not 打切り, nor programme and program."""
    if _LETTERS.fullmatch(a) and _LETTERS.fullmatch(b):
        return american(a) != american(b)
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared > 0 and bool(_HIRAGANA.fullmatch(a[shared:]) and _HIRAGANA.fullmatch(b[shared:]))


@lru_cache(maxsize=10_000)
def surfaces(typed: str) -> dict[str, tuple[str, ...]]:
    """The terms of a typed text in the word layer, with the words they were made from."""
    found: dict[str, tuple[str, ...]] = {}
    for token in analyze(typed).w:
        found[token.text] = (*found.get(token.text, ()), typed[token.start : token.end])
    return found
