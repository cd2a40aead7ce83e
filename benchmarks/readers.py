"""How fast the readers are, in pages or files a CPU second, beside the programs that people would use instead."""

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from indexer.readers.pdf import pdf
from indexer.readers.reading import File

SHARED = Path(os.environ.get("SAKUIN_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ROUNDS = 5
PAGES = 400

Made = tuple[bytes, int]
"""A file and how many of `unit` it has."""


@dataclass(frozen=True, slots=True)
class Race:
    """A file to read, the reader, and the program it is measured against; `least` is the share of its speed wanted."""

    name: str
    unit: str
    made: Callable[[Path], Made]
    read: Callable[[File], object]
    peer: tuple[str, ...]
    least: float


def pages_of(*names: str) -> Callable[[Path], Made]:
    """One PDF with the pages of these, over and over."""

    def made(files: Path) -> Made:
        book, out = pikepdf.new(), io.BytesIO()
        sources = [pikepdf.open(files / name) for name in names]
        while len(book.pages) < PAGES:
            for source in sources:
                book.pages.extend(source.pages)
        book.save(out)
        return out.getvalue(), len(book.pages)

    return made


ENGLISH = tuple(f"{name}.en.pdf" for name in (
    "across-pages", "half-scan", "letter", "no-tounicode", "owner-locked", "page-labels", "scan-no-text", "truncated",
    "two-columns",
))  # fmt: skip
JAPANESE = tuple(
    f"{name}.ja.pdf" for name in ("horizontal-ruby", "ocr-layer", "vertical-cidfont", "vertical-ruby", "vertical")
)

RACES: Sequence[Race] = (
    Race("PDF, all English files in one", "pages", pages_of(*ENGLISH), pdf.read, ("pdftotext",), 0.5),
    Race("PDF, all Japanese files in one", "pages", pages_of(*JAPANESE), pdf.read, ("pdftotext",), 1.0),
    Race("PDF, English, set in a browser", "pages", pages_of("letter.en.pdf"), pdf.read, ("pdftotext",), 0.5),
    Race("PDF, English, two columns", "pages", pages_of("two-columns.en.pdf"), pdf.read, ("pdftotext",), 0.5),
    Race("PDF, English, running heads", "pages", pages_of("across-pages.en.pdf"), pdf.read, ("pdftotext",), 0.5),
    Race("PDF, Japanese, horizontal", "pages", pages_of("horizontal-ruby.ja.pdf"), pdf.read, ("pdftotext",), 1.0),
    Race("PDF, Japanese, vertical", "pages", pages_of("vertical-ruby.ja.pdf"), pdf.read, ("pdftotext",), 1.0),
)
"""Add a row to measure another format."""


def seconds(work: Callable[[], object]) -> float:
    """The least CPU seconds that something takes in this process."""
    found = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def seconds_of(command: Sequence[str]) -> float:
    """The least CPU seconds that a program takes."""
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def row(race: Race, files: Path, folder: Path) -> str:
    """A line of the table."""
    data, count = race.made(files)
    path = folder / "file"
    path.write_bytes(data)
    ours = count / seconds(lambda: race.read(File("file.pdf", data)))
    theirs = count / seconds_of((*race.peer, str(path), str(folder / "out")))
    return f"| {race.name} | {ours:.0f} {race.unit} | {theirs:.0f} | {ours / theirs:.2f} | {race.least:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only rows whose name has this in it")
    options = parser.parse_args()
    files = SHARED / "data/files"
    if not files.exists():
        sys.exit(f"the files to read are not there: {files}")
    print("| what is read | a CPU second | pdftotext | ratio | wanted |\n| --- | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder:
        for race in RACES:
            if options.only in race.name:
                print(row(race, files, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
