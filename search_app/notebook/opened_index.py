"""An index that is open in a notebook or a script, to be asked as often as one likes."""

import weakref
from pathlib import Path

from indexer.config import UNBOUNDED, Config
from search_app.notebook.all_found import AllFound
from search_app.notebook.asking import Given, Value, pairs_of
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import read_state


class Index:
    """An opened index. It stays at the generation that it was opened at, and open until it is closed or forgotten."""

    def __init__(self, directory: Path, config: Config) -> None:
        self.directory = directory
        self._searcher = open_searcher(directory, config)
        self._closing = weakref.finalize(self, self._searcher.library.close)

    def search(self, q: Value = "", **parameters: Given) -> AllFound:
        """What a question finds. Parameters are those of the page (`era="cold-war"`, `year=1962`, `sort="date"`), a
        list for several values, `from_` and `as_` with a line under them. Raises TypeError for one that is none; an
        unknown value is a note of the answer."""
        searcher = self._answering()
        state, notes = read_state(pairs_of(q, parameters), searcher.config)
        return AllFound(self._answering, state, (*searcher.notes, *notes))

    def _answering(self) -> Searcher:
        if self.closed:
            raise ValueError(f"the index in {self.directory} was closed; open it again with open_index()")
        return self._searcher.for_one_answer()

    @property
    def closed(self) -> bool:
        """Whether it can be asked no more."""
        return not self._closing.alive

    def close(self) -> None:
        """Close the index; to close it again does nothing."""
        self._closing()

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.closed:
            return f"<Sakuin {self.directory}, closed>"
        _, documents, passages = self._searcher.library.store.counts()
        return f"<Sakuin {self.directory}: {documents:,} documents, {passages:,} passages>"


def opened_index(directory: str | Path | None, limits: bool, settings: dict[str, float | int | str]) -> Index:
    """See `search_app.open_index`."""
    config = Config(**({} if limits else UNBOUNDED) | settings)
    return Index(Path(directory or config.text("index")).expanduser(), config)
