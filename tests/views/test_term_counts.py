"""A table of terms has the numbers of the hits behind its links, whatever it is counted by and however narrowed."""

from io import BytesIO
from urllib.parse import parse_qsl, urlsplit

import pytest
from library import CONFIG, app_of, searcher, state

from search_app.search.execution import count
from search_app.state.state import read_state
from search_app.views.term_counts import BY, MOST_TERMS, TermsView, lines_of, lines_of_file, read_terms_view, term_table

TERMS = ("NATO", "冷戦", '"Cold War" OR 冷戦', "ソ連 -アメリカ", "qwertyzxcv")
FILTERS = (
    {},
    {"lang": "en"},
    {"year": "1994"},
    {"actor": "soviet-union", "from_": "1945"},
    {"era": "-detente", "match": "any", "expand": "0"},
)


def found_behind(address: str) -> int:
    """How many passages a link finds."""
    return count(searcher(), read_state(parse_qsl(urlsplit(address).query), CONFIG)[0])


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("by", BY)
def test_each_number_is_that_of_the_hits_behind_its_link(by: str, filters: dict[str, str]) -> None:
    table = term_table(searcher(), TermsView(state("", **filters), TERMS, by))
    assert [row.term for row in table.rows] == list(TERMS)
    for row in table.rows:
        assert row.total == found_behind(row.state.address())
        shown = [column.value for column in table.columns][:12]
        assert [row.counts.get(value, 0) for value in shown] == [found_behind(row.address(by, v)) for v in shown]


def test_years_and_eras_come_as_time_goes_and_documents_by_their_number() -> None:
    tables = {by: term_table(searcher(), TermsView(state(), TERMS, by)) for by in BY}
    years = [column.value for column in tables["year"].columns if column.value.isdigit()]
    assert years == sorted(years) and len(years) > 5
    totals = [column.total for column in tables["doc"].columns]
    assert totals == sorted(totals, reverse=True)
    eras = [era.id for era in searcher().library.collection.eras]
    assert [c.value for c in tables["era"].columns] == [
        e for e in eras if e in {c.value for c in tables["era"].columns}
    ]


def test_a_page_shows_the_most_frequent_columns_in_their_order() -> None:
    table = term_table(searcher(), TermsView(state(), TERMS, "year"))
    shown = table.most_frequent(3)
    assert len(shown) == 3 and [c.value for c in shown] == sorted(c.value for c in shown)
    assert min(c.total for c in shown) >= max(c.total for c in table.columns if c not in shown)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        (["冷戦\r\nNATO\n\n 冷戦 "], ("冷戦", "NATO")),
        (["冷戦", "détente\nNATO"], ("冷戦", "détente", "NATO")),
        ([" \n"], ()),
    ],
)
def test_a_list_has_a_term_a_line_each_once(typed: list[str], terms: tuple[str, ...]) -> None:
    assert lines_of(typed) == terms


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_file_is_read_in_the_encodings_that_lists_have(encoding: str) -> None:
    assert lines_of_file("冷戦\r\n緊張緩和\r\n".encode(encoding)) == ("冷戦", "緊張緩和")


def test_too_long_a_list_is_cut_with_a_note() -> None:
    view, notes = read_terms_view([("q", "\n".join(map(str, range(500)))), ("by", "moon")], state())
    assert (len(view.terms), view.by) == (MOST_TERMS, "doc")
    assert [note.code for note in notes] == ["too-many-terms", "bad-value"]


def test_a_file_given_on_the_page_becomes_a_link_to_its_table() -> None:
    client = app_of(searcher()).test_client()
    answer = client.post("/terms?by=year&lang=ja", data={"file": (BytesIO("冷戦\nNATO".encode()), "a.txt")})
    assert answer.status_code == 303
    assert parse_qsl(urlsplit(answer.location).query) == [("q", "冷戦\nNATO"), ("lang", "ja"), ("by", "year")]
    assert client.get(answer.location).status_code == 200


def test_the_file_for_excel_is_the_table_with_a_mark_and_no_formula() -> None:
    client = app_of(searcher()).test_client()
    plain, excel = (client.get(f"/terms.{name}?q=NATO%0A=1").get_data() for name in ("csv", "excel.csv"))
    assert excel == b"\xef\xbb\xbf" + plain
    assert plain.decode().splitlines()[0].startswith("term,passages,")
    assert plain.decode().splitlines()[2].startswith("'=1,")
