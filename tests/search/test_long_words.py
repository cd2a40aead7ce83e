"""Words longer than any engine's patterns are asked for as others are."""

import pytest
from library import CONFIG, document, searcher_of

from indexer.engines import EMBEDDED
from indexer.query import Phrase, SearchRequest, Slot
from search_app.search.results_page import search
from search_app.state.state import read_state

LONG = "pneumono" * 20
KANA = "ルーズベルト" * 20


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (LONG[:100] + "*", 1), (LONG[:100] + "?*", 1), (LONG[:90] + "x*", 0), ("*" + LONG[-90:], 1),
        (f'"the {LONG}"', 1), (f'"a {LONG}"', 0), (f'"the {"x" * 400}*"', 0), ("x" * 900 + "~", 0),
        (KANA[:80], 1), (KANA[:80] + "*", 1), ("条約" * 300 + "*", 0), ("「" + KANA[:70] + "」", 1),
        (f'"{LONG} the"~9', 1), (f"{LONG[:90]}* word", 1), ("1930" * 200 + "*", 0),
    ],
)  # fmt: skip
def test_a_long_word_is_asked_for_as_any_other(engine: str, typed: str, found: int) -> None:
    searcher = searcher_of(document("a", f"the {LONG} word"), document("b", f"大統領{KANA}の書簡"), engine=engine)
    state, notes = read_state([("q", typed)], CONFIG)
    assert search(searcher, state, notes).total == found


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize(("start", "found"), [(LONG[:100], 1), (LONG[:90] + "x" * 400, 0), ("条約" * 300, 0)])
def test_a_term_is_found_by_a_long_beginning(engine: str, start: str, found: int) -> None:
    searcher = searcher_of(document("a", f"the {LONG} word"), engine=engine)
    request = SearchRequest(Phrase("body_w", (Slot(start, 0, prefix=True),)))
    assert searcher.library.engine.search(request).total == found
