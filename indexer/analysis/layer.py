"""A layer of one text as its tokens in columns: a passage has hundreds, and a question looks at a few."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from indexer.document import Token


class Layer(Sequence[Token]):
    """The tokens of a layer, in order. Each is made when it is asked for."""

    def __init__(
        self, texts: Sequence[str], positions: Sequence[int], starts: Sequence[int], ends: Sequence[int]
    ) -> None:
        self._texts = texts
        self._positions = positions
        self._starts = starts
        self._ends = ends

    @classmethod
    def of(cls, tokens: Iterable[Token]) -> "Layer":
        """The layer of tokens that are made already."""
        columns = tuple(zip(*tokens, strict=True))
        return cls(*columns) if columns else cls((), (), (), ())

    def __iter__(self) -> Iterator[Token]:
        return map(Token, self._texts, self._positions, self._starts, self._ends)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        return self._token(index) if isinstance(index, int) else [self._token(n) for n in range(len(self))[index]]

    def having(self, text: str) -> list[Token]:
        """The tokens with exactly this text."""
        return [self._token(number) for number in self._numbers(text)]

    def _numbers(self, text: str) -> Iterator[int]:
        number = -1
        for _ in range(self._texts.count(text)):
            number = self._texts.index(text, number + 1)
            yield number

    def beginning(self, prefix: str) -> list[Token]:
        """The tokens that begin with a prefix."""
        return [self._token(number) for number, text in enumerate(self._texts) if text.startswith(prefix)]

    def at(self, position: int) -> list[Token]:
        """The tokens that stand at a position."""
        first, last = bisect_left(self._positions, position), bisect_right(self._positions, position)
        return [self._token(number) for number in range(first, last)]

    def _token(self, number: int) -> Token:
        return Token(self._texts[number], self._positions[number], self._starts[number], self._ends[number])
