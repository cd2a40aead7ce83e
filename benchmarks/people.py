"""How rightly people are found in documents by a list that was imported.

    python benchmarks/people.py [SHARED]

A pair of a document and a person is right if the editors marked the person up in it. Persons of the other volume's
list could not be marked up, so each volume is also read with its own list alone.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora import REPOSITORY, present

from indexer.collection import Collection, load
from indexer.metadata.actors import actor_finder
from indexer.people.importing import imported
from indexer.people.lists import read_list
from indexer.people.tables import written

DOCUMENTS, LISTS = "data/metadata/frus_meta.jsonl", "data/metadata/frus_persons.json"


@dataclass(slots=True)
class Score:
    """Pairs found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

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


def score(rows: Iterable[dict[str, Any]], collection: Collection, with_title: bool) -> Score:
    """The score of documents, of their texts alone or with their titles."""
    finder, total = actor_finder(collection), Score()
    for row in rows:
        wanted = set(finder.resolve(row["persons"]))
        found = set(finder.find(f"{row['title']}\n\n{row['text']}" if with_title else row["text"]))
        total.right += len(found & wanted)
        total.wrong += len(found - wanted)
        total.missed += len(wanted - found)
    return total


def results(shared: Path) -> Iterator[tuple[str, Score]]:
    """Each set with its score."""
    lists = json.loads(present(shared / LISTS).read_text(encoding="utf-8"))
    volumes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in present(shared / DOCUMENTS).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        volumes[row["volume"]].append(row)
    every = [row for rows in volumes.values() for row in rows]
    for name, with_title in (("text", False), ("title and text", True)):
        own = [score(rows, collection_of(lists[volume]), with_title) for volume, rows in volumes.items()]
        yield f"{name}, each volume's own list", Score(*(sum(getattr(s, k) for s in own) for k in Score.__slots__))
        yield f"{name}, both lists in one", score(every, collection_of(lists), with_title)


def main() -> None:
    """Print a table."""
    print("| set | pairs | precision | recall |\n| --- | --: | --: | --: |")
    for name, found in results(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared"):
        print(f"| {name} | {found.cells} |")


if __name__ == "__main__":
    main()
