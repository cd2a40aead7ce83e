"""What a question says, before anyone knows how its words are searched: the tree the parser makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.document import DateSpan
from indexer.metadata import dates


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word or unspaced compound, as typed. `part` narrows it to `title` or `heading`; empty is all."""

    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotes. With `distance` they need only be near, in their order if `ordered`."""

    text: str
    distance: int | None = None
    ordered: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Wild:
    """A word with `*` or `?` in it."""

    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A word that may be misspelt by `edits` letters."""

    text: str
    edits: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date typed as a word: `text` as typed, found as it stands or in any other way of writing it."""

    text: str
    span: DateSpan


@dataclass(frozen=True, slots=True)
class InYears:
    """`year:1990..1995`: what is dated so; an open end is None."""

    text: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """`actor:yeltsin`, `era:detente`, `lang:ja`, `doc:nato-01.ja`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: Node


Node = Word | Quoted | Wild | Fuzzed | Dated | InYears | Has | AllOf | AnyOf | Without


def show(node: Node) -> str:
    """The tree in words: 満州 AND (ソ連 OR ロシア)."""
    match node:
        case AllOf(parts):
            return " AND ".join(_inside(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(_inside(part) for part in parts)
        case Without(part):
            return f"NOT {_inside(part)}"
        case Has(field, value):
            return f"{field}:{value}"
        case InYears(text, _, _):
            return f"year:{text}"
        case Quoted(text, distance, ordered, part):
            near = "" if distance is None else f"~{'>' if ordered else ''}{distance}"
            return f'{_prefix(part)}"{text}"{near}'
        case Fuzzed(text, edits, part):
            return f"{_prefix(part)}{text}~{edits}"
        case Dated(text, span):
            return text if span.iso == text else f"{text} ({span.iso})"
        case Word(text, part) | Wild(text, part):
            return _prefix(part) + text


def _prefix(part: str) -> str:
    return f"{part}:" if part else ""


def _inside(node: Node) -> str:
    return f"({show(node)})" if isinstance(node, AllOf | AnyOf) and len(node.parts) > 1 else show(node)


MOST_DATE_WORDS = 4
"""Words in a row that the parser reads as one date."""

_HAS_NUMBER = re.compile(r"[0-9０-９〇一二三四五六七八九十元]")


def date_of(text: str) -> DateSpan | None:
    """The date that words in a row are; a date has a number."""
    return dates.parse_query(text) if _HAS_NUMBER.search(text) else None


_PLAIN_VALUE = re.compile(r"[^\s()\"“”„«»＂「」『』]+")
_PAIRS = ('""', "“”", "«»", "「」", "『』")
_CLOSED_BY = {'""': '"＂”“', "“”": '”"“＂', "«»": "»", "「」": "」", "『』": "』"}


def written(node: Node) -> str:
    """The tree as a question that is read as the same tree: 満州 (ソ連 OR ロシア).

    `show` is for reading; this is for links. Exact for every tree the parser makes of words without stray signs.
    """
    match node:
        case AllOf(parts):
            return _in_a_row(parts)
        case AnyOf(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case Without(part):
            return f"NOT {_grouped(part)}"
        case Has(field, value):
            return f"{field}:{_value(value)}"
        case InYears(text, _, _):
            return f"year:{_value(text)}"
        case Quoted(text, distance, ordered, part):
            near = "" if distance is None else f"~{'>' if ordered else ''}{distance}"
            return _prefix(part) + _quoted(text) + near
        case Dated(text, _):
            return text
        case Word() | Wild() | Fuzzed():
            return show(node)


def _grouped(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, AllOf | AnyOf) else written(node)


def _value(text: str) -> str:
    return text if _PLAIN_VALUE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """In the first quotation marks that `text` does not close."""
    marks = next((pair for pair in _PAIRS if not set(_CLOSED_BY[pair]) & set(text)), _PAIRS[0])
    return marks[0] + text + marks[1]


def _in_a_row(parts: Sequence[Node]) -> str:
    """Words that were not read as one date do not become one: August AND 1945, NOT 1994 AND August."""
    texts = [_date_text(part.part if isinstance(part, Without) else part) for part in parts]
    row = _grouped(parts[0])
    for place in range(1, len(parts)):
        row += (" AND " if _makes_date(texts, place) else " ") + _grouped(parts[place])
    return row


def _date_text(node: Node) -> str:
    """The text of what may be a part of a date, else nothing."""
    return node.text if isinstance(node, Dated) or (isinstance(node, Word) and not node.part) else ""


def _makes_date(texts: Sequence[str], place: int) -> bool:
    """Whether any few words around the gap before `place` would be read as a date together."""
    if any(" " in text for text in texts[place - 1 : place + 1]) and all(texts[place - 1 : place + 1]):
        return True  # 1994 AND August 1945
    for first in range(max(0, place - MOST_DATE_WORDS + 1), place):
        for end in range(place + 1, min(len(texts), first + MOST_DATE_WORDS) + 1):
            run = texts[first:end]
            if all(run) and date_of(" ".join(run)) is not None:
                return True
    return False
