"""How long two pages of a concordance take beside a page of hits, for the words that most passages have."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from indexer.config import Config
from search_app.search.results_page import search
from search_app.search.searcher import open_searcher
from search_app.state.state import read_state
from search_app.views.concordance import ConcordanceView, concordance

FREQUENT = ("の", "the")


def concordances(index: Path) -> list[tuple[str, str]]:
    """A row for each word: its first page and its second, in processor time."""
    searcher, found = open_searcher(index, Config()), []
    for q in FREQUENT:
        state, _ = read_state([("q", q)], searcher.config)
        view = ConcordanceView(state)
        search(searcher, state)  # warms up
        hits = cpu_seconds(partial(search, searcher, state))
        pages = [cpu_seconds(partial(concordance, searcher, view.at(page))) / hits for page in (1, 2)]
        said = " and ".join(f"{ratio:.2f}" for ratio in pages)
        found.append((f"`/kwic?q={q}`, pages 1 and 2: in times a page of hits", said))
    searcher.library.close()
    return found


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time that something takes."""
    started = time.process_time()
    work()
    return time.process_time() - started
