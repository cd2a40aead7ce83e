"""What engine opensearch takes beside tantivy on the same machine: to be sent passages, and to answer faceted pages.

    python benchmarks/cluster.py --passages 20000             # a node of the tests' own, from Maven
    SAKUIN_OPENSEARCH=http://… python benchmarks/cluster.py   # a cluster that is there

The passages are analysed once, before anything is measured; both writers are given the same finished entries. The node
shares the processors with whoever sends, so time is what counts, not this process' share of it.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import opensearch_node
from opensearch_node import SETTING, use_cluster
from speed import machine, sakuin
from speed_data import Passage, Question, folder, questions, rows
from speed_measures import percentiles, seconds

from indexer.collection import Collection
from indexer.config import Config
from indexer.document import IndexEntry
from indexer.engines import CLUSTER, LARGE_ENGINE, engine_module
from indexer.pipeline.builder import Job, build
from indexer.pipeline.entries import prepare_document
from indexer.readers import read
from search_app.search.searcher import open_searcher

opensearch_node.OPTIONS = ("-Xms1g", "-Xmx1g", "-Dlog4j2.disableJmx=true")
"""As it is run for long: the node of the tests is to be up soon, and is compiled no further than that takes."""

ENGINES = (LARGE_ENGINE, CLUSTER)
ROUNDS = 3
PARTS = ("sending", "pages")

BEFORE_A_PARTICLE = re.compile("[ぁ-んァ-ヶ一-鿿]{3,6}[のには]")
"""What ends in a kana that begins a great many bigrams: a literal of it is looked for by all of them."""


def literals(texts: Sequence[str], each: int) -> list[Question]:
    """Quotations of the texts that end in の, に or は."""
    runs = [match[0] for text in texts[::7] for match in BEFORE_A_PARTICLE.finditer(text)]
    return [Question(f'"{run}"', "literal", (run,)) for run in random.Random(5).sample(runs, each)]


def entries_of(source: Path) -> list[IndexEntry]:
    """What the engines are given of a folder, each passage once."""
    found: dict[str, IndexEntry] = {}
    for path in sorted(source.glob("*.jsonl")):
        for document in read(path, source).documents:
            prepared = prepare_document(document, Collection())
            found |= {entry.id: entry for entry in prepared.entries if entry}
    return list(found.values())


def sent(engine: str, entries: Sequence[IndexEntry], path: Path) -> float:
    """Seconds in which a writer takes the entries and commits them."""

    def send() -> None:
        with engine_module(engine).open_writer(path) as writer:
            for entry in entries:
                writer.put(entry)
            writer.commit()

    return seconds(send)


def sending(entries: Sequence[IndexEntry], work: Path) -> tuple[str, str]:
    """In turns, so that whatever else the machine does hits both."""
    times: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    for number in range(ROUNDS):
        for engine in ENGINES:
            times[engine].append(sent(engine, entries, work / f"{engine}-{number}"))
    tantivy, cluster = (median(times[engine]) for engine in ENGINES)
    said = f"{cluster / tantivy:.2f} ({tantivy:.1f} s and {cluster:.1f} s)"
    return f"{len(entries):,} entries sent and committed, in times tantivy's writer", said


def pages(source: Path, asked: dict[str, list[Question]], work: Path) -> list[tuple[str, str]]:
    """Each question's page by either engine, one after the other, of which both find as many passages; the first tenth
    of a row warms up."""
    searchers = []
    for engine in ENGINES:
        build(Job((source,), work / f"index-{engine}", engine=engine))
        searchers.append(open_searcher(work / f"index-{engine}", Config()))
    found: list[tuple[str, str]] = []
    every: tuple[list[float], ...] = ([], [])
    for row, each in asked.items():
        times: tuple[list[float], ...] = ([], [])
        for question in each:
            totals = set()
            for searcher, taken in zip(searchers, times, strict=True):
                started = time.perf_counter()
                totals.add(sakuin(searcher, question))
                taken.append(time.perf_counter() - started)
            if len(totals) > 1:
                raise SystemExit(f"{question.typed} finds {totals} passages")
        measured = [taken[len(each) // 10 :] for taken in times]
        for all_taken, taken in zip(every, measured, strict=True):
            all_taken += taken
        found.append((f"{row}: p50 in times tantivy's", _said(*measured)))
    return [("a faceted page, p50 over all rows in times tantivy's", _said(*every)), *found]


def _said(tantivy: Sequence[float], cluster: Sequence[float]) -> str:
    (ours, ours_slow), (theirs, theirs_slow) = percentiles(tantivy), percentiles(cluster)
    figures = f"p50 / p95 in ms: {ours:.1f} / {ours_slow:.1f} and {theirs:.1f} / {theirs_slow:.1f}"
    return f"{theirs / ours:.2f} ({figures})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=40, help="of each row")
    parser.add_argument(
        "--parts", type=Path, default=Path(tempfile.gettempdir()), help="where parts of a node are kept"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    if SETTING not in os.environ:
        use_cluster(options.parts)
    with tempfile.TemporaryDirectory() as name:
        work, (found, origin) = Path(name), rows(options.passages)
        source = folder(found, work)
        texts = [str(row["text"]) for row in found]
        asked = questions([Passage(text, "", "", ()) for text in texts], options.questions)
        asked["literal before a particle"] = literals(texts, options.questions)
        table = [sending(entries_of(source), work)] if "sending" in options.only else []
        table += pages(source, asked, work) if "pages" in options.only else []
    print(f"{machine()}; {options.passages:,} passages of {origin}.\n\n| measured | figure |\n| --- | --: |")
    print("\n".join(f"| {name} | {figure} |" for name, figure in table))


if __name__ == "__main__":
    main()
