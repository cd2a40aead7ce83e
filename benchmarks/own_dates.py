"""How rightly documents are dated by their own words: letters and telegrams with a dateline, and texts without one.

    python benchmarks/own_dates.py [SHARED]

Of the first the day must be that of the editors' mark-up; of the second hardly any may be dated.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora import REPOSITORY, present

from indexer.collection import Collection
from indexer.document import Block, Document
from indexer.pipeline.entries import prepare_document
from indexer.readers import File, read_file

DATED, UNDATED = "data/metadata/frus_meta.jsonl", "data/jsquad/passages.jsonl"


@dataclass(slots=True)
class Score:
    """How many documents there are, how many dated rightly and wrongly; their passages, and those with the year."""

    documents: int = 0
    right: int = 0
    wrong: int = 0
    passages: int = 0
    with_year: int = 0

    def add(self, document: Document, day: str) -> None:
        """Count a document that is of `day` (ISO 8601; empty for none)."""
        prepared = prepare_document(document, Collection())
        found = prepared.document.date
        self.documents += 1
        self.right += found == day
        self.wrong += found not in ("", day)
        self.passages += len(prepared.metadata)
        self.with_year += sum(bool(day) and int(day[:4]) in about.years for about in prepared.metadata)


def score(rows: Iterable[tuple[Document, str]]) -> Score:
    """The score of documents with their days."""
    found = Score()
    for document, day in rows:
        found.add(document, day)
    return found


def letters(shared: Path, with_title: bool) -> Iterator[tuple[Document, str]]:
    """Each letter or telegram as a plain text file, with or without its title as the first line."""
    for row in _rows(shared / DATED):
        text = f"{row['title']}\n\n{row['text']}" if with_title else row["text"]
        yield read_file(File(f"{row['id']}.txt", text.encode())).documents[0], row["date"]


def paragraphs(shared: Path) -> Iterator[tuple[Document, str]]:
    """Each paragraph of an encyclopaedia as a document."""
    for row in _rows(shared / UNDATED):
        yield Document(row["id"], row["title"], "ja", (Block(row["text"]),)), ""


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with present(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Print a table."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared"
    sets = {
        "letters, telegrams, memoranda": letters(shared, with_title=False),
        "the same below their titles": letters(shared, with_title=True),
        "paragraphs without a date": paragraphs(shared),
    }
    print("| set | documents | right | wrong | passages with their document's year |\n| --- | --: | --: | --: | --: |")
    for name, rows in sets.items():
        found = score(rows)
        years = f"{found.with_year / found.passages:.3f}" if found.with_year else "–"
        print(f"| {name} | {found.documents:,} | {found.right:,} | {found.wrong:,} | {years} |")


if __name__ == "__main__":
    main()
