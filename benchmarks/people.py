"""How rightly people are found in documents: by a list that was imported, and without any.

    python benchmarks/people.py [SHARED]

A pair of a document and a person is right if the editors marked the person up in it. Persons of the other volume's
list could not be marked up, so that nothing is known of them: each volume is also read with its own list alone, and
both lists in one are judged with and without those persons. Without a list, a pair of a document and a surname is
right if a person of that surname was marked up in it, and wrong for everyone else, also for people on neither list.
"""

import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora import REPOSITORY, present

from indexer.collection import Collection, load
from indexer.document import Block, Document
from indexer.metadata.actors import actor_finder
from indexer.people.importing import imported
from indexer.people.lists import read_list
from indexer.people.proposing import Survey
from indexer.people.tables import written

Row = dict[str, Any]
DOCUMENTS, LISTS = "data/metadata/frus_meta.jsonl", "data/metadata/frus_persons.json"


@dataclass(slots=True)
class Score:
    """Pairs found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[str], wanted: set[str]) -> None:
        """Count what was found in one document."""
        self.right += len(found & wanted)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def cells(self) -> str:
        """Pairs, precision and recall, as cells of a table."""
        pairs, found = self.right + self.missed, self.right + self.wrong
        return f"{pairs} | {self.right / found:.3f} | {self.right / pairs:.3f}"


def collection_of(names: object) -> Collection:
    """The collection that `sakuin actors import` makes of a list."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "people.json"), Path(folder, "collection.toml")
        source.write_text(json.dumps(names), encoding="utf-8")
        made.write_text(written(imported(read_list(source))), encoding="utf-8")
        return load(made)


def score(
    rows: Iterable[Row], collection: Collection, with_title: bool, judged: Mapping[str, set[str]] | None = None
) -> Score:
    """The score of documents, of their texts alone or with their titles; `judged` are the persons of each volume whom
    its editors could mark up, everyone where it is None."""
    finder, total = actor_finder(collection), Score()
    for row in rows:
        found = set(finder.find(text_of(row) if with_title else row["text"]))
        total.add(found & judged[row["volume"]] if judged else found, set(finder.resolve(row["persons"])))
    return total


def text_of(row: Row) -> str:
    """The title and the text."""
    return f"{row['title']}\n\n{row['text']}"


def results(shared: Path) -> Iterator[tuple[str, Score]]:
    """Each set with its score."""
    lists = json.loads(present(shared / LISTS).read_text(encoding="utf-8"))
    volumes = by_volume(shared)
    every = [row for rows in volumes.values() for row in rows]
    both = collection_of(lists)
    judged = {volume: set(actor_finder(both).resolve(names.values())) for volume, names in lists.items()}
    for name, with_title in (("text", False), ("title and text", True)):
        own = [score(rows, collection_of(lists[volume]), with_title) for volume, rows in volumes.items()]
        yield f"{name}, each volume's own list", Score(*(sum(getattr(s, k) for s in own) for k in Score.__slots__))
        yield f"{name}, both lists in one", score(every, both, with_title)
        yield f"{name}, both lists in one, persons of the volume's list", score(every, both, with_title, judged)
    yield from proposals(every)


def by_volume(shared: Path) -> dict[str, list[Row]]:
    """The documents of each volume."""
    volumes: dict[str, list[Row]] = defaultdict(list)
    for line in present(shared / DOCUMENTS).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        volumes[row["volume"]].append(row)
    return volumes


def proposals(rows: list[Row]) -> Iterator[tuple[str, Score]]:
    """The surnames that are proposed without a list, by how often a name is to stand at least."""
    survey = Survey()
    for row in rows:
        survey.add(Document(row["id"], row["title"], "en", tuple(map(Block, row["text"].split("\n\n")))))
    for least in (1, 2, 3):
        entries, total = survey.entries(least), Score()
        surnames = {entry.surname for entry in entries}
        for row in rows:
            wanted = {person.split(",")[0].split()[-1] for person in row["persons"]}
            total.add(surnames & set(re.findall(r"[^\W\d_]+", text_of(row))), wanted)
        yield f"without a list, {least} times or more: {len(entries)} people", total


def main() -> None:
    """Print a table."""
    print("| set | pairs | precision | recall |\n| --- | --: | --: | --: |")
    for name, found in results(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared"):
        print(f"| {name} | {found.cells} |")


if __name__ == "__main__":
    main()
