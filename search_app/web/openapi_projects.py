"""What the description of the API says of projects: the form of a project, and what may be asked with one."""

from search_app.export.verification import UNCHANGED
from search_app.projects.archive import MEDIA_TYPE
from search_app.projects.values import (
    COLOURS,
    KIND,
    MOST_ITEMS,
    MOST_KNOWN,
    MOST_LISTED,
    MOST_SEARCHES,
    MOST_TEXT,
    SCHEMA,
)
from search_app.projects.verifying import STATUSES
from search_app.projects.word_file import MEDIA_TYPE as DOCX
from search_app.state.parameters import STRING, Json
from search_app.web.json_schemas import BOOLEAN, COUNT, enum_of, list_of, map_of, object_of, ref

MOST_ASKED = 500
_NAMED: Json = {"type": "string", "minLength": 1, "maxLength": 1_000}
_SHORT: Json = {"type": "string", "maxLength": 1_000}
_LONG: Json = {"type": "string", "maxLength": MOST_TEXT}
_NUMBER: Json = {"type": "integer", "minimum": 0, "maximum": 10**9}


def _few(items: Json, most: int = MOST_LISTED) -> Json:
    return list_of(items) | {"maxItems": most}


def _open(properties: dict[str, Json], required: tuple[str, ...] = ()) -> Json:
    """An object that may have more than these: what is not known is kept, and handed on."""
    return {"type": "object", "properties": properties, "required": list(required)}


_PAIR = list_of(_SHORT) | {"minItems": 2, "maxItems": 2}
_FACTS = _open(
    dict.fromkeys(("title", "date", "source", "collection", "lang", "address", "type", "archive", "publisher"), _SHORT)
    | {
        "authors": _few(_SHORT), "headings": _few(_SHORT), "inferred": BOOLEAN, "years": _few(_NUMBER),
        "where": _few(list_of(_SHORT) | {"minItems": 3, "maxItems": 3}),
    }
)  # fmt: skip
ITEM = _open(
    {
        "id": _NAMED, "document": _NAMED, "paragraph": _NUMBER, "sha256": _SHORT, "facts": _FACTS, "text": _LONG,
        "note": _LONG, "remarks": _few(_open({"by": _SHORT, "text": _LONG})), "tags": _few(_SHORT),
        "highlights": _few(_open({"start": _NUMBER, "end": _NUMBER, "colour": enum_of(COLOURS), "word": _SHORT})),
        "chosen": _SHORT, "changed": _SHORT, "kept": BOOLEAN, "first": _SHORT,
    },
    ("id", "document", "paragraph", "sha256", "text"),
)  # fmt: skip
SAVED_SEARCH = _open(
    {
        "name": _SHORT, "parameters": _few(_PAIR), "total": _NUMBER, "digest": _SHORT, "looked": _SHORT,
        "known": _few(_SHORT, MOST_KNOWN), "whole": BOOLEAN,
    },
    ("parameters",),
)  # fmt: skip
PROJECT = _open(
    {
        "kind": enum_of((KIND,)), "schema": {"type": "integer", "minimum": 0, "maximum": SCHEMA}, "id": _SHORT,
        "title": _SHORT, "by": _SHORT, "made": _SHORT, "changed": _SHORT, "items": _few(ref("ProjectItem"), MOST_ITEMS),
        "searches": _few(ref("SavedSearch"), MOST_SEARCHES),
    },
    ("kind", "items", "searches"),
)  # fmt: skip
_STATUS = enum_of((UNCHANGED, *STATUSES))
FINDING = object_of({
    "key": STRING, "status": _STATUS,
    "place": {"oneOf": [{"type": "null"}, object_of(
        {"document": STRING, "title": STRING, "lang": STRING, "paragraph": COUNT, "url": STRING},
    )]},
    "changes": list_of(object_of({"kind": enum_of(("=", "-", "+")), "text": STRING})),
    "now": {"oneOf": [{"type": "null"}, ref("ProjectItem")]},
})  # fmt: skip
PROJECT_SCHEMAS = {"Project": PROJECT, "ProjectItem": ITEM, "SavedSearch": SAVED_SEARCH, "Finding": FINDING}

_ITEMS_ASKED = _open({
    "passages": _few(_open({"id": _SHORT, "document": _SHORT}, ("id",)), MOST_ASKED),
    "documents": _few(_SHORT, MOST_ASKED),
})  # fmt: skip
_NOTES = list_of(STRING)
_BINARY: Json = {}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _post(name: str, about: str, sent: Json, answer: Json) -> Json:
    error = {"description": "what is wrong, in a sentence", "content": _json(ref("Error"))}
    responses = {"200": {"description": "the answer", "content": answer}, "400": error}
    body = {"required": True, "content": sent}
    ui = {"name": "ui", "in": "query", "description": "the language of sentences", "schema": enum_of(("ja", "en"))}
    return {
        "post": {"operationId": name, "summary": about, "parameters": [ui], "requestBody": body, "responses": responses}
    }


def _export(ending: str, media_type: str) -> Json:
    about = f"A project as {ending}."
    return _post(f"projectAs{ending.title()}", about, _json(ref("Project")), {media_type: _BINARY})


PROJECT_PATHS = {
    "/project/items.json": _post(
        "projectItems", "Passages and documents as items of a project.", _json(_ITEMS_ASKED),
        _json(object_of({"items": list_of(ref("ProjectItem")), "notes": _NOTES})),
    ),
    "/project/verify.json": _post(
        "projectVerify", "What became of what a project cites; `before` are the counts of an answer cut short.",
        _json(_open({"project": ref("Project"), "before": map_of(_NUMBER)}, ("project",))),
        _json(object_of({
            "said": STRING, "counts": map_of(COUNT), "findings": list_of(ref("Finding")), "notes": _NOTES,
        })),
    ),
    "/project/look.json": _post(
        "projectLook", "What saved searches find now, and how much of it is new.",
        _json(_open({"searches": _few(ref("SavedSearch"), MOST_SEARCHES)}, ("searches",))),
        _json(object_of({
            "searches": list_of(object_of(
                {"new": COUNT, "exact": BOOLEAN, "url": STRING, "search": ref("SavedSearch")},
            )),
            "notes": _NOTES,
        })),
    ),
    "/project/read.json": _post(
        "projectRead", "The project in a file.", {"application/octet-stream": {}}, _json(ref("Project"))
    ),
    "/project/merge.json": _post(
        "projectMerge", "Two projects as one, by passage.",
        _json(_open({"first": ref("Project"), "second": ref("Project")}, ("first", "second"))), _json(ref("Project")),
    ),
    "/project/file": _post(
        "projectFile", "The file of a project, with a receipt of each search.", _json(ref("Project")),
        {MEDIA_TYPE: _BINARY},
    ),
    "/project/export.md": _export("md", "text/markdown"),
    "/project/export.docx": _export("docx", DOCX),
    "/project/export.ris": _export("ris", "application/x-research-info-systems"),
}  # fmt: skip
"""Path -> what it is sent and answers. Nothing of it is kept."""
