"""An index in a notebook: every number is the page's, all hits are walked, and what is shown can do no harm."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from folders import run, written
from hypothesis import given, settings
from hypothesis import strategies as st
from library import built

from indexer.config import Config
from indexer.errors import IndexMissing, TooMuch
from indexer.schema import FACETS
from search_app import open_index
from search_app.export.citations import STYLES
from search_app.notebook.opened_index import Index
from search_app.state.state import PARAMETERS
from search_app.web.app import create_app
from search_app.web.open_index import index_of

HERE = {"from": "_", "as": "_"}
"""Parameters whose names Python keeps for itself."""


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with open_index(built()) as opened:
        yield opened


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """Asks the server over the same index."""
    app = create_app(built(), Config(max_per_page=1_000))
    yield app.test_client()
    index_of(app).searcher().library.close()


def as_link(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Keyword arguments as a link has them."""
    each = ((name.rstrip("_"), value if isinstance(value, list) else [value]) for name, value in given.items())
    return [(name, str(value)) for name, values in each for value in values]


questions = st.sampled_from(
    [
        "",
        "ソ連",
        "Soviet",
        "デタント",
        "détente OR 緊張緩和",
        "NATO -クリントン",
        "misile",
        "gorba*",
        "米ソ関係",
        "穀物 grain",
    ]
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "era": st.sampled_from(["cold-war", "冷戦", "-cold-war", ["detente", "perestroika"], "atlantis"]),
        "year": st.sampled_from([1994, [1972, 1973], "昭和", "undated"]),
        "actor": st.sampled_from(["yeltsin", "クリントン", "-ussr", "Dulles"]),
        "lang": st.sampled_from(["ja", "英語", ["ja", "en"]]),
        "from_": st.sampled_from([1947, "1972-05", "昭和20年8月", "unread"]),
        "until": st.sampled_from([1991, "1994"]),
        "match": st.sampled_from(["all", "any", "some"]),
        "scope": st.sampled_from(["passage", "doc"]),
        "expand": st.just("0"),
        "sort": st.sampled_from(["date", "-date", "doc", "newest"]),
        "similar": st.just("show"),
        "group": st.just("doc"),
        "ui": st.sampled_from(["ja", "en"]),
    },
)
searches = st.tuples(questions, filters)


@settings(max_examples=60)
@given(searches)
def test_every_number_of_a_search_is_that_of_the_page(
    index: Index, page: Any, asked: tuple[str, dict[str, Any]]
) -> None:
    q, given_ = asked
    found = index.search(q, **given_)
    shown = page.get("/search.json", query_string=[("q", q), *as_link(given_), ("per_page", "1000")]).json
    assert found.total == shown["total"]
    assert len(found) == len(shown["hits"]) == shown["total"] - shown["folded"]
    assert [hit.id for hit in found] == [hit["id"] for hit in shown["hits"]]
    assert list(found.notes) == [note["text"] for note in shown["notes"]]
    counts = {facet: {row["value"]: row["count"] for row in rows} for facet, rows in shown["facets"].items()}
    assert found.facets == counts
    for hit, other in zip(found[:5], shown["hits"], strict=False):
        assert json.loads(json.dumps(hit.as_dict())) == other | {
            "seal": hit.seal, "citation": hit.citation, "permalink": other["url"],
        }  # fmt: skip
    again = page.get(f"/search.json?{found.permalink.partition('?')[2]}").json
    assert again["total"] == found.total


@settings(max_examples=30)
@given(searches, st.sampled_from(["", "r1", ["l1", "node"], "year", "left"]), st.sampled_from([24, 12, 900]))
def test_the_lines_are_those_of_the_page(
    index: Index, page: Any, asked: tuple[str, dict[str, Any]], order: Any, width: int
) -> None:
    q, given_ = asked
    lines = index.search(q, **given_).kwic(order=order, width=width)
    link = [("q", q), *as_link(given_), *as_link({"order": order, "width": width})]
    assert lines.total == len(lines) == page.get("/kwic.json", query_string=link).json["total"]
    rows = list(csv.DictReader(io.StringIO(page.get("/kwic.tsv", query_string=link).text), delimiter="\t"))
    assert [line.place.passage.id for line in lines] == [row["id"] for row in rows]
    assert [line.place.document.id for line in lines[-3:]] == [row["doc"] for row in rows[-3:]]
    said = page.get("/kwic.json", query_string=link).json["notes"]
    assert list(lines.notes) == list(dict.fromkeys(note["text"] for note in said))


@settings(max_examples=20)
@given(searches, st.sampled_from([(), ("détente",), ("Soviet", "冷戦", "cold war")]))
def test_the_trends_are_those_of_the_page(
    index: Index, page: Any, asked: tuple[str, dict[str, Any]], others: tuple[str, ...]
) -> None:
    q, given_ = asked
    table = index.search(q, **given_).trends(*others)
    link = [*(("q", each) for each in (q, *others)), *as_link(given_)]
    shown = page.get("/trends.json", query_string=link).json
    assert list(table) == shown["rows"]
    assert table.totals == {series["q"]: series["total"] for series in shown["series"]}
    assert table.permalink == shown["url"]


@settings(max_examples=20)
@given(
    searches, st.sampled_from([("détente",), ("Soviet", "冷戦", "cold war")]), st.sampled_from(["doc", "year", "era"])
)
def test_the_table_of_terms_is_that_of_the_page(
    index: Index, page: Any, asked: tuple[str, dict[str, Any]], others: tuple[str, ...], by: str
) -> None:
    q, given_ = asked
    table = index.search(q, **given_).terms(*others, by=by)
    link = [("q", "\n".join((q, *others))), ("by", by), *as_link(given_)]
    shown = page.get("/terms.json", query_string=link).json
    assert table.totals == {row["term"]: row["total"] for row in shown["rows"]}
    assert table.columns[2:] == tuple(column["value"] for column in shown["columns"])
    counts = [{name: n for name, n in list(row.items())[2:] if n} for row in table]
    assert counts == [row["counts"] for row in shown["rows"]]
    assert table.permalink == shown["url"]


@pytest.mark.parametrize("q", ["ソ連", "Soviet"])
def test_tables_have_the_columns_and_the_rows_of_the_files(index: Index, page: Any, q: str) -> None:
    found = index.search(q, ui="en")
    for table, address in (
        (found.to_pandas(), f"/search.csv?q={q}"),
        (found.kwic().to_pandas(), f"/kwic.tsv?q={q}"),
        (found.trends().to_pandas(), f"/trends.csv?q={q}"),
        (found.terms().to_pandas(), f"/terms.csv?q={q}"),
    ):
        rows = list(csv.reader(io.StringIO(page.get(address).text), delimiter="\t" if "tsv" in address else ","))
        assert list(table.columns) == rows[0]
        assert len(table) == len(rows) - 1 > 0
        first = table.columns[0]
        assert [str(value) for value in table[first]] == [row[0] for row in rows[1:]]


def test_a_hit_says_what_it_is_and_is_cited_with_its_seal(index: Index) -> None:
    japanese, english = index.search("デタント", lang="ja")[0], index.search("détente", lang="en")[0]
    for hit in (japanese, english):
        assert hit.title and hit.date and hit.lang in ("ja", "en") and hit.score > 0
        assert any(hit.text[match.start : match.end] in hit.snippet for match in hit.matches)
        assert hit.snippet.strip("…") in hit.text
        assert hit.citation.endswith(hit.seal) and hit.id in hit.seal
        assert hit.permalink.startswith(f"/passage/{hit.id}?")
        assert set(hit.citations) == {style.name for style in STYLES} >= {"mla", "sist02"}
    assert f"「{japanese.title}」" in japanese.citation and f"“{english.title},”" in english.citation


def test_addresses_are_whole_where_it_is_known_where_the_collection_is() -> None:
    with open_index(built(), address="https://example.org/ussr") as index:
        found = index.search("ソ連")
        links = (found.permalink, found[0].permalink, found.kwic().permalink, found.trends().permalink)
        assert all(link.startswith("https://example.org/ussr/") for link in links)
        assert f"https://example.org/ussr/passage/{found[0].id}" in found[0].citation


def test_a_sequence_can_be_cut_and_counted(index: Index) -> None:
    found = index.search("Soviet")
    every = [hit.id for hit in found]
    assert len(every) == len(found) > 20
    assert [hit.id for hit in found[3:15:2]] == every[3:15:2]
    assert (found[0].id, found[-1].id) == (every[0], every[-1])
    lines = index.search("ソ連").kwic(order="r1")
    numbers = [line.number for line in lines]
    assert [line.number for line in lines[::-4]] == numbers[::-4] and lines[-1].number == numbers[-1]
    for sequence in (found, lines):
        with pytest.raises(IndexError):
            sequence[len(sequence)]


def test_hits_are_read_as_they_are_walked(index: Index) -> None:
    walked = iter(index.search("Soviet"))
    assert next(walked).id == index.search("Soviet")[0].id


MISTAKES = [
    ({"eras": "cold-war"}, "a search has no parameter 'eras'; it has q, era, year, actor"),
    ({"時代": "冷戦"}, "a search has no parameter '時代'; it has q, era"),
    ({"page": 2}, "a search has no parameter 'page'"),
    ({"sort": ["date", "doc"]}, "sort takes one value"),
    ({"from_": [1947, 1991]}, "from_ takes one value"),
    ({"q": None}, "q takes one question, and not None"),
    ({"q": ["冷戦", "Cold War"]}, "q takes one question, and not ['冷戦', 'Cold War']"),
]


@pytest.mark.parametrize(("given_", "said"), MISTAKES)
def test_a_programmers_mistake_is_an_exception_that_names_what_there_is(
    index: Index, given_: dict[str, Any], said: str
) -> None:
    with pytest.raises(TypeError) as caught:
        index.search(**{"q": "ソ連", **given_})
    assert str(caught.value).startswith(said)


def test_a_question_may_be_a_number(index: Index) -> None:
    assert index.search(1945).permalink == index.search("1945").permalink


NOTED = [
    ({"era": "cold-wra", "ui": "en"}, "This collection knows no actor or era “cold-wra”."),
    ({"era": "令戦", "ui": "ja"}, "「令戦」という人物・国・機関・時代はこの資料群にありません。"),
    ({"sort": "newest", "ui": "en"}, "The value sort=newest cannot be used; the default was taken."),
    ({"from_": "むかし", "ui": "ja"}, "日付「むかし」を読めないので、使いませんでした。例: 1994、1994-05、昭和20年8月"),
]


@pytest.mark.parametrize(("given_", "said"), NOTED)
def test_a_value_that_cannot_be_meant_is_a_note(index: Index, given_: dict[str, Any], said: str) -> None:
    assert said in index.search("ソ連", **given_).notes


@pytest.mark.parametrize("name", [*FACETS, *(row.name for row in PARAMETERS if row.group in ("search", "order"))])
def test_every_parameter_of_a_link_is_an_argument(index: Index, name: str) -> None:
    assert index.search("ソ連", **{name + HERE.get(name, ""): "x"}).total >= 0


def test_what_is_misspelt_comes_with_what_may_have_been_meant(index: Index) -> None:
    assert "missile" in index.search("misile").suggestions


def test_nothing_is_cut_unless_limits_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAKUIN_MOST_TAKEN", "3")
    with open_index(built()) as index:
        assert len(list(index.search("Soviet"))) > 3
        assert not index.search(" OR ".join(["ソ連"] * 300)).notes
    with open_index(built(), limits=True) as index:
        assert index.search(" OR ".join(["ソ連"] * 300)).notes
        with pytest.raises(TooMuch):
            list(index.search("Soviet"))


def test_the_lines_of_an_index_with_limits_are_counted_as_they_are_walked() -> None:
    with open_index(built(), limits=True, most_lines=2) as index:
        lines = index.search("Soviet").kwic()
        assert len(lines) == len(list(lines)) > lines.total


def test_a_closed_index_says_so(tmp_path: Path) -> None:
    with open_index(built()) as index:
        found = index.search("ソ連")
    index.close()
    assert index.closed and "closed" in repr(index)
    with pytest.raises(ValueError, match="was closed; open it again with open_index"):
        found.total
    with pytest.raises(IndexMissing, match="make one with: sakuin index FOLDER"):
        open_index(tmp_path)
    with pytest.raises(ValueError, match="unknown settings: colour; sakuin status --settings"):
        open_index(built(), colour="red")


def test_the_index_is_that_of_the_folder_unless_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".sakuin").symlink_to(built())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKUIN_INDEX", raising=False)
    for directory in (None, ".sakuin"):
        with open_index(directory) as index:
            assert "115 documents, 268 passages" in repr(index)


HOSTILE = """\
---
id: "<b>id</b>"
title: "<img src=x onerror=alert(1)>敵対的な題"
lang: ja
date: 1972
---

# <script>alert(2)</script>

条約の<script>alert(3)</script>条文である。
"""


def test_what_a_notebook_shows_holds_no_markup_of_the_documents(tmp_path: Path) -> None:
    written(tmp_path / "source" / "a.md", HOSTILE)
    run(tmp_path / "source", tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        found = index.search("条約 <script>x</script>", match="any")
        shown = (found, found[0], found.kwic(), found.trends("<script>"), found.terms("<script>"))
        for each in shown:
            made = each._repr_html_()
            assert not [tag for tag in ("<script", "<img", "<b>") if tag in made]
        assert "&lt;img src=x onerror=alert(1)&gt;敵対的な題" in found._repr_html_()
        assert '<mark data-via="surface">条約</mark>' in found._repr_html_()


@pytest.mark.parametrize(("ui", "heads"), [("ja", ("1件", "ほか")), ("en", ("passages", "more"))])
def test_a_notebook_says_how_much_there_is_in_the_language_of_the_search(
    index: Index, ui: str, heads: tuple[str, str]
) -> None:
    found = index.search("Soviet", ui=ui)
    one = index.search("", id=found[0].id, ui=ui)
    assert heads[0].removesuffix("s") in repr(one)
    assert heads[1] in found._repr_html_() and heads[1] in found.kwic()._repr_html_()


def test_without_pandas_all_else_works_and_the_error_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['pandas'] = None\n"
        "from search_app import open_index\n"
        f"found = open_index({str(built())!r}).search('ソ連')\n"
        "print(len(list(found)), len(found.trends()), len(found.kwic()))\n"
        "found.to_pandas()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert all(int(number) > 0 for number in ended.stdout.split()) and len(ended.stdout.split()) == 3
    assert "LibraryMissing: to_pandas() needs pandas; install it with: pip install 'sakuin[notebook]'" in ended.stderr


def test_whoever_imports_the_program_waits_for_no_notebook() -> None:
    program = (
        "import sys, search_app; print([name for name in sys.modules if name.startswith(('search_app.', 'pandas'))])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
