"""The writing half of the engine of lists and loops: a dictionary of entries, kept as one file."""

import pickle
from pathlib import Path
from typing import Self

from indexer.document import IndexEntry
from indexer.engines.base import once

FILE = "entries.pickle"


def load_entries(path: Path) -> dict[str, IndexEntry]:
    """The entries that were committed at `path`, none where nothing was."""
    file = path / FILE
    entries: dict[str, IndexEntry] = pickle.loads(file.read_bytes()) if file.exists() else {}
    return entries


class MemoryWriter:
    """Keeps the entries in a dictionary and writes it whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries = load_entries(path)
        self._put: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._entries = {}

    def put(self, entry: IndexEntry) -> None:
        """As Writer.put."""
        once(entry.id, self._put)
        self._put.add(entry.id)
        self._entries[entry.id] = entry

    def delete(self, passage_id: str) -> None:
        """As Writer.delete."""
        once(passage_id, self._put)
        self._entries.pop(passage_id, None)

    def commit(self) -> None:
        """As Writer.commit."""
        self._path.mkdir(parents=True, exist_ok=True)
        unfinished = self._path / (FILE + ".new")
        unfinished.write_bytes(pickle.dumps(self._entries))
        unfinished.replace(self._path / FILE)
