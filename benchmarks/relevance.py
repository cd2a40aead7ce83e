"""How well Sakuin finds: every set and every system in one Markdown table (see README.md beside this file)."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cases import failing
from corpora import REPOSITORY, Home
from sets import SETS
from systems import systems
from table import Row, markdown, measure

CASES = "cases"


def main() -> None:
    options = _options()
    home = Home(shared(), options.work)
    rows = [row for name in _chosen(options.sets) for row in _rows(name, home, options)]
    if rows:
        print(markdown(rows))
    if _wanted(CASES, options.sets):
        print(f"\n{_cases(home)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=[], metavar="NAME", help="sets, or what their names begin with")
    parser.add_argument(
        "--sample", type=int, default=1, metavar="N", help="ask every N-th question of a set; seeds all"
    )
    parser.add_argument("--baselines", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-benchmarks", metavar="DIR")
    return parser.parse_args()


def shared() -> Path:
    return Path(os.environ.get("SAKUIN_SHARED", REPOSITORY.parent / "shared")).resolve()


def _wanted(name: str, asked: Sequence[str]) -> bool:
    return not asked or any(name == each or name.startswith(f"{each}-") for each in asked)


def _chosen(asked: Sequence[str]) -> list[str]:
    """The sets asked for. A name that is none ends the program."""
    unknown = [each for each in asked if not any(_wanted(name, [each]) for name in (*SETS, CASES))]
    if unknown:
        sys.exit(f"no set is called {', '.join(unknown)}; there are: {', '.join((*SETS, CASES))}")
    return [name for name in SETS if _wanted(name, asked)]


def _rows(name: str, home: Home, options: argparse.Namespace) -> Iterator[Row]:
    try:
        set_ = SETS[name](home)
        set_ = set_ if name.startswith("seeds") else set_.sampled(options.sample)
        for system in systems(set_, home, options.baselines):
            row = measure(set_, system)
            print(*row.cells, sep="  ", file=sys.stderr)
            yield row
    except FileNotFoundError as absent:
        print(f"{name}: skipped, {absent}", file=sys.stderr)


def _cases(home: Home) -> str:
    try:
        count, failed = failing(home.shared / CASES)
    except FileNotFoundError as absent:
        return f"cases: skipped, {absent}"
    return f"cases: {count - len(failed)} of {count} pass" + (f"; not: {', '.join(failed)}" if failed else "")


if __name__ == "__main__":
    main()
