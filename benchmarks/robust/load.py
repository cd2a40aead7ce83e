"""Load at length: fresh starts, readers while generations are published, slow clients, light requests beside
heavy ones, memory.

    python benchmarks/robust/load.py starts --engine whoosh --number 50
    python benchmarks/robust/load.py readers --engine tantivy --clients 100 --seconds 300 --generations 10
    python benchmarks/robust/load.py slow --clients 90
    python benchmarks/robust/load.py beside --number 100
    python benchmarks/robust/load.py memory --number 10000

Each draws by chance from --seed. Ends with exit status 1 where anything is wrong.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "robust")]

import load_runs  # noqa: E402

from indexer.engines import ENGINES  # noqa: E402
from indexer.pipeline.builder import Job, build  # noqa: E402

MOST_SECONDS = 1.0
"""What a light search may take beside heavy requests, of a machine that has nothing else to do."""

MOST_GROWN = 1.1
"""Times the memory after a tenth of the requests, what it may be after all."""


def _index(asked: argparse.Namespace, folder: Path) -> Path:
    build(Job((asked.corpus,), folder / "index", engine=asked.engine))
    return folder / "index"


def starts(asked: argparse.Namespace, folder: Path) -> list[str]:
    """Fresh starts of which each is asked 24 different questions at once."""
    return load_runs.starts(_index(asked, folder), asked.number, 24, asked.seed)


def readers(asked: argparse.Namespace, folder: Path) -> list[str]:
    """Clients that ask while generations are published."""
    shelf = load_runs.shelf(folder, asked.corpus, asked.engine)
    answers, faults = load_runs.readers(shelf, asked.clients, asked.seconds, asked.generations, asked.seed)
    print(f"{answers:,} answers, {len(shelf.generations)} generations")
    return faults


def slow(asked: argparse.Namespace, folder: Path) -> list[str]:
    """Clients that do not end their request, or read an export byte by byte."""
    return load_runs.slow(_index(asked, folder), asked.clients, asked.seed)


def beside(asked: argparse.Namespace, folder: Path) -> list[str]:
    """Light searches beside four heavy requests."""
    found = load_runs.beside(asked.index or _index(asked, folder), asked.number)
    print(f"the slowest of {asked.number} light searches took {found.alone:.2f} s alone, {found.together:.2f} s beside")
    print(f"{len(found.heavy)} heavy requests, of which {sum(status != 200 for status in found.heavy)} went wrong")
    return [f"{found.together:.2f} s"] if found.together > MOST_SECONDS else []


def memory(asked: argparse.Namespace, folder: Path) -> list[str]:
    """What a server holds after a tenth of the requests, and after all."""
    before, after = load_runs.memory(_index(asked, folder), asked.number // 10, asked.number, asked.seed)
    print(f"{before:.1f} MB after {asked.number // 10:,} requests, {after:.1f} MB after {asked.number:,}")
    return [f"it grew by {after / before - 1:.1%}"] if after > MOST_GROWN * before else []


RUNS: dict[str, Callable[[argparse.Namespace, Path], list[str]]] = {
    run.__name__: run for run in (starts, readers, slow, beside, memory)
}


def main() -> int:
    """Run what the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", choices=RUNS)
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    parser.add_argument("--corpus", type=Path, default=REPOSITORY / "corpus")
    parser.add_argument("--index", type=Path, help="an index that is there, for `beside`")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=50, help="starts, or requests")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--generations", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sakuin-load-") as folder:
        faults = RUNS[asked.run](asked, Path(folder))
    print(*faults or [f"{asked.run}, engine {asked.engine}, seed {asked.seed}: nothing wrong"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
