"""Values of JSON that came from anywhere, each checked as it is taken out; what is wrong says where it stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from search_app.projects.values import MOST_LISTED, MOST_WORDS, ProjectMistake
from search_app.state.parameters import Json, as_text

T = TypeVar("T")

MOST_NUMBER = 10**9
DEEPEST = 20
"""Lists in lists of what is kept without being known."""


def damaged(where: str) -> ProjectMistake:
    """The mistake of a value that is not what it should be."""
    return ProjectMistake("project-damaged", where)


@dataclass(frozen=True, slots=True)
class Row:
    """An object of JSON; `where` is its place in the file: items[3].facts. What is missing is empty. Every method
    raises ProjectMistake for a value of another kind, or one that is too long."""

    values: Mapping[str, Any]
    where: str

    @classmethod
    def of(cls, value: object, where: str) -> "Row":
        """The object at a place."""
        if not isinstance(value, dict):
            raise damaged(where or "{}")
        return cls(value, where)

    def at(self, name: str) -> str:
        """The place of one of its values."""
        return f"{self.where}.{name}" if self.where else name

    def text(self, name: str, most: int = MOST_WORDS) -> str:
        """A text, without what no text has (halves of surrogate pairs)."""
        return _text(self.values.get(name, ""), self.at(name), most)

    def count(self, name: str) -> int:
        """A number from 0 on."""
        return _count(self.values.get(name, 0), self.at(name))

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise damaged(self.at(name))
        return value

    def row(self, name: str) -> "Row":
        """An object in it."""
        return Row.of(self.values.get(name, {}), self.at(name))

    def rows(self, name: str, most: int = MOST_LISTED) -> Iterator["Row"]:
        """The objects of a list in it."""
        return (Row.of(value, where) for value, where in self._listed(name, most))

    def texts(self, name: str, most: int = MOST_LISTED) -> tuple[str, ...]:
        """The texts of a list in it."""
        return tuple(_text(value, where, MOST_WORDS) for value, where in self._listed(name, most))

    def counts(self, name: str) -> tuple[int, ...]:
        """The numbers of a list in it."""
        return tuple(_count(value, where) for value, where in self._listed(name, MOST_LISTED))

    def tuples(self, name: str, length: int) -> Iterator[tuple[str, ...]]:
        """The lists of so many texts of a list in it."""
        for value, where in self._listed(name, MOST_LISTED):
            if not isinstance(value, list) or len(value) != length:
                raise damaged(where)
            yield tuple(_text(each, where, MOST_WORDS) for each in value)

    def rest(self, known: frozenset[str]) -> Json:
        """What it has besides, to be kept as it is."""
        return {as_text(name): _kept(value, self.at(name)) for name, value in self.values.items() if name not in known}

    def _listed(self, name: str, most: int) -> Iterator[tuple[object, str]]:
        values = self.values.get(name, [])
        if not isinstance(values, list):
            raise damaged(self.at(name))
        if len(values) > most:
            raise ProjectMistake("project-too-many", f"{self.at(name)}: {len(values):,} > {most:,}")
        return ((value, f"{self.at(name)}[{number}]") for number, value in enumerate(values))


def _text(value: object, where: str, most: int) -> str:
    if not isinstance(value, str):
        raise damaged(where)
    if len(value) > most:
        raise ProjectMistake("project-too-many", f"{where}: {len(value):,} > {most:,}")
    return as_text(value)


def _count(value: object, where: str) -> int:
    if isinstance(value, float) and value.is_integer():  # to JSON Schema 2.0 is an integer as well
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_NUMBER:
        raise damaged(where)
    return value


def _kept(value: Any, where: str, depth: int = DEEPEST) -> Any:
    """What nobody here knows, as text that can be written again."""
    if not depth:
        raise damaged(where)
    if isinstance(value, dict):
        return {as_text(name): _kept(each, where, depth - 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_kept(each, where, depth - 1) for each in value]
    return as_text(value) if isinstance(value, str) else value


def checked(make: Callable[[], T], where: str) -> T:
    """What is made of a file by a library; whatever goes wrong there is the file's fault."""
    try:
        return make()
    except (ValueError, RecursionError, OverflowError) as error:
        raise damaged(where) from error
