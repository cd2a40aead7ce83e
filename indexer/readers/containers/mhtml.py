"""MHTML: a web page saved with its pictures in one file (RFC 2557); its page is read, the rest is its look."""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from indexer.errors import ReadError
from indexer.readers import header
from indexer.readers.containers import mime
from indexer.readers.dispatch import read_file
from indexer.readers.reading import File, Reading

PAGES = ("text/html", "application/xhtml+xml")
ADDRESSES = ("snapshot-content-location", "content-location")


def read(file: File) -> Reading:
    """The document that the saved page is. The day on which it was saved is kept as `captured` and dates nothing.

    Raises ReadError where there is no page in the file.
    """
    message = mime.parse(file.data)
    page = _root(message)
    if page is None:
        raise ReadError("there is no page in it; save the page anew, as HTML or as text")
    reading = read_file(replace(file, data=mime.text(page).encode(), told=".html"))
    said = {"source": _address(message, page), "captured": mime.day(message)}
    documents = (header.described(document, said, "document") for document in reading.documents)
    return Reading(tuple(documents), reading.notes)


def _root(message: "Message[str, str]") -> "Message[str, str] | None":
    """The page itself: the part that `start` names, or else the first one."""
    pages = list(_pages(message))
    start = str(message.get_param("start") or "")
    return next((page for page in pages if start and page["content-id"] == start), pages[0] if pages else None)


def _pages(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    return (part for part in message.walk() if part.get_content_type() in PAGES)


def _address(message: "Message[str, str]", page: "Message[str, str]") -> str:
    """Where the page stood on the web; Chromium writes it above, Internet Explorer over the part."""
    found = (mime.header(part, name) for part in (message, page) for name in ADDRESSES)
    return next((address for address in found if not address.startswith("cid:") and address), "")
