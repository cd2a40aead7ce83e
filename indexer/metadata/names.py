"""Finds many names in text at once: the longest at each place, never inside a longer word of its script.

All names become one regular expression in the shape of a tree of their letters, so that five hundred names
cost hardly more than one. Text and names are compared in NFKC and lower case.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_LATIN = r"0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u052f"
_KATAKANA = r"ァ-ヺーヽヾ"
_SCRIPTS = (re.compile(f"[{_LATIN}]"), re.compile(f"[{_KATAKANA}]"))
_NO_SCRIPT = ("", "")
_BOUNDS = ((f"(?<![{_LATIN}])", f"(?![{_LATIN}])"), (f"(?<![{_KATAKANA}])", f"(?![{_KATAKANA}])"))
_ACRONYM = re.compile(r"(?=(?:[^A-ZА-Я]*[A-ZА-Я]){2,6}[^A-ZА-Я]*$)[^a-zа-я]+")
# モロトフ＝リッベントロップ and モロトフ・リッベントロップ are one name, as are SS–20 and SS-20.
_FOLDED = {"=": "・", "゠": "・", "’": "'"} | dict.fromkeys("‐‑‒–", "-")
_End = str
_Tree = dict[str, "_Tree | _End"]


AFTER = 24
"""Characters that an occurrence has of what stands behind it."""


class Occurrence(NamedTuple):
    """A name as it is written (in NFKC), the ids it may mean, what stands behind it."""

    written: str
    ids: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class NameFinder:
    """A compiled list of names; `ids` maps each folded name to the ids it may mean and its required spelling."""

    pattern: re.Pattern[str] | None
    ids: dict[str, tuple[tuple[str, str], ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """The ids whose names stand in `text`, each once, in order of first occurrence."""
        return tuple(dict.fromkeys(id for found in self.occurrences(text) for id in found.ids))

    def named(self, name: str) -> tuple[str, ...]:
        """The ids that bear exactly this name, whatever its case or width."""
        return tuple(id for id, _ in self.ids.get(_lower(_folded(name.strip())), ()))

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Every name in `text`, in order."""
        if self.pattern is None:
            return
        folded = _folded(text)
        for match in self.pattern.finditer(_lower(folded)):
            written = folded[match.start() : match.end()]
            ids = tuple(id for id, spelling in self.ids[match[0]] if spelling in ("", written))
            yield Occurrence(written, ids, folded[match.end() : match.end() + AFTER])


def finder(names: Iterable[tuple[str, str]]) -> NameFinder:
    """A finder for pairs of name and id; a name of two ids means both, NATO and US only in capitals."""
    ids: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, id in names:
        if folded := _folded(name.strip()):
            spelling = folded if _ACRONYM.fullmatch(folded) else ""
            ids[_lower(folded)] = (*ids.get(_lower(folded), ()), (id, spelling))
    return NameFinder(_pattern(ids), ids)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    for sign, plain in _FOLDED.items():  # most texts have none of them, which takes a tenth of looking up each letter
        text = text.replace(sign, plain)
    return text


def _lower(text: str) -> str:
    """`text` in lower case, letter by letter where a capital has two (İ), for the offsets must agree."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _bounds(sign: str) -> tuple[str, str]:
    found = (bounds for script, bounds in zip(_SCRIPTS, _BOUNDS, strict=True) if script.match(sign))
    return next(found, _NO_SCRIPT)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Names by the script they begin in (it decides what may stand before), each group as one tree."""
    trees: dict[str, _Tree] = {}
    for name in names:
        tree = trees.setdefault(_bounds(name[0])[0], {})
        for sign in name:
            branch = tree.setdefault(sign, {})
            assert isinstance(branch, dict)
            tree = branch
        tree[""] = _bounds(name[-1])[1]
    if not trees:
        return None
    starts = "".join(re.escape(sign) for tree in trees.values() for sign in tree)
    groups = (f"{before}{_branches(tree)}" for before, tree in trees.items())
    return re.compile(f"(?=[{starts}])(?:{'|'.join(groups)})")


def _branches(tree: _Tree) -> str:
    """The expression of a tree: longer names first, so that the longest that fits is taken."""
    options = []
    for sign, branch in sorted(tree.items(), reverse=True):
        options.append(branch if isinstance(branch, str) else _stem(sign, branch))
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _stem(sign: str, branch: _Tree) -> str:
    """The letters up to the next fork, then its branches: a long name is one literal, not a nest."""
    literal = re.escape(sign)
    while len(branch) == 1:
        [(sign, inner)] = branch.items()
        if isinstance(inner, str):
            return literal + inner
        literal, branch = literal + re.escape(sign), inner
    return literal + _branches(branch)
