"""The originals over HTTP: a file of the collection as it is, which no browser may run."""

import codecs
import mimetypes
from pathlib import Path

from flask import Blueprint, Response, send_file

from indexer.paths import shown
from search_app.reading.originals import original
from search_app.web.api import asked

blueprint = Blueprint("originals", __name__)

SHOWN_INLINE = {
    ".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/plain",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
}  # fmt: skip
"""What is shown in the browser, and as what; all else is a download, web pages and SVG above all: they can hold scripts
that would run as if they were Sakuin's own."""

UNTRUSTED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""For PDF: browsers open it in a viewer of their own, apart from the page, which does not start in a sandbox."""

HEAD = 64 * 1024
ESCAPE = b"\x1b"


@blueprint.get("/original/<path:document_id>")
def original_file(document_id: str) -> Response:
    """The file that a document came from; of a member of a container, the container."""
    searcher, _, _ = asked()
    found = original(searcher, document_id)
    inline = SHOWN_INLINE.get(found.path.suffix.lower(), "")
    kind = inline or mimetypes.guess_type(found.path.name)[0] or "application/octet-stream"
    # An ETag would be made of the path, which need not be UTF-8; the time of the file says as much.
    answer = send_file(found.path, kind, not inline, shown(found.path.name), conditional=True, etag=False)
    answer.headers["Content-Type"] = kind + _charset(found.path, kind)
    answer.headers["Content-Security-Policy"] = VIEWER if inline == "application/pdf" else UNTRUSTED
    return answer


def _charset(path: Path, kind: str) -> str:
    """Said only of UTF-8, for an older encoding is guessed better by the browser than by a wrong word of ours."""
    if kind != "text/plain":
        return ""
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return ""
    # ISO-2022-JP is ASCII to the eye of a decoder, but for the escapes between which its kanji stand.
    return "" if ESCAPE in head else "; charset=utf-8"
