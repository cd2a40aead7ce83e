"""What collection.toml says of a folder of documents: its title, its eras, and its names in both languages.

The file is TOML: one `[collection]` table, then any number of `[[era]]`, `[[actor]]` and `[[term]]`
tables, and one `[proposals]` of names that `sakuin actors propose` leaves out. A mistake in it raises `CollectionError`
with the file, the line and the key.
"""

import calendar
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indexer.document import Authority, Era, Label
from indexer.errors import CollectionError

Table = dict[str, Any]
KINDS = ("person", "state", "organization")
NO_LABEL = Label("", "")


@dataclass(frozen=True, eq=False)
class Collection:
    """A collection: its labels, eras in the order of the file, actors, terms; `digest` is the file's SHA-256.

    `about`, `licence`, `cite` and `contact` say who made it, what may be done with it, how it is named in print, and
    who answers for it.

    Two are the same only if they are one object, so that a cache keyed by collection costs nothing to ask.
    """

    title: Label = NO_LABEL
    description: Label = NO_LABEL
    eras: tuple[Era, ...] = ()
    actors: tuple[Authority, ...] = ()
    terms: tuple[Authority, ...] = ()
    digest: str = ""
    about: Label = NO_LABEL
    licence: Label = NO_LABEL
    cite: Label = NO_LABEL
    contact: Label = NO_LABEL
    rejected: tuple[str, ...] = ()
    """Names that were proposed as people's and are none; nothing in the index depends on them."""

    def means_as(self, other: "Collection") -> bool:
        """Whether an index of the one is one of the other: comments and what was rejected are all that differs."""
        return all(vars(self)[key] == vars(other)[key] for key in vars(self).keys() - {"digest", "rejected"})


def load(path: Path | None) -> Collection:
    """The collection that `path` describes, or an empty one for None.

    Raises CollectionError for a file that cannot be read and for every mistake in it.
    """
    if path is None:
        return Collection()
    try:
        return parse(path.read_bytes(), path.name)
    except OSError as error:
        raise CollectionError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def parse(data: bytes, name: str = "collection.toml") -> Collection:
    """The collection that the bytes of a file of this name describe. Raises CollectionError for every mistake in it."""
    source = _Source(name, _decoded(data, name))
    tables = _tables(source)
    single = {table: _fields(source, table, 0, tables[table][0]) if tables[table] else {} for table in _SINGLE}
    return Collection(
        **{key: single["collection"].get(key, NO_LABEL) for key in _TABLES["collection"]},
        eras=_eras(source, tables["era"]),
        actors=_authorities(source, "actor", tables["actor"]),
        terms=_authorities(source, "term", tables["term"]),
        digest=hashlib.sha256(data).hexdigest(),
        rejected=single["proposals"].get("rejected", ()),
    )


def iso_days(text: str) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 year, month or day (`1969`, `1969-05`, `1969-05-01`), else None."""
    if not (found := _ISO.fullmatch(text)):
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, last)
    except ValueError:
        return None


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TOML_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")
_HEADER = re.compile(r"^\s*\[{1,2}\s*(?P<name>[\w.-]+)\s*\]{1,2}")


@dataclass(frozen=True, slots=True)
class _Source:
    """The text of the file, asked for the line of a mistake: tomllib keeps no lines with its values."""

    name: str
    text: str

    def line(self, table: str, number: int, key: str) -> int:
        """The line of `key` in the `number`-th table of this name, else that table's header, else 1."""
        header, seen, here = 1, -1, False
        for at, line in enumerate(self.text.splitlines(), start=1):
            if found := _HEADER.match(line):
                if found["name"] == f"{table}.{key}" and seen == number:
                    return at
                seen += found["name"] == table
                header = at if found["name"] == table and seen == number else header
                here = found["name"] == table and seen == number
            elif seen == number and here and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[.=]""", line):
                return at
        return header

    def mistake(self, table: str, number: int, key: str, message: str) -> CollectionError:
        """The error to raise, with file, line and key before the message."""
        where = f"{table}.{key}" if key else table
        return CollectionError(f"{self.name}, line {self.line(table, number, key)}, {where}: {message}")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CollectionError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error


def _tables(source: _Source) -> dict[str, list[Table]]:
    """The tables of the file by name, each as a list; that of one of _SINGLE holds one at most."""
    try:
        written = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(source, str(error)) from error
    for name in written.keys() - _TABLES.keys():
        raise source.mistake(name, 0, "", f"unknown table; the tables are {_listed(_TABLES)}")
    return {name: _as_list(source, name, written.get(name)) for name in _TABLES}


def _syntax(source: _Source, message: str) -> CollectionError:
    found = _TOML_LINE.search(message)
    line = int(found[1]) if found and found[1] else source.text.count("\n") + 1
    return CollectionError(f"{source.name}, line {line}: not TOML: {_TOML_LINE.sub('', message)}")


def _as_list(source: _Source, name: str, value: object) -> list[Table]:
    single = name in _SINGLE
    values = [] if value is None else [value] if single else value
    if not isinstance(values, list) or not all(isinstance(table, dict) for table in values):
        header = f"[{name}]" if single else f"[[{name}]]"
        raise source.mistake(name, 0, "", f"must be a table; begin it with the line {header}")
    return values


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text in quotation marks, and say something")
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError('must be a list of names such as ["ソ連", "USSR"]')
    return tuple(_text(name) for name in value)


def _label(value: object) -> Label:
    if isinstance(value, str):
        return Label(value, value)
    if not isinstance(value, dict) or not value or value.keys() - {"ja", "en"}:
        raise ValueError('must be { ja = "…", en = "…" }')
    return Label(**({"ja": "", "en": ""} | {key: _text(name) for key, name in value.items()}))


def _days(value: object) -> tuple[date, date]:
    if not isinstance(value, bool) and (days := iso_days(str(value))):
        return days
    raise ValueError(f"{str(value)!r} is not a date; write a year, a month or a day such as 1969 or 1969-05-01")


def _kind(value: object) -> str:
    if value not in KINDS:
        raise ValueError(f"{str(value)!r} is not a kind of actor; write one of {_listed(KINDS)}")
    return str(value)


Reader = Callable[[object], Any]
_NAMED: dict[str, Reader] = {"id": _text, "ja": _text, "en": _text, "names": _names}
_TABLES: dict[str, dict[str, Reader]] = {
    "collection": dict.fromkeys(("title", "description", "about", "licence", "cite", "contact"), _label),
    "era": _NAMED | {"from": _days, "to": _days, "parent": _text},
    "actor": _NAMED | {"kind": _kind, "surname": _text},
    "term": _NAMED,
    "proposals": {"rejected": _names},
}
_SINGLE = ("collection", "proposals")
_REQUIRED = {"collection": (), "proposals": (), "era": ("id",), "actor": ("id", "kind"), "term": ("id",)}


def _listed(names: object) -> str:
    return ", ".join(names) if isinstance(names, dict | tuple) else str(names)


def _fields(source: _Source, table: str, number: int, written: Table) -> Table:
    """The values of one table, read by its row in _TABLES; a mistake is raised with its line."""
    readers = _TABLES[table]
    for key in written:
        if key not in readers:
            raise source.mistake(table, number, key, f"unknown key; the keys are {_listed(readers)}")
    for key in _REQUIRED[table]:
        if key not in written:
            raise source.mistake(table, number, key, "is missing; every entry needs one")
    if "id" in readers and not written.keys() & {"ja", "en"}:
        raise source.mistake(table, number, "ja", "is missing; write a name in ja, in en, or both")
    return {key: _value(source, table, number, key, value) for key, value in written.items()}


def _value(source: _Source, table: str, number: int, key: str, value: object) -> Any:
    try:
        return _TABLES[table][key](value)
    except ValueError as error:
        raise source.mistake(table, number, key, str(error)) from error


def _entries(source: _Source, table: str, tables: list[Table]) -> Iterator[Table]:
    """The tables of one name, read and with ids that differ (an era and a term may share one)."""
    seen: Counter[str] = Counter()
    for number, written in enumerate(tables):
        entry = _fields(source, table, number, written)
        if seen[entry["id"]]:
            raise source.mistake(table, number, "id", f"{entry['id']!r} is taken by an entry above")
        seen[entry["id"]] += 1
        yield entry


def _eras(source: _Source, tables: list[Table]) -> tuple[Era, ...]:
    eras = tuple(_era(entry) for entry in _entries(source, "era", tables))
    parents = {era.id: era.parent for era in eras}
    for number, era in enumerate(eras):
        if era.first and era.last and era.first > era.last:
            raise source.mistake("era", number, "from", f"{era.first} lies after to, {era.last}")
        if era.parent and era.parent not in parents:
            raise source.mistake("era", number, "parent", f"no era has the id {era.parent!r}")
        if _circular(era.id, parents):
            raise source.mistake("era", number, "parent", f"{era.id!r} would be inside itself")
    return eras


def _circular(id: str, parents: dict[str, str]) -> bool:
    above, seen = parents.get(id, ""), set[str]()
    while above and above not in seen and above != id:
        seen.add(above)
        above = parents.get(above, "")
    return above == id


def _era(entry: Table) -> Era:
    first, last = entry.get("from"), entry.get("to")
    return Era(
        id=entry["id"],
        label=Label(entry.get("ja", ""), entry.get("en", "")),
        first=first[0] if first else None,
        last=last[1] if last else None,
        parent=entry.get("parent", ""),
        names=entry.get("names", ()),
    )


def _authorities(source: _Source, table: str, tables: list[Table]) -> tuple[Authority, ...]:
    entries = list(_entries(source, table, tables))
    bearers = Counter(name.lower() for entry in entries for name in {entry.get("surname", ""), *_named(entry)})
    return tuple(_authority(entry, bearers) for entry in entries)


def _named(entry: Table) -> list[str]:
    return [name for name in (entry.get("ja"), entry.get("en"), *entry.get("names", ())) if name]


def _authority(entry: Table, bearers: Counter[str]) -> Authority:
    """A surname that no other has is a name like the others: グロムイコ finds Gromyko."""
    surname = entry.get("surname", "")
    own = [surname] if surname and bearers[surname.lower()] == 1 else []
    names = tuple(dict.fromkeys([*_named(entry), *own]))
    return Authority(
        entry["id"], entry.get("kind", "term"), Label(entry.get("ja", ""), entry.get("en", "")), names, surname
    )
