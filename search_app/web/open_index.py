"""The index that a running server searches: opened once, and opened anew when a new generation is in force."""

import threading
from pathlib import Path
from typing import cast

from flask import Flask

from indexer.config import Config
from indexer.storage.index_directory import current_generation, open_library
from search_app.search.searcher import Catalog

KEY = "sakuin"


class Shelf:
    """Holds the catalog of the current generation; several threads may ask for it. With `warm`, what the first to ask
    would wait for is made in the background as soon as a generation is opened."""

    def __init__(self, directory: Path, config: Config, warm: bool = False) -> None:
        self.directory = directory
        self.config = config
        self._warm = warm
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None
        self._before: Catalog | None = None

    def catalog(self) -> Catalog:
        """The current catalog. Raises IndexMissing or IndexOutdated."""
        generation = current_generation(self.directory)
        catalog = self._catalog
        if catalog is None or generation is None or catalog.library.generation != generation.name:
            with self._lock:
                catalog = self._reopened()
        return catalog

    def _reopened(self) -> Catalog:
        generation = current_generation(self.directory)
        catalog = self._catalog
        if catalog is not None and generation is not None and catalog.library.generation == generation.name:
            return catalog
        fresh = Catalog.of(open_library(self.directory, self.config))
        if self._before is not None:
            self._before.library.close()
        # The catalog that goes out of use may still be answering; it is closed at the next change.
        self._before, self._catalog = catalog, fresh
        if self._warm:
            threading.Thread(target=fresh.warm, daemon=True).start()
        return fresh


def shelf_of(app: Flask) -> Shelf:
    """The shelf of an application."""
    return cast(Shelf, app.extensions[KEY])
