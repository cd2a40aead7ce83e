"""What each hostile file of tests/robust costs a run by itself: CPU seconds and megabytes, and what came of it.

python benchmarks/robust/hostile.py            all of them
python benchmarks/robust/hostile.py html .md   those whose names hold one of these
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests/robust"))

from hostile_files import HOSTILE, LAST, NEIGHBOURS, Hostile, neighbours, put

from indexer.config import Config
from indexer.storage.index_directory import open_library

MOST_SECONDS, MOST_MEGABYTES = 5.0, 300
PROGRAM = (sys.executable, "-c", "from search_app.cli.main import main; main()")


def measure(hostile: Hostile, folder: Path) -> str:
    """One line: what the run took, whether the file was read whole, and `!` where any of it is not as promised."""
    source, index = folder / "source", folder / "index"
    source.mkdir()
    neighbours(source)
    put(hostile, source)
    process = subprocess.Popen([*PROGRAM, "index", str(source), "--index", str(index)], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1000
    said, fine = outcome(index) if not process.returncode else (f"exit code {process.returncode}", False)
    good = fine and seconds < MOST_SECONDS and megabytes < MOST_MEGABYTES
    return f"{' ' if good else '!'} {seconds:6.1f} s {megabytes:5} MB  {hostile.name[:30]!a:34} {said[:100]}"


def outcome(index: Path) -> tuple[str, bool]:
    """What became of the file, and whether its neighbours are there and it was read whole or named."""
    library = open_library(index, Config())
    store = library.store
    text = "".join(place.passage.text for row in store.documents() for place in store.passages_of(row.id))
    named = "; ".join(filter(None, (said for row in store.files().values() for said in (row.problem, *row.notes))))
    library.close()
    beside = all(words.splitlines()[-1] in text for words in NEIGHBOURS.values())
    return named or ("read whole" if LAST in text else "lost"), beside and (LAST in text or bool(named))


def main() -> None:
    """Measure the files whose names hold one of the arguments, or all."""
    for hostile in HOSTILE:
        if len(sys.argv) == 1 or any(part in hostile.name for part in sys.argv[1:]):
            with tempfile.TemporaryDirectory() as folder:
                print(measure(hostile, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
