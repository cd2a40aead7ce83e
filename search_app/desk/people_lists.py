"""People, eras and terms at the desk: three pages over one collection.toml, and what they ask of the server."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.collection import Collection
from indexer.config import Config
from indexer.dictionary.cache import open_glossary
from indexer.editing.collection_file import Changed, Opened, before, can_undo, edited, read, undo, write
from indexer.errors import CollectionError, DeskMistake, ReadError
from indexer.people.importing import imported
from indexer.people.lists import READERS, read_list
from indexer.people.tables import labels_of
from indexer.storage.document_store import Store
from search_app.desk.desk import current_desk
from search_app.desk.list_requests import TABLES, edits_of
from search_app.desk.people_found import Finding, PeopleFinder
from search_app.desk.people_names import MOST_NAMES, names_in_other_language
from search_app.desk.people_offered import offered, rows
from search_app.desk.preview import effects
from search_app.desk.rendering import desk_page, words_in
from search_app.web.error_pages import language_asked
from search_app.web.open_index import searcher_of_request

blueprint = Blueprint("desk_lists", __name__, url_prefix="/desk")
FINDER = "sakuin-people-finder"
PAGES = {"people": "actor", "eras": "era", "terms": "term"}
AT_ONCE = 100
"""People who are proposed at once, until more are asked for."""

MOST_ASKED = 200
"""Characters of a name that is looked up."""

Answer = Callable[..., ResponseReturnValue]


def told(answer: Answer) -> Answer:
    """An answer in JSON; a mistake is a sentence in the language of the page, with what was said of it."""

    @wraps(answer)
    def told_answer(**values: Any) -> ResponseReturnValue:
        t = words_in(language_asked())
        try:
            return answer(**values)
        except Changed:
            return jsonify({"error": t("lists-changed")}), 409
        except (CollectionError, DeskMistake, ReadError) as error:
            return jsonify({"error": t("lists-mistake", said=str(error))}), 400

    return told_answer


@blueprint.get("/<any(people, eras, terms):name>")
def lists_page(name: str) -> str:
    """The page of one kind of entries."""
    current_desk().open_folder()
    return desk_page("lists.html", name, table=PAGES[name])


@blueprint.get("/lists.json")
@told
def lists() -> ResponseReturnValue:
    """All entries of the file, and the people proposed."""
    return jsonify(_state(_opened()))


@blueprint.post("/lists/preview.json")
@told
def preview() -> ResponseReturnValue:
    """What some edits would do to the index; an empty list undoes the last."""
    opened = _asked()
    edits = _sent().get("edits")
    change = before(opened, current_desk().directory) if edits == [] else edited(opened, edits_of(edits, opened.tables))
    if not current_desk().is_indexed:
        return jsonify({"indexed": False, "effects": []})
    searcher = searcher_of_request()
    found = effects(searcher.library, opened.collection, change.collection, searcher.weights)
    return jsonify({"indexed": True, "effects": [asdict(each) for each in found]})


@blueprint.post("/lists/save.json")
@told
def save() -> ResponseReturnValue:
    """Write some edits."""
    opened = _asked()
    write(opened, edited(opened, edits_of(_sent().get("edits"), opened.tables)), current_desk().directory)
    return jsonify(_state(_opened()))


@blueprint.post("/lists/undo.json")
@told
def take_back() -> ResponseReturnValue:
    """Undo the last edit."""
    undo(_asked(), current_desk().directory)
    return jsonify(_state(_opened()))


@blueprint.post("/people/find.json")
@told
def find_people() -> ResponseReturnValue:
    """Begin to look for people in the background."""
    return jsonify(_finding(_finder().start(), _opened().collection))


@blueprint.get("/people/names.json")
@told
def dictionary_names() -> ResponseReturnValue:
    """Names in the other language that the dictionary has, where it is installed."""
    glossary = open_glossary(Config())
    if glossary is None:
        return jsonify({"names": []})
    try:
        asked = (name.strip()[:MOST_ASKED] for name in request.args.getlist("name")[:MOST_NAMES])
        return jsonify({"names": names_in_other_language(glossary, *asked)})
    finally:
        glossary.close()


@blueprint.post("/people/import.json")
@told
def import_list() -> ResponseReturnValue:
    """The people of a list that was chosen in the browser, to be gone through."""
    sent = request.files.get("list")
    if sent is None:
        raise DeskMistake("no file was sent")
    suffix = Path(sent.filename or "").suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix if suffix in READERS else '.txt'}"
        sent.save(path)
        people = list(imported(read_list(path)))
    rows = [(labels_of(entry.person), entry) for entry in people]
    return jsonify({
        "people": [
            {"ja": names.get("ja", ""), "en": names.get("en", ""), "surname": entry.surname, "uses": 0,
             "kind": entry.person.kind, "names": [name for name in entry.names if name not in names.values()],
             "example": " ".join(entry.remarks)}
            for names, entry in rows
        ]
    })  # fmt: skip


@blueprint.get("/eras/years.json")
@told
def years() -> ResponseReturnValue:
    """How many passages tell of each year."""
    if not current_desk().is_indexed:
        return jsonify({})
    return jsonify(_years(searcher_of_request().library.store))


def _years(store: Store) -> dict[int, int]:
    sizes = store.passages.sizes
    return dict(sorted(Counter(year for id in store.passage_ids() for year in sizes.of(id).years).items()))


def _opened() -> Opened:
    return read(current_desk().open_folder())


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise DeskMistake("the request is no JSON object")
    return sent


def _asked() -> Opened:
    """The file, if it is still the one that the page shows."""
    opened = _opened()
    if _sent().get("digest") != opened.digest:
        raise Changed("collection.toml is another by now")
    return opened


def _finder() -> PeopleFinder:
    found = current_app.extensions.get(FINDER)
    if found is None or found.directory != current_desk().directory:
        if found is not None:
            found.stop()
        found = current_app.extensions[FINDER] = PeopleFinder(current_desk().directory)
    return cast(PeopleFinder, found)


def _state(opened: Opened) -> dict[str, Any]:
    try:
        blocks = opened.tables.blocks
        mistake = ""
    except CollectionError as error:
        blocks, mistake = (), words_in(language_asked())("lists-broken", said=str(error))
    return {
        "digest": opened.digest,
        "mistake": mistake,
        "undo": not mistake and can_undo(opened, current_desk().directory),
        **{table: [_plain(block.values) for block in blocks if block.name == table] for table in TABLES},
        "rejected": opened.collection.rejected,
        "proposed": _finding(_finder().finding(), opened.collection),
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, list) else str(value) for key, value in values.items()}


def _finding(finding: Finding, collection: Collection) -> dict[str, Any]:
    """How far the search for people is, and the first `most` of those who are offered; `q` is to stand in a name."""
    everyone = offered(finding.people, collection)
    found = offered(finding.people, collection, asked) if (asked := request.args.get("q", "")) else everyone
    most = request.args.get("most", AT_ONCE, type=int)
    return {
        "state": finding.state, "done": finding.done, "known": finding.known, "older": finding.older,
        "total": len(found), "people": rows(found[:most], everyone, collection),
    }  # fmt: skip
