"""The table of documents has every document once, in the order asked for, with the number of its passages."""

import pytest
from library import document, searcher, searcher_of

from search_app.search.execution import count
from search_app.state.state import SearchState
from search_app.views.catalogue import catalogue, title_place
from search_app.views.document_list import COLUMNS, DocumentList, ListView, document_list, read_list_view
from search_app.views.facet_values import initial

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
        ("title", "", "acb"),
        ("-title", "", "bca"),
        ("date", "", "abc"),
        ("-date", "", "bac"),
        ("lang", "", "cba"),
        ("source", "", "cba"),
        ("title", "en", "cb"),
        ("passages", "en", "cb"),
        ("date", "ja", "a"),
        ("date", "ru", ""),
        ("nonsense", "", "acb"),
        ("-", "", "acb"),
    ],
)
def test_documents_come_in_the_order_asked_for(sort: str, lang: str, order: str) -> None:
    assert ids(document_list(MIXED, read_list_view(sort, 1, "ja", lang=lang))) == order


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
    assert document_list(searcher(), read_list_view("title", page, "en")).view.page == shown


def test_a_column_asked_for_twice_turns_round() -> None:
    view = ListView().by("date")
    assert (view.address(), view.by("date").address()) == ("/documents?sort=date", "/documents?sort=-date")
    assert view.by("date").by("date") == view


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("冷戦の終わり", "ら"), ("『北方領土』問題 1961", "は"), ("ソ連 USSR", "さ"), ("ガガーリン", "か"),
        ("ヴォルガ", "あ"), ("NATO の拡大", "N"), ("“détente” today", "D"), ("the Cold War", "T"),
        ("1961年の書簡", "#"), ("94. Memorandum", "#"), ("Договор", "#"), ("…", "#"), ("", "#"),
    ],
)  # fmt: skip
def test_a_title_stands_under_the_kana_or_the_letter_that_it_is_read_by(title: str, letter: str) -> None:
    assert initial(title_place(title)) == letter


def test_titles_of_one_row_come_in_the_order_of_the_fifty_sounds_and_then_of_the_alphabet() -> None:
    titles = ("赤い広場", "冷戦", "愛", "Zero", "会談", "apple", "学校", "2001")
    shelf = searcher_of(*(document(title, "港湾。", title=title, lang="ja") for title in titles))
    assert [each.id for each in catalogue(shelf)] == ["愛", "赤い広場", "会談", "学校", "冷戦", "apple", "Zero", "2001"]


@pytest.mark.parametrize(
    "chosen", [{}, {"lang": "en"}, {"type": "book"}, {"letter": "C"}, {"lang": "ja", "letter": "か"}]
)
def test_every_count_is_the_number_of_documents_that_its_link_shows(chosen: dict[str, str]) -> None:
    view = read_list_view("-passages", 1, "ja", **chosen)
    found = document_list(searcher(), view)
    assert found.letters and found.total == len([each for each in catalogue(searcher()) if view.has(each)])
    for name, counts in (("lang", found.languages), ("type", found.types), ("letter", found.letters)):
        for value, n in counts.items():
            assert document_list(searcher(), view.changed(**{name: value})).total == n > 0


@pytest.mark.parametrize("volume", ["frus-6", "外交文書-8"])
def test_a_volume_that_is_a_document_itself_has_the_passages_that_its_link_brings(volume: str) -> None:
    found = searcher_of(
        document(volume, "Editors of the volume. 外務省編纂。"),
        document("a", "港湾の封鎖について。", work=volume),
        document("b", "Of a blockade.", work=volume),
        document("c", "Of grain.", work="elsewhere"),
    )
    listed = {row.id: n for row, n in document_list(found, ListView()).rows}
    assert listed == {volume: 3, "a": 1, "b": 1, "c": 1}
    assert all(n == count(found, SearchState(chosen=(("doc", name),))) for name, n in listed.items())
