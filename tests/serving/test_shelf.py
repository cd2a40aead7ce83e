"""Several collections in one server, each below its name, and a page that lists them."""

from pathlib import Path

import pytest
from flask import Flask
from library import built
from lxml import html

from indexer.config import Config
from indexer.errors import SettingError
from indexer.pipeline.builder import Job, build
from search_app.serving.application import served
from search_app.serving.shelf import read_collections


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one letter, without a collection.toml."""
    source, directory = tmp_path_factory.mktemp("letters"), tmp_path_factory.mktemp("indexed")
    (source / "letter.txt").write_text("穀物の輸出を認めない。", encoding="utf-8")
    build(Job((source,), directory, jobs=1))
    return directory


def shelf(*rows: str, **settings: str | int) -> Flask:
    return served(Path("nowhere"), Config(collections="\n".join(rows), log="none", **settings))


@pytest.mark.parametrize(("prefix", "asked"), [("", ""), ("/archives", "/archives"), ("/archives", "")])
def test_each_collection_is_below_its_name(folder: Path, prefix: str, asked: str) -> None:
    client = shelf(f"ussr={built()}", f"letters={folder}", prefix=prefix).test_client()
    listed = html.fromstring(client.get(f"{asked}/?ui=en").text)
    links = listed.xpath("//ul[@class='shelf']//a/@href")
    assert links == [f"{prefix}/ussr/?ui=en", f"{prefix}/letters/?ui=en"]
    titles = listed.xpath("//ul[@class='shelf']//a/text()")
    assert titles == ["US-Soviet and US-Russian relations", "letters"]
    for name, found in (("ussr", 0), ("letters", 1)):
        answer = client.get(f"{asked}/{name}/search.json?q=穀物の輸出を認めない")
        assert answer.json and (answer.json["total"] > 0) >= bool(found)
        page = html.fromstring(client.get(f"{asked}/{name}/search?q=NATO").text)
        addresses = page.xpath("//a[not(starts-with(@href, '#'))]/@href | //form/@action | //script/@src")
        assert addresses and all(each.startswith(f"{prefix}/{name}/") for each in addresses)


def test_collections_answer_from_their_own_index(folder: Path) -> None:
    client = shelf(f"ussr={built()}", f"letters={folder}").test_client()
    assert client.get("/letters/doc/letter").status_code == 200
    assert client.get("/ussr/doc/letter").status_code == 404
    assert client.get("/ussr").headers["Location"] == "/ussr/"


def test_links_have_the_address_that_is_set_with_the_name(folder: Path) -> None:
    app = shelf(f"letters={folder}", address="https://search.example.org/archives/")
    text = app.test_client().get("/archives/letters/sitemap.xml").text
    assert "<loc>https://search.example.org/archives/letters/doc/" in text


def test_one_that_cannot_be_opened_is_said_and_the_others_answer(folder: Path, tmp_path: Path) -> None:
    client = shelf(f"letters={folder}", f"gone={tmp_path / 'gone'}").test_client()
    assert client.get("/").status_code == 200 and "cannot be opened" in client.get("/?ui=en").text
    answer = client.get("/healthz")
    assert answer.status_code == 503 and answer.json and answer.json["letters"]["passages"] == 1
    assert client.get("/letters/").status_code == 200 and client.get("/letters/healthz").status_code == 200


def test_machines_that_walk_are_told_of_all_collections(folder: Path) -> None:
    client = shelf(f"ussr={built()}", f"letters={folder}").test_client()
    text = client.get("/robots.txt").text
    assert "Disallow: /ussr/kwic" in text and "Disallow: /letters/kwic" in text
    assert (
        "Sitemap: http://localhost/letters/sitemap.xml" in text
        and client.get("/letters/sitemap.xml").status_code == 200
    )


@pytest.mark.parametrize("path", ["/nowhere", "/search?q=x", "/lettersx/"])
def test_who_asks_for_no_collection_is_shown_those_that_there_are(folder: Path, path: str) -> None:
    answer = shelf(f"letters={folder}").test_client().get(path)
    assert answer.status_code == 404 and 'href="/letters/' in answer.text


def test_all_collections_of_a_private_server_are_private(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "passwords").write_text("", encoding="utf-8")
    client = shelf(f"letters={folder}", passwords=str(tmp_path / "passwords")).test_client()
    statuses = [client.get(path).status_code for path in ("/", "/letters/", "/letters/search?q=x", "/letters/healthz")]
    assert statuses == [401] * 4 and client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/nowhere", "/letters/", "/letters/search?q=x"])
def test_who_asks_somebody_else_is_refused(folder: Path, path: str) -> None:
    answer = shelf(f"letters={folder}").test_client().get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400 and "SAKUIN_HOSTS" in answer.text


@pytest.mark.parametrize(
    "written", ["a", "=x", "A=x", "資料=x", "a/b=x", "static=x", "healthz=x", "a=", "a=x, a=y", "-a=x"]
)
def test_what_names_no_collection_is_said(written: str) -> None:
    with pytest.raises(SettingError, match="SAKUIN_COLLECTIONS"):
        read_collections(written)
