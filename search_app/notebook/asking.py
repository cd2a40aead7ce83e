"""Keyword arguments as the parameters of a link: era="cold-war", year=range(1962, 1965), from_="1947"."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from indexer.schema import FACETS
from search_app.search.searcher import Searcher
from search_app.state.state import PARAMETERS

Value = str | int | date
Given = Value | Iterable[Value] | None

Answering = Callable[[], Searcher]
"""What gives the searcher for one more answer. Raises ValueError where the index was closed."""

_ROWS = {row.name: row for row in PARAMETERS if row.group in ("search", "order")}

KNOWN = (*FACETS, *_ROWS)
"""The parameters that a search takes besides its question; which hits are wanted of it a slice says."""


def pairs_of(q: Value, given: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    """A question and keyword arguments as parameters; `from_` stands for `from`, which Python keeps for itself. Raises
    TypeError for a name that is none, and for several values of what has one."""
    if not isinstance(q, Value):
        raise TypeError(f"q takes one question, and not {q!r}")
    yield "q", str(q)
    for argument, value in given.items():
        name = argument.removesuffix("_")
        if name not in KNOWN:
            known = ", ".join(f"{each}_" if each in ("from", "as") else each for each in KNOWN)
            raise TypeError(f"a search has no parameter {argument!r}; it has q, {known}")
        yield from ((name, each) for each in _texts(argument, name, value))


def _texts(argument: str, name: str, value: Given) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Value):
        return [str(value)]
    if name in _ROWS and not _ROWS[name].kind.many:
        raise TypeError(f"{argument} takes one value, and not {value!r}")
    return [str(each) for each in value]
