"""The compiled extension (native/src/lib.rs), which is there where Rust was when Sakuin was installed."""

from indexer.analysis.compiled import Rules

Columns = tuple[str, bytes, bytes, bytes]
"""Terms, positions, starts and ends (see layer.Columns), the numbers as unsigned ones of 32 bits."""

EDITION: int

class Dictionary:
    """A compiled dictionary of MeCab, which threads may share."""

    def __new__(cls, folder: str) -> Dictionary:
        """Raises OSError for a file that cannot be opened, ValueError for one that is laid out otherwise."""

class Analyzer:
    """Makes lines and columns, in one thread. Lets go of the GIL."""

    def __new__(cls, dictionary: Dictionary, rules: Rules) -> Analyzer: ...
    def lines(self, source: str) -> tuple[str, str, str, str] | None:
        """Of a canonical text the lines w and g, those keys of v that words have, and the folded text; None for a text
        of more than `rules.most_signs`."""

    def words(self, source: str) -> tuple[Columns, Columns, Columns, Columns] | None:
        """Of a canonical text the word layer and the keys of keys.WORD_KINDS; None for a text of more than
        `rules.most_signs`."""

    def readings(self, source: str) -> Columns | None:
        """Of a text every word that MeCab cuts, as its reading; None for a text of more than `rules.most_signs`."""

    def grams(self, source: str) -> tuple[Columns, str]:
        """Of a canonical text the literal layer, and its folded form."""

def sketch(words: str, bins: int) -> list[int]:
    """As `sketches.sketch`. Lets go of the GIL."""
