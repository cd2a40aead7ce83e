"""The compiled extension (native/src/lib.rs), which is there where Rust was when Sakuin was installed."""

from indexer.analysis.compiled import Rules

class Dictionary:
    """A compiled dictionary of MeCab, which threads may share."""

    def __new__(cls, folder: str) -> Dictionary:
        """Raises OSError for a file that cannot be opened, ValueError for one that is laid out otherwise."""

class Analyzer:
    """Makes lines, in one thread."""

    def __new__(cls, dictionary: Dictionary, rules: Rules) -> Analyzer: ...
    def lines(self, source: str) -> tuple[str, str, str, str] | None:
        """Of a canonical text the lines w and g, those keys of v that words have, and the folded text; None for a text
        of more than `rules.most_signs`. Lets go of the GIL."""

def sketch(words: str, bins: int) -> list[int]:
    """As `sketches.sketch`. Lets go of the GIL."""
