"""The index that a running server searches: opened once, and anew for a new generation, or for the dictionary."""

import threading
from pathlib import Path
from typing import cast

from flask import Flask, after_this_request, current_app, g
from werkzeug.wrappers import Response

from indexer.config import Config
from indexer.dictionary.cache import is_made
from indexer.storage.damage import is_marked
from indexer.storage.index_directory import current_generation
from search_app.search.searcher import Searcher, open_searcher

KEY = "sakuin"

InForce = tuple[Path | None, bool, bool]
"""What a searcher is opened for: the generation, whether it was found damaged, whether the dictionary is made by
then."""


class OpenSearcher:
    """A searcher that is closed when the last who holds it lets go: the index that a newer generation takes up, or a
    request whose answer is sent, be it an export that went on through many generations."""

    def __init__(self, searcher: Searcher, opened_for: InForce) -> None:
        self.searcher = searcher
        self.opened_for = opened_for
        self._holders = 1
        self._lock = threading.Lock()

    def hold(self) -> bool:
        """Whether it is open, and so is open until one `let_go` more."""
        with self._lock:
            if self._holders:
                self._holders += 1
            return self._holders > 0

    def let_go(self) -> None:
        """To be called once for the index that opened it, and once for each `hold`."""
        with self._lock:
            self._holders -= 1
            last = self._holders == 0
        if last:
            self.searcher.library.close()

    def warm(self) -> None:
        """Make what the first to ask would wait for, on behalf of one who holds it, while there is anyone to ask."""
        try:
            for make in self.searcher.warming():
                if threading.main_thread().is_alive():
                    make()
        finally:
            self.let_go()


class OpenIndex:
    """Holds the searcher of the current generation; several threads may ask for it. With `warm`, what the first to ask
    would wait for is made in the background as soon as a generation is opened."""

    def __init__(self, directory: Path, config: Config, warm: bool = False) -> None:
        self.directory = directory
        self.config = config
        self._warm = warm
        self._lock = threading.Lock()
        self._open: OpenSearcher | None = None

    def searcher(self) -> Searcher:
        """The current searcher, for whoever is done before a newer one is taken up. Raises IndexMissing or
        IndexOutdated."""
        held = self.held()
        held.let_go()
        return held.searcher

    def held(self) -> OpenSearcher:
        """The current searcher, open until it is let go. Raises IndexMissing or IndexOutdated."""
        found = self._open
        if found is None or found.opened_for != self._in_force() or not found.hold():
            with self._lock:
                found = self._reopened()
                found.hold()
        return found

    def _in_force(self) -> InForce:
        generation = current_generation(self.directory)
        return generation, generation is not None and is_marked(generation), is_made(self.config)

    def _reopened(self) -> OpenSearcher:
        before = self._open
        if before is not None and before.opened_for == self._in_force():
            return before
        self._open = fresh = self._opened()
        if before is not None:
            before.let_go()
        if self._warm and fresh.hold():
            # No daemon: one that is in compiled code when the process ends has it abort.
            threading.Thread(target=fresh.warm).start()
        return fresh

    def _opened(self) -> OpenSearcher:
        while True:
            in_force = self._in_force()
            try:
                return OpenSearcher(open_searcher(self.directory, self.config), in_force)
            except Exception:
                # Runs that publish twice meanwhile clear away what is being opened; what they published is there.
                if self._in_force() == in_force:
                    raise


def index_of(app: Flask) -> OpenIndex:
    """The opened of an application."""
    return cast(OpenIndex, app.extensions[KEY])


def searcher_of_request() -> Searcher:
    """The searcher that this request is answered from: the same throughout, and open until the answer is sent."""
    if "held" not in g:
        g.held = index_of(current_app).held()
        after_this_request(_held_until_sent)
    return cast(OpenSearcher, g.held).searcher


def _held_until_sent(answer: Response) -> Response:
    answer.call_on_close(g.held.let_go)
    return answer
