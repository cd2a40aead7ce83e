"""The second look at a whole question: what stands together in one sentence comes first, and no hit is lost by it."""

import random
from itertools import pairwise

import pytest
from library import document, documents_of, hits, searcher, searcher_of, state, whole, with_settings

from indexer.analysis import canonical, query_words
from search_app.planning.scoring import is_question
from search_app.search.rescoring import DEPTH
from search_app.search.results_page import search

TOGETHER = (
    # question, the text that has it in one sentence, one that has its words apart
    ("ソ連が穀物を米国から買ったのはいつ",
     "交渉は長引いた。ソ連は翌年、米国から穀物を買った。船は秋に着いた。",
     "ソ連は広い。穀物は高い。米国は遠い。人々は店で物を買った。船は秋に着いた。"),
    ("フルシチョフはどこで演説を打ち切ったか",
     "議場は騒がしかった。フルシチョフは国連で演説を打ち切った。記者は驚いた。",
     "フルシチョフは元気だった。演説は長かった。交渉を打ち切った国もあった。記者は驚いた。"),
    ("When did Kennedy promise the Berlin garrison more tanks",
     "It rained. Kennedy promised the Berlin garrison more tanks. The crowd left.",
     "Kennedy spoke. Berlin was cold. The garrison had tanks. He promised more. The crowd left."),
)  # fmt: skip


@pytest.mark.parametrize(("question", "together", "apart"), TOGETHER)
@pytest.mark.parametrize("engine", ["memory", "whoosh"])
def test_what_stands_in_one_sentence_comes_before_what_stands_apart(
    question: str, together: str, apart: str, engine: str
) -> None:
    texts = {"together": together, "apart": apart, "other": "無関係な文章。" if not question.isascii() else "Nothing."}
    library = searcher_of(*(document(name, text) for name, text in texts.items()), engine=engine)
    assert documents_of(hits(library, question, match="any"))[0] == "together"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("サケを漢字で", True), ("ソ連はいつ崩壊したか", True), ("誰", True), ("日ソ共同宣言の署名", False),
        ("who signed the joint declaration in Moscow", True), ("joint declaration", False), ("冷戦", False),
        ("源氏物語", False), ("カトリック教会の聖職位階", False), ("Soviet Union", False),
    ],
)  # fmt: skip
def test_a_question_is_told_from_a_name(text: str, asks: bool) -> None:
    assert is_question([query_words(canonical(word)) for word in text.split()]) is asks


QUESTIONS = (
    "ソ連が崩壊したのはいつ", "クリントンはエリツィンに何を約束したか", "核兵器を減らす条約に署名したのは誰",
    "When was the treaty on nuclear weapons signed and by whom", "What did Clinton promise Yeltsin about NATO in 1994",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_second_look_changes_the_order_of_the_best_alone(question: str) -> None:
    asked = state(question, match="any", similar="show").changed(per_page=1000)
    once = search(with_settings(searcher(), rescore_weight=0), asked).hits
    twice = search(searcher(), asked).hits
    assert {hit.id for hit in once[:DEPTH]} == {hit.id for hit in twice[:DEPTH]}
    assert [hit.id for hit in once[DEPTH:]] == [hit.id for hit in twice[DEPTH:]]
    assert all(a.score >= b.score for a, b in pairwise(twice))
    before = {hit.id: hit.score for hit in once}
    assert all(hit.score >= before[hit.id] for hit in twice)


@pytest.mark.parametrize("question", QUESTIONS[:2])
def test_pages_put_together_are_the_whole_list(question: str) -> None:
    per_page = random.Random(question).choice((7, 20, 33))
    asked = state(question, match="any")
    listed = [hit.id for hit in whole(searcher(), asked).hits]
    pages = -(-len(listed) // per_page)
    found = [search(searcher(), asked.changed(page=n + 1, per_page=per_page)).hits for n in range(pages)]
    assert [hit.id for page in found for hit in page] == listed


@pytest.mark.parametrize("sort", ["date", "-date", "doc"])
def test_another_order_is_left_alone(sort: str) -> None:
    asked = state(QUESTIONS[0], match="any", sort=sort).changed(per_page=200)
    once = search(with_settings(searcher(), rescore_weight=0), asked).hits
    assert [hit.id for hit in search(searcher(), asked).hits] == [hit.id for hit in once]
