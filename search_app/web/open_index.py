"""The index that a running server searches: opened once, and anew for a new generation, or for the dictionary."""

import threading
from pathlib import Path
from typing import cast

from flask import Flask

from indexer.config import Config
from indexer.dictionary.cache import is_made
from indexer.storage.damage import is_marked
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
        self._opened_for: tuple[Path | None, bool, bool] = (None, False, False)
        self._before: Searcher | None = None

    def searcher(self) -> Searcher:
        """The current searcher. Raises IndexMissing or IndexOutdated."""
        searcher = self._searcher
        if searcher is None or self._opened_for != self._in_force():
            with self._lock:
                searcher = self._reopened()
        return searcher

    def _in_force(self) -> tuple[Path | None, bool, bool]:
        """What a searcher is opened for: the generation, whether it was found damaged, whether the dictionary is made
        by now."""
        generation = current_generation(self.directory)
        return generation, generation is not None and is_marked(generation), is_made(self.config)

    def _reopened(self) -> Searcher:
        in_force = self._in_force()
        searcher = self._searcher
        if searcher is not None and self._opened_for == in_force:
            return searcher
        fresh = open_searcher(self.directory, self.config)
        if self._before is not None:
            self._before.library.close()
        # The searcher that goes out of use may still be answering; it is closed at the next change.
        self._before, self._searcher, self._opened_for = searcher, fresh, in_force
        if self._warm:
            threading.Thread(target=fresh.warm, daemon=True).start()
        return fresh


def index_of(app: Flask) -> OpenIndex:
    """The opened of an application."""
    return cast(OpenIndex, app.extensions[KEY])
