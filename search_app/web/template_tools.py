"""What templates may use besides the values of their page: the words of the interface, labels, dates, markup."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from flask import request

from indexer.document import Label
from indexer.metadata import edtf
from indexer.metadata.calendar import japanese_years_in
from indexer.storage.records import DocumentRow
from search_app.export.citations import authors_of, is_inferred
from search_app.export.formats import FORMATS
from search_app.export.page_metadata import coins, json_ld, meta_tags
from search_app.labels import LABELS
from search_app.reading.locators import first_span, locator, locator_words, page_at
from search_app.search.facets import FACET_LABELS, HEIGHT, LANGUAGE_NAMES, WIDTH, year_label
from search_app.search.hits import principal_date
from search_app.state.addresses import rooted
from search_app.state.links import document_address, entry_address, passage_address, values_address
from search_app.state.match_kinds import SWITCHES
from search_app.state.state import SearchState
from search_app.views.trend_chart import HEIGHT as CHART_HEIGHT
from search_app.views.trend_chart import WIDTH as CHART_WIDTH
from search_app.web.api import base, set_origin
from search_app.web.help_texts import VIA_LABELS
from search_app.web.repeated_markup import FEW_BARS, bars, strip, value_links, with_marks, year_rows

DOORS = ("documents", "people", "eras", "timeline", "trends", "projects", "help")
"""What stands in the head of every page: the paths of the pages that a collection may be entered by."""

_CHOOSING = (
    "select", "selected", "select-document", "project", "project-count", "project-no-store", "project-first-title",
    "project-add-search", "project-search-added", "project-failed", "project-search-in", "project-make-current",
    "project-current",
)  # fmt: skip
WORDS_OF_SCRIPTS = {
    "choosing": _CHOOSING,
    "projects": (
        *_CHOOSING,
        *(key for key in LABELS if key.startswith(("project-", "colour-", "status-")) and "-said-" not in key),
        "saved-searches", "browse",
    ),
}  # fmt: skip
"""Script -> the words it is given."""

OTHER_UI = {"ja": "en", "en": "ja"}


def translator(ui: str) -> Callable[..., str]:
    """The words of the interface in one language: t("hits", n=3) -> 3件."""

    def translate(key: str, **values: object) -> str:
        return LABELS[key].in_language(ui).format(**values)

    return translate


def template_tools() -> dict[str, Any]:
    """What every template may use besides its own values."""
    return {
        "facet_labels": FACET_LABELS,
        "language_names": LANGUAGE_NAMES,
        **ADDRESSES,
        "principal_date": principal_date,
        "base": base,
        "authors_of": authors_of,
        "origins_of": origins_of,
        "is_inferred": is_inferred,
        "coins": coins,
        "json_ld": json_ld,
        "meta_tags": meta_tags,
        "set_origin": set_origin,
        "first_span": first_span,
        "locator_of": locator,
        "locator_words": locator_words,
        "page_at": page_at,
        "year_label": year_label,
        "date_label": date_label,
        "date_parts": date_parts,
        "via_labels": VIA_LABELS,
        "switch_table": SWITCHES,
        "histogram_size": (WIDTH, HEIGHT),
        "with_marks": with_marks,
        "value_links": value_links,
        "bars": bars,
        "few_bars": FEW_BARS,
        "strip": strip,
        "year_rows": year_rows,
        "other_ui": OTHER_UI,
        "og_locales": {"ja": "ja_JP", "en": "en_US"},
        "formats": FORMATS,
        "doors": DOORS,
        "words_for_scripts": words_for_scripts,
        "chart_size": (CHART_WIDTH, CHART_HEIGHT),
    }


def words_for_scripts(name: str, ui: str) -> dict[str, str]:
    """The words that a script writes into the page, by their keys in LABELS; what stands in braces it fills in."""
    return {key: LABELS[key].in_language(ui) for key in WORDS_OF_SCRIPTS[name]}


def in_other_language(ui: str) -> str:
    """The address of the page that is shown, in the other language. All that it was asked for stays: what is no part
    of a search too, such as the second question of trends or the place in a document."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "ui"]
    return rooted(quote(request.path), urlencode([*kept, *SearchState(ui=OTHER_UI[ui]).pairs()]))


ADDRESSES = {
    "passage_address": passage_address,
    "document_address": document_address,
    "entry_address": entry_address,
    "values_address": values_address,
    "in_other_language": in_other_language,
}
"""What gives the address of something."""

SAID = {
    "title": LABELS["title"], "authors": LABELS["author"], "date": LABELS["date"], "lang": LABELS["language"],
    "type": LABELS["type"], "archive": LABELS["archive"], "publisher": LABELS["publisher"], "source": LABELS["source"],
    "actors": FACET_LABELS["actor"],
}  # fmt: skip
"""Fields of a document whose origin is shown."""

ORIGINS = ("sidecar", "header", "document", "properties", "inferred")
"""Who may say something of a document, the most trusted first."""


def origins_of(document: DocumentRow) -> list[tuple[str, list[Label]]]:
    """Who said what of a document: each origin with the names of its fields."""
    said = dict(document.origins)
    rows = ((origin, [label for name, label in SAID.items() if said.get(name) == origin]) for origin in ORIGINS)
    return [(origin, labels) for origin, labels in rows if labels]


def date_parts(written: str) -> list[str]:
    """The ends of an ISO interval; what else is written, such as 26/5/1950, stays one."""
    return written.split("/") if edtf.parse(written) else [written]


def date_label(iso: str) -> Label:
    """An ISO date with its Japanese year beside it: 1972-05 -> 1972-05 / 昭和47."""
    span = edtf.parse(iso)
    if span is None or span.first.year != span.last.year:
        return Label(iso, iso)
    japanese = "・".join(japanese_years_in(span))
    both = f"{iso} / {japanese}" if japanese else iso
    return Label(both, both)
