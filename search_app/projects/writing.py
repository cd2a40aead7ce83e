"""A project as JSON, with the citation of each item beside it for whoever reads the file without Sakuin."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from search_app.export.citations import STYLES, citation
from search_app.projects.values import KIND, SCHEMA, Item, Project, SavedSearch
from search_app.state.parameters import Json

PROJECT = frozenset({"kind", "schema", "id", "title", "by", "made", "changed", "items", "searches"})
ITEM = frozenset({
    "key", "id", "document", "paragraph", "sha256", "facts", "citation", "text", "note", "remarks", "tags",
    "highlights", "chosen", "changed", "kept", "first",
})  # fmt: skip
SEARCH = frozenset({"name", "parameters", "total", "digest", "looked", "known", "whole"})
"""The names that are known of each object; what else a file has is handed on."""

FACTS = (
    "authors", "title", "headings", "date", "source", "collection", "lang", "address", "type", "archive", "publisher",
    "inferred", "years",
)  # fmt: skip
"""What of a citation stands under `facts` as it is."""


def project_object(project: Project) -> Json:
    """A project as JSON."""
    known = {
        "kind": KIND,
        "schema": SCHEMA,
        "id": project.id,
        "title": project.title,
        "by": project.by,
        "made": project.made,
        "changed": project.changed,
        "items": [item_object(item) for item in project.items],
        "searches": [search_object(search) for search in project.searches],
    }
    return known | _sorted(project.more)


def item_object(item: Item) -> Json:
    """An item as JSON; `key` and `citation` are for readers, and not read again."""
    facts = item.facts
    known = {
        "key": item.key,
        "id": facts.id,
        "document": facts.document,
        "paragraph": facts.paragraph,
        "sha256": facts.hash,
        "citation": cited_as(item),
        "text": item.text,
        "note": item.note,
        "remarks": [asdict(each) for each in item.remarks],
        "tags": list(item.tags),
        "highlights": [asdict(each) for each in item.highlights],
        "chosen": item.chosen,
        "changed": item.changed,
        "kept": item.kept,
        "first": item.first,
        "facts": {name: _plain(getattr(facts, name)) for name in FACTS}
        | {"where": [list(part) for part in facts.where]},
    }
    return known | _sorted(item.more)


def search_object(search: SavedSearch) -> Json:
    """A saved search as JSON."""
    known = {
        "name": search.name,
        "parameters": [list(pair) for pair in search.parameters],
        "total": search.total,
        "digest": search.digest,
        "looked": search.looked,
        "known": list(search.known),
        "whole": search.whole,
    }
    return known | _sorted(search.more)


def cited_as(item: Item) -> str:
    """An item's citation in the first of the styles; a document's has the seal of its passages."""
    style, facts = STYLES[0], item.facts
    if not item.is_document:
        return citation(facts, style, date.min)
    said = style.write(facts, date.min).replace(" ¶ 0", "").replace(", .", ".")
    return f"{said} {facts.seal}"


def project_bytes(project: Project) -> bytes:
    """The same as a file, to be read by people too."""
    return (json.dumps(project_object(project), ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _sorted(more: Mapping[str, Json]) -> Json:
    return dict(sorted(more.items()))
