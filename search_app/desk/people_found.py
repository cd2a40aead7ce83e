"""Whom the documents of the index seem to name, found in the background once for each generation and kept beside it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.config import Config
from indexer.document import Block, Document
from indexer.people.proposing import Proposal, Survey
from indexer.people.tables import labels_of
from indexer.storage.document_store import Store
from indexer.storage.index_directory import current_generation, open_library
from indexer.storage.records import document_of

KEPT = "people-proposed.json"
MOST_PROPOSED = 2000


@dataclass(frozen=True, slots=True)
class Proposed:
    """A person whom documents name: the names to show, all forms, how often, and a passage that has one of them."""

    ja: str
    en: str
    surname: str
    names: tuple[str, ...]
    uses: int
    documents: int
    example: str = ""
    passage: str = ""

    @property
    def full(self) -> str:
        """The name to tell it by."""
        return self.ja or self.en


@dataclass(frozen=True, slots=True)
class Finding:
    """How far the search for people has come: `state` is none, running, done or failed."""

    state: str = "none"
    done: int = 0
    known: int = 0
    people: tuple[Proposed, ...] = ()


class PeopleFinder:
    """Looks for people in one index directory, in a thread that ends with the program."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = threading.Lock()
        self._generation = ""
        self._finding = Finding()

    def finding(self) -> Finding:
        """What is found by now of the generation in force."""
        generation = current_generation(self.directory)
        with self._lock:
            if generation is None:
                return Finding()
            if self._generation != generation.name:
                self._generation, self._finding = generation.name, _kept(self.directory, generation.name)
            return self._finding

    def start(self) -> Finding:
        """Begin to look, unless that is done or under way."""
        found = self.finding()
        if found.state in ("none", "failed") and self._generation:
            self._put(self._generation, Finding("running"))
            threading.Thread(target=self._look, args=(self._generation,)).start()
        return self.finding()

    def _put(self, generation: str, finding: Finding) -> None:
        with self._lock:
            if self._generation == generation:
                self._finding = finding

    def _look(self, generation: str) -> None:
        try:
            people = tuple(self._people(generation))
            found = Finding("done", 1, 1, people)
            (self.directory / KEPT).write_text(
                json.dumps({"generation": generation, "people": [asdict(each) for each in people]}, ensure_ascii=False),
                encoding="utf-8",
            )
            self._put(generation, found)
        except Exception:
            self._put(generation, Finding("failed"))
            raise

    def _people(self, generation: str) -> Iterator[Proposed]:
        library = open_library(self.directory, Config())
        try:
            survey, known = Survey(), library.store.counts()[1]
            for done, row in enumerate(list(library.store.documents())):
                if not threading.main_thread().is_alive():
                    return
                survey.add(_whole(library.store, row.id))
                self._put(generation, Finding("running", done, known))
            for each in survey.found()[:MOST_PROPOSED]:
                yield _proposed(each, library.store)
        finally:
            library.close()


def _whole(store: Store, id: str) -> Document:
    places = store.passages_of(id)
    if not places:
        return Document(id, "", "", ())
    return replace(document_of(places[0].document), blocks=tuple(Block(place.passage.text) for place in places))


def _proposed(found: Proposal, store: Store) -> Proposed:
    labels = labels_of(found.entry.person)
    names = tuple(name for name in dict.fromkeys(found.entry.names) if name not in labels.values())
    sighting = found.example
    passage = next(_passages_of(store, found), "") if sighting else ""
    return Proposed(
        labels.get("ja", ""), labels.get("en", ""), found.entry.surname, names, found.uses, found.documents,
        sighting.example if sighting else "", passage,
    )  # fmt: skip


def _passages_of(store: Store, found: Proposal) -> Iterator[str]:
    """The passages of the example's document that have its words, however they are spaced."""
    assert found.example
    sought = "".join(found.example.example.strip("…").split())
    for place in store.passages_of(found.example.document):
        if sought in "".join(place.passage.text.split()):
            yield place.passage.id


def _kept(directory: Path, generation: str) -> Finding:
    try:
        said = json.loads((directory / KEPT).read_text(encoding="utf-8"))
        if said["generation"] != generation:
            return Finding()
        people = tuple(Proposed(**(each | {"names": tuple(each["names"])})) for each in said["people"])
    except (OSError, ValueError, KeyError, TypeError):
        return Finding()
    return Finding("done", 1, 1, people)
