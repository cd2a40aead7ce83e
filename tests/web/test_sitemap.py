"""Machines that walk the web are told of every document, and of the files that they may keep."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from library import app_of, document, searcher, searcher_of
from lxml import etree

from indexer.config import Config
from search_app.web import sitemap, static_files

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(text: str) -> list[str]:
    return [str(each.text) for each in etree.fromstring(text.encode()).iter(f"{SPACE}loc")]


def test_every_document_is_named_with_the_day_of_its_file() -> None:
    text = (
        app_of(replace(searcher(), config=Config(address="https://a.example/b/")))
        .test_client()
        .get("/sitemap.xml")
        .text
    )
    documents = [each.id for each in searcher().library.store.documents()]
    paths = [*sitemap.WAYS_IN, *(f"/doc/{each}" for each in documents)]
    assert [unquote(each) for each in locations(text)] == [f"https://a.example/b{path}" for path in paths]
    days = [date.fromisoformat(str(each.text)) for each in etree.fromstring(text.encode()).iter(f"{SPACE}lastmod")]
    assert len(days) == len(documents) and max(days) <= date.today()


def test_a_name_with_signs_of_markup_is_quoted() -> None:
    opened = searcher_of(document("a&b<c 冷戦", "穀物。"))
    client = app_of(opened).test_client()
    location = locations(client.get("/sitemap.xml").text)[-1]
    assert client.get(location.removeprefix("http://localhost")).status_code == 200


def test_a_large_collection_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    opened = searcher_of(*(document(f"doc-{n}", f"Grain {n}.") for n in range(5)))
    client = app_of(opened).test_client()
    parts = [each.removeprefix("http://localhost") for each in locations(client.get("/sitemap.xml").text)]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = [location for part in parts for location in locations(client.get(part).text)]
    ways_in, documents = found[: len(sitemap.WAYS_IN)], found[len(sitemap.WAYS_IN) :]
    assert documents == [f"http://localhost/doc/doc-{n}" for n in range(5)]
    assert all(client.get(each.removeprefix("http://localhost")).status_code == 200 for each in ways_in)
    assert client.get("/sitemap-4.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_an_icon_is_there_for_who_asks_without_reading_the_page() -> None:
    with app_of(searcher()).test_client().get("/favicon.ico") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


@pytest.mark.parametrize("filename", ["sakuin.css", "sakuin.js"])
def test_a_static_file_is_asked_for_by_its_content_and_kept(filename: str) -> None:
    client = app_of(searcher()).test_client()
    address = f"/static/{filename}?v={static_files.version(filename)}"
    assert f'"{address}"' in client.get("/").text
    with client.get(address) as answer:
        assert answer.headers["Cache-Control"] == static_files.KEPT
    with client.get(f"/static/{filename}?v=older") as other, client.get(f"/static/{filename}") as bare:
        assert "immutable" not in other.headers["Cache-Control"] + bare.headers["Cache-Control"]
