"""WARC: pages as a crawl found them on the web (ISO 28500); each page, text or paper is a document of its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers import header
from indexer.readers.containers.members import Member, read_members
from indexer.readers.formats import BY_MEDIA, Format
from indexer.readers.kinds import kind_of
from indexer.readers.reading import File, Reading

CARRIERS = frozenset({"response", "resource", "conversion"})
"""Records that hold what was found; the others are requests, notes of the crawler, and references to these."""

UNSAID = frozenset({"", "application/octet-stream", "application/x-download", "unknown/unknown"})
UNPACKED = frozenset({"", "identity", "gzip", "deflate"})
FOR_ROBOTS = ("/robots.txt", "/sitemap.xml")
CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Capture:
    """What was found at an address, and when; `cut` says that the file ends in the middle of it."""

    address: str
    captured: str
    media: str
    data: bytes
    cut: bool


def read(file: File) -> Reading:
    """One document for each record with a text, its `source` the address. The day of the capture is kept as
    `captured`; it dates nothing.

    Raises ReadError for a file that is broken from its beginning.
    """
    documents: list[Document] = []
    notes: list[str] = []
    passed: Counter[str] = Counter()
    try:
        for capture in _captures(file):
            kind = _kind(capture)
            if kind is None or not kind.module:
                passed[capture.media or "no media type"] += 1
                continue
            reading = read_members(file, [Member(_name(capture.address, kind), capture.data)])
            notes += [f"{capture.address}: it is cut short; copy the file anew"] if capture.cut else []
            documents += (_from_web(document, capture) for document in reading.documents)
            notes += reading.notes
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        notes.append(f"broken after {len(documents):,} documents ({error}); copy the file anew")
    if not documents:
        raise ReadError("; ".join(notes) or "there is no page in it with a text")
    if passed:
        notes.append("passed over: " + ", ".join(f"{count:,} {media}" for media, count in sorted(passed.items())))
    return Reading(tuple(documents), tuple(notes))


def _captures(file: File) -> Iterator[Capture]:
    """What was found, as far as it was found: redirections and error pages are no documents."""
    for record in ArchiveIterator(BytesIO(file.data)):
        address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        web = urlsplit(address)
        http = record.http_headers
        found = http is None or (http.get_statuscode() or "200").startswith("2")
        if record.rec_type in CARRIERS and found and web.scheme in ("http", "https", "file", "ftp"):
            if web.path in FOR_ROBOTS:
                continue
            said = (http or record.rec_headers).get_header("Content-Type") or ""
            captured = record.rec_headers.get_header("WARC-Date") or ""
            media = said.partition(";")[0].strip().lower() + _packed(http)
            yield Capture(address, captured[:10], media, _content(record, file), _is_cut(record))


def _packed(http: Any) -> str:
    """What a media type has behind it where the content is compressed in a way that nobody here unpacks (br, zstd)."""
    encoding = ((http and http.get_header("Content-Encoding")) or "").strip().lower()
    return f" compressed as {encoding}" if encoding not in UNPACKED else ""


def _content(record: Any, file: File) -> bytes:
    """A record's content, counted while it is unpacked."""
    stream, parts = record.content_stream(), []
    while part := stream.read(CHUNK):
        file.budget.spend(len(part))
        parts.append(part)
    return b"".join(parts)


def _is_cut(record: Any) -> bool:
    """Whether the file ended before the record did."""
    return bool(not record.raw_stream.read(1) and record.raw_stream.limit > 0)


def _kind(capture: Capture) -> Format | None:
    """The format by its media type, by its bytes where the server gave none."""
    if capture.media in UNSAID:
        return kind_of(File(urlsplit(capture.address).path.rpartition("/")[2], capture.data))
    return BY_MEDIA.get(capture.media)


def _name(address: str, kind: Format) -> str:
    """`example.org/page.html` for http://example.org/page: the address as a path, with a suffix of its format."""
    web = urlsplit(address)
    path = unquote(web.path).strip("/") or "index"
    query = f"_{web.query}" if web.query else ""
    name = f"{web.netloc}/{path}{query}"
    return name if name.lower().endswith(kind.suffixes) else f"{name}{kind.suffixes[0]}"


def _from_web(document: Document, capture: Capture) -> Document:
    return header.described(document, {"source": capture.address, "captured": capture.captured}, "document")
