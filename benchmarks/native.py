"""The compiled analysis beside that in Python: the same lines of every text there is, and how fast beside `-Owakati`.

Measures both paths and MeCab over the same passages in turns; then compares the paths over 10,000 passages of the scale
set, every text of the shared folder and of the sample, 20,000 strange texts and some of 100,000 signs. Ends with exit
status 1 where a line differs.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import fugashi
from speed_data import ROOT, SHARED, rows

from indexer.analysis import Lines, analysis_path, finished_layers, lines
from indexer.errors import SakuinError
from indexer.pipeline.passages import split
from indexer.readers import read

sys.path.insert(0, str(ROOT / "tests"))

from strange_texts import Text, long_texts, strange_texts

CHUNK = 100
ROUNDS = 3
SEED = 20


def texts_of(folder: Path) -> Iterator[Text]:
    """Every passage, title and heading of the documents below a folder, and every string of its JSON."""
    for path in sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".xz"):
        yield from _strings(path) if path.suffix in (".json", ".jsonl") else _passages(path, folder)


def _passages(path: Path, folder: Path) -> Iterator[Text]:
    try:
        documents = read(path, folder).documents
    except SakuinError as error:
        print(f"passed over: {error}", file=sys.stderr)
        return
    for document in documents:
        yield document.title, ()
        for passage in split(document):
            yield passage.text, passage.hidden
            yield from ((heading, ()) for heading in passage.heading_path)


def _strings(path: Path) -> Iterator[Text]:
    text = path.read_text(encoding="utf-8", errors="replace")
    values = [text] if path.suffix == ".json" else text.splitlines()
    return ((found, ()) for value in values for found in _within(json.loads(value)))


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _within(inner)


def differing(texts: Iterable[Text]) -> tuple[int, int]:
    """How many texts there are, and of how many the two paths make other lines."""
    count = wrong = 0
    for text, hidden in texts:
        count += 1
        if finished_layers(text, hidden) != lines.finished_layers(text, hidden):
            wrong += 1
            print(f"differs: {ascii(text)[:300]} {hidden}", file=sys.stderr)
    return count, wrong


def compare(passages: Sequence[str], strange: int) -> int:
    """Says of each set how many texts differ; how many in all."""
    sets: dict[str, Iterable[Text]] = {
        "passages of the scale set": ((text, ()) for text in passages),
        "texts of the shared folder": texts_of(SHARED / "data"),
        "texts of the sample": texts_of(ROOT / "corpus"),
        "strange texts": chain(strange_texts(strange, random.Random(SEED)), long_texts()),
    }
    wrong = 0
    for name, texts in sets.items():
        count, differ = differing(texts)
        print(f"{name}: {differ} of {count:,} differ", flush=True)
        wrong += differ
    return wrong


def cpu_seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """The processor time that something takes with each text."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def speeds(passages: Sequence[str]) -> None:
    """Says how fast both paths are in times of `-Owakati`. In the first round every word is new to them."""
    ways: dict[str, Callable[[str], Lines]] = {analysis_path(): finished_layers, "in Python": lines.finished_layers}
    tagger = fugashi.Tagger("-Owakati")
    chunks = [passages[first : first + CHUNK] for first in range(0, len(passages), CHUNK)]
    ratios: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        spent = dict.fromkeys(["MeCab", *ways], 0.0)
        for chunk in chunks:
            spent["MeCab"] += cpu_seconds(tagger.parse, chunk)
            for name, way in ways.items():
                spent[name] += cpu_seconds(way, chunk)
        for name in ways:
            ratios[name].append(spent["MeCab"] / spent[name])
    for name, found in ratios.items():
        each = ", ".join(f"{ratio:.2f}" for ratio in found)
        print(f"speed {name}, in times of -Owakati: {statistics.median(found):.2f} (round by round {each})")


def main() -> None:
    """Compares, then measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--strange", type=int, default=20_000)
    parser.add_argument("--only-speed", action="store_true")
    arguments = parser.parse_args()
    found, origin = rows(arguments.passages)
    passages = [str(row["text"]) for row in found]
    print(f"lines are made {analysis_path()}; passages: {origin}", flush=True)
    speeds(passages)
    sys.exit(0 if arguments.only_speed else compare(passages, arguments.strange) > 0)


if __name__ == "__main__":
    main()
