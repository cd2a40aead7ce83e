"""How fast Sakuin is beside its peers and its limit: one command, one table, every figure a ratio within the run."""

import argparse
import math
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

import fugashi
from speed_concordance import concordances
from speed_data import Question, folder, passages, questions, random_strings, rows
from speed_measures import percentiles, seconds
from speed_peers import installed, peers
from speed_serving import asked_once, serving

from indexer.analysis import finished_layers
from indexer.config import Config
from indexer.engines import ENGINES
from indexer.pipeline.builder import Job, build
from search_app.search.results_page import search
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import read_state

CHUNK = 500
ROUNDS = 3
GROWTH = (10_000, 30_000, 100_000, 300_000)


def say(line: str) -> None:
    """Progress goes beside the table."""
    print(line, file=sys.stderr, flush=True)


def machine() -> str:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )
    versions = [f"{name} {version(name)}" for name in ("tantivy", "whoosh3", "fugashi")]
    libraries = ", ".join([*versions, f"SQLite {sqlite3.sqlite_version}"])
    return f"{os.cpu_count()} cores ({model}), Python {sys.version.split()[0]}, {libraries}"


# analysis


def owakati(texts: Sequence[str]) -> None:
    """The limit: MeCab cutting the texts and nothing else."""
    tagger = fugashi.Tagger("-Owakati")
    for text in texts:
        tagger.parse(text)


def analysis(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Both read the same chunks in turns, so that whatever else the machine does hits both."""
    chunks = [texts[first : first + CHUNK] for first in range(0, len(texts), CHUNK)]
    ratios = []
    for _ in range(ROUNDS):
        limit = ours = 0.0
        for chunk in chunks:
            limit += seconds(partial(owakati, chunk))
            ours += seconds(lambda chunk=chunk: [finished_layers(text) for text in chunk])  # type: ignore[misc]
        ratios.append(limit / ours)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    return [("analysis, all layers: speed beside `-Owakati`", f"{statistics.median(ratios):.2f} ({spread})")]


# indexing


def _build(source: Path, index: Path, jobs: int, engine: str, sender: "multiprocessing.connection.Connection") -> None:
    sender.send(build(Job((source,), index, jobs=jobs, engine=engine)).seconds)


def memory_of(process: int) -> int:
    """Bytes of memory of a process and of its children, each its share of what they share."""
    own = Path(f"/proc/{process}")
    try:
        lines = (own / "smaps_rollup").read_text().splitlines()
        children = (own / f"task/{process}/children").read_text().split()
    except (OSError, ValueError):
        return 0
    share = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return share + sum(memory_of(int(child)) for child in children)


def built(source: Path, index: Path, jobs: int, engine: str = "tantivy") -> tuple[float, int]:
    """Indexes anew in a process of its own: seconds, and its greatest memory in bytes."""
    shutil.rmtree(index, ignore_errors=True)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(source, index, jobs, engine, sender))
    process.start()
    most = 0
    while not receiver.poll(0.5) and process.is_alive():
        most = max(most, memory_of(process.pid or 0))
    took = receiver.recv()
    process.join()
    return float(took), most


def indexing(texts: Sequence[str], source: Path, work: Path) -> list[tuple[str, str]]:
    """End to end, as `sakuin index` does it."""
    limit = seconds(partial(owakati, texts))
    size = sum(len(text.encode()) for text in texts)
    found = []
    for jobs in (1, 2):
        say(f"indexing with {jobs} process(es)")
        took, memory = built(source, work / "index", jobs)
        found += [
            (
                f"`sakuin index`, {jobs} process(es): time in times that of `-Owakati` on one core",
                f"{took / limit:.2f}",
            ),
            (f"greatest memory, {jobs} process(es)", f"{memory / 2**20:,.0f} MiB"),
        ]
    kept = on_disk(work / "index")
    found.append(("index, stored text included, in times the text's UTF-8", f"{kept / size:.2f}"))
    return [*found, one_changed(source, work / "index", limit)]


def on_disk(index: Path) -> int:
    """Bytes of an index; a file that generations share counts once."""
    files = {stat.st_ino: stat.st_size for path in index.rglob("*") if (stat := path.stat()) and path.is_file()}
    return sum(files.values())


def one_changed(source: Path, index: Path, limit: float) -> tuple[str, str]:
    """A document says something else: the whole command, from its start to its end, and what the disk has more."""
    say("indexing one changed document")
    file, before = next(iter(sorted(source.glob("*.jsonl")))), on_disk(index)
    text = file.read_bytes()
    command = [sys.executable, "-c", "from search_app.cli.main import main; main()", "index", source, "--index", index]
    try:
        file.write_bytes(text.replace("。".encode(), "。。".encode(), 1))
        took = seconds(partial(subprocess.run, command, check=True, capture_output=True))
    finally:
        file.write_bytes(text)
    grown = (on_disk(index) - before) / 1000
    said = f"{took / limit:.3f} ({took:.1f} s; the index grew by {grown:.0f} kB)"
    return "`sakuin index` after one document changed: time in times that of `-Owakati` over all", said


# questions


def sakuin(searcher: Searcher, question: Question) -> int:
    """All that a page needs: parse, analyse, search, five facets, ten snippets."""
    state, notes = read_state([("q", question.typed), ("per_page", "10")], searcher.config)
    return search(searcher, state, notes).total


Ask = Callable[[Question], int]
Figures = tuple[float, float, float]


def asked(
    found: dict[str, list[Question]], systems: dict[str, tuple[Ask, Sequence[str]]]
) -> dict[str, dict[str, Figures]]:
    """Row -> system -> p50, p95 and hits of the median question; question by question, each system in turn."""
    table: dict[str, dict[str, Figures]] = {}
    for row, each in found.items():
        say(f"asking: {row}")
        able = {name: ask for name, (ask, kinds) in systems.items() if each[0].kind in kinds}
        times: dict[str, list[float]] = {name: [] for name in able}
        hits: dict[str, list[int]] = {name: [] for name in able}
        for number, question in enumerate(each):
            for name, ask in able.items():
                started = time.perf_counter()
                hits[name].append(ask(question))
                if number >= len(each) // 10:  # the first tenth warms up
                    times[name].append(time.perf_counter() - started)
        table[row] = {name: (*percentiles(times[name]), statistics.median(hits[name])) for name in able}
    return table


EVERY_KIND = ("and", "or", "phrase", "literal", "prefix")


def query_table(rows_: list[dict[str, object]], work: Path, names: Sequence[str], each: int) -> list[str]:
    """The Markdown table of all rows and systems."""
    say("analysing for the peers")
    found = passages(rows_)
    searcher = open_searcher(work / "index", Config())
    systems: dict[str, tuple[Ask, Sequence[str]]] = {"sakuin": (partial(sakuin, searcher), EVERY_KIND)}
    for peer in peers(found, work, names):
        systems[peer.name] = (peer.ask, peer.kinds)
    table = asked(questions(found, each), systems)
    lines = ["| p50 / p95 in ms | hits | " + " | ".join(systems) + " | sakuin in times raw tantivy |"]
    lines.append("| --- | --: |" + " --: |" * (len(systems) + 1))
    for row, figures in table.items():
        cells = [f"{figures[n][0]:.1f} / {figures[n][1]:.1f}" if n in figures else "–" for n in systems]
        ratio = figures["sakuin"][0] / figures["raw tantivy"][0]
        lines.append(f"| {row} | {figures['sakuin'][2]:,.0f} | " + " | ".join(cells) + f" | {ratio:.1f} |")
    searcher.library.close()
    return lines


# growth


def growth(work: Path, most: int) -> list[tuple[str, str]]:
    """The exponent e of time = c * passages^e, fitted over the sizes; 1 is linear."""
    points = []
    for size in (size for size in GROWTH if size <= most):
        say(f"growing to {size:,}")
        took, _ = built(folder(rows(size)[0], work), work / f"grown-{size}", 2)
        points.append((math.log(size), math.log(took)))
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    return [(f"growth of indexing time up to {most:,} passages: exponent", f"{slope:.2f}")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parts = ["analysis", "indexing", "queries", "concordance", "growth", "serving"]
    parser.add_argument("--only", nargs="+", default=parts)
    parser.add_argument("--peers", nargs="*", default=installed())
    parser.add_argument("--questions", type=int, default=100, help="of each row")
    parser.add_argument("--growth-to", type=int, default=100_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-speed")
    options = parser.parse_args()
    found, origin = rows(options.passages)
    texts = [str(row["text"]) for row in found]
    options.work.mkdir(parents=True, exist_ok=True)
    print(f"{len(found):,} passages of {origin}, {sum(map(len, texts)) / 1e6:.1f} million characters; {machine()}.\n")
    lines: list[tuple[str, str]] = []
    if "analysis" in options.only:
        lines += analysis(texts[:: max(1, len(texts) // 10_000)])
    if "indexing" in options.only:
        lines += indexing(texts, folder(found, options.work), options.work)
    table = query_table(found, options.work, options.peers, options.questions) if "queries" in options.only else []
    if "concordance" in options.only:
        lines += concordances(options.work / "index")
    if "growth" in options.only:
        lines += growth(options.work, options.growth_to)
    if "serving" in options.only:
        drawn = questions(passages(found[::10]), 20)
        lines += serving(options.work / "index", [question.typed for each in drawn.values() for question in each])
        lines += asked_once(options.work / "index", random_strings(texts, options.questions))
    print("\n".join(["| measured | figure |", "| --- | --: |", *(f"| {name} | {figure} |" for name, figure in lines)]))
    print("\n" + "\n".join(table))


if __name__ == "__main__":
    assert "tantivy" in ENGINES
    main()
