"""Every page of a crawl is a document with its address; the day of the crawl dates nothing."""

import gzip
from pathlib import Path

import pytest

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers import File, Reading, read_file
from indexer.readers.reading import Budget

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

JA = "米国はソビエト連邦を承認した。"
EN = "The United States recognised the Soviet Union."
PAGE = f"<html lang='ja'><title>題</title><body><main><h1>題</h1><p>{JA}</p></main></body></html>"

GZIP = b"\x1f\x8b"
COMPRESSED = b"\x0b\x02\x80"
"""What stands for a page that the server sent compressed by Brotli."""

Capture = tuple[str, str, str, bytes, str]
"""Record type, address, media type, content and status."""


def page(address: str = "http://example.org/page", media: str = "text/html", content: str = PAGE) -> Capture:
    return ("response", address, media, content.encode(), "200 OK")


def crawl(*captures: Capture, packed: bool = True) -> bytes:
    """A WARC with these records (ISO 28500), each compressed by itself as crawlers do."""
    records = [_record("warcinfo", "", "application/warc-fields", b"software: test\r\n")]
    for kind, address, media, content, status in captures:
        served = kind in ("response", "revisit")
        head = f"HTTP/1.0 {status}\r\n" + (f"Content-Type: {media}\r\n" if media else "") + "\r\n"
        if content.startswith(GZIP):
            head = head.replace("\r\n", "\r\nContent-Encoding: gzip\r\n", 1)
        elif content == COMPRESSED:
            head = head.replace("\r\n", "\r\nContent-Encoding: br\r\n", 1)
        block = head.encode() + content if served else content
        records.append(_record(kind, address, "application/http; msgtype=response" if served else media, block))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, address: str, media: str, block: bytes) -> bytes:
    fields = {
        "WARC-Type": kind, "WARC-Target-URI": address, "WARC-Date": "2001-09-11T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:18317668-7c71-4a83-9adb-616083f71b05>", "Content-Type": media,
        "Content-Length": str(len(block)),
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def taken(data: bytes, name: str = "crawl.warc.gz") -> Reading:
    return read_file(File(name, data))


def text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


@pytest.mark.parametrize(("name", "packed"), [("crawl.warc.gz", True), ("crawl.warc", False), ("crawl", True)])
def test_a_page_is_a_document_with_its_address_and_the_day_it_was_found(name: str, packed: bool) -> None:
    (document,) = taken(crawl(page(), packed=packed), name).documents
    assert (document.title, document.lang, text(document)) == ("題", "ja", f"題\n{JA}")
    assert (document.source, document.date) == ("http://example.org/page", "")
    assert dict(document.extra)["captured"] == "2001-09-11"
    assert document.path == f"{name}!/example.org/page.html"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://example.org/", "example.org/index.html"),
        ("http://example.org/a/b.htm", "example.org/a/b.htm"),
        ("http://example.org/page.php?id=3&lang=ja", "example.org/page.php_id=3&lang=ja.html"),
        ("http://example.org/%E5%A4%96%E4%BA%A4.html", "example.org/外交.html"),
        ("<http://example.org/wget>", "example.org/wget.html"),
        ("http://example.org/../../etc/passwd", "example.org/etc/passwd.html"),
    ],
)
def test_a_page_has_the_path_of_its_address(address: str, path: str) -> None:
    (document,) = taken(crawl(page(address))).documents
    assert document.path == f"crawl.warc.gz!/{path}"
    assert document.source == address.strip("<>")


def test_texts_and_resources_are_read_and_all_else_is_counted() -> None:
    reading = taken(
        crawl(
            page(),
            page("http://example.org/memo", "text/plain; charset=utf-8", EN),
            ("resource", "http://example.org/r", "text/html", f"<p>{EN}</p>".encode(), ""),
            ("response", "http://example.org/b", "", PAGE.encode(), "200 OK"),
            ("response", "http://example.org/a.png", "image/png", b"\x89PNG\r\n\x1a\n", "200 OK"),
            ("response", "http://example.org/b.png", "image/png", b"\x89PNG\r\n\x1a\n", "200 OK"),
            ("response", "http://example.org/a.css", "text/css", b"p {}", "200 OK"),
            ("response", "http://example.org/gone", "text/html", b"<p>ocelot</p>", "404 Not Found"),
            ("response", "http://example.org/moved", "text/html", b"<p>ocelot</p>", "301 Moved"),
            page("http://example.org/robots.txt", "text/plain", "Disallow: /"),
            ("response", "http://example.org/z", "text/html", gzip.compress(f"<p>{JA}</p>".encode()), "200 OK"),
            ("response", "http://example.org/br", "text/html", COMPRESSED, "200 OK"),
            ("request", "http://example.org/page", "application/http", b"GET /page", ""),
            ("revisit", "http://example.org/page", "text/html", b"", "200 OK"),
            ("metadata", "http://example.org/page", "text/plain", b"fetchTime", ""),
        )
    )
    assert [text(document) for document in reading.documents] == [f"題\n{JA}", EN, EN, f"題\n{JA}", JA]
    assert reading.notes == ("passed over: 2 image/png, 1 text/css, 1 text/html compressed as br",)


def test_a_crawl_that_breaks_off_is_read_so_far_and_named() -> None:
    whole = crawl(page(), page("http://example.org/second", content=PAGE.replace("承認", "否認")))
    reading = taken(whole[: len(whole) - 60])
    assert JA in text(reading.documents[0])
    assert reading.notes == ("http://example.org/second: it is cut short; copy the file anew",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (crawl(), "there is no page in it with a text"),
        (b"WARC/1.0\r\nnothing of the kind", "broken after 0 documents|there is no page"),
        (gzip.compress(b"WARC/1.0\r\nnothing of the kind", mtime=0), "broken after 0 documents|there is no page"),
    ],
)
def test_a_crawl_without_a_page_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        taken(data)


def test_what_a_crawl_unpacks_to_is_counted() -> None:
    with pytest.raises(ReadError, match="it unpacks to more than"):
        read_file(File("crawl.warc.gz", crawl(page(content="a" * 3_000_000)), budget=Budget(bytes=1_000_000)))


@needs_shared
def test_the_crawl_of_the_collection_is_read() -> None:
    (document,) = taken((FILES / "crawl.warc.gz").read_bytes()).documents
    assert (document.title, document.source) == ("Embassy page zebra-quartz", "http://example.invalid/page")
    assert "have received your reply of April" in text(document)
    assert "menu ocelot" not in text(document)
