"""Kills runs of `sakuin index` at random moments, and says whether every index is whole and then as one made anew.

For each engine a small collection is changed again and again, and the run over it killed (SIGKILL) at a moment chosen
by chance; every fifth round there was no index before, every fourth a second writer starts at the same time. What is
in force after the kill must answer as an index made anew of the files before or after the change; after a run that is
let finish, as one of the files after it: texts, totals, facets, order, scores, groups and receipts.

    python benchmarks/robust/crash.py --number 200 --seed 1
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from indexer.config import Config
from indexer.errors import IndexMissing
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.export.json_objects import page_object
from search_app.export.receipts import receipt
from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.state.state import read_state

CONFIG = Config()
MAIN = "from search_app.cli.main import main; main()"
ENGINES = ("tantivy", "whoosh")
DOCUMENTS = 40
QUESTIONS = ("", "条約", "treaty", "穀物 輸出", "grain exports", "穀物 -輸出", "gra*")
WORDS = {"ja": ("条約", "穀物", "輸出", "会談", "港湾", "議題"), "en": ("treaty", "grain", "exports", "talks", "ports")}
TEXTS = {
    "ja": "一九七二年、両国は{0}と{1}について話し合った。{2}は延期された。",
    "en": "In 1972 both spoke of {0} and {1}; {2} waited.",
}
BUSY = b"another run is writing"


def main() -> None:
    """A line for each engine; exit status 1 if anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20, help="kills of each engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    arguments = parser.parse_args()
    outcomes = [tried(engine, arguments.number, arguments.seed) for engine in arguments.engines]
    for outcome in outcomes:
        print(outcome)
    sys.exit(any(outcome.wrong for outcome in outcomes))


@dataclass
class Outcome:
    """What came of the kills of one engine: how many met a run at work, how many second writers were told to wait."""

    engine: str
    kills: int = 0
    at_work: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)


def tried(engine: str, number: int, seed: int) -> Outcome:
    """Kill so many runs of an engine."""
    chance, outcome = random.Random(seed), Outcome(engine)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, index = folder / "source", folder / "index"
        change(source, chance)
        begun = time.monotonic()
        started(source, index, engine).wait()
        whole = time.monotonic() - begun
        while outcome.kills < number:
            if outcome.kills % 5 == 4:
                shutil.rmtree(index)
            before = answers(index)
            change(source, chance)
            after = anew(source, folder / "anew", engine)
            _round(outcome, source, index, chance.uniform(0, whole), (before, after))
    return outcome


def _round(outcome: Outcome, source: Path, index: Path, moment: float, expected: tuple[str, str]) -> None:
    """One kill, and the run that heals what it left."""
    outcome.kills += 1
    writers = [started(source, index, outcome.engine) for _ in range(1 + (outcome.kills % 4 == 0))]
    time.sleep(moment)
    outcome.at_work += writers[0].poll() is None
    writers[0].kill()
    for writer in writers:
        said = writer.communicate()[1]
        outcome.told += BUSY in said
        if b"Traceback" in said:
            outcome.wrong.append(f"kill {outcome.kills}: {said.decode(errors='replace')[-500:]}")
    if answers(index) not in expected:
        outcome.wrong.append(f"kill {outcome.kills}, after {moment:.2f} s: neither as before nor as after")
    started(source, index, outcome.engine).communicate()
    if answers(index) != expected[1]:
        outcome.wrong.append(f"kill {outcome.kills}, healed: not as an index made anew")


def started(source: Path, index: Path, engine: str) -> "subprocess.Popen[bytes]":
    """A run in a process of its own."""
    command = [sys.executable, "-c", MAIN, "index", source, "--index", index, "--engine", engine, "--jobs", "1"]
    return subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def change(source: Path, chance: random.Random) -> None:
    """Write a third of the documents anew, some of them near-duplicates of others, and take one away."""
    for number in range(DOCUMENTS):
        for lang, text in TEXTS.items():
            path = source / f"{number:02}.{lang}.txt"
            if not path.exists() or chance.random() < 1 / 3:
                rows = (text.format(*chance.choices(WORDS[lang], k=3)) * chance.randint(1, 4) for _ in range(3))
                path.parent.mkdir(exist_ok=True)
                path.write_text("\n\n".join(rows), encoding="utf-8")
    chance.choice(sorted(source.glob("*.txt"))).unlink()


def anew(source: Path, index: Path, engine: str) -> str:
    """The answers of an index made of the source from nothing."""
    shutil.rmtree(index, ignore_errors=True)
    build(Job((source,), index, jobs=1, engine=engine))
    return answers(index)


def answers(index: Path) -> str:
    """Everything that an index answers, as JSON; empty where there is none."""
    try:
        library = open_library(index, CONFIG)
    except IndexMissing:
        return ""
    try:
        searcher = Searcher(library, CONFIG)
        return json.dumps([_asked(searcher, question) for question in QUESTIONS], ensure_ascii=False, sort_keys=True)
    finally:
        library.close()


def _asked(searcher: Searcher, question: str) -> object:
    state, notes = read_state([("q", question), ("per_page", "200")], CONFIG)
    return page_object(search(searcher, state, notes)), receipt(searcher, state)


if __name__ == "__main__":
    main()
