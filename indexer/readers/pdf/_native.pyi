"""The compiled extension (native/src/lib.rs) once more, which is there where Rust was when Sakuin was installed."""

from collections.abc import Callable

from indexer.readers.pdf.characters import Box, PageSpace
from indexer.readers.pdf.compiled import RunRules

EDITION: int

class Runs:
    """Finds the runs of pages."""

    def __new__(cls, addresses: list[int], rules: RunRules) -> Runs:
        """`addresses` are those of compiled.FUNCTIONS. Raises ValueError where one is 0."""

    def codes(self, space: PageSpace, count: int) -> bytes:
        """The first `count` characters of an open page, in UTF-32, little endian."""

    def of(
        self, space: PageSpace, codes: bytes, lines: list[tuple[int, int]], is_noted: Callable[[int, int], bool]
    ) -> list[tuple[int, int, Box, float, int]]:
        """The runs of an open page, whose characters are `codes` in UTF-32, little endian: see Stretch."""
