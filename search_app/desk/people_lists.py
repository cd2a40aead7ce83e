"""People, eras and terms at the desk: three pages over one collection.toml, and what they ask of the server."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache, wraps
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.collection import Collection
from indexer.config import Config
from indexer.editing.collection_file import Changed, Opened, before, can_undo, edited, read, undo, write
from indexer.errors import CollectionError, DeskMistake, ReadError
from indexer.people.importing import imported
from indexer.people.lists import READERS, read_list
from indexer.people.sound import skeletons
from indexer.people.tables import labels_of
from indexer.storage.index_directory import Library, open_library
from search_app.desk.desk import current_desk
from search_app.desk.list_requests import TABLES, edits_of
from search_app.desk.people_found import Finding, PeopleFinder, Proposed
from search_app.desk.preview import effects
from search_app.desk.rendering import desk_page, words_in
from search_app.web.error_pages import language_asked

blueprint = Blueprint("desk_lists", __name__, url_prefix="/desk")
FINDER = "sakuin-people-finder"
PAGES = {"people": "actor", "eras": "era", "terms": "term"}
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
    library = _library()
    try:
        found = effects(library.store, library.collection, change.collection)
    finally:
        library.close()
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
    library = _library()
    try:
        return jsonify(_years(library))
    finally:
        library.close()


def _years(library: Library) -> dict[int, int]:
    sizes = library.store.passages.sizes
    return dict(sorted(Counter(year for id in library.store.passage_ids() for year in sizes.of(id).years).items()))


def _library() -> Library:
    return open_library(current_desk().directory, Config())


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
        found = current_app.extensions[FINDER] = PeopleFinder(current_desk().directory)
    return found


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
    """What is found and neither in the file nor rejected, each with who may be the same in the other language."""
    known = {name.lower() for actor in collection.actors for name in actor.names}
    rejected = frozenset(collection.rejected)
    new = [each for each in finding.people if each.full not in rejected and each.full.lower() not in known]
    pairs = _pairs(tuple(new[:MOST_PAIRED]))
    people = [asdict(each) | {"alike": pairs.get(each.full, "")} for each in islice(new, 1000)]
    return {"state": finding.state, "done": finding.done, "known": finding.known, "people": people}


MOST_PAIRED = 1000


@lru_cache(maxsize=4)
def _pairs(people: tuple[Proposed, ...]) -> dict[str, str]:
    """Of whom has a name in one language, the most frequent in the other who sounds so."""
    found: dict[str, str] = {}
    for each in (each for each in people if each.ja):
        heard = skeletons(each.surname or each.ja)
        other = next(
            (e for e in people if e.en and not e.ja and not heard.isdisjoint(skeletons(e.surname or e.en))), None
        )
        if other and other.full not in found:
            found |= {each.full: other.full, other.full: each.full}
    return found
