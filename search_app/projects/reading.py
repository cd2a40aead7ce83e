"""A project from its JSON: every part checked, unknown parts kept, and what is wrong said in a sentence."""

import json
from dataclasses import replace

from search_app.export.citations import Cited
from search_app.projects.checking import Row, checked, damaged
from search_app.projects.values import (
    COLOURS,
    KIND,
    MOST_BYTES,
    MOST_ITEMS,
    MOST_KNOWN,
    MOST_SEARCHES,
    MOST_TEXT,
    SCHEMA,
    Highlight,
    Item,
    Project,
    ProjectMistake,
    Remark,
    SavedSearch,
)
from search_app.projects.writing import ITEM, PROJECT, SEARCH
from search_app.reading.locators import CITED_KINDS, LocatorPart


def read_json(data: bytes, most: int = MOST_BYTES) -> object:
    """JSON in UTF-8, as RFC 8259 has it: without NaN. Raises ProjectMistake."""
    if len(data) > most:
        raise ProjectMistake("project-too-big", f"{most // 2**20} MB")
    return checked(lambda: json.loads(data.decode("utf-8-sig"), parse_constant=_no_number), "JSON")


def _no_number(name: str) -> float:
    raise ValueError(name)


def project_of(value: object) -> Project:
    """A project from JSON. Of several items of one passage the first counts. Raises ProjectMistake."""
    if not isinstance(value, dict) or value.get("kind") != KIND:
        raise ProjectMistake("project-none")
    row = Row.of(value, "")
    if row.count("schema") > SCHEMA:
        raise ProjectMistake("project-newer")
    items = {item.key: item for item in reversed([item_of(each) for each in row.rows("items", MOST_ITEMS)])}
    return Project(
        row.text("id"),
        row.text("title"),
        row.text("by"),
        row.text("made"),
        row.text("changed"),
        tuple(reversed(items.values())),
        tuple(search_of(each) for each in row.rows("searches", MOST_SEARCHES)),
        row.rest(PROJECT),
    )


def item_of(row: Row) -> Item:
    """An item from JSON. Raises ProjectMistake."""
    item = Item(
        _facts(row),
        row.text("text", MOST_TEXT),
        row.text("note", MOST_TEXT),
        tuple(Remark(each.text("by"), each.text("text", MOST_TEXT)) for each in row.rows("remarks")),
        tuple(dict.fromkeys(filter(None, map(str.strip, row.texts("tags"))))),
        tuple(_highlight(each) for each in row.rows("highlights")),
        row.text("chosen"),
        row.text("changed"),
        row.flag("kept"),
        row.text("first"),
        row.rest(ITEM),
    )
    inside = tuple(each for each in item.highlights if each.start < each.end <= len(item.text))
    return replace(item, highlights=tuple(sorted(inside, key=lambda each: (each.start, each.end))))


def _facts(row: Row) -> Cited:
    said = row.row("facts")
    document, identifier = row.text("document"), row.text("id")
    if not document or not identifier:
        raise damaged(row.at("document" if identifier else "id"))
    return Cited(
        identifier,
        document,
        row.count("paragraph"),
        row.text("sha256"),
        said.texts("authors"),
        said.text("title") or document,
        said.texts("headings"),
        said.text("date"),
        said.text("source"),
        said.text("collection"),
        said.text("lang"),
        said.text("address"),
        said.text("type"),
        said.text("archive"),
        said.text("publisher"),
        tuple(LocatorPart(*part) for part in said.tuples("where", 3) if part[0] in CITED_KINDS),
        said.flag("inferred"),
        said.counts("years"),
    )


def _highlight(row: Row) -> Highlight:
    colour = row.text("colour")
    return Highlight(
        row.count("start"), row.count("end"), colour if colour in COLOURS else COLOURS[0], row.text("word")
    )


def search_of(row: Row) -> SavedSearch:
    """A saved search from JSON. Raises ProjectMistake."""
    return SavedSearch(
        row.text("name"),
        tuple((name, value) for name, value in row.tuples("parameters", 2)),
        row.count("total"),
        row.text("digest"),
        row.text("looked"),
        row.texts("known", MOST_KNOWN),
        row.flag("whole", True),
        row.rest(SEARCH),
    )
