"""Projects over HTTP: two pages, and what needs the index or a library done for them; nothing is kept here.

The browser keeps the projects (at a desk its folder does), sends one along with what is asked of it, and takes the
answer: every request is whole in itself and changes nothing on the server.

/projects, /project      the pages; without scripts the second verifies a file that is sent
/project/items.json      passages and documents by id -> items
/project/verify.json     a project -> what became of its citations
/project/look.json       saved searches -> what they find now, and how much of it is new
/project/read.json       a file -> the project in it
/project/merge.json      two projects -> one
/project/file            a project -> its file; /project/export.md, .docx, .ris: the same for other programs
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import takewhile

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.errors import SakuinError
from indexer.storage.index_directory import earlier_text
from search_app.export.receipts import receipt
from search_app.notes import Note
from search_app.projects.archive import MEDIA_TYPE, packed, project_ris, receipt_name, unpacked
from search_app.projects.checking import Row
from search_app.projects.choosing import chosen_documents, chosen_passages
from search_app.projects.markdown import project_markdown
from search_app.projects.merging import merged
from search_app.projects.objects import findings_object, look_object
from search_app.projects.reading import project_of, read_json, search_of
from search_app.projects.searches import look, state_of
from search_app.projects.values import MOST_BYTES, MOST_ITEMS, MOST_SEARCHES, SUFFIX, Project, ProjectMistake
from search_app.projects.verifying import STATUSES, Finding, counted, sentence, verified
from search_app.projects.word_file import MEDIA_TYPE as DOCX
from search_app.projects.word_file import project_docx
from search_app.projects.writing import item_object, project_object
from search_app.search.searcher import Searcher
from search_app.state.parameters import Json
from search_app.web.api import asked, base
from search_app.web.error_pages import language_asked
from search_app.web.open_index import index_of
from search_app.web.rendering import rendered

blueprint = Blueprint("projects", __name__)

MOST_SENT = 2 * MOST_BYTES + 64 * 1024
"""Bytes of a request: two projects to be merged, and what a form writes around a file."""

MOST_CHOSEN = 500
"""Passages or documents that are asked for at once, as a selection of earlier versions may have them."""

EXPORTS: dict[str, tuple[str, Callable[[Project], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", lambda project: project_markdown(project).encode()),
    "docx": (DOCX, project_docx),
    "ris": ("application/x-research-info-systems; charset=utf-8", lambda project: project_ris(project).encode()),
}
"""Ending -> media type, and what makes the file."""


@blueprint.before_request
def take_a_project() -> None:
    """Let these addresses be sent a whole project; all others take a question."""
    request.max_content_length = MOST_SENT


@blueprint.errorhandler(ProjectMistake)
def told(error: ProjectMistake) -> ResponseReturnValue:
    """What is wrong with a project, in the language of the page."""
    return jsonify({"error": error.note.sentence(language_asked()), "status": error.http_status}), error.http_status


# the pages


@blueprint.get("/projects")
def projects_page() -> str:
    """Every project that this browser (or this desk) keeps."""
    searcher, state, _ = asked()
    return rendered("projects.html", searcher, state)


@blueprint.get("/project")
def project_page() -> str:
    """One project; its id stands behind the # of the address, which no server is sent."""
    searcher, state, _ = asked()
    return rendered("project.html", searcher, state, found=None, mistake=None)


@blueprint.post("/project")
def verify_file() -> ResponseReturnValue:
    """The same without scripts: what became of the citations in a file that is sent."""
    searcher, state, _ = asked()
    given, found, mistake, title = request.files.get("file"), None, None, ""
    try:
        project = unpacked(given.read() if given else b"")
        found, title = _verified(searcher, project), project.title
    except ProjectMistake as error:
        mistake = error.note
    notes, said = searcher.budget.notes, sentence(counted(found or ()), state.ui)
    page = rendered("project.html", searcher, state, found=found, said=said, mistake=mistake, notes=notes, title=title)
    return page, 400 if mistake else 200


# what the pages ask for


def _sent() -> Row:
    """The object that was sent as JSON. Raises ProjectMistake."""
    return Row.of(read_json(request.get_data(), MOST_SENT), "")


@blueprint.post("/project/items.json")
def items_json() -> Response:
    """Passages and documents as items of a project; ids that lead nowhere give none."""
    searcher, _, _ = asked()
    sent = _sent()
    passages = list(sent.rows("passages", MOST_CHOSEN))
    chosen = (
        item for row in passages for item in chosen_passages(searcher, [row.text("id")], base(), row.text("document"))
    )
    documents = chosen_documents(searcher, sent.texts("documents", MOST_CHOSEN), base())
    items = [item_object(item) for item in (*chosen, *documents)]
    return jsonify({"items": items, "notes": _notes(searcher.budget.notes)})


@blueprint.post("/project/verify.json")
def verify_json() -> Response:
    """What became of what a project cites. `before` are the counts of an answer that had not the time for all: only
    what was not verified then is sent again."""
    searcher, state, _ = asked()
    sent = _sent()
    before = {name: Row.of(sent.values.get("before", {}), "before").count(name) for name in ("unchanged", *STATUSES)}
    found = _verified(searcher, project_of(sent.values.get("project")))
    return jsonify(findings_object(found, before, state.ui) | {"notes": _notes(searcher.budget.notes)})


def _verified(searcher: Searcher, project: Project) -> tuple[Finding, ...]:
    directory = index_of(current_app).directory
    return verified(searcher, project.items[:MOST_ITEMS], lambda key: earlier_text(directory, key), base())


@blueprint.post("/project/look.json")
def look_json() -> Response:
    """Saved searches asked again, as many as there is time for."""
    searcher, _, _ = asked()
    searches = [search_of(row) for row in _sent().rows("searches", MOST_SEARCHES)]
    timely = takewhile(lambda _: not searcher.budget.spent("time-series"), searches)
    looks = [look_object(look(searcher, search)) for search in timely]
    return jsonify({"searches": looks, "notes": _notes(searcher.budget.notes)})


@blueprint.post("/project/read.json")
def read_file_json() -> Response:
    """The project in a file, or in a project.json alone."""
    return jsonify(project_object(unpacked(request.get_data())))


@blueprint.post("/project/merge.json")
def merge_json() -> Response:
    """The project `first` with all that the project `second` has besides."""
    sent = _sent()
    first, second = (project_of(sent.values.get(name)) for name in ("first", "second"))
    return jsonify(project_object(merged(first, second)))


@blueprint.post("/project/file")
def project_file() -> Response:
    """The file of a project, with a receipt of each search that may be taken in one go."""
    searcher, _, _ = asked()
    project = project_of(_sent().values)
    return _file(packed(project, receipts_of(searcher, project)), MEDIA_TYPE, SUFFIX)


@blueprint.post("/project/export.<ending>")
def export_file(ending: str) -> Response:
    """A project for other programs: md, docx, ris."""
    if ending not in EXPORTS:
        abort(404)
    media_type, make = EXPORTS[ending]
    return _file(make(project_of(_sent().values)), media_type, f".{ending}")


def receipts_of(searcher: Searcher, project: Project, known: Json | None = None) -> Json:
    """The receipt of every saved search: one of `known` that is of this very index, or a new one. A search that finds
    more than may be taken in one go has none, nor have those for which no time is left."""
    found: Json = {}
    for search in project.searches:
        name = receipt_name(search)
        before = (known or {}).get(name)
        if isinstance(before, dict) and before.get("index", {}).get("digest") == searcher.digest:
            found[name] = before
        elif not searcher.budget.spent("time-series"):
            try:
                found[name] = receipt(searcher, state_of(searcher, search))
            except SakuinError:  # too many hits: the search itself is kept, with their number
                continue
    return found


def _file(data: bytes, media_type: str, ending: str) -> Response:
    answer = Response(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="sakuin-{date.today().isoformat()}{ending}"'
    return answer


def _notes(notes: Iterable[Note]) -> list[str]:
    return [note.sentence(language_asked()) for note in notes]
