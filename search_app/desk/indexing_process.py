"""One run of the indexer in a process of its own, which says how far it is: a line of JSON each time.

Its memory goes back to the machine when it ends, and to end it is to stop the run: the index stays as it was. It ends
by itself when its standard input does, so that none outlives the desk, however that ended.

    python -m search_app.desk.indexing_process FOLDER DIRECTORY
"""

import _thread
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from indexer.config import Config
from indexer.dictionary.cache import is_made, make_glossary, sweep_index
from indexer.dictionary.jmdict import installed
from indexer.errors import SakuinError
from indexer.pipeline.builder import Job, build
from indexer.pipeline.outcome import Summary
from indexer.pipeline.run import Progress

OFTEN = 0.1
"""Seconds between two lines at the least."""

PATIENCE = 5.0
"""Seconds that a run has to end in when it is told to, before it is ended with all its processes."""


class Reporter:
    """Says how far a run is, not too often."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Say it, unless something was said just now."""
        if time.monotonic() - self._last >= OFTEN:
            self._last = time.monotonic()
            say(state="running", done=progress.done, known=progress.known, file=progress.file)


def say(**values: object) -> None:
    """Write a line for the desk."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def run(folder: Path, directory: Path) -> int:
    """Bring the index up to date; gives the exit status."""
    try:
        done = build(Job((folder,), directory, report=Reporter()))
    except SakuinError as error:
        say(state="failed", error=type(error).__name__, detail=str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        say(state="failed", error="", detail=f"{type(error).__name__}: {error}")
        return 1
    say(state="done", **_counts(done))
    sweep_index(directory)
    _make_dictionary()
    return 0


def _counts(done: Summary) -> dict[str, int]:
    return {
        "documents": done.documents, "passages": done.passages, "read": done.new + done.changed, "gone": done.gone,
        "unread": sum(count.unread for count in done.kinds),
    }  # fmt: skip


def _make_dictionary() -> None:
    """Make the bilingual dictionary where it is installed and no run has made it yet; the index is in force."""
    config = Config()
    if installed() is not None and not is_made(config):
        make_glossary(config, lambda share: None)


def end_with_the_desk() -> None:
    """Wait for the end of the standard input, then end this process: first as Ctrl-C does, later at once."""
    while os.read(sys.stdin.fileno(), 1024):  # unbuffered: a thread that holds a buffer may not be left behind
        pass
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
    time.sleep(PATIENCE)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(130)


if __name__ == "__main__":
    threading.Thread(target=end_with_the_desk, daemon=True).start()
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2])))
