"""A question cut to what one request may cost: the words of each costly kind that are too many are left out."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from search_app.limits import Limits
from search_app.notes import Note
from search_app.query_language.syntax import AllOf, AnyOf, Dated, Fuzzed, InYears, Node, Quoted, Wild, Without

_COSTLY: tuple[tuple[str, str, Callable[[Node], bool]], ...] = (
    ("too-many-wildcards", "wildcards", lambda node: isinstance(node, Wild)),
    ("too-many-fuzzy", "fuzzy", lambda node: isinstance(node, Fuzzed)),
    ("too-many-near", "near", lambda node: isinstance(node, Quoted) and node.distance is not None),
    ("too-many-dates", "dates", lambda node: isinstance(node, Dated | InYears)),
)
"""The note on too many of a kind, the limit on it, and which words are of it."""

_RUN = re.compile(r"[*?]{2,}")


def bounded(tree: Node, limits: Limits) -> tuple[Node | None, tuple[Note, ...]]:
    """The tree without what is too much of it, and a note on each kind that was."""
    cut = _Cut(limits)
    return cut.node(tree), tuple(cut.notes)


class _Cut:
    """One walk through a tree: what came up so far, and what was left out."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._seen: Counter[str] = Counter()
        self.notes: dict[Note, None] = {}

    def node(self, node: Node) -> Node | None:
        """What is left of a node, None if nothing is."""
        match node:
            case Without(part):
                rest = self.node(part)
                return None if rest is None else Without(rest)
            case AllOf(parts) | AnyOf(parts):
                kept = tuple(rest for part in parts if (rest := self.node(part)) is not None)
                return replace(node, parts=kept) if len(kept) > 1 else next(iter(kept), None)
            case _:
                return self._shortened(node) if self._allowed(node) else None

    def _allowed(self, node: Node) -> bool:
        for code, name, is_one in _COSTLY:
            if is_one(node):
                most = getattr(self._limits, name)
                self._seen[name] += 1
                if self._seen[name] > most:
                    self.notes[Note(code, str(most))] = None
                    return False
        return True

    def _shortened(self, node: Node) -> Node:
        """A quotation with few words enough to look for one near another; a wildcard with few signs enough."""
        if isinstance(node, Quoted) and node.distance is not None:
            words, most = node.text.split(), self._limits.near_words
            if len(words) > most:
                self.notes[Note("too-many-near-words", str(most))] = None
                return replace(node, text=" ".join(words[:most]))
        return self._few_signs(node) if isinstance(node, Wild) else node

    def _few_signs(self, node: Wild) -> Wild:
        """*?*? says no more than ??*; what stands after too many signs is any text."""
        text = _RUN.sub(lambda run: "?" * run[0].count("?") + "*" * ("*" in run[0]), node.text)
        most = self._limits.signs
        signs = [place for place, sign in enumerate(text) if sign in "*?"]
        if len(signs) > most:
            self.notes[Note("too-many-signs", str(most))] = None
            text = text[: signs[most]].rstrip("*") + "*"
        return replace(node, text=text)
