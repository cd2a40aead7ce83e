"""What is Japanese, and what else a typed text is written in: the classes of signs that questions are judged by.

A typed text is judged as it stands, before any folding; so half-width kana (ｿ連), the compatibility ideographs
(﨑), the radicals of some fonts (⻑) and the signs beyond the first plane (𠮷) count too.
"""

import re

from indexer.analysis import word_keys

HIRAGANA = "ぁ-ゖ"
KATAKANA = "ァ-ヺー"
KANJI = word_keys.ALL_KANJI
JAPANESE = word_keys.JAPANESE
"""Classes of signs, to stand in the brackets of a pattern."""

_JAPANESE = re.compile(f"[{JAPANESE}]")
_LANGUAGES = ((_JAPANESE, "ja"), (re.compile("[А-я]"), "ru"), (re.compile("[A-Za-z]"), "en"))


def is_japanese(text: str) -> bool:
    """Whether anything in a text is of Japanese script."""
    return _JAPANESE.search(text) is not None


def language_of(text: str) -> str:
    """The language that a text is written in, as far as its script tells (ja, ru, en); empty where it does not."""
    return next((language for script, language in _LANGUAGES if script.search(text)), "")
