"""Finished terms: what one text field of a passage holds, written as one line that an engine can take as it is.

    cold war \\x01 us\\x1fUS policy        cold@0 war@1 (a gap) us@3 US@3 policy@4

Places are parted by single spaces, and the first is position 0. A place holds one term, several terms stacked on one
another (parted by STACK), or GAP, where something not searched stood. A line is small, quick to pass between processes,
and what a whitespace tokenizer reads (see ../engines/tantivy_engine.py).
"""

from collections.abc import Iterable, Iterator

from indexer.document import Token

GAP = "\x01"
STACK = "\x1f"
"""Control signs, which no term contains: the analysis takes them for spaces."""

Terms = str


def places(terms: Terms) -> Iterator[tuple[str, int]]:
    """Each term with its position, in order."""
    for position, place in enumerate(terms.split(" ") if terms else ()):
        if place != GAP:
            yield from ((term, position) for term in place.split(STACK))


def length(terms: Terms) -> int:
    """How long a field is to BM25: its terms, stacked ones too, and its gaps."""
    return terms.count(" ") + terms.count(STACK) + 1 if terms else 0


def words(terms: Terms) -> int:
    """How many words a line has: its places that are no gaps."""
    return terms.count(" ") + 1 - terms.count(GAP) if terms else 0


def finished(tokens: Iterable[Token]) -> Terms:
    """The line of a layer's tokens, which come in order of position."""
    found: list[str] = []
    for token in tokens:
        if token.position < len(found):
            found[-1] += STACK + token.text
        else:
            found += (*[GAP] * (token.position - len(found)), token.text)
    return " ".join(found)


def together(lines: Iterable[Terms], apart: int = 0) -> Terms:
    """Several lines as one, with `apart` gaps between; empty ones are left out."""
    return (" " + (GAP + " ") * apart).join(line for line in lines if line)


def bag(terms: Iterable[str]) -> Terms:
    """The line of terms whose positions mean nothing."""
    return " ".join(terms)
