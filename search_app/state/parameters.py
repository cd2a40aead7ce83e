"""The parameters of a search, of which addresses, the API's description, options of commands and the README are made.

A parameter is a row: a field of SearchState says by which parameters it is given, each with its name, its kind of value
and what it is for. Nothing else lists them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, field
from typing import Any

from indexer.config import Config
from search_app.notes import Note
from search_app.state.switches import MOST_DROPPED, NAMES, parameter, switched_off

Json = dict[str, Any]

LONGEST_TEXT = 40
"""Characters of a date, and of a bad value in a note."""

LONGEST_VALUE = 100
"""Characters of an alternative or a longer word."""

MOST_CHOSEN = 500
"""The most passages chosen by hand."""

ID = re.compile("[0-9a-f]{16}")
STRING: Json = {"type": "string"}

Value = Any
"""The value of a field of SearchState."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: how it is read from what a link gives (what cannot be meant leaves a note and takes the default)
    and written again, and its JSON Schema. `many` says that the parameter may be repeated; `choices` are all there are;
    `most` is the largest number, or the setting that says it."""

    read: Callable[[str, Sequence[str], Value, Config, list[Note]], Value]
    write: Callable[[Value], Iterable[str]] = lambda value: (str(value),)
    schema: Json = field(default_factory=lambda: STRING)
    many: bool = False
    choices: tuple[str, ...] = ()
    most: int | str = 0

    def largest(self, config: Config) -> int:
        """The largest number, where the kind is one."""
        return config.integer(self.most) if isinstance(self.most, str) else self.most


@dataclass(frozen=True, slots=True)
class Parameter:
    """A row of the table. `name` stands in addresses, JSON lines and the API, `flag` on the command line (`--name`
    unless it says otherwise). `group` says which commands have it: `search` says what is meant, `order` how it is
    listed, `page` which part is shown; empty for what every command takes as its argument."""

    name: str
    kind: Kind
    help: str
    group: str = "search"
    flag: str = ""


def bad_value(name: str, typed: str) -> Note:
    """The note on a value that cannot be meant."""
    return Note("bad-value", f"{name}={typed[:LONGEST_TEXT]}")


def given_by(default: Value, *parameters: Parameter) -> Any:
    """A field of a search with its default and the parameters that give it, several if each adds to a tuple."""
    return field(default=default, metadata={"parameters": parameters})


def parameters_of(each: "Field[Any]") -> tuple[Parameter, ...]:
    """The parameters that give a field."""
    found: tuple[Parameter, ...] = each.metadata.get("parameters", ())
    return found


# the kinds of value


def text(longest: int = 0) -> Kind:
    """A text, cut to so many characters."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> str:
        found = typed[0].strip() if typed else default
        return found[:longest] if longest else found

    return Kind(read)


def choice(*choices: str) -> Kind:
    """One of several words, of which the first is the default."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> str:
        return one_of({name: typed[0]} if typed else {}, name, choices, notes)

    return Kind(read, schema={"type": "string", "enum": list(choices)}, choices=choices)


def number(most: int | str) -> Kind:
    """A whole number from 1 to `most`, which may be the name of a setting."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> int:
        given = typed[0] if typed else ""
        if not given:
            return int(default)
        if not (given.isascii() and given.isdigit()) or len(given) > 9 or int(given) < 1:
            notes.append(bad_value(name, given))
            return int(default)
        largest = kind.largest(config)
        if int(given) > largest:
            notes.append(Note(f"{name.replace('_', '-')}-capped", str(largest)))
        return min(int(given), largest)

    kind = Kind(read, schema={"type": "integer", "minimum": 1}, most=most)
    return kind


def words() -> Kind:
    """Several texts, each once."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        found = {each.strip()[:LONGEST_VALUE] for each in typed if each.strip()}
        return tuple(sorted(found))[:MOST_DROPPED]

    return Kind(read, tuple, many=True)


def ids() -> Kind:
    """Ids of passages."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        given = dict.fromkeys(each.strip() for each in typed if each.strip())
        notes += [bad_value(name, each) for each in given if not ID.fullmatch(each)]
        return tuple(sorted(each for each in given if ID.fullmatch(each)))[:MOST_CHOSEN]

    return Kind(read, tuple, {"type": "string", "pattern": f"^{ID.pattern}$"}, many=True)


def switches(group: str) -> Kind:
    """What is switched off of a group of switches."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        off, unread = switched_off(group, typed)
        notes += [bad_value(name, each) for each in unread]
        return off

    def write(off: Value) -> Iterable[str]:
        return filter(None, (parameter(group, off),))

    return Kind(read, write, many=True, choices=NAMES[group])


def one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], notes: list[Note]) -> str:
    """The value of a parameter, the first allowed one where it has none or, with a note, a bad one."""
    value = given.get(name, "")
    if value and value not in allowed:
        notes.append(bad_value(name, value))
    return value if value in allowed else allowed[0]
