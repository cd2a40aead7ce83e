"""What a tool takes: JSON Schema made of the tables that links are read by, and arguments read as those of a link."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indexer.config import Config
from indexer.errors import SakuinError
from indexer.schema import FACETS
from search_app.search.facets import FACET_LABELS
from search_app.state.parameters import STRING, Json, Parameter
from search_app.state.state import PARAMETERS

MOST_GIVEN = 100_000
"""Characters of all arguments of a call."""

Pairs = list[tuple[str, str]]
"""Arguments as the parameters of a link."""


def several(schema: Json, about: str) -> Json:
    """A list of values."""
    return {"type": "array", "items": schema, "description": about}


def search_arguments(config: Config, *groups: str) -> dict[str, Json]:
    """The facets and the parameters of these groups, as a search of the page has them."""
    facets = {name: several(STRING, f"{FACET_LABELS[name].en} to keep; -value leaves one out") for name in FACETS}
    return facets | {row.name: _schema(row, config) for row in PARAMETERS if row.group in groups}


def _schema(row: Parameter, config: Config) -> Json:
    bounded = row.kind.schema | ({"maximum": row.kind.largest(config)} if row.kind.most else {})
    return several(bounded, row.help) if row.kind.many else bounded | {"description": row.help}


def read_arguments(tool: str, known: Iterable[str], required: Iterable[str], given: Mapping[str, Any]) -> Pairs:
    """The arguments of a call. Raises SakuinError for those that are none, are missing or cannot be read; a value that
    a search cannot mean is a note of its answer."""
    if unknown := [name for name in given if name not in set(known)]:
        raise SakuinError(f"{tool} takes no {unknown[0][:40]!r}; it takes {', '.join(known)}")
    if missing := [name for name in required if given.get(name) in (None, "", [])]:
        raise SakuinError(f"{tool} needs {', '.join(missing)}")
    pairs = [(name, text) for name, value in given.items() for text in _texts(name, value)]
    length = sum(len(text) for _, text in pairs)
    if length > MOST_GIVEN:
        raise SakuinError(f"{tool} was given {length:,} characters; it reads {MOST_GIVEN:,} at a time")
    return pairs


def _texts(name: str, value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value] if value is not None else []:
        if isinstance(each, bool) or not isinstance(each, str | int):
            raise SakuinError(f"{name} takes text, a whole number, or a list of these")
        yield str(each)


def number_of(pairs: Pairs, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises SakuinError for anything else."""
    text = dict(reversed(pairs)).get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise SakuinError(f"{name} takes a whole number from 1 to {most:,}, and not {text[:40]!r}")
    return int(text)
