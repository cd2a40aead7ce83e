"""The writing half of the engine of lists and loops: a dictionary of entries, kept as one file, an entry a line."""

import json
from pathlib import Path
from typing import Self

from indexer.document import IndexEntry
from indexer.engines.base import once

FILE = "entries.jsonl"


def load_entries(path: Path) -> dict[str, IndexEntry]:
    """The entries that were committed at `path`, none where nothing was."""
    file = path / FILE
    if not file.exists():
        return {}
    with file.open(encoding="ascii") as lines:
        return {entry.id: entry for entry in map(_entry, lines)}


def _entry(line: str) -> IndexEntry:
    known, texts, keywords, dates, order = json.loads(line)
    values = {name: tuple(found) for name, found in keywords.items()}
    return IndexEntry(known, texts, values, tuple((first, last) for first, last in dates), (order[0], order[1]))


def _line(e: IndexEntry) -> str:
    return json.dumps([e.id, dict(e.texts), dict(e.keywords), e.dates, e.order]) + "\n"


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
        with unfinished.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(map(_line, self._entries.values()))
        unfinished.replace(self._path / FILE)
