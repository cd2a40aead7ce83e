"""What a searcher keeps in memory hardly grows with what it searches."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from library import document, searcher_of, state

from indexer.document import Document
from search_app.search import known_values
from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.views.trends import TrendsView, trends

FEWER, MORE = 150, 1_200
MOST_BYTES = 100
"""What a passage may take; with lists of all words, titles and sizes it was 4,000."""


def collection(size: int) -> Iterator[Document]:
    """Documents of one passage each, which all bring words and a title that no other has."""
    for n in range(size):
        name = "".join(chr(ord("a") + int(digit)) for digit in f"{n:04}")
        text = f"会談{n}では港湾{chr(0x4E00 + n)}の封鎖を論じた。The port of {name}ville was closed in 19{n % 50 + 50}."
        yield document(
            f"d{n}", text, title=f"Talks on {name}ton and {name}burg, 第{n}回会談の記録", date=f"19{n % 50 + 50}"
        )


def asked(searcher: Searcher) -> None:
    """What makes all that is made once: the tables of words, sizes, groups and places. What the engine remembers of
    hits has bounds of its own, so few are asked for."""
    for make in searcher.warming():
        make()
    for typed in ("ta", "かい", "aaabv", "aaabvile"):
        searcher.suggester.options(typed, lambda q: 1)
        search(searcher, state(typed))
    rare = "aaabville"
    for each in (state(rare), state(rare, group="doc"), state(f"{rare} aaabton", scope="section")):
        search(searcher, each)
    trends(searcher, TrendsView(state(), (rare,)))
    search(searcher, state("", ("doc", "Talks on nothing")))


@contextmanager
def measured(found: list[int]) -> Iterator[None]:
    """Notes by how many bytes what Python keeps has grown."""
    gc.collect()
    tracemalloc.start()
    yield
    gc.collect()
    found.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()


def kept(size: int) -> int:
    searcher = searcher_of(*collection(size), engine="tantivy")
    grown: list[int] = []
    with measured(grown):
        asked(searcher)
    assert searcher.library.store.counts()[2] == size
    return grown[0]


@pytest.fixture(scope="module", autouse=True)
def known() -> Iterator[None]:
    """What the languages need is read, and what is remembered of questions is remembered. All sizes are of those that
    know a title without a list of all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_values, "MOST_GATHERED", FEWER - 1)
        asked(searcher_of(*collection(MORE), engine="tantivy"))
        yield


def test_a_searcher_keeps_hardly_more_of_more_passages() -> None:
    fewer, more = kept(FEWER), kept(MORE)
    assert (more - fewer) / (MORE - FEWER) < MOST_BYTES, (fewer, more)
