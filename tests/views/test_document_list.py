"""The table of documents has every document once, in the order asked for, with the number of its passages."""

import pytest
from library import document, searcher, searcher_of

from search_app.search.execution import count
from search_app.state.state import SearchState
from search_app.views.document_list import COLUMNS, DocumentList, ListView, document_list, read_list_view

MIXED = searcher_of(
    document("b", "One harbour.", title="Beta", date="1972-05", lang="en", source="Press"),
    document("a", "港湾。", title="港", date="1950", lang="ja"),
    document("c", "No date.", title="Alpha", lang="en", source="Archive"),
)


def ids(found: DocumentList) -> str:
    return "".join(document.id for document, _ in found.rows)


@pytest.mark.parametrize(
    ("sort", "lang", "order"),
    [
        ("title", "", "cba"),
        ("-title", "", "abc"),
        ("date", "", "abc"),
        ("-date", "", "bac"),
        ("lang", "", "bca"),
        ("source", "", "cba"),
        ("title", "en", "cb"),
        ("date", "ja", "a"),
        ("date", "ru", ""),
        ("nonsense", "", "cba"),
        ("-", "", "cba"),
    ],
)
def test_documents_come_in_the_order_asked_for(sort: str, lang: str, order: str) -> None:
    assert ids(document_list(MIXED, read_list_view(sort, lang, 1, "ja"))) == order


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("down", [False, True])
def test_every_document_of_the_sample_stands_on_one_page(column: str, down: bool) -> None:
    view = ListView(column, down)
    pages = document_list(searcher(), view).pages
    found = [document_list(searcher(), view.changed(page=page)) for page in range(1, pages + 1)]
    shown = [document.id for each in found for document, _ in each.rows]
    assert pages > 1 and sorted(shown) == sorted(row.id for row in searcher().library.store.documents())


def test_the_number_of_passages_is_the_total_of_its_link() -> None:
    for row, passages in document_list(searcher(), ListView()).rows:
        assert count(searcher(), SearchState(chosen=(("doc", row.id),))) == passages


@pytest.mark.parametrize(("page", "shown"), [(-3, 1), (0, 1), (10**9, 3)])
def test_a_page_that_is_not_there_is_the_nearest(page: int, shown: int) -> None:
    assert document_list(searcher(), read_list_view("title", "", page, "en")).view.page == shown


def test_a_column_asked_for_twice_turns_round() -> None:
    view = ListView().by("date")
    assert (view.address(), view.by("date").address()) == ("/documents?sort=date", "/documents?sort=-date")
    assert view.by("date").by("date") == view
