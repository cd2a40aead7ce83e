"""A question with some words replaced: which words of a tree are bare, and the tree with others in their place."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.analysis import canonical, query_words
from search_app.query_language.lexer import word_of
from search_app.query_language.syntax import AllOf, AnyOf, Node, Quoted, Without, Word


def bare_words(node: Node | None) -> list[Word]:
    """The words of a tree that may be corrected, each once: not what is left out, quoted or in a field."""
    match node:
        case Word(_, ""):
            return [node]
        case AllOf(parts) | AnyOf(parts):
            return list(dict.fromkeys(word for part in parts for word in bare_words(part)))
        case _:
            return []


def as_it_stands(left_out: Without, wanted: Sequence[Node]) -> Without:
    """What is left out, in no other form where another form of it is wanted: `"揺れ" -揺れて` keeps 揺れ."""
    typed = [part.text for part in wanted if isinstance(part, Word | Quoted)]
    if isinstance(left_out.part, Word) and _terms(left_out.part.text) in map(_terms, typed):
        return Without(Quoted(left_out.part.text, part=left_out.part.part))
    return left_out


def _terms(text: str) -> tuple[str, ...]:
    return query_words(canonical(text)).terms


def words_of(parts: Sequence[Node]) -> str:
    """The words of parts in a row."""
    return " ".join(word_of(part) for part in parts)


def has_choice(node: Node | None) -> bool:
    """Whether a question may find something though one of its words finds nothing."""
    return isinstance(node, AnyOf) or (isinstance(node, AllOf) and any(has_choice(part) for part in node.parts))


def replaced(node: Node, old: tuple[Word, ...], new: str) -> Node:
    """The tree with words in a row replaced by one word, or by several that are all wanted."""
    words: tuple[Node, ...] = tuple(Word(text) for text in new.split())
    match node:
        case Word() if old == (node,):
            return words[0] if len(words) == 1 else AllOf(words)
        case AnyOf(parts):
            return AnyOf(tuple(replaced(part, old, new) for part in parts))
        case AllOf(parts):
            return _replaced_in_row(parts, old, new, words)
        case _:
            return node


def _replaced_in_row(parts: tuple[Node, ...], old: tuple[Word, ...], new: str, words: tuple[Node, ...]) -> Node:
    row: list[Node] = []
    place = 0
    while place < len(parts):
        same = parts[place : place + len(old)] == old
        row += words if same else (replaced(parts[place], old, new),)
        place += len(old) if same else 1
    return row[0] if len(row) == 1 else AllOf(tuple(row))


def neighbours(node: Node) -> Iterator[tuple[Word, Word]]:
    """Bare words that stand side by side, two and two."""
    match node:
        case AllOf(parts):
            for first, second in pairwise(parts):
                if isinstance(first, Word) and isinstance(second, Word) and not first.part and not second.part:
                    yield first, second
            for part in parts:
                yield from neighbours(part)
        case AnyOf(parts):
            for part in parts:
                yield from neighbours(part)
