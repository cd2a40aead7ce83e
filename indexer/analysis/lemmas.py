"""English words by their inflections: a list of lemmas and Porter2's stems, each of which guards the other.

Porter2 alone makes office and officer one word, and physics and physical. The list alone parts meetings from meeting,
and Germans from German.
"""

import re
from collections.abc import Iterator
from functools import cache

import Stemmer

from indexer.analysis.lemma_list import SIMPLEMMA, forms

LEMMAS = f"simplemma {SIMPLEMMA}"

_stemmer = Stemmer.Stemmer("english")
_list = cache(forms)


def porter(word: str) -> str:
    """The Porter2 stem of a word: negotiate and negotiation share negoti."""
    return str(_stemmer.stemWord(word))


NO_WORDS = frozenset({
    "adjudg", "alledg", "budg", "chast", "creat", "determin", "entwin", "examin", "imagin", "judg", "malic", "opposit",
    "pledg", "reus", "rout", "scath", "serv", "sleev", "squir", "tranch", "writh",
})  # fmt: skip
"""What the list has, though it stands for a form of a common word: judging, routed."""


def is_listed(word: str) -> bool:
    """Whether a word in small letters is an English word, in any form."""
    return word in _list() and word not in NO_WORDS


def lemma(word: str) -> str:
    """The lemma of a word in small letters: went -> go, treaties -> treaty; officer is no form of office.

    What the list takes for a word of its own is one with what it is a regular form of: meetings, meeting -> meet.
    """
    if not is_listed(word):
        return _prefixed(word) or _PLURAL.sub(_singular, word)
    listed, stem = _listed(word), porter(word)
    bases = (listed, *_bases(word), *_bases(listed))
    return min((base for base in bases if _is_lemma(base) and porter(base) == stem), key=len, default=listed)


def _is_lemma(word: str) -> bool:
    return is_listed(word) and _listed(word) == word


def _listed(word: str) -> str:
    """What the list says of a word, or the word itself: the list also writes abbreviations out (km, etc), and makes
    numbers of ordinals."""
    found = _list().get(word, "").lower()
    known = found.isalpha() and is_listed(found)
    strange = porter(found) != porter(word) and (len(word) < 4 or word.endswith("th") or len(found) > len(word) + 2)
    return found if known and not strange else word


_PREFIX = re.compile("(?:anti|counter|de|inter|mis|multi|non|over|pre|pro|re|sub|super|un|under)(?=[a-z]{4})")


def _prefixed(word: str) -> str:
    """retargeted -> retarget, overflew -> overfly; empty where the rest is no word either."""
    found = _PREFIX.match(word)
    rest = word[found.end() :] if found else ""
    return found[0] + lemma(rest) if found and is_listed(rest) else ""


_PLURAL = re.compile("(?<=[a-z]{2})(?:ies|(?<=ss|sh|ch|zz)es|(?<=x)es|(?<![isu])s)$")


def _singular(match: re.Match[str]) -> str:
    """kremlinologists -> kremlinologist."""
    return "y" if match[0] == "ies" else ""


_REGULAR = (
    (re.compile("(?<=[a-z]{3})(?<!ic)(?<![su])s$"), ("",)),
    (re.compile("(?<=[a-z]{2})(?:ing|ed)$"), ("", "e")),
)
_DOUBLED = re.compile(r"(?<=[aeiouy])([b-df-hj-np-tv-z])\1$")


def _bases(word: str) -> Iterator[str]:
    """What a word may regularly be a form of: ruling -> rul, rule; planning -> plann, planne, plan."""
    for ending, added in _REGULAR:
        if found := ending.search(word):
            base = word[: found.start()]
            yield from (base + each for each in added)
            if _DOUBLED.search(base):
                yield base[:-1]
