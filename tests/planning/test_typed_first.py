"""What was typed comes before what is searched in its place, in both languages, and says nothing where that is all."""

import pytest
from library import document, searcher_of

from indexer.collection import Collection
from indexer.document import Authority, Label
from search_app.search.results_page import search
from search_app.state.state import read_state

NAMES = Collection(
    terms=(
        Authority("cold-war", "term", Label("冷戦", "Cold War"), ("冷戦", "Cold War", "東西冷戦")),
        Authority(
            "yeltsin",
            "term",
            Label("エリツィン", "Yeltsin"),
            ("エリツィン", "Yeltsin", "ボリス・エリツィン", "Boris Yeltsin"),
        ),
    )
)
LONG = "その会議では貿易や漁業、文化の交流など多くの事柄について長い時間をかけて話し合いが行われた。"
FILLER = "At that meeting trade, fishing rights and the exchange of students were discussed at great length. "
DOCUMENTS = (
    document("a", "Cold War. Cold War studies."),
    document("b", f"{LONG * 4}冷戦は終わった。{LONG * 4}", lang="ja"),
    document("c", "ボリス・エリツィン。エリツィン大統領。", lang="ja"),
    document("d", f"{FILLER * 4}Yeltsin came. {FILLER * 4}"),
    document("e", f"{FILLER * 4}The Cold War was over. {FILLER * 4}"),
    document("f", f"{LONG * 4}エリツィンが来た。{LONG * 4}", lang="ja"),
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("冷戦", {"b"}),
        ("cold war", {"a", "e"}),
        ("エリツィン", {"c", "f"}),
        ("Yeltsin", {"d"}),
        ("Boris Yeltsin", set()),  # nobody writes so: what is searched in its place is all there is
    ],
)
@pytest.mark.parametrize("match", ["all", "any"])
def test_what_was_typed_comes_first(question: str, first: set[str], match: str) -> None:
    searcher = searcher_of(*DOCUMENTS, collection=NAMES)
    state, notes = read_state([("q", question), ("match", match)], searcher.config)
    found = [hit.places[0].document.id for hit in search(searcher, state, notes).hits]
    assert len(found) > len(first) and set(found[: len(first)]) == first
