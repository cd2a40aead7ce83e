"""Who is answered by which threads: light requests never wait for all that is heavy before them.

A request is heavy by what it asks for: lines, trends, words, terms, values, files of all hits, or a search with parts
that cost much. What is taken for light and is not ends with its budget (see `search_app.limits`).
"""

import re
from typing import Any
from urllib.parse import parse_qsl

from waitress.task import ThreadedTaskDispatcher

LIGHT, HEAVY = 4, 2
"""Threads of each lane. Python runs one at a time, so that more for the heavy would make all slower."""

HEAVY_PATH = re.compile(r"/(?:kwic|trends|words|terms|values|receipt|cite|project)\b|/doc/|/search\.(?!json$|atom$)")

HEAVY_PARAMETERS = frozenset({"as", "drop", "fold", "scope", "group", "id", "companions", "beside", "per_page"})

HEAVY_SIGNS = frozenset('*?~"＊？～〜“”「」')
"""Of wildcards, misspellings, and quotations whose words need only be near."""

LONG = 100
"""Characters of a question of which no quick answer is to be expected."""


def is_heavy(path: str, query: str) -> bool:
    """Whether a request may cost much, by the path and the query of its address."""
    if HEAVY_PATH.search(path):
        return True
    pairs = parse_qsl(query, errors="replace")
    asked = "".join(value for name, value in pairs if name == "q")
    return len(asked) > LONG or not HEAVY_SIGNS.isdisjoint(asked) or any(name in HEAVY_PARAMETERS for name, _ in pairs)


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]
    """waitress's threads for light requests, with as many of their own for heavy ones, which wait for one another."""

    def __init__(self) -> None:
        super().__init__()
        self.heavy = ThreadedTaskDispatcher()
        self.lanes: tuple[ThreadedTaskDispatcher, ...] = (self, self.heavy)
        self.set_thread_count(LIGHT)
        self.heavy.set_thread_count(HEAVY)

    def add_task(self, task: Any) -> None:
        """Have a connection's next request answered; waitress calls this."""
        request = task.requests[0]
        if not request.error and is_heavy(request.path, request.query):
            self.heavy.add_task(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """End the threads of both lanes."""
        ended = [lane(cancel_pending, timeout) for lane in (super().shutdown, self.heavy.shutdown)]
        return all(ended)
