"""The spelling of the literal layer, made of canonical text one character at a time.

A fold keeps the length, so it shares the map of canonical text to what was written.
"""

import re
import unicodedata

from indexer.analysis.normalize import DASHES, KANJI, VOICED, pairs
from indexer.signs import Table

NEW_FORMS = Table({ord(old): new for old, new in pairs("kyujitai.tsv").items()})
"""國 -> 国, 滿 -> 満, 洲 -> 州: one character for one."""
_OLD_FORM = re.compile(f"[{''.join(map(chr, NEW_FORMS))}]")


def new_forms(text: str) -> str:
    """`text` in the present forms of its kanji; the length stays."""
    return text.translate(NEW_FORMS) if _OLD_FORM.search(text) else text


_STROKED = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ð": "d", "ŀ": "l", "ŋ": "n", "ё": "е"}
_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかか", strict=True))


def _folded_letter(letter: str) -> str:
    """Łódź -> lodz, Горбачёв -> горбачев. й and が keep their marks: they are letters of their own."""
    lower = letter.lower()[:1]
    if lower in _STROKED or lower == "й":
        return _STROKED.get(lower, lower)
    base = unicodedata.normalize("NFD", lower)[:1]
    return _STROKED.get(base, base)


def _folded_kana(kana: str) -> str:
    """ソ -> そ, ッ -> つ, ヶ -> か. ヴ stays ゔ, and ー stays: what depends on context is not folded here."""
    hiragana = chr(ord(kana) - 0x60) if "ァ" <= kana <= "ヶ" or kana in "ヽヾ" else kana
    return _SMALL.get(hiragana, hiragana)


_LETTERS = [chr(code) for block in ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x2000)) for code in range(*block)]
_LETTER_FOLDS = {ord(c): _folded_letter(c) for c in _LETTERS if c.isalpha()}
_KANA_FOLDS = {ord(c): _folded_kana(c) for c in map(chr, range(0x3041, 0x30FF))}
FOLDS = Table({**NEW_FORMS, **_LETTER_FOLDS, **_KANA_FOLDS, ord("箇"): "か"})  # 14箇条 = 14か条

BEFORE_LONG, REPEATABLE = "ぁ-ゖー", "ぁ-ゖ" + KANJI
ITERATION_MARKS: dict[str, dict[str, str]] = {"々": {}, "ゝ": {}, "ゞ": VOICED}
"""What a mark makes of the characters before it that it does not just repeat."""
_KANA_DASH = re.compile(f"[-{DASHES}](?<=[{BEFORE_LONG}].)")
_MARKS = f"[{''.join(ITERATION_MARKS)}]"
_ITERATION = re.compile(f"{_MARKS}(?<=[{REPEATABLE}].){_MARKS}*")
"""Both look for a sign first, which is quicker than to look behind every character."""


def fold_letters(text: str) -> str:
    """Lower case without accents, for Latin, Greek and Cyrillic; the length stays."""
    return text.translate(_LETTER_FOLDS)


def fold(text: str) -> str:
    """The spelling of the literal layer: what differs only by case, accent, kana or old form becomes one.

    Takes canonical text and keeps its length. Apart from the iteration marks and a dash after kana, each
    character is folded by itself, so that whatever stands in a text also stands in the folded text.
    """
    folded = text.lower() if text.isascii() else text.translate(FOLDS)
    if _KANA_DASH.search(folded):
        folded = _KANA_DASH.sub("ー", folded)
    return _ITERATION.sub(_repeat, folded) if _ITERATION.search(folded) else folded


def _repeat(match: re.Match[str]) -> str:
    """国々 -> 国国, こゝろ -> こころ, いすゞ -> いすず."""
    before = match.string[match.start() - 1]
    return "".join(ITERATION_MARKS[mark].get(before, before) for mark in match[0])
