"""Kills runs of `sakuin index` at random moments, and says whether every index is whole and then as one made anew.

For each engine a small collection is changed again and again, and the run over it killed (SIGKILL) at a moment chosen
by chance, every other time once it has begun to write. Every fifth round there was no index before, every fourth a
second writer starts at the same time, every third the run has to make the dictionary too. What is in force after the
kill must answer as an index made anew of the files before or after the change; after a run that is let finish, as one
of the files after it: texts, totals, facets, order, scores, groups and receipts.

    python benchmarks/robust/crash.py --number 200 --seed 1
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from small_dictionary import package  # noqa: E402

from indexer.config import Config  # noqa: E402
from indexer.dictionary.cache import GLOSSARIES  # noqa: E402
from indexer.dictionary.glossary import Glossary  # noqa: E402
from indexer.engines.tantivy_merging import extension  # noqa: E402
from indexer.errors import IndexMissing  # noqa: E402
from indexer.pipeline.builder import Job, build  # noqa: E402
from indexer.storage.index_directory import open_library  # noqa: E402
from search_app.cli.main import main as main_command  # noqa: E402
from search_app.export.json_objects import page_object  # noqa: E402
from search_app.export.receipts import receipt  # noqa: E402
from search_app.search.results_page import search  # noqa: E402
from search_app.search.searcher import Searcher  # noqa: E402
from search_app.state.state import read_state  # noqa: E402

CONFIG = Config()
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["search_app.cli.main", "indexer.engines.tantivy_engine", "indexer.pipeline.builder"])
"""A process for each run, forked from one that has imported all and done nothing: a kill meets work, not imports."""

ENGINES = ("tantivy", "whoosh")
COMPACT = extension() is None
"""Without what merges, scores are exact where that is asked for alone."""

DOCUMENTS = 40
QUESTIONS = ("", "条約", "treaty", "穀物 輸出", "grain exports talks ports", "穀物 -輸出", "gra*")
WORDS = {"ja": ("条約", "穀物", "輸出", "会談", "港湾", "議題"), "en": ("treaty", "grain", "exports", "talks", "ports")}
TEXTS = {
    "ja": "一九七二年、両国は{0}と{1}について話し合った。{2}は延期された。",
    "en": "In 1972 both spoke of {0} and {1}; {2} waited.",
}
BUSY = "another run is writing"


def main() -> None:
    """A line for each engine; exit status 1 if anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20, help="kills of each engine that meet a run at work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    arguments = parser.parse_args()
    outcomes = [tried(engine, arguments.number, arguments.seed) for engine in arguments.engines]
    for outcome in outcomes:
        print(outcome)
    sys.exit(any(outcome.wrong for outcome in outcomes))


@dataclass
class Outcome:
    """What came of the rounds of one engine: how many kills met a run at work, how many of these left a generation
    unfinished, how many second writers were told to wait."""

    engine: str
    rounds: int = 0
    kills: int = 0
    unfinished: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Writer:
    """A run in a process of its own, and the file that takes what it says."""

    process: ForkServerProcess
    said: Path

    def ended(self) -> str:
        """What it said, once it has ended."""
        self.process.join()
        return self.said.read_text(encoding="utf-8", errors="replace") if self.said.exists() else ""


def _index(arguments: Sequence[str], environment: dict[str, str], said: Path) -> None:
    """What a process of a run does."""
    with said.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 2)
    os.environ |= environment
    sys.path.insert(0, environment["PYTHONPATH"])
    main_command(arguments)


@dataclass(frozen=True)
class Place:
    """Where it all lies: documents, the index, a dictionary's package and the cache that its glossary is made in."""

    folder: Path
    engine: str

    @property
    def source(self) -> Path:
        """The folder of documents."""
        return self.folder / "source"

    @property
    def index(self) -> Path:
        """The index whose runs are killed."""
        return self.folder / "index"

    @property
    def cache(self) -> Path:
        """The folder of the glossary."""
        return self.folder / "cache"

    def started(self, number: int = 0) -> "Writer":
        """A run in a process of its own."""
        asked = ["index", self.source, "--index", self.index, "--engine", self.engine, "--jobs", "1"]
        arguments = [*map(str, asked), *(["--compact"] if COMPACT else [])]
        found = {"PYTHONPATH": str(self.folder / "packages"), "SAKUIN_CACHE": str(self.cache)}
        said = self.folder / f"said-{number}"
        process = PROCESSES.Process(target=_index, args=(arguments, found, said))
        process.start()
        return Writer(process, said)

    def is_begun(self) -> bool:
        """Whether there is a generation that nobody has finished."""
        return any(self.index.glob("gen-*.new"))

    def anew(self) -> str:
        """The answers of an index made of the source from nothing."""
        index = self.folder / "anew"
        shutil.rmtree(index, ignore_errors=True)
        build(Job((self.source,), index, jobs=1, engine=self.engine, compact=COMPACT))
        return answers(index)


def tried(engine: str, number: int, seed: int) -> Outcome:
    """Kill so many runs of an engine."""
    chance, outcome = random.Random(seed), Outcome(engine)
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name), engine)
        package(place.folder / "packages")
        change(place.source, chance)
        begun = time.monotonic()
        place.started().ended()
        whole = time.monotonic() - begun
        while outcome.kills < number:
            if outcome.rounds % 5 == 4:
                shutil.rmtree(place.index)
            if outcome.rounds % 3 == 2:
                shutil.rmtree(place.cache)
            before = answers(place.index)
            change(place.source, chance)
            met = _round(outcome, place, chance.uniform(0, whole), (before, place.anew()))
            whole *= 1 if met else SOONER
    return outcome


SOONER = 0.95
"""Kills that came too late make those after them come sooner."""


def _round(outcome: Outcome, place: Place, moment: float, expected: tuple[str, str]) -> bool:
    """One kill, and the run that heals what it left; whether the kill met a run at work."""
    outcome.rounds += 1
    writers = [place.started(number) for number in range(1 + (outcome.rounds % 4 == 0))]
    _wait(place, writers[0], moment, outcome.rounds % 2 == 0)
    met = writers[0].process.is_alive()
    outcome.kills += met
    writers[0].process.kill()
    for writer in writers:
        said = writer.ended()
        outcome.told += BUSY in said
        if "Traceback" in said:
            outcome.wrong.append(f"round {outcome.rounds}: {said[-500:]}")
    outcome.unfinished += place.is_begun()
    if answers(place.index) not in expected:
        outcome.wrong.append(f"round {outcome.rounds}, after {moment:.2f} s: neither as before nor as after")
    place.started().ended()
    if answers(place.index) != expected[1]:
        outcome.wrong.append(f"round {outcome.rounds}, healed: not as an index made anew")
    outcome.wrong += (f"round {outcome.rounds}, healed: {left}" for left in leftovers(place))
    return met


def _wait(place: Place, writer: Writer, moment: float, writing: bool) -> None:
    """Wait for a moment of a run as a whole, or of its writing, which is half of that."""
    while writing and writer.process.is_alive() and not place.is_begun():
        time.sleep(0.001)
    time.sleep(moment / 2 if writing else moment)


def leftovers(place: Place) -> list[str]:
    """What a run has left that it should not have: unfinished generations, a dictionary that is not one whole file."""
    found = [f"{path.name} is left over" for path in place.index.glob("*.new")]
    glossaries = [Glossary(path) for path in place.cache.glob(GLOSSARIES)]
    if [glossary.is_whole() for glossary in glossaries] != [True]:
        found.append("the dictionary is not whole")
    for glossary in glossaries:
        glossary.close()
    return found


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
