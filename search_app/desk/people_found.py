"""Whom the documents of the index seem to name, found in the background and kept beside the index.

What was found holds for as long as the documents say the same: an edit of collection.toml makes a new generation, and
nobody has to look again. A search of documents that are others by now ends, and what it found is thrown away.
"""

import hashlib
import json
import os
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.config import Config
from indexer.document import Block, Document
from indexer.errors import SakuinError
from indexer.people.proposing import Proposal, Survey
from indexer.people.tables import labels_of
from indexer.storage.document_store import Store
from indexer.storage.index_directory import current_generation, open_library
from indexer.storage.records import Place, document_of

KEPT = "people-proposed.json"

NONE, RUNNING, DONE, FAILED = "none", "running", "done", "failed"


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
    """How far the search for people has come, in documents, and whom it found; where it has not ended, those that were
    found before. `older` are those of documents that have changed since."""

    state: str = NONE
    done: int = 0
    known: int = 0
    people: tuple[Proposed, ...] = ()
    older: bool = False


class PeopleFinder:
    """Looks for people in one index directory, in a thread that ends with the program."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._generation = ""
        self._texts = ""
        self._search = 0
        self._finding = Finding()

    def finding(self) -> Finding:
        """What is found by now of the generation in force."""
        generation = current_generation(self.directory)
        with self._lock:
            if generation is None:
                self._search += 1
                self._generation, self._texts, self._finding = "", "", Finding()
            elif generation.name != self._generation:
                self._take_up(generation.name)
            return self._finding

    def _take_up(self, generation: str) -> None:
        """Turn to another generation; where its documents say the same, all stays as it is."""
        self._generation = generation
        try:
            library = open_library(self.directory, Config())
        except SakuinError:
            self._search += 1
            self._texts, self._finding = "", Finding(FAILED)
            return
        try:
            texts = _known_by(library.store)
        finally:
            library.close()
        if texts != self._texts:
            self._search += 1
            self._texts = texts
            kept, people = _kept(self.directory)
            state = DONE if kept == texts else NONE
            self._finding = Finding(state, people=people, older=bool(people) and state != DONE)

    def start(self) -> Finding:
        """Begin to look, unless that is done or under way."""
        found = self.finding()
        with self._lock:
            if self._texts and found.state in (NONE, FAILED) and self._finding is found:
                self._search += 1
                self._finding = replace(found, state=RUNNING, done=0, known=0)
                self.thread = threading.Thread(target=self._look, args=(self._search, self._texts))
                self.thread.start()
            return self._finding

    def stop(self) -> None:
        """End a search that is under way."""
        with self._lock:
            self._search += 1
            self._generation = self._texts = ""

    def _goes_on(self, search: int) -> bool:
        """Whether a search is still the one that is wanted."""
        generation = current_generation(self.directory)
        if generation is not None and generation.name != self._generation:
            self.finding()
        return search == self._search and threading.main_thread().is_alive()

    def _look(self, search: int, texts: str) -> None:
        try:
            people = self._people(search, texts)
        except Exception:
            self._put(search, lambda before: replace(before, state=FAILED))
            raise
        if people is not None and self._put(search, lambda _: Finding(DONE, people=people)):
            _keep(self.directory, texts, people)

    def _put(self, search: int, change: Callable[[Finding], Finding]) -> bool:
        with self._lock:
            wanted = search == self._search
            if wanted:
                self._finding = change(self._finding)
            return wanted

    def _people(self, search: int, texts: str) -> tuple[Proposed, ...] | None:
        """Whom the documents name; None where nobody wants to know any longer."""
        library = open_library(self.directory, Config())
        try:
            survey, known = Survey(), library.store.counts()[1]
            for done, row in enumerate(list(library.store.documents())):
                if not self._goes_on(search):
                    return None
                survey.add(_whole(library.store, row.id))
                self._put(search, lambda before, done=done: replace(before, done=done, known=known))  # type: ignore[misc]
            return tuple(_all_proposed(survey.found(), library.store)) if _known_by(library.store) == texts else None
        finally:
            library.close()


def _known_by(store: Store) -> str:
    """What tells whether documents say the same: their places and passages, titles and authors."""
    said = hashlib.sha256(store.digest().encode())
    for row in store.documents():
        said.update(repr((row.id, row.title, row.authors)).encode())
    return said.hexdigest()


def _whole(store: Store, id: str) -> Document:
    places = store.passages_of(id)
    if not places:
        return Document(id, "", "", ())
    return replace(document_of(places[0].document), blocks=tuple(Block(place.passage.text) for place in places))


def _all_proposed(found: Iterable[Proposal], store: Store) -> Iterator[Proposed]:
    """The proposals in their order; of each document with examples its passages are read once."""
    found = tuple(found)
    examples: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(found):
        if each.example:
            examples[each.example.document].append(at)
    passages: dict[int, str] = {}
    for id, those in examples.items():
        places = store.passages_of(id)
        passages |= {at: _passage(places, found[at]) for at in those}
    return (_proposed(each, passages.get(at, "")) for at, each in enumerate(found))


def _proposed(found: Proposal, passage: str) -> Proposed:
    labels = labels_of(found.entry.person)
    names = tuple(name for name in dict.fromkeys(found.entry.names) if name not in labels.values())
    example = found.example.example if found.example else ""
    return Proposed(
        labels.get("ja", ""), labels.get("en", ""), found.entry.surname, names, found.uses, found.documents, example,
        passage,
    )  # fmt: skip


def _passage(places: Iterable[Place], found: Proposal) -> str:
    """The first passage that has the words of the example, however they are spaced; empty for none."""
    assert found.example
    sought = "".join(found.example.example.strip("…").split())
    return next((place.passage.id for place in places if sought in "".join(place.passage.text.split())), "")


def _keep(directory: Path, texts: str, people: Iterable[Proposed]) -> None:
    """Write down what was found, whole or not at all."""
    said = json.dumps({"texts": texts, "people": [asdict(each) for each in people]}, ensure_ascii=False)
    handle, name = tempfile.mkstemp(prefix=f".{KEPT}.", dir=directory)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(said)
    Path(name).replace(directory / KEPT)


def _kept(directory: Path) -> tuple[str, tuple[Proposed, ...]]:
    """What the documents were known by that were looked through last, and whom they named."""
    try:
        said = json.loads((directory / KEPT).read_text(encoding="utf-8"))
        return said["texts"], tuple(Proposed(**(each | {"names": tuple(each["names"])})) for each in said["people"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ()
