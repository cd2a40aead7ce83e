"""What a question says, before anyone knows how its words are searched: the tree the parser makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.document import DateSpan


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


def bare_words(node: Node | None) -> Iterator[str]:
    """The bare words that a question asks for, in order; not those it excludes."""
    match node:
        case Word(text, ""):
            yield text
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from bare_words(part)


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
