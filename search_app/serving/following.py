"""Following a cluster: what another machine publishes there is taken up here for as long as the server runs."""

import logging
import threading
import time
from pathlib import Path

from indexer.errors import IndexBusy, SakuinError
from indexer.storage.published import take

LOOK = 4.0
"""Seconds between two looks at what is in force."""

_LOG = logging.getLogger("sakuin")


def follow(directory: Path) -> None:
    """Take up what is in force in the cluster, now and then every LOOK seconds. What goes wrong is told in the log,
    once until it is something else; meanwhile the server answers from what it has."""
    said = _taken_or_told(directory, "")
    threading.Thread(target=_looking, args=(directory, said), daemon=True, name="following").start()


def _looking(directory: Path, said: str) -> None:
    while True:
        time.sleep(LOOK)
        said = _taken_or_told(directory, said)


def _taken_or_told(directory: Path, said: str) -> str:
    """What is wrong, in words; nothing where all is well, or another process is about it."""
    try:
        if taken := take(directory):
            _LOG.warning("%s was taken up from the cluster", taken)
    except IndexBusy:
        return said
    except (SakuinError, OSError) as error:
        if str(error) != said:
            _LOG.warning("%s", error)
        return str(error)
    return ""
