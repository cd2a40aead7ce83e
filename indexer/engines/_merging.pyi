"""The compiled extension (native/merging/src/lib.rs), which is there where Rust was when Sakuin was installed."""

from pathlib import Path

def version() -> str:
    """The version of tantivy and of its files, in the words of its Python package."""

def merge(path: Path) -> None:
    """Make one segment of all of the index at `path`, in its order, without what was deleted.

    Raises OSError for what the system does not allow, ValueError for what tantivy cannot do."""
