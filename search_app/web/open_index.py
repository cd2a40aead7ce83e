"""The index that a running server searches: opened once, and opened anew when a new generation is in force."""

import threading
from pathlib import Path
from typing import cast

from flask import Flask

from indexer.config import Config
from indexer.storage.index_directory import current_generation
from search_app.search.searcher import Searcher, open_searcher

KEY = "sakuin"


class OpenIndex:
    """Holds the searcher of the current generation; several threads may ask for it. With `warm`, what the first to ask
    would wait for is made in the background as soon as a generation is opened."""

    def __init__(self, directory: Path, config: Config, warm: bool = False) -> None:
        self.directory = directory
        self.config = config
        self._warm = warm
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._before: Searcher | None = None

    def searcher(self) -> Searcher:
        """The current searcher. Raises IndexMissing or IndexOutdated."""
        generation = current_generation(self.directory)
        searcher = self._searcher
        if searcher is None or generation is None or searcher.library.generation != generation.name:
            with self._lock:
                searcher = self._reopened()
        return searcher

    def _reopened(self) -> Searcher:
        generation = current_generation(self.directory)
        searcher = self._searcher
        if searcher is not None and generation is not None and searcher.library.generation == generation.name:
            return searcher
        fresh = open_searcher(self.directory, self.config)
        if self._before is not None:
            self._before.library.close()
        # The searcher that goes out of use may still be answering; it is closed at the next change.
        self._before, self._searcher = searcher, fresh
        if self._warm:
            threading.Thread(target=fresh.warm, daemon=True).start()
        return fresh


def index_of(app: Flask) -> OpenIndex:
    """The opened of an application."""
    return cast(OpenIndex, app.extensions[KEY])
