"""The ways into the collection and its documents for machines that walk the web (https://www.sitemaps.org/protocol.html).

/sitemap.xml      the ways in and all documents; of more than MOST documents the list of the files that have them
/sitemap-N.xml    the Nth so many
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote

from flask import Blueprint, Response, abort
from markupsafe import escape

from indexer.storage.document_store import Store
from search_app.web.api import base
from search_app.web.open_index import searcher_of_request

blueprint = Blueprint("sitemap", __name__)

MOST = 50_000
"""Addresses of one file, by the protocol."""

WAYS_IN = ("/", "/documents", "/people", "/eras", "/about", "/help")
"""Pages that tell of the collection as a whole."""

AT_ONCE = 1_000
"""Documents whose times are looked up together."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every document, or where they are listed."""
    store = searcher_of_request().library.store
    files = _files(store)
    if files == 1:
        return _xml("urlset", _documents(store, 0, base()))
    return _xml("sitemapindex", [f"<sitemap><loc>{base()}/sitemap-{n + 1}.xml</loc></sitemap>\n" for n in range(files)])


@blueprint.get("/sitemap-<int(min=1):number>.xml")
def sitemap_part(number: int) -> Response:
    """So many documents of a large collection."""
    store = searcher_of_request().library.store
    if number > _files(store):
        abort(404)
    return _xml("urlset", _documents(store, number - 1, base()))


def _files(store: Store) -> int:
    _, documents, _ = store.counts()
    return max(1, -(-documents // MOST))


def _xml(element: str, parts: Iterable[str]) -> Response:
    def written() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="utf-8"?>\n<{element} xmlns="{_XMLNS}">\n'
        yield from parts
        yield f"</{element}>\n"

    return Response(written(), mimetype="application/xml")


def _documents(store: Store, number: int, base: str) -> Iterator[str]:
    if number == 0:
        yield "".join(_entry(base + path, 0) for path in WAYS_IN)
    ids = (each.id for each in islice(store.documents(), number * MOST, (number + 1) * MOST))
    for some in iter(lambda: tuple(islice(ids, AT_ONCE)), ()):
        times = store.file_times(some)
        yield "".join(_entry(f"{base}/doc/{quote(each)}", times.get(each, 0)) for each in some)


def _entry(address: str, nanoseconds: int) -> str:
    changed = datetime.fromtimestamp(nanoseconds // 10**9, UTC).date().isoformat() if nanoseconds else ""
    return f"<url><loc>{escape(address)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
