"""What a reader sees of a source: where its pages begin, its notes and rows, who wrote it, and who says so."""

import re

import pytest
from library import app_of, document, searcher, searcher_of, with_settings
from lxml import html

from indexer.document import Block, Mark

ENGLISH = document(
    "cable", Block("The note begins and ends.", marks=(Mark(0, "page", "117", 3), Mark(12, "page", "118", 4))),
    Block("See the harbour treaty.", marks=(Mark(0, "note", "1"),), kind="note"),
    Block("Poltava | 11000 | Mariel Harbour", marks=(Mark(0, "row", "2", 2),), kind="row"),
    title="Cable", authors=("George F. Kennan", "外務省"), type="telegram", archive="National Archives",
    publisher="Press", path="bundle.zip!/cable.txt",
    origins=(("title", "properties"), ("authors", "sidecar"), ("archive", "sidecar")),
)  # fmt: skip
SLIDE = (Mark(0, "slide", "3", 3),)
JAPANESE = document("talk", Block("港湾の封鎖について。", marks=SLIDE), title="講演", authors=("新渡戸稲造",))


def page(address: str) -> html.HtmlElement:
    return html.fromstring(app_of(searcher_of(ENGLISH, JAPANESE)).test_client().get(address).text)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("address", "breaks"),
    [
        ("/doc/cable?ui=en", [("page-117", "page 117", "117"), ("page-118", "page 118", "118")]),
        ("/doc/cable?ui=ja&q=begins", [("page-117", "117頁", "117"), ("page-118", "118頁", "118")]),
        ("/doc/talk?ui=en", [("slide-3", "slide 3", "3")]),
        ("/doc/talk?ui=ja", [("slide-3", "スライド3", "3")]),
    ],
)
def test_a_page_break_can_be_seen_heard_and_linked_to(address: str, breaks: list[tuple[str, str, str]]) -> None:
    found = page(address).xpath("//*[@role='doc-pagebreak']")
    assert [(each.get("id"), each.get("aria-label"), each.text_content()) for each in found] == breaks


def test_a_page_that_begins_in_a_mark_parts_it() -> None:
    paragraph = page("/doc/cable?q=begins&ui=en").xpath("//*[@role='doc-pagebreak']/ancestor::p")[0]
    assert re.sub(r"\s+", " ", paragraph.text_content()) == "117The note beg118ins and ends."
    assert [mark.text for mark in paragraph.iter("mark")] == ["beg", "ins"]


def test_notes_and_rows_are_told_from_the_text() -> None:
    passages = page("/doc/cable").xpath("//div[starts-with(@class, 'passage')]")
    assert [each.get("class") for each in passages] == ["passage", "passage note", "passage row"]
    assert [each.get("role") for each in passages] == [None, "doc-footnote", None]


@pytest.mark.parametrize(
    ("ui", "rows"),
    [
        ("en", {
            "Author": "George F. Kennan; 外務省", "Type": "telegram", "Archive": "National Archives",
            "Publisher": "Press", "File": "bundle.zip!/cable.txt",
            "Said by": "a register beside the file: Author, Archive the file's properties: Title",
        }),
        ("ja", {
            "著者": "George F. Kennan; 外務省", "種別": "telegram", "所蔵": "National Archives", "発行者": "Press",
            "ファイル": "bundle.zip!/cable.txt", "記述の出所": "目録・別表：著者、所蔵 ファイルの属性：題名",
        }),
    ],
)  # fmt: skip
def test_the_head_says_what_the_document_says_of_itself_and_who_says_so(ui: str, rows: dict[str, str]) -> None:
    shown = page(f"/doc/cable?ui={ui}")
    for broken in shown.iter("br"):
        broken.tail = f" {broken.tail or ''}"
    found = {text_of(row[0]): text_of(row[1]) for row in shown.xpath("//header[@class='about']/dl/div")}
    assert {name: found.get(name) for name in rows} == rows


def test_a_document_that_says_nothing_has_no_empty_rows() -> None:
    bare = app_of(searcher_of(document("a", "The text alone."))).test_client().get("/doc/a?ui=en").text
    assert not [word for word in ("Author", "Archive", "Publisher", "Said by", "File") if f"<dt>{word}</dt>" in bare]


@pytest.mark.parametrize(
    ("address", "where", "author"),
    [
        ("/search?q=note&ui=en", "p. 117", "George F. Kennan; 外務省"),
        ("/search?q=ends&ui=en", "p. 118", "George F. Kennan; 外務省"),
        ("/search?q=ends&ui=ja", "118頁", "George F. Kennan; 外務省"),
        ("/search?q=treaty&ui=en", "p. 118, n. 1", "George F. Kennan; 外務省"),
        ("/search?q=Mariel&ui=en", "p. 118, row 2", "George F. Kennan; 外務省"),
        ("/search?q=封鎖&ui=ja", "スライド3", "新渡戸稲造"),
    ],
)
def test_a_hit_says_its_page_and_its_author(address: str, where: str, author: str) -> None:
    (meta,) = page(address).xpath("//article[@class='hit']/p[@class='meta']")
    assert [text_of(meta.xpath(f"span[@class='{name}']")[0]) for name in ("at", "by")] == [where, author]


def test_beside_its_parallel_a_page_break_has_no_anchor_twice() -> None:
    mark = (Mark(0, "page", "1", 1),)
    sides = (
        document("a.en", Block("The harbour was closed.", marks=mark), parallel="a.ja"),
        document("a.ja", Block("港湾は封鎖された。", marks=mark), parallel="a.en"),
    )
    text = app_of(searcher_of(*sides)).test_client().get("/doc/a.en?beside=1").text
    assert text.count('role="doc-pagebreak"') == 2 and 'id="page-1"' not in text


def test_a_text_in_several_places_says_the_page_of_each() -> None:
    text = "The harbour stayed closed all winter."
    marks = {name: (Mark(0, "page", name, 1),) for name in "78"}
    books = [document(name, Block(text, marks=marks[name]), authors=(f"Author {name}",)) for name in "78"]
    client = app_of(searcher_of(*books)).test_client()
    passage = client.get("/search.json?q=harbour").get_json()["hits"][0]["id"]
    places = html.fromstring(client.get(f"/passage/{passage}?ui=en").text).xpath("//ul[@class='places']/li")
    assert [text_of(place) for place in places] == ["7 p. 7Author 7", "8 p. 8Author 8"]


def test_no_link_leads_to_an_original_that_is_not_there() -> None:
    allowed = with_settings(searcher_of(ENGLISH), originals=1)
    client = app_of(allowed).test_client()
    assert "/original/" not in client.get("/doc/cable").text + client.get("/search?q=note").text


@pytest.mark.parametrize(
    ("question", "kind", "others"),
    [
        ("missile", "loanword", [""]),  # any loanword of it
        ("ミサイル", "loanword", ["missile"]),
        ("れいせん", "reading", [""]),  # anything that sounds like it
        ("reisen", "reading", [""]),
        ("14か条", "number", ["十四か条"]),
    ],
)
@pytest.mark.parametrize("ui", ["ja", "en"])
def test_also_searching_never_offers_the_typed_word(question: str, kind: str, others: list[str], ui: str) -> None:
    text = app_of(searcher()).test_client().get("/search", query_string={"q": question, "ui": ui}).text
    buttons = html.fromstring(text).xpath("//button[@class='drop']")
    offered = [[each.text_content().strip() for each in button.xpath("span[not(@class)]")] for button in buttons]
    kinds = [button.get("value").partition(":")[0] for button in buttons]
    assert [question] not in offered and kind in kinds
    assert ["".join(each) for each, name in zip(offered, kinds, strict=True) if name == kind] == others
    assert all(button.text_content().strip() for button in buttons)


@pytest.mark.parametrize(("ui", "mark"), [("en", "inferred"), ("ja", "推定")])
def test_a_date_that_nobody_gave_is_marked_wherever_it_is_shown(ui: str, mark: str) -> None:
    client = app_of(
        searcher_of(document("a", "Moscow, July 20, 1961.", "The harbour treaty of 1922 was read."))
    ).test_client()
    found = client.get("/search.json?q=harbour").get_json()["hits"][0]
    assert (found["document_date"], found["date_origin"]) == ("1961-07-20", "inferred")
    for address in ("/doc/a", f"/passage/{found['id']}", "/search"):
        shown = text_of(html.fromstring(client.get(address, query_string={"ui": ui, "q": "harbour"}).text))
        assert f"1961-07-20 昭和36 {mark}" in shown, address
    cited = client.get(f"/passage/{found['id']}.json").get_json()["citations"]["chicago"]
    assert "July 20, 1961 [inferred]" in cited and "1922" not in cited


def test_a_date_as_a_catalogue_writes_it_is_no_interval() -> None:
    client = app_of(searcher_of(document("a", "The harbour treaty.", date="26/5/1950"))).test_client()
    assert "26/5/1950" in client.get("/doc/a").text
