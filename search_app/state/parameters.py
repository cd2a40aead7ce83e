"""The parameters of a search, of which addresses, the API's description, options of commands and the README are made.

A parameter is a row: a field of SearchState says by which parameters it is given, each with its name, its kind of value
and what it is for. Nothing else lists them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, field
from itertools import accumulate
from typing import Any, TypeVar
from urllib.parse import quote_plus

from indexer.config import Config
from search_app.notes import Note
from search_app.state.switches import NAMES, parameter, switched_off

Json = dict[str, Any]

LONGEST_TEXT = 40
"""Characters of a date, and of a bad value in a note."""

LONGEST_VALUE = 100
"""Characters of a facet's value, an alternative or a longer word."""

MOST_BAD = 10
"""Notes on bad values of one parameter."""

ID = re.compile("[0-9a-f]{16}")
STRING: Json = {"type": "string"}

Value = Any
"""The value of a field of SearchState."""

T = TypeVar("T")


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


def question() -> Kind:
    """A text in the query language, as long as the settings and the links of a page allow."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> str:
        return question_text(typed[0] if typed else default, config, notes)

    return Kind(read)


def question_text(typed: str, config: Config, notes: list[Note], share: int = 1) -> str:
    """A question cut to what is read of it; `share` questions stand in one address."""
    text = typed.strip()
    found = _in_an_address(text[: config.integer("most_characters")], config.integer("most_address") // share)
    if len(found) < len(text):
        notes.append(Note("query-cut", str(len(found))))
    return found


def _in_an_address(text: str, most: int) -> str:
    """As much of a text as takes `most` characters in an address, where a kanji takes nine."""
    lengths = accumulate(len(quote_plus(sign.encode("utf-8", "replace"))) for sign in text)
    return text if len(text) * 12 <= most else text[: bisect_right(list(lengths), most)]


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


def words(setting: str) -> Kind:
    """Several texts, each once, as many as a setting says."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        found = {short(each.strip(), notes) for each in typed if each.strip()}
        return few(name, sorted(found), config.integer(setting), notes)

    return Kind(read, tuple, many=True)


def ids() -> Kind:
    """Ids of passages."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        given = dict.fromkeys(each.strip() for each in typed if each.strip())
        notes += [bad_value(name, each) for each in given if not ID.fullmatch(each)][:MOST_BAD]
        return few(name, sorted(each for each in given if ID.fullmatch(each)), config.integer("most_ids"), notes)

    return Kind(read, tuple, {"type": "string", "pattern": f"^{ID.pattern}$"}, many=True)


def switches(group: str) -> Kind:
    """What is switched off of a group of switches."""

    def read(name: str, typed: Sequence[str], default: Value, config: Config, notes: list[Note]) -> tuple[str, ...]:
        off, unread = switched_off(group, typed)
        notes += [bad_value(name, each) for each in unread[:MOST_BAD]]
        return off

    def write(off: Value) -> Iterable[str]:
        return filter(None, (parameter(group, off),))

    return Kind(read, write, many=True, choices=NAMES[group])


def as_text(typed: str) -> str:
    """What was typed without halves of surrogate pairs, as a terminal may send: they are no text."""
    return typed.encode("utf-8", "replace").decode()


def short(value: str, notes: list[Note]) -> str:
    """A value, cut to LONGEST_VALUE."""
    if len(value) > LONGEST_VALUE:
        notes.append(Note("value-cut", str(LONGEST_VALUE)))
    return value[:LONGEST_VALUE]


def few(name: str, values: Sequence[T], most: int, notes: list[Note]) -> tuple[T, ...]:
    """The first `most` values of a parameter."""
    if len(values) > most:
        notes.append(Note("too-many-values", f"{name}: {most}"))
    return tuple(values[:most])


def one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], notes: list[Note]) -> str:
    """The value of a parameter, the first allowed one where it has none or, with a note, a bad one."""
    value = given.get(name, "")
    if value and value not in allowed:
        notes.append(bad_value(name, value))
    return value if value in allowed else allowed[0]
