"""A word without spaces that stands nowhere as a whole is answered by the words in it, best first, with a note."""

import pytest
from library import document, documents_of, searcher_of, state

from search_app.search.execution import count
from search_app.search.results_page import Page, search

DOCUMENTS = (
    document("trade", "日本とソ連の貿易は増えた。", lang="ja"),
    document("both", "アメリカは長い間ためらった末にソ連の政府を承認した。", lang="ja"),
    document("whole", "日ソ関係は改善した。", lang="ja"),
    document("hyphen", "The Soviet economy grew, and arms were sold."),
    document("siberia", "シベリアへの派兵。出兵は翌年に決まった。", lang="ja"),
)


def asked(question: str, *pairs: tuple[str, str]) -> Page:
    return search(searcher_of(*DOCUMENTS), state(question, *pairs))


def said(page: Page) -> list[str]:
    return [note.value for note in page.question.notes if note.code == "by-words"]


@pytest.mark.parametrize(
    ("question", "best", "words"),
    [
        ("なぜアメリカはソ連を承認したのか", "both", "アメリカ / ソ連 / 承認"),
        ("シベリア出兵", "siberia", "シベリア / 出兵"),
        ("シベリア出兵の理由は何か", "siberia", "シベリア / 出兵 / 理由"),
        ("Soviet-arms-economy", "hyphen", "Soviet / arms / economy"),
    ],
)
def test_it_is_answered_by_its_words_best_first(question: str, best: str, words: str) -> None:
    page = asked(question)
    assert documents_of(page.hits)[:1] == [best] and said(page) == [words]
    assert count(searcher_of(*DOCUMENTS), state(question)) == page.total


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("日ソ関係", ["whole"]),  # stands as a whole
        ("ソ連", ["trade", "both"]),  # one word
        ("十四か条", []),  # a number is not to be parted
        ("シベリア 派遣", []),  # several words are asked for together
        ('"シベリア出兵"', []),  # a quotation is exact
    ],
)
def test_what_was_asked_otherwise_is_answered_as_it_was_asked(question: str, found: list[str]) -> None:
    page = asked(question)
    assert sorted(documents_of(page.hits)) == sorted(found) and not said(page)


def test_what_stands_elsewhere_as_a_whole_is_offered_by_its_words_here() -> None:
    page = asked("日ソ関係", ("lang", "en"))
    assert page.total == 0 and not said(page)
    page = asked("シベリア出兵", ("doc", "whole"))
    assert page.total == 0 and [step.kind for step in page.instead.steps] == ["facet"]


def test_the_steps_offer_any_of_its_words() -> None:
    found = searcher_of(*DOCUMENTS, document("elsewhere", "シベリア出兵", lang="ja"))
    page = search(found, state("シベリア出兵", ("doc", "siberia")))
    assert [(step.kind, step.count) for step in page.instead.steps] == [("any", 1), ("facet", 1)]
