"""The text of one table of a collection.toml: a new one, or one with other values, by tomlkit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import tomlkit

from indexer.editing.collection_text import TomlTable, is_toml

Value = str | tuple[str, ...]
Values = Mapping[str, Value]
"""Keys of a table and what they are to say; an empty value is none."""

ORDER = ("id", "kind", "ja", "en", "surname", "from", "to", "parent", "names", "rejected")
"""The keys of all tables, as a new table has them."""

SINGLE = ("proposals",)
LONGEST_LINE = 118
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")


def in_one_line(text: str) -> str:
    """A name as it is written: in one line, without signs that no file of text may hold."""
    return _UNWRITABLE.sub(" ", text).strip()


def as_written(values: Values) -> dict[str, Value]:
    """Values as they are written: plain, each name once."""
    return {
        key: in_one_line(value) if isinstance(value, str) else tuple(filter(None, _each(value)))
        for key, value in values.items()
    }


def _each(names: Sequence[str]) -> dict[str, None]:
    return dict.fromkeys(map(in_one_line, names))


def new_table(name: str, values: Values) -> str:
    """The text of a table."""
    header = f"[{name}]" if name in SINGLE else f"[[{name}]]"
    said = as_written(values)
    return "".join([f"{header}\n", *(f"{key} = {_written(said[key], key)}\n" for key in ORDER if said.get(key))])


def with_values(block: TomlTable, values: Values) -> TomlTable:
    """The table with other values for some of its keys; the order and the comments of the others stay."""
    said, before = as_written(values), block.values
    changed = {
        key: value for key, value in said.items() if (value or key in before) and value != _as_value(before, key)
    }
    body = _with_known(block, {key: value for key, value in changed.items() if key in before})
    for key in (key for key in ORDER if key in changed and key not in before):
        body = _with_new(body, block.name, key, changed[key])
    return replace(block, text=f"{block.head}{body}{block.tail}")


def _as_value(table: Mapping[str, object], key: str) -> Value:
    """A value as it would be given; a date that is written without quotation marks as its text."""
    found = table.get(key, "")
    return tuple(map(str, found)) if isinstance(found, list) else str(found)


def _with_known(block: TomlTable, values: Values) -> str:
    document = tomlkit.parse(block.body)
    found = document[block.name]
    table = found[0] if isinstance(found, list) else found
    for key, value in values.items():
        if not value:
            del table[key]
        elif isinstance(value, str):
            table[key] = value
        else:
            _put_names(table, key, value)
    return tomlkit.dumps(document)


def _put_names(table: "tomlkit.items.Table", key: str, names: Sequence[str]) -> None:
    """The names that stay, stay as they are written; those that are new stand behind them."""
    array = table[key]
    kept = [name for name in array if name in names]
    if [*kept, *(name for name in names if name not in kept)] != list(names):
        table[key] = tomlkit.parse(f"{key} = {_written(tuple(names), key)}")[key]
        return
    for at in reversed(range(len(array))):
        if array[at] not in names:
            del array[at]
    for name in names:
        if name not in kept:
            array.append(name)


def _with_new(body: str, name: str, key: str, value: Value) -> str:
    """The body with one value more, below those that stand before it in ORDER."""
    lines = [line for line in re.split(r"(?<=\n)", body if body.endswith("\n") else body + "\n") if line]
    at = _place(lines, name, frozenset(ORDER[: ORDER.index(key)]))
    return "".join([*lines[:at], f"{key} = {_written(value, key)}\n", *lines[at:]])


def _place(lines: Sequence[str], name: str, before: frozenset[str]) -> int:
    """Behind how many lines the last of some keys stands; behind the header where there are none."""
    place, most = 1, 0
    for at in range(2, len(lines) + 1):
        piece = "".join(lines[:at])
        if is_toml(piece) and (count := len(TomlTable(name, piece).values.keys() & before)) > most:
            place, most = at, count
    return place


def _written(value: Value, key: str) -> str:
    """A value as TOML; a list in one line, or where it is too long in one of each name."""
    if isinstance(value, str):
        return tomlkit.item(value).as_string()
    each = [tomlkit.item(name).as_string() for name in value]
    line = f"[{', '.join(each)}]"
    fits = len(key) + 3 + len(line) <= LONGEST_LINE
    return line if fits else "\n".join(["[", *(f"    {name}," for name in each), "]"])
