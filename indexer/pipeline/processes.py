"""How a run starts other processes: by themselves, without the program that started the run.

A spawned process imports the main module of its parent first, in case what it is to do stands there. Of `sakuin index`
that is the whole command line, a second of work in each of them; what workers do stands in modules of its own.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock

_STARTING = Lock()


@contextmanager
def _main_unsaid() -> Iterator[None]:
    """The main module as that of a prompt, which has no file to be imported from (see `get_preparation_data` in the
    standard library's multiprocessing.spawn)."""
    main: dict[str, object] = vars(sys.modules["__main__"])
    with _STARTING:
        said: dict[str, object] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
        main.update(dict.fromkeys(said))
        try:
            yield
        finally:
            main.update(said)


class Apart(SpawnProcess):
    """A process that imports what it is to do, and nothing else."""

    def start(self) -> None:
        """As multiprocessing.Process.start."""
        with _main_unsaid():
            super().start()


class Spawning(SpawnContext):
    """A context of multiprocessing whose processes stand apart."""

    Process = Apart


SPAWNING = Spawning()
