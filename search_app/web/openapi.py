"""The description of the API, OpenAPI 3.1, made from the tables that the program itself reads.

Source: OpenAPI Specification 3.1.1; its schemas are JSON Schema 2020-12.
"""

from collections.abc import Iterable
from importlib.metadata import version

from indexer.config import Config
from indexer.schema import FACETS
from search_app.export.formats import FORMATS, Format
from search_app.export.tables import LINE_COLUMNS
from search_app.highlighting.match_reasons import VIAS
from search_app.planning.companions import SURE
from search_app.search.facets import FACET_LABELS
from search_app.state.parameters import STRING, Json, Parameter
from search_app.state.state import PARAMETERS
from search_app.suggestions.completion import KINDS
from search_app.views.concordance import COLLATIONS, NARROWEST, ORDERS, WIDEST
from search_app.views.term_counts import BY, MOST_TERMS
from search_app.views.trends import MEASURES, MOST_QUESTIONS
from search_app.web.json_schemas import BOOLEAN, COUNT, NUMBER, enum_of, list_of, map_of, object_of, ref
from search_app.web.openapi_projects import PROJECT_PATHS, PROJECT_SCHEMAS

STANDING = {"path": STRING, "pages": list_of(STRING), "author": STRING, "document_date": STRING, "date_origin": STRING}
SOURCE = STANDING | {"kind": enum_of(("", "note", "row")), "type": STRING, "archive": STRING}
PLACE = object_of({"doc": STRING, "title": STRING, "heading_path": list_of(STRING)} | STANDING)
MATCH = object_of(
    {"start": COUNT, "end": COUNT, "via": enum_of(VIAS), "other": STRING, "lang": STRING}, ["other", "lang"]
)
NOTE = object_of({"code": STRING, "text": STRING})
VALUE = object_of({"value": STRING, "label": STRING, "count": COUNT, "selected": BOOLEAN, "excluded": BOOLEAN})
HIT = object_of({
    "id": STRING, "url": STRING, "doc": STRING, "title": STRING, "heading_path": list_of(STRING), "date": STRING,
    "years": list_of({"type": "integer"}), "eras": list_of(STRING), "actors": list_of(STRING), "lang": STRING,
    "score": NUMBER, "text": STRING, "places": list_of(PLACE), "snippet": STRING, "matches": list_of(MATCH),
    "similar": list_of(object_of({"id": STRING, "url": STRING, "doc": STRING, "title": STRING})),
    "similar_count": COUNT,
} | SOURCE)  # fmt: skip
PAGE = object_of({
    "total": COUNT, "folded": COUNT, "page": COUNT, "per_page": COUNT, "pages": COUNT, "hits": list_of(ref("Hit")),
    "facets": object_of({facet: list_of(ref("Value")) for facet in FACETS}),
    "filters": list_of(object_of({"facet": STRING, "label": STRING, "excluded": BOOLEAN, "remove": STRING})),
    "notes": list_of(ref("Note")), "parsed": STRING, "reading": STRING,
    "expansions": list_of(object_of({
        "kind": STRING, "typed": STRING, "text": STRING, "lang": STRING, "drop": STRING, "without": STRING,
    })),
    "dropped": list_of(STRING), "off": list_of(STRING),
    "suggestions": list_of(object_of({"q": STRING, "typed": STRING, "word": STRING, "count": COUNT, "url": STRING})),
    "without": list_of(object_of({"kind": STRING, "name": STRING, "count": COUNT, "url": STRING})),
    "absence": {"oneOf": [{"type": "null"}, object_of({
        "passages": COUNT, "documents": COUNT, "undated": COUNT,
        "languages": map_of(COUNT),
    })]},
    "url": STRING,
})  # fmt: skip
WORDS = object_of({
    "counted": COUNT, "total": COUNT, "url": STRING,
    "words": list_of(object_of({
        "word": STRING, "as_word": COUNT, "inside": COUNT, "neither": COUNT,
        "rows": list_of(object_of({
            "word": STRING, "occurrences": COUNT, "passages": COUNT, "keep": STRING, "leave": STRING,
        })),
    })),
    "alone": list_of(object_of({"word": STRING, "passages": COUNT, "url": STRING})),
    "notes": list_of(ref("Note")),
})  # fmt: skip
LINE = object_of(
    {name: COUNT if name == "paragraph" else STRING for name in LINE_COLUMNS}
    | {"number": COUNT, "start": COUNT, "end": COUNT, "url": STRING}
)
LINES = object_of({
    "total": COUNT, "page": COUNT, "pages": COUNT, "counted": COUNT, "hits": COUNT, "folded": COUNT,
    "width": COUNT,
    "order": list_of(enum_of(ORDERS)), "collation": enum_of(COLLATIONS), "lines": list_of(LINE),
    "notes": list_of(ref("Note")), "url": STRING,
})  # fmt: skip
TRENDS = object_of({
    "series": list_of(object_of(
        {"q": STRING, "parsed": STRING, "total": COUNT, "undated": map_of(COUNT), "url": STRING},
    )),
    "rows": list_of(object_of({
        "year": {"type": "integer"}, "lang": STRING, "q": STRING, "hits": COUNT,
        "per_10000_words": {"type": ["number", "null"]}, "passages": COUNT, "words": COUNT,
    })),
    "undated": map_of(object_of({"passages": COUNT, "words": COUNT})), "notes": list_of(ref("Note")), "url": STRING,
})  # fmt: skip
TERMS = object_of({
    "by": enum_of(BY), "columns": list_of(object_of({"value": STRING, "label": STRING, "total": COUNT})),
    "rows": list_of(object_of({"term": STRING, "total": COUNT, "counts": map_of(COUNT), "url": STRING})),
    "notes": list_of(ref("Note")), "url": STRING,
})  # fmt: skip
OPTIONS = object_of({
    "q": STRING,
    "options": list_of(object_of({"q": STRING, "text": STRING, "kind": enum_of(KINDS), "count": COUNT})),
})  # fmt: skip
PASSAGE = object_of(
    {
        "id": STRING,
        "text": STRING,
        "lang": STRING,
        "dates": list_of(STRING),
        "places": list_of(PLACE),
        "citations": map_of(STRING),
    }
    | SOURCE
)
COMPANIONS = object_of({
    "id": STRING,
    "companions": list_of(object_of(HIT["properties"] | {
        "because": list_of(object_of({"kind": enum_of(SURE), "here": STRING, "there": STRING})),
    })),
})  # fmt: skip
PROBLEMS = object_of({
    "unread": COUNT, "partly": COUNT,
    "files": list_of(object_of({"path": STRING, "kind": STRING, "read": BOOLEAN, "reasons": list_of(STRING)})),
})  # fmt: skip
RECEIPT = object_of({
    "kind": STRING, "sakuin": STRING, "made": {"type": "string", "format": "date"},
    "parameters": list_of(list_of(STRING) | {"minItems": 2, "maxItems": 2}),
    "url": STRING, "parsed": STRING, "tree": {"type": ["object", "null"]}, "expansions": list_of({"type": "object"}),
    "switches": map_of(BOOLEAN), "notes": list_of(STRING),
    "index": object_of({
        "engine": STRING, "lag": COUNT, "fingerprint": STRING, "digest": STRING,
        "files": COUNT, "documents": COUNT, "passages": COUNT,
    }),
    "counts": object_of({"total": COUNT, "folded": COUNT, "hits": COUNT}),
    "hits": list_of(object_of({"id": STRING, "doc": STRING, "paragraph": COUNT, "sha256": STRING})),
})  # fmt: skip
ERROR = object_of({"error": STRING, "status": {"type": "integer"}})
SCHEMAS = {
    "Hit": HIT, "Value": VALUE, "Note": NOTE, "Page": PAGE, "Words": WORDS, "Lines": LINES, "Trends": TRENDS,
    "Options": OPTIONS, "Passage": PASSAGE, "Companions": COMPANIONS, "Problems": PROBLEMS, "Receipt": RECEIPT,
    "Terms": TERMS, "Error": ERROR,
} | PROJECT_SCHEMAS  # fmt: skip


def _parameter(name: str, about: str, schema: Json, where: str = "query", many: bool = False) -> Json:
    made: Json = {"name": name, "in": where, "description": about, "schema": list_of(schema) if many else schema}
    if many:
        made |= {"style": "form", "explode": True}
    return made | ({"required": True} if where == "path" else {})


_PASSAGE_ID = _parameter("id", "the id of a passage", {"type": "string", "pattern": "^[0-9a-f]{16}$"}, "path")


def parameters(config: Config) -> dict[str, Json]:
    """The parameters of a search. What is out of bounds is no error: it takes the default, and a note says so."""
    facets = {
        facet: _parameter(facet, f"{FACET_LABELS[facet].en} to keep, `-value` to leave out", STRING, many=True)
        for facet in FACETS
    }
    return facets | {
        row.name: _parameter(row.name, row.help, _schema(row, config), many=row.kind.many) for row in PARAMETERS
    }


def _schema(row: Parameter, config: Config) -> Json:
    return row.kind.schema | ({"maximum": row.kind.largest(config)} if row.kind.most else {})


_PAGED = tuple(row.name for row in PARAMETERS if row.group == "page")


_OF_A_LIST = ("q", *(row.name for row in PARAMETERS if row.group == "order"))
"""What trends, which list nothing, do without; their questions are given otherwise."""


_SAYS = {
    "404": "there is no such thing", "413": "more hits than this server gives in one go", "503": "there is no index",
}  # fmt: skip


def _operation(name: str, about: str, given: list[Json], answer: Json, may_fail: Iterable[str] = ()) -> Json:
    error = {"application/json": {"schema": ref("Error")}} if "application/json" in answer else {"text/html": {}}
    failures = {code: {"description": _SAYS[code], "content": error} for code in (*may_fail, "503")}
    responses = {"200": {"description": "the answer", "content": answer}} | failures
    return {"get": {"operationId": name, "summary": about, "parameters": given, "responses": responses}}


def _json(name: str) -> Json:
    return {"application/json": {"schema": ref(name)}}


def _paths(config: Config) -> dict[str, Json]:
    known = parameters(config)
    search = list(known.values())
    whole = [each for each in search if each["name"] not in _PAGED]
    lines = [each for each in search if each["name"] != "per_page"] + [
        _parameter("width", "full-width characters of context", _between(NARROWEST, WIDEST)),
        _parameter("order", "what lines are sorted by, the first first", enum_of(ORDERS), many=True),
        _parameter("collation", "Japanese by its reading or by code point", enum_of(COLLATIONS)),
    ]
    several = _parameter("q", "a question; up to five", STRING, many=True)
    several["schema"]["maxItems"] = MOST_QUESTIONS
    trends = [several, *(each for each in whole if each["name"] not in _OF_A_LIST)]
    trends.append(_parameter("measure", "what the chart of the page draws", enum_of(MEASURES)))
    listed = [
        _parameter("q", f"terms, one a line; up to {MOST_TERMS}", STRING, many=True), *trends[1:-1],
        _parameter("by", "what is counted by", enum_of(BY)),
    ]  # fmt: skip
    passage, table = [_PASSAGE_ID, known["q"], known["ui"]], {"text/tab-separated-values": {"schema": STRING}}
    csv = {"text/csv": {"schema": STRING}}
    return {
        "/search.json": _operation("search", "A page of hits, with facets.", search, _json("Page")),
        "/words.json": _operation("words", "Japanese words as words and inside longer ones.", whole, _json("Words")),
        "/kwic.json": _operation("kwic", "A page of the concordance.", lines, _json("Lines")),
        "/kwic.tsv": _operation("kwicTable", "Every line of the concordance.", lines, table, ("413",)),
        "/trends.json": _operation("trends", "Hits by year of several questions.", trends, _json("Trends")),
        "/trends.csv": _operation("trendsTable", "The same as a table.", trends, csv),
        "/terms.json": _operation("terms", "Passages of each of several terms.", listed, _json("Terms")),
        "/terms.csv": _operation("termsTable", "The same as a table.", listed, csv),
        "/terms.excel.csv": _operation("termsExcel", "The same for Excel.", listed, csv),
        "/suggest.json": _operation("suggest", "What a question may go on as.", [known["q"]], _json("Options")),
        "/receipt.json": _operation("receipt", "The receipt of a search.", whole, _json("Receipt"), ("413",)),
        "/problems.json": _operation("problems", "Files that were not read, or only in part.", [], _json("Problems")),
        "/passage/{id}.json": _operation("passage", "A passage.", passage, _json("Passage"), ("404",)),
        "/passage/{id}/companions.json": _operation(
            "companions", "Passages of the other language that tell of the same, with what both say.",
            [_PASSAGE_ID], _json("Companions"), ("404",),
        ),
        **{f"/search.{each.name}": _file_of(each, whole) for each in FORMATS},
        **PROJECT_PATHS,
    }  # fmt: skip


def _between(least: int, most: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most}


def _file_of(kind: Format, given: list[Json]) -> Json:
    operation = f"export{kind.name.title().replace('.', '')}"
    schema = list_of({"type": "object"}) if kind.media_type.endswith("+json") else STRING
    return _operation(operation, f"Every hit, as {kind.name}.", given, {kind.media_type: {"schema": schema}}, ("413",))


def description(config: Config, base: str = "") -> Json:
    """The whole document; `base` is the address of the search page."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sakuin",
            "version": version("sakuin"),
            "summary": "Full-text search for document collections in Japanese and English.",
            "description": "Every answer is that of the page of the same name. Nothing typed is an error: what cannot "
            "be meant as typed is read otherwise, and a note says how. Unknown parameters are passed over.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": f"{base}/"}],
        "paths": _paths(config),
        "components": {"schemas": SCHEMAS},
    }
