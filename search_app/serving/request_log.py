"""One line for each request: when, what was asked for, how it ended, how long it took, how many bytes it was.

    2026-11-26T09:30:00Z GET /search 200 35 ms 18324 bytes
    {"time": "2026-11-26T09:30:00Z", "method": "GET", "path": "/search", "status": 200, "ms": 35, "bytes": 18324}

What somebody looks for is their own affair: the query of an address is left out unless the settings ask for it, and who
asks is never said.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from indexer.config import Config
from indexer.errors import SettingError

LOG = logging.getLogger("sakuin.requests")

Line = dict[str, str | int]

FAILED = 500


def _as_text(line: Line) -> str:
    return "{time} {method} {path} {status} {ms} ms {bytes} bytes".format(**line)


WRITERS: dict[str, Callable[[Line], str] | None] = {"text": _as_text, "json": json.dumps, "none": None}
"""Value of the setting `log` -> how a line is written."""


class Answer:
    """An answer on its way out, which is counted, and noted when it is closed."""

    def __init__(self, note: Callable[[int, int], None]) -> None:
        self._note = note
        self._status, self._bytes = FAILED, 0
        self._parts: Iterable[bytes] = ()

    def made_by(self, app: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> "Answer":
        """The answer of an application; of one that fails too a line is written."""

        def started(status: str, *rest: object) -> object:
            self._status = int(status[:3])
            return start_response(status, *rest)  # type: ignore[arg-type]

        try:
            self._parts = app(environ, started)  # type: ignore[arg-type]
        except BaseException:
            self._note(FAILED, 0)
            raise
        return self

    def __iter__(self) -> Iterator[bytes]:
        """Its parts."""
        for part in self._parts:
            self._bytes += len(part)
            yield part

    def close(self) -> None:
        """Called by the server when the last part is sent, or nobody waits for it any more."""
        try:
            close = getattr(self._parts, "close", None)
            if close:
                close()
        finally:
            self._note(self._status, self._bytes)


def logged(app: WSGIApplication, config: Config) -> WSGIApplication:
    """An application with a line in the log for each request. Raises SettingError."""
    kind, questions = config.text("log"), bool(config.integer("log_questions"))
    if kind not in WRITERS:
        raise SettingError(f"SAKUIN_LOG is {kind!r}; it takes one of {', '.join(WRITERS)}")
    write = WRITERS[kind]
    if write is None:
        return app
    _to_standard_error()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        line: Line = {"time": _now(), "method": _shown(environ["REQUEST_METHOD"]), "path": _asked(environ, questions)}
        began = monotonic()

        def note(status: int, sent: int) -> None:
            LOG.info(write(line | {"status": status, "ms": round((monotonic() - began) * 1000), "bytes": sent}))

        return Answer(note).made_by(app, environ, start_response)

    return answer


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _asked(environ: WSGIEnvironment, questions: bool) -> str:
    path = _shown(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
    query = environ.get("QUERY_STRING", "") if questions else ""
    return f"{path}?{_shown(query, '%&=+/')}" if query else path


def _shown(text: str, plain: str = "/") -> str:
    """What WSGI gives as Latin 1, with no sign that could end a line or begin a word of the log."""
    return quote(text.encode("latin-1", "replace"), safe=plain)


def _to_standard_error() -> None:
    LOG.setLevel(logging.INFO)
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler())
