"""Elements of XML are found by their names, whatever their namespace, and their words read on one line."""

from collections.abc import Iterator
from typing import Any

from indexer.readers.trees import local

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute xml:lang."""


def named(element: Any, *names: str) -> Iterator[Any]:
    """The elements with one of `names` in `element` and at it, as they stand."""
    return (each for each in element.iter() if local(each) in names)


def children(element: Any, *names: str) -> Iterator[Any]:
    """The elements with one of `names` directly in `element`."""
    return (child for child in element if local(child) in names)


def below(element: Any, holder: str, *names: str) -> Iterator[Any]:
    """The elements with one of `names` within those called `holder`."""
    return (each for outer in named(element, holder) for each in named(outer, *names))


def words(element: Any, *without: str) -> str:
    """The words of an element, those of the elements called `without` left out; nothing for no element."""
    if element is None:
        return ""
    left_out = {each for each in named(element, *without) if each is not element} if without else set()
    pieces = element.itertext() if not left_out else _pieces(element, left_out)
    return " ".join("".join(pieces).split())


def _pieces(element: Any, left_out: set[Any]) -> Iterator[str]:
    """The text of an element as it stands, what is left out passed over with all it holds."""
    waiting: list[Any] = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        tail = "" if each is element else each.tail or ""
        inner = [] if each in left_out else [each.text or "", *each]
        waiting += reversed([*inner, tail])


def first(element: Any, *names: str) -> str:
    """The words of the first element with one of `names`; empty where there is none."""
    return words(next(named(element, *names), None))
