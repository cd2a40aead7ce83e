"""The switches of a search: in what a text may differ from a question, and what else is searched beside it.

A folding lets a text be written otherwise than the question; an expansion searches other words than the typed ones,
each weaker than those. All are on unless a search says otherwise (`fold=-old-form`, `expand=0`). The text itself is
always shown as it is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_app.state.match_kinds import EXPAND, FOLD, SWITCHES

NAMES = {group: tuple(s.name for s in SWITCHES if s.group == group) for group in (FOLD, EXPAND)}


@dataclass(frozen=True, slots=True)
class Switches:
    """What is switched off in one search.

    `off` are names of switches. `dropped` are single alternatives that are not searched, as `kind:text`
    (`name:USSR`). `kept` and `left` are the longer words that Japanese words count inside of, or do not: 東京都 for
    京都; 京都 itself where it is a word of its own.
    """

    off: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def on(self, name: str) -> bool:
        """Whether a switch is on."""
        return name not in self.off

    def admits(self, kind: str, text: str) -> bool:
        """Whether an alternative of this kind may be searched."""
        return kind not in self.off and f"{kind}:{text}" not in self.dropped

    @property
    def strict(self) -> bool:
        """Whether what the index finds has to be compared with the text: the index itself keeps folded forms."""
        return bool(
            self.kept or self.left or self.off & {"width", "case", "old-form", "kana", "inflection", "spelling"}
        )


ALL_ON = Switches()


def switched_off(group: str, values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the values of a parameter switch off, and the values that mean nothing.

    `0` is all off and `1` all on; `-name` switches one off, `name` keeps that one (and others so named) alone.
    """
    names = NAMES[group]
    given = [value for text in values for value in text.split(",") if value]
    plain = [value for value in given if value in names]
    minus = [value[1:] for value in given if value[:1] == "-" and value[1:] in names]
    unread = tuple(v for v in given if v not in ("0", "1") and v not in names and v[1:] not in minus)
    base = names if plain or "0" in given else ()
    off = [name for name in names if (name in base and name not in plain) or name in minus]
    return tuple(off), unread


def parameter(group: str, off: Sequence[str]) -> str:
    """The shortest value of a parameter that switches these off; empty where nothing is."""
    names = [name for name in NAMES[group] if name in off]
    return "0" if len(names) == len(NAMES[group]) else ",".join("-" + name for name in names)
