"""What is taken away from a search: files of all hits, its receipt, a feed, a search plugin for browsers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from flask import Blueprint, Response, abort, jsonify, render_template, request

from search_app.export.citations import cited
from search_app.export.formats import BOM, BY_NAME, Format, export, export_passage
from search_app.export.json_objects import snippet_html
from search_app.export.receipts import receipt
from search_app.export.tables import line_table, term_count_table, trend_table
from search_app.labels import LABELS
from search_app.search.results_page import search
from search_app.state.links import passage_address
from search_app.state.state import SearchState
from search_app.views.concordance import all_lines, read_concordance_view
from search_app.web.api import asked, asked_terms, asked_trends, base, origin

blueprint = Blueprint("files", __name__)

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")

FEED = 50
"""Entries of a page of the feed, unless the address says otherwise."""


def _file(parts: Iterator[bytes], kind: Format) -> Response:
    """A file that is made as it is sent."""
    return _sent(parts, f"{kind.media_type}; charset=utf-8" if kind.is_text else kind.media_type, kind.name)


def _table(parts: Iterator[str], media_type: str, name: str) -> Response:
    return _sent((part.encode() for part in parts), f"{media_type}; charset=utf-8", name)


def _sent(parts: Iterator[bytes], content_type: str, name: str) -> Response:
    answer = Response(parts, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="sakuin-{date.today().isoformat()}.{name}"'
    return answer


def _format(name: str) -> Format:
    if name not in BY_NAME:
        abort(404)
    return BY_NAME[name]


@blueprint.get("/search.<name>")
def hits_file(name: str) -> Response:
    """Every hit of a search, in one of the formats."""
    kind = _format(name)
    searcher, state, _ = asked()
    return _file(export(searcher, state, kind, base()), kind)


@blueprint.get("/passage/<string(length=16):passage_id>.<name>")
def passage_file(passage_id: str, name: str) -> Response:
    """One passage, in one of the formats."""
    kind = _format(name)
    searcher, state, _ = asked()
    return _file(export_passage(searcher, passage_id, state, kind, base()), kind)


@blueprint.get("/receipt.json")
def receipt_json() -> Response:
    """The receipt of a search, to be kept and replayed."""
    searcher, state, _ = asked()
    answer = jsonify(receipt(searcher, state))
    answer.headers["Content-Disposition"] = f'attachment; filename="sakuin-receipt-{date.today().isoformat()}.json"'
    return answer


@blueprint.get("/kwic.tsv")
def kwic_tsv() -> Response:
    """Every line of a concordance."""
    searcher, state, _ = asked()
    view, _ = read_concordance_view(request.args.items(multi=True), state)
    return _table(line_table(all_lines(searcher, view)), "text/tab-separated-values", "tsv")


@blueprint.get("/trends.csv")
def trends_csv() -> Response:
    """The numbers of the trends."""
    return _table(trend_table(asked_trends()[1]), "text/csv", "csv")


@blueprint.get("/terms.csv")
def terms_csv() -> Response:
    """The table of terms."""
    return _table(term_count_table(asked_terms()[1]), "text/csv", "csv")


@blueprint.get("/terms.excel.csv")
def terms_excel_csv() -> Response:
    """The same, with the mark by which Excel knows UTF-8."""
    return _table(term_count_table(asked_terms()[1], BOM), "text/csv", "excel.csv")


@blueprint.get("/search.atom")
def feed() -> Response:
    """A search as an Atom feed (RFC 4287, in pages by RFC 5005)."""
    searcher, state, _ = asked()
    if "per_page" not in request.args:
        state = replace(state, per_page=FEED)
    page = search(searcher, state)
    times = searcher.library.store.file_times({hit.document.id for hit in page.hits})
    collection = searcher.library.collection.title
    written = render_template(
        "feed.xml",
        page=page,
        state=state,
        base=base(),
        origin=origin(),
        title=_title(state, collection.in_language(state.ui)),
        updated=_moment(max(times.values(), default=0)),
        entries=[(hit, _moment(times.get(hit.document.id, 0)), snippet_html(hit.snippet)) for hit in page.hits],
        facts={hit.id: cited(hit.places[0], collection, base()) for hit in page.hits},
        passage_address=passage_address,
    )
    return Response(_xml(written), content_type="application/atom+xml; charset=utf-8")


def _title(state: SearchState, collection: str) -> str:
    return f"{state.q or LABELS['browse'].in_language(state.ui)} — {collection or 'Sakuin'}"


def _moment(nanoseconds: int) -> str:
    return datetime.fromtimestamp(nanoseconds // 10**9, UTC).isoformat().replace("+00:00", "Z")


def _xml(text: str) -> str:
    """Without the control signs that XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to add this search to its own (OpenSearch 1.1)."""
    searcher, state, _ = asked()
    title = searcher.library.collection.title.in_language(state.ui) or "Sakuin"
    written = render_template("opensearch.xml", title=title, base=base(), state=state)
    return Response(_xml(written), content_type="application/opensearchdescription+xml; charset=utf-8")
