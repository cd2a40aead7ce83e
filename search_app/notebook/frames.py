"""Tables for pandas, which is imported when the first one is made: whoever makes none need not have it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from indexer.errors import LibraryMissing

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame


def frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> "DataFrame":
    """A table with these columns. Raises LibraryMissing where pandas is not installed."""
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise LibraryMissing("to_pandas() needs pandas; install it with: pip install 'sakuin[notebook]'") from error
    return DataFrame(list(rows), columns=list(columns))
