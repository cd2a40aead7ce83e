"""A layer of one text as its tokens in columns: a passage has hundreds, and a question looks at a few."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from indexer.analysis.normalize import Canonical
from indexer.document import Span, Token

BETWEEN = "\n"
"""Stands before the first term of a column, between two and behind the last; no term has it."""


Placed = tuple[str, int, int, int]
"""A term, its position, and where it stands in the canonical text."""


class Columns(NamedTuple):
    """The tokens of a layer: their terms as one string; of each its position, and where it stands in the canonical text."""

    terms: str = BETWEEN
    positions: Sequence[int] = ()
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    @classmethod
    def of(cls, tokens: Iterable[Placed]) -> "Columns":
        """The columns of tokens that come in order."""
        rows = tuple(zip(*tokens, strict=True))
        if not rows:
            return cls()
        positions, starts, ends = (array("I", column) for column in rows[1:])
        return cls(BETWEEN.join(("", *rows[0], "")), positions, starts, ends)

    def texts(self) -> list[str]:
        """The terms one by one."""
        return self.terms[1:-1].split(BETWEEN) if len(self.positions) else []


class Layer(Sequence[Token]):
    """The tokens of a layer, in order. Each is made when it is asked for, with its place in the text as it was written."""

    def __init__(self, columns: Columns, source: Canonical) -> None:
        self._texts = columns.texts
        self._terms, self._positions, self._starts, self._ends = columns
        self._source = source

    def __iter__(self) -> Iterator[Token]:
        return map(self._token, range(len(self)), self._texts())

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        texts, numbers = self._texts(), range(len(self))
        if isinstance(index, int):
            return self._token(numbers[index], texts[index])
        return [self._token(number, texts[number]) for number in numbers[index]]

    def has(self, text: str, beginning: bool = False) -> bool:
        """Whether a token has exactly this text, or begins with it."""
        return BETWEEN + text + ("" if beginning else BETWEEN) in self._terms

    def having(self, text: str) -> list[Token]:
        """The tokens with exactly this text."""
        return [self._token(number, text) for number, _ in self._found(BETWEEN + text + BETWEEN)]

    def beginning(self, prefix: str) -> list[Token]:
        """The tokens that begin with a prefix."""
        return [self._token(number, self._text(at)) for number, at in self._found(BETWEEN + prefix)]

    def where(self, wanted: Callable[[str], object]) -> list[Token]:
        """The tokens whose text is wanted; of each text that is asked once."""
        texts = self._texts()
        found = {text for text in set(texts) if wanted(text)}
        return [self._token(number, text) for number, text in enumerate(texts) if text in found] if found else []

    def at(self, position: int) -> list[Token]:
        """The tokens that stand at a position."""
        return self[bisect_left(self._positions, position) : bisect_right(self._positions, position)]

    def around(self, place: int) -> Span | None:
        """Where the token stands that a place of the written text lies inside of; of two stacked ones the first."""
        last = bisect_right(self._starts, place, key=self._source.begin)
        spans = (self._span(number) for number in range(max(0, last - 2), last))
        return next((span for span in spans if span[0] < place < span[1]), None)

    def _found(self, wanted: str) -> Iterator[tuple[int, int]]:
        """The numbers of the tokens before which `terms` has what is wanted, a BETWEEN first, and where it has it."""
        number, counted, at = 0, 0, self._terms.find(wanted)
        while at >= 0:
            number += self._terms.count(BETWEEN, counted, at)
            if number == len(self):
                return
            yield number, at
            counted, at = at, self._terms.find(wanted, at + 1)

    def _text(self, at: int) -> str:
        return self._terms[at + 1 : self._terms.index(BETWEEN, at + 1)]

    def _token(self, number: int, text: str) -> Token:
        return Token(text, self._positions[number], *self._span(number))

    def _span(self, number: int) -> Span:
        return self._source.span(self._starts[number], self._ends[number])
