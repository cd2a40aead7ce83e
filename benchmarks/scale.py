"""How Sakuin grows on one machine: one command, a table with a column for each size.

    python benchmarks/scale.py --sizes 100000 300000 1000000 --work FOLDER

A stage prints its rows on standard error when it is through, and what it found is kept in FOLDER: run again, an index
that is up to date is taken as it is, with what it took to make it, and `--only` does some stages anew. The passages are
those of the scale set, then altered ones (see scale_data). Processor time stands beside time, for machines are shared.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from scale_data import SET, collection
from scale_serving import served_figures
from speed import machine, memory_of, on_disk, sakuin
from speed_concordance import FREQUENT
from speed_data import Passage, Question, questions, rows
from speed_measures import percentiles

from indexer.config import Config
from indexer.engines import LARGE_ENGINE
from indexer.storage.document_store import Store
from indexer.storage.index_directory import STORE, current_generation
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import SearchState
from search_app.views.concordance import ConcordanceView, concordance
from search_app.views.trends import TrendsView, trends

Figures = dict[str, float | str]
"""What a stage found: a row of the table -> its figure."""

MAIN = "from search_app.cli.main import main; main()"
MB = 1_000_000
LARGEST = 6
"""Files of the index that are named."""


@dataclass(frozen=True)
class Measured:
    """One size: the folder of its passages, its index, and where what was found is kept."""

    size: int
    source: Path
    work: Path
    jobs: int
    asked: Mapping[str, Sequence[Question]]

    @property
    def index(self) -> Path:
        return self.source.with_name(f"index-{self.source.name}")

    @property
    def kept(self) -> Path:
        return self.source.with_name(f"figures-{self.source.name}.json")

    def figures(self) -> dict[str, Figures]:
        """What was found until now, by stage."""
        return json.loads(self.kept.read_text("utf-8")) if self.kept.is_file() else {}

    def keep(self, stage: str, found: Figures) -> None:
        """Remember what a stage found."""
        self.kept.write_text(json.dumps(self.figures() | {stage: found}, ensure_ascii=False), "utf-8")

    @property
    def options(self) -> tuple[object, ...]:
        """Those of `sakuin index`: the engine is named, for else the first thousands are made for a small one first."""
        return "--jobs", self.jobs, "--engine", LARGE_ENGINE

    @property
    def passages(self) -> int:
        """How many the index has: a long row is more than one."""
        generation = current_generation(self.index)
        assert generation
        with Store(generation / STORE) as store:
            return store.counts()[2]

    @property
    def typed(self) -> list[str]:
        """All questions, as a person types them."""
        return [question.typed for each in self.asked.values() for question in each]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds, processor seconds of it and all that it started, bytes of memory at most."""

    wall: float
    cpu: float
    memory: int


def sakuin_command(*arguments: object) -> Taken:
    """Runs `sakuin` with these arguments."""
    before, started, most = getrusage(RUSAGE_CHILDREN), time.perf_counter(), 0
    process = subprocess.Popen([sys.executable, "-c", MAIN, *map(str, arguments)], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, memory_of(process.pid))
        time.sleep(min(1.0, 0.02 + (time.perf_counter() - started) / 20))
    wall, after = time.perf_counter() - started, getrusage(RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"sakuin {arguments[0]} ended with {process.returncode}")
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most)


# the stages


def indexing(measured: Measured) -> Figures:
    """`sakuin index` from nothing; of an index that is there, what it took then."""
    known = measured.figures().get("indexing")
    if not known or current_generation(measured.index) is None:
        shutil.rmtree(measured.index, ignore_errors=True)
        known = {}
    taken = sakuin_command("index", measured.source, "--index", measured.index, *measured.options)
    return known or {
        PASSAGES: float(measured.passages),
        f"`sakuin index`, {measured.jobs} processes: s": taken.wall,
        INDEXING: taken.cpu,
        "the same, CPU hours per million passages": taken.cpu / 3600 * 1e6 / measured.passages,
        "its greatest memory, MB": taken.memory / MB,
    }


PASSAGES = "passages in the index"
INDEXING = "the same, CPU s"


def space(measured: Measured) -> Figures:
    """What the index takes of the disk, the stored text included."""
    generation = current_generation(measured.index)
    assert generation
    files = sorted(((path.stat().st_size, path) for path in generation.rglob("*") if path.is_file()), reverse=True)
    size = on_disk(generation)
    text = sum(len(str(json.loads(line)["text"]).encode()) for line in _lines(measured.source))
    largest = ", ".join(f"{path.suffix} {bytes_ / MB:,.0f}" for bytes_, path in files[:LARGEST])
    return {
        "text, MB of UTF-8": text / MB,
        "index, MB": size / MB,
        "index, bytes a passage": size / measured.passages,
        "index in times the text": size / text,
        "its largest files, MB": largest,
    }


def _lines(source: Path) -> Iterator[str]:
    for path in sorted(source.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from lines


Times = list[tuple[float, float]]
"""Seconds, and processor seconds of this thread."""


def timed(works: Iterable[Callable[[], object]]) -> Times:
    found = []
    for work in works:
        wall, cpu = time.perf_counter(), time.thread_time()
        work()
        found.append((time.perf_counter() - wall, time.thread_time() - cpu))
    return found


def said(times: Times) -> str:
    """p50 / p95 in ms, and in CPU ms."""
    (middle, slow), (cpu, slow_cpu) = (percentiles(column) for column in zip(*times, strict=True))
    return f"{middle:.1f} / {slow:.1f} ({cpu:.1f} / {slow_cpu:.1f})"


def asking(measured: Measured) -> Figures:
    """The benchmark's questions, in this process; the first tenth of each row warms up."""
    searcher, found, every = opened(measured), Figures(), Times()
    for row, each in measured.asked.items():
        times = timed(partial(sakuin, searcher, question) for question in each)[len(each) // 10 :]
        every += times
        found[f"{row}: p50 / p95 ms (CPU)"] = said(times)
    found = {"all questions: p50 / p95 ms (CPU)": said(every)} | found
    words = sum(1 for _ in searcher.library.engine.vocabulary("body_w"))
    found |= {"different words": float(words), "passages with near-duplicates": float(len(searcher.twins))}
    searcher.library.close()
    return found


def opened(measured: Measured) -> Searcher:
    """The index, warm."""
    searcher = open_searcher(measured.index, Config())
    for make in searcher.warming():
        make()
    return searcher


def viewing(measured: Measured) -> Figures:
    """The concordance and the years of frequent words; the very first of the years makes a table."""
    searcher = opened(measured)
    states = [SearchState(q=q) for q in (*FREQUENT, *(each.typed for each in measured.asked["frequent term"]))]
    lines = timed(partial(concordance, searcher, ConcordanceView(state)) for state in states)
    years = timed(partial(trends, searcher, TrendsView(SearchState(), (state.q,))) for state in states)
    searcher.library.close()
    frequent = " and ".join(f"{1000 * cpu:,.0f}" for _, cpu in lines[: len(FREQUENT)])
    return {
        "`/kwic` of frequent terms: p50 / p95 ms (CPU)": said(lines[len(FREQUENT) :]),
        "`/kwic` of の and of the: CPU ms": frequent,
        "`/trends` of frequent terms: p50 / p95 ms (CPU)": said(years[1:]),
        "the first `/trends`: CPU ms": 1000 * years[0][1],
    }


def exporting(measured: Measured) -> Figures:
    """`sakuin export` of every passage, as JSON lines."""
    with tempfile.TemporaryDirectory(dir=measured.work) as name:
        target = Path(name) / "all.ndjson"
        taken = sakuin_command("export", "", "--index", measured.index, "--no-limits", "--out", target)
        size = target.stat().st_size
    return {
        "`sakuin export` of all: s": taken.wall,
        "its CPU s": taken.cpu,
        "its file, MB": size / MB,
        "its memory, MB": taken.memory / MB,
    }


def serving(measured: Measured) -> Figures:
    """A server, its memory, and one changed document: the run that publishes it, and the first page that has it."""
    return served_figures(measured.index, measured.typed, partial(changing, measured))


def changing(measured: Measured) -> Iterator[Figures]:
    """A document of the middle says something else, then again what it said."""
    files = sorted(measured.source.glob("*.jsonl"))
    file = files[len(files) // 2]
    text, before = file.read_bytes(), on_disk(measured.index)
    command = ("index", measured.source, "--index", measured.index, *measured.options)
    try:
        file.write_bytes(text.replace("。".encode(), "。。".encode(), 1).replace(b". ", b".. ", 1))
        there = sakuin_command(*command)
        grown = on_disk(measured.index) - before
        yield {
            "one changed document, published: s": there.wall,
            "the same: CPU s": there.cpu,
            "the same: its memory, MB": there.memory / MB,
            "the same: the disk has more, kB": grown / 1000,
        }
    finally:
        file.write_bytes(text)
    back = sakuin_command(*command)
    yield {"the change taken back: s": back.wall, "the change taken back: CPU s": back.cpu}


STAGES = {
    "indexing": indexing, "space": space, "asking": asking, "viewing": viewing, "exporting": exporting,
    "serving": serving,
}  # fmt: skip


# the table


def figure(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def exponent(before: Figures | None, found: Figures) -> Figures:
    """The exponent e of CPU seconds = c * passages^e between two sizes; 1 is linear."""
    if not before:
        return {}
    (seconds_before, passages_before), (seconds, passages) = (
        (float(each[INDEXING]), float(each[PASSAGES])) for each in (before, found)
    )
    grown = math.log(seconds / seconds_before) / math.log(passages / passages_before)
    return {f"indexing, exponent of CPU seconds from {passages_before:,.0f} passages on": grown}


def table(columns: Mapping[int, Figures]) -> str:
    """Rows of figures, a column for each size."""
    lines = ["| measured | " + " | ".join(f"{size:,}" for size in columns) + " |", "| --- |" + " --: |" * len(columns)]
    for name in dict.fromkeys(name for figures in columns.values() for name in figures):
        cells = (figure(figures[name]) if name in figures else "–" for figures in columns.values())
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def say(line: str) -> None:
    """Progress goes beside the table."""
    print(line, file=sys.stderr, flush=True)


def asked_of(size: int, each: int) -> dict[str, list[Question]]:
    """The benchmark's questions, drawn from the scale set alone, so that all sizes are asked the same."""
    return questions([Passage(str(row["text"]), "", "", ()) for row in rows(size)[0]], each)


def column(measured: Measured, only: Sequence[str]) -> Figures:
    """The figures of one size; those of stages that are not asked for as they were found before."""
    for stage in only:
        say(f"{measured.size:,} passages: {stage}")
        found = STAGES[stage](measured)
        measured.keep(stage, found)
        for name, value in found.items():
            say(f"| {name} | {figure(value)} |")
    known = measured.figures()
    return {name: value for stage in STAGES for name, value in known.get(stage, {}).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 300_000, 1_000_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-scale")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", nargs="+", choices=STAGES, default=[*STAGES])
    parser.add_argument("--questions", type=int, default=100, help="of each row")
    parser.add_argument("--of", type=int, default=SET, help="passages of the scale set that are taken, and altered")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["SAKUIN_LOG"] = "none"
    columns: dict[int, Figures] = {}
    before = None
    asked = asked_of(min(options.of, *options.sizes), options.questions)
    for size in sorted(options.sizes):
        source = collection(size, options.work, options.seed, options.of)
        measured = Measured(size, source, options.work, options.jobs, asked)
        found = column(measured, options.only)
        columns[size] = found | (exponent(before, found) if INDEXING in found else {})
        before = found
    print(f"{date.today()}; {machine()}.\n\n{table(columns)}")


if __name__ == "__main__":
    main()
