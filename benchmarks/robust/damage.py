"""Damages every file of an index in every way, and says whether that is noticed.

For each engine an index of SOURCE (some documents of the sample, if not given) is made, and then, so many times, one
file of a copy is flipped (a byte gets another value), cut, emptied or taken away. Of the copy all QUESTIONS are asked,
on the command line and over HTTP; then `sakuin check` is run and they are asked again; last it is indexed once more,
where --heal says so. Each copy is dealt with in a process of its own, for a library may take the process down or never
come back.

    python benchmarks/robust/damage.py --number 200 --seed 1 --heal 10
    python benchmarks/robust/damage.py --number 200 --seed 2 --small 0    # as in an index whose files are all large

Ends with exit status 1 for a traceback, a process that died or hung, another answer after `check`, or an index that is
not healed. What a flip changes in silence before `check` is counted; opening an index cannot read all of it.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

os.environ["SAKUIN_CACHE"] = os.devnull

from indexer.engines import ENGINES
from indexer.storage import inventory
from search_app.cli.main import main
from search_app.notes import SENTENCES
from search_app.web.app import create_app

SAMPLE = Path(__file__).parents[2] / "corpus"
PATIENCE = 120
"""Seconds after which a process is taken to hang; the same without damage takes 3."""

QUESTIONS = (
    ("search", "冷戦 終結", "--json"),
    ("search", '"United States" OR gorba*', "--json", "--sort", "date"),
    ("search", "ソヴィエト -misile", "--facets", "--similar", "show"),
    ("kwic", "ソ連", "--json"),
    ("export", "war"),
    ("status", "--problems"),
)
ADDRESSES = ("/search?q=冷戦", "/trends.json?q=cold+war", "/problems")

TOLD, NOTE = "is damaged", "index-damaged"
"""What stands in an error or a warning, and the code of the note, where the index before answers."""

GENERATION = re.compile(r"^index .*\n", re.MULTILINE)
"""The line of `status` that differs between two indexes of the same."""

FLIP, CUT, EMPTY, GONE = "flip", "cut", "empty", "gone"
SAME, NOTICED, SILENT, FAULT = "same", "noticed", "silent", "fault"
"""What became of a question: the right answer, a clear error, another answer in silence, a traceback."""

Answer = tuple[str, str]
"""What became of a question so far as one run tells (NOTICED, FAULT, or empty), and the answer."""


@dataclass(frozen=True)
class Trial:
    """One way of damaging one file of a copy."""

    path: str
    way: str
    seed: int

    def carry_out(self, directory: Path) -> None:
        """Damage it."""
        path, chance = directory / self.path, random.Random(self.seed)
        content = bytearray(path.read_bytes())
        path.unlink()
        if self.way == GONE:
            return
        if self.way == FLIP and content:
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        kept = {FLIP: len(content), CUT: chance.randrange(len(content) or 1), EMPTY: 0}[self.way]
        path.write_bytes(content[:kept])


def trials(directory: Path, number: int, seed: int) -> Iterator[Trial]:
    """Every file emptied and taken away once, then files flipped and cut in turn until there are `number`."""
    files = sorted(
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_file() and path.stat().st_size and path.name != "lock"
    )
    plain = [Trial(path, way, seed) for way in (EMPTY, GONE) for path in files]
    random.Random(seed).shuffle(plain)
    yield from plain[:number]
    for at in range(max(0, number - len(plain))):
        yield Trial(files[at % len(files)], (FLIP, FLIP, CUT)[at // len(files) % 3], seed + at)


def command(*arguments: str) -> Answer:
    """What a command of the program says."""
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        return FAULT, f"{type(result.exception).__name__}: {result.exception}"
    noticed = TOLD in result.stderr or (result.exit_code == 2 and result.stderr.startswith("sakuin: "))
    return (NOTICED if noticed else ""), GENERATION.sub("", result.stdout)


def answers(directory: Path) -> list[Answer]:
    """All that is asked of an index."""
    found = [command(*question, "--index", str(directory)) for question in QUESTIONS]
    client = create_app(directory).test_client()
    for address in ADDRESSES:
        answer = client.get(address)
        text = answer.get_data(as_text=True)
        noticed = answer.status_code == 503 or SENTENCES[NOTE].ja.partition("{}")[0] in text or NOTE in text
        found.append((NOTICED if noticed else FAULT if answer.status_code >= 500 else "", text))
    return found


def outcomes(found: Sequence[Answer], right: Sequence[Answer]) -> list[str]:
    """What became of each question, beside the right answers."""
    return [kind or (SAME if text == known else SILENT) for (kind, text), (_, known) in zip(found, right, strict=True)]


def worst(kinds: Sequence[str]) -> str:
    """What became of several questions as a whole."""
    return next(kind for kind in (FAULT, SILENT, NOTICED, SAME) if kind in kinds)


def tried(directory: Path, right: Sequence[Answer], source: Path | None) -> dict[str, str]:
    """What is found out about a damaged index: before `check`, by it, after it, and once it is indexed again."""
    before = answers(directory)
    told = command("check", "--index", str(directory))
    after = answers(directory)
    found = {
        "before": worst(outcomes(before, right)),
        "check": told[0] or "whole",
        "after": worst(outcomes(after, right)),
        "said": next((text for kind, text in (*before, told, *after) if kind == FAULT), ""),
    }
    if source:
        command("index", str(source), "--index", str(directory), "--jobs", "1")
        whole = command("check", "--index", str(directory))[0] == ""
        found["healed"] = SAME if whole and worst(outcomes(answers(directory), right)) == SAME else SILENT
    return found


def in_a_process(directory: Path, right: Sequence[Answer], source: Path | None) -> dict[str, str]:
    """`tried` in a process of its own; what its libraries write to the terminal is not heard."""
    told = directory.with_suffix(".json")
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(PATIENCE)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            told.write_text(json.dumps(tried(directory, right, source)), encoding="utf-8")
        finally:
            os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if told.exists():
        found = json.loads(told.read_text(encoding="utf-8"))
        return dict(found)
    return {"before": FAULT, "check": "", "after": FAULT, "said": f"the process ended with {status}"}


def whole_index(source: Path, engine: str, directory: Path) -> list[Answer]:
    """Makes an index; gives the right answers."""
    kind, said = command("index", str(source), "--index", str(directory), "--engine", engine, "--jobs", "1")
    assert not kind, said
    right = answers(directory)
    assert not any(kind for kind, _ in right) and outcomes(answers(directory), right) == [SAME] * len(right)
    return right


def run(source: Path, engine: str, number: int, seed: int, heal: int) -> tuple[Counter[str], list[str]]:
    """How many trials came out how, and a line for each that came out wrong."""
    counts, wrong = Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        whole, copy = Path(folder, "whole"), Path(folder, "copy")
        right = whole_index(source, engine, whole)
        for at, trial in enumerate(trials(whole, number, seed)):
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(whole, copy)
            trial.carry_out(copy)
            # Texts name the directory, so the copy stands in its place.
            found = moved(copy, whole, right, source if heal and at % heal == 0 else None)
            counts.update(f"{key} {value}" for key, value in found.items() if key != "said")
            counts["faults"] += bool(found["said"])
            if is_wrong(found):
                wrong.append(f"{engine} {trial}: {found}")
                print(wrong[-1], file=sys.stderr, flush=True)
    return counts, wrong


def moved(copy: Path, whole: Path, right: Sequence[Answer], source: Path | None) -> dict[str, str]:
    """Tries a copy at the place of the index that it was made of."""
    aside = whole.with_name("aside")
    whole.rename(aside)
    copy.rename(whole)
    try:
        return in_a_process(whole, right, source)
    finally:
        shutil.rmtree(whole)
        aside.rename(whole)


def is_wrong(found: dict[str, str]) -> bool:
    """Whether a trial shows a fault of the program."""
    unnoticed = found["after"] == SILENT or (found["check"] == "whole" and found["before"] == SILENT)
    return FAULT in found.values() or unnoticed or found.get("healed") == SILENT


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=50, help="trials for each engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--heal", type=int, default=0, help="index again in every so many-th trial; 0 for none")
    parser.add_argument("--small", type=int, default=inventory.SMALL, help="bytes of files read whole when opened")
    parser.add_argument("--source", type=Path, help="a folder of documents")
    return parser.parse_args(arguments)


def some_documents(folder: Path) -> Path:
    """A folder of a few documents of the sample, with its collection file."""
    folder.mkdir()
    shutil.copy(SAMPLE / "collection.toml", folder)
    for path in sorted(SAMPLE.rglob("*.md"))[::12]:
        shutil.copy(path, folder)
    return folder


def benchmark(arguments: Sequence[str] | None = None) -> int:
    """The program; gives its exit status."""
    given, all_wrong = parsed(arguments), []
    inventory.SMALL = given.small
    with tempfile.TemporaryDirectory() as folder:
        source = given.source or some_documents(Path(folder, "sample"))
        for engine in given.engines:
            counts, wrong = run(source, engine, given.number, given.seed, given.heal)
            all_wrong += wrong
            said = ", ".join(f"{key} {count}" for key, count in sorted(counts.items()))
            print(f"{engine}: {given.number} trials, seed {given.seed}: {said}; {len(wrong)} wrong", flush=True)
    return bool(all_wrong)


if __name__ == "__main__":
    sys.exit(benchmark())
