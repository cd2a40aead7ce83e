"""What it costs to read files in a process that may die, in processor time: the same files read here and apart."""

import argparse
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from indexer.pipeline.reading_workers import ReadingPool, Unread
from indexer.readers import is_isolated, read

PARAGRAPHS = {
    "ja": "一九三三年十一月、米国はソビエト連邦を承認し、両国の間に国交が結ばれた。",
    "en": "In November 1933 the United States recognised the Soviet Union.",
}
ROUNDS = 3


def main() -> None:
    """One line for each kind of file: how long a file takes here and apart, and what isolation adds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files to read; without any, pages and archives made here")
    parser.add_argument("--times", type=int, default=200, help="how often each is read")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.files or made(Path(folder)):
            if is_isolated(path):
                report(path, arguments.times)


def made(folder: Path) -> list[Path]:
    """A page and an archive of texts, of some 60 kB each."""
    paths = []
    for language, paragraph in PARAGRAPHS.items():
        page = folder / f"page.{language}.html"
        page.write_text("<html><body>" + f"<p>{paragraph * 5}</p>" * 120, encoding="utf-8")
        archive = folder / f"texts.{language}.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for number in range(20):
                packed.writestr(f"{number}.txt", f"{paragraph * 5}\n\n" * 6)
        paths += [page, archive]
    return paths


def report(path: Path, times: int) -> None:
    """The least of several rounds, and the start of a worker by itself."""
    here = min(cost(lambda: read_here(path, times)) for _ in range(ROUNDS)) / times
    started, whole = (min(cost(lambda n=n: read_apart(path, n)) for _ in range(ROUNDS)) for n in (1, times + 1))  # type: ignore[misc]
    apart = (whole - started) / times
    added = f"{100 * (apart / here - 1):+.0f} %"
    print(f"{path.name:24} here {here * 1000:6.2f} ms  apart {apart * 1000:6.2f} ms  {added:>6}  start {started:.2f} s")


def cost(work: Callable[[], None]) -> float:
    """Processor seconds of this process and of those that ended during the work."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def read_here(path: Path, times: int) -> None:
    for _ in range(times):
        read(path, path.parent)


def read_apart(path: Path, times: int) -> None:
    with ReadingPool(1) as pool:
        for _ in range(times):
            assert not isinstance(pool.read(path, path.parent), Unread)


if __name__ == "__main__":
    main()
