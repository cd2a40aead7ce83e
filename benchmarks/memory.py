"""What a searcher takes of memory, step by step: `python benchmarks/memory.py INDEX`, on Linux.

Its own memory is what the process alone holds (RssAnon); the mapped is what it has read of the index's files, which the
system takes back when others need it (RssFile). Beginnings of words are looked up with the counts of what is offered.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from indexer.config import Config
from search_app.search.execution import count
from search_app.search.results_page import search
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import SearchState
from search_app.views.trends import TrendsView, trends

BEGINNINGS = ("冷", "国", "とうき", "shinsets", "kuri", "gover", "con", "treaty o", "南", "sov")
SLIPS = ("misile", "例戦", "れいぜん", "goverment")


def held(name: str) -> float:
    """Megabytes of this process by a name of /proc/self/status."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def told(step: str, make: Callable[[], object]) -> None:
    """Takes a step and prints what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    make()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    gc.collect()
    print(f"| {step} | {1000 * cpu:,.0f} | {1000 * wall:,.0f} | {held('RssAnon'):,.0f} | {held('RssFile'):,.0f} |")


def offered(searcher: Searcher) -> None:
    for typed in BEGINNINGS:
        searcher.suggester.options(typed, lambda q: count(searcher, SearchState(q=q)))


def asked(searcher: Searcher) -> None:
    for q in SLIPS:
        search(searcher.for_one_answer(), SearchState(q=q))


def main() -> None:
    print("| step | ms CPU | ms | own MB | mapped MB |\n| --- | --: | --: | --: | --: |")
    opened: list[Searcher] = []
    told("opened", lambda: opened.append(open_searcher(Path(sys.argv[1]), Config())))
    searcher = opened[0]
    for make in searcher.warming():
        told(getattr(make, "__qualname__", "warm"), make)
    told(f"{len(BEGINNINGS)} beginnings, the first time", lambda: offered(searcher))
    told(f"{len(BEGINNINGS)} beginnings, again", lambda: offered(searcher))
    told(f"{len(SLIPS)} slips", lambda: asked(searcher))
    told("years", lambda: trends(searcher, TrendsView(SearchState(), ("条約",))))
    told("a hit for each document", lambda: search(searcher, SearchState(q="条約", group="doc")))
    told("words in one section", lambda: search(searcher, SearchState(q="条約 会議", scope="section")))
    print(f"\n{searcher.library.engine.count():,} passages")


if __name__ == "__main__":
    main()
