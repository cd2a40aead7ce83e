"""How a server ends when it is told to: what it is answering it answers to the end, what comes after it refuses."""

import os
import signal
import threading
import time
from collections.abc import Iterable

from flask import Flask
from waitress.channel import HTTPChannel

from indexer.errors import ServerEnding
from search_app.serving.lanes import Lanes

GRACE = 10.0
"""Seconds that requests in progress have."""

LOOK = 0.05
"""Seconds between two looks at what is still in progress."""


class Ending:
    """Of one server, which `channels` are connected to. The first SIGTERM begins it; the second, which it sends itself
    when all is answered or GRACE is over, leaves waitress's loop."""

    def __init__(self, apps: Iterable[Flask], channels: dict[int, object], workers: Lanes) -> None:
        self._channels = channels
        self._workers = workers
        self._begun = threading.Event()
        for app in set(apps):
            app.before_request(self._refuse)

    def on_sigterm(self) -> None:
        """Have SIGTERM end the server. Only the main thread may set signals: a server in another is not told so."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: self._signalled())

    def _signalled(self) -> None:
        if self._begun.is_set():
            raise SystemExit(0)
        self._begun.set()
        # What was interrupted here may hold waitress's lock: the rest is for another thread.
        threading.Thread(target=self._end, daemon=True).start()

    def _end(self) -> None:
        # One thread more for each lane, so that requests are refused at once where all others are still answering.
        for lane in self._workers.lanes:
            lane.set_thread_count(len(lane.threads) + 1)
        last = time.monotonic() + GRACE
        while self._answering() and time.monotonic() < last:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    def _answering(self) -> bool:
        connected = [each for each in list(self._channels.values()) if isinstance(each, HTTPChannel)]
        return any(channel.requests or channel.total_outbufs_len for channel in connected)

    def _refuse(self) -> None:
        if self._begun.is_set():
            raise ServerEnding("this server is ending; ask again in a moment")
