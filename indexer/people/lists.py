"""Lists of people as archives have them: lines, CSV, JSON, RIS, TEI's listPerson.

Dulles, Allen W., Director of Central Intelligence     a line each; also 吉田 茂、首相
name,title,aliases                                     CSV or TSV by its header, in English or Japanese
{"p_DAW1": "Dulles, Allen W."}                         JSON: names by ids, lists of names or of rows, nested
<person><persName><surname>Dulles</surname>…           TEI, chapter 14 of the Guidelines, and the lists of FRUS
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.collection import KINDS
from indexer.errors import ReadError
from indexer.people.merging import Person
from indexer.people.names import JAPANESE, PersonName, japanese, listed, spoken
from indexer.readers.encoding import decode
from indexer.readers.trees import parse
from indexer.readers.xml.elements import LANG, first, named, words

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "識別子"),
    "name": ("name", "person", "full name", "氏名", "名前", "人名", "人物"),
    "surname": ("surname", "family name", "last name", "family", "姓", "氏", "名字"),
    "given": ("given", "given name", "given names", "first name", "forename", "forenames", "名"),
    "role": ("title", "role", "position", "office", "note", "description", "肩書", "役職", "職", "備考"),
    "en": ("en", "english", "name (en)", "英語", "英語名", "英語表記"),
    "ja": ("ja", "japanese", "name (ja)", "日本語", "日本語名", "日本語表記"),
    "names": ("names", "aliases", "other names", "variants", "別名", "異表記", "別表記"),
    "kind": ("kind", "type", "種別", "種類"),
}
"""What a column means, by the names that its header or a key of JSON may have."""

Row = Mapping[str, str]
_MEANING = {name: column for column, names in COLUMNS.items() for name in names}
_LINE_JA = re.compile(r"[\s　]*(?P<name>[^、,，:：(（\t]+)(?:[（(][^）)]*[）)])?[、,，:：\t\s　]*(?P<role>.*)")
_BULLET = re.compile(r"^[\s　]*(?:[-*•・○●]|[0-9]+[.)])[\s　]+")
_RIS_NAME = re.compile(r"^(?:AU|A[1-4]|ED)  - (?P<name>.*)$", re.MULTILINE)
_PARTED = re.compile(r"[;；|/／、]\s*")


def read_list(path: Path) -> tuple[Person, ...]:
    """The people of the file, one for each of its entries. Raises ReadError for a file that is no list of people."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror}); check the path") from error
    reader = READERS.get(path.suffix.lower(), _lines)
    try:
        people = tuple(person for person in reader(data) if person.best.whole)
    except ReadError as error:
        raise ReadError(f"{path.name}: {error}") from error
    if not people:
        raise ReadError(f"{path.name}: no person in it; write one on each line, such as: Dulles, Allen W., Director")
    return people


def _lines(data: bytes) -> Iterator[Person]:
    lines = (_BULLET.sub("", line).strip() for line in decode(data).split("\n"))
    return (_of_text(line) for line in lines if line and not line.startswith("#"))


def _of_text(text: str) -> Person:
    """The person of an entry that is one piece of text."""
    if JAPANESE.match(text) and (found := _LINE_JA.fullmatch(text)):
        return _person(japanese(found["name"], found["role"].strip()))
    return _person(listed(text))


def _person(name: PersonName) -> Person:
    return Person((name,), note=name.role)


def _csv(data: bytes) -> Iterator[Person]:
    text = decode(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",;\t")
    except csv.Error:
        dialect = csv.excel
    header, *rows = [row for row in csv.reader(io.StringIO(text), dialect) if any(row)] or [[]]
    if meanings := _meanings(header):
        return (_of_row(dict(zip(meanings, row, strict=False))) for row in rows)
    return (_of_text(", ".join(filter(None, (cell.strip() for cell in row)))) for row in (header, *rows))


def _meanings(header: Iterable[str]) -> list[str]:
    """What each column means; nothing where none is a name."""
    found = [_MEANING.get(cell.strip().lower(), "") for cell in header]
    return found if {"name", "surname", "en", "ja"} & set(found) else []


def _of_row(row: Row) -> Person:
    """The person of a row whose columns have meanings."""
    cells = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
    names = [_named(cells[key]) for key in ("name", "en", "ja") if key in cells]
    if "surname" in cells:
        names.insert(0, _of_two_columns(cells["surname"], cells.get("given", "")))
    best = replace(names[0], role=cells.get("role", names[0].role)) if names else PersonName("")
    kind = cells.get("kind", "")
    return Person(
        (best, *names[1:]),
        tuple(filter(None, _PARTED.split(cells.get("names", "")))),
        cells.get("id", ""),
        kind if kind in KINDS else "person",
        best.role,
    )


def _named(text: str) -> PersonName:
    if JAPANESE.search(text):
        return japanese(text)
    return listed(text) if "," in text else spoken(text)


def _of_two_columns(surname: str, given: str) -> PersonName:
    if JAPANESE.search(surname):
        return japanese(f"{surname} {given}".strip())
    return listed(", ".join(filter(None, (surname, given))))


def _json(data: bytes) -> Iterator[Person]:
    try:
        return _of_value(json.loads(decode(data)))
    except ValueError as error:
        raise ReadError(f"not JSON: {error}") from error


def _of_value(value: object) -> Iterator[Person]:
    """The people anywhere in the value: a text is a name, an object with a name is a person, any other a list."""
    if isinstance(value, str):
        yield _of_text(value)
    elif isinstance(value, list):
        for each in value:
            yield from _of_value(each)
    elif isinstance(value, dict):
        if meanings := _meanings(value):
            yield _of_row(dict(zip(meanings, map(_cell, value.values()), strict=True)))
        else:
            for each in value.values():
                yield from _of_value(each)


def _cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _tei(data: bytes) -> Iterator[Person]:
    root = parse(data)
    people = list(named(root, "person"))
    if people:
        return (_of_element(person) for person in people)
    items = (item for item in named(root, "item") if next(named(item, "persName"), None) is not None)
    return (_of_item(item) for item in items)


def _of_element(person: Any) -> Person:
    """A person by the names that it has, in each language; an occupation or a note says what the person was."""
    names = [_of_name(each) for each in named(person, "persName")]
    best = replace(names[0], role=first(person, "occupation", "roleName", "note")) if names else PersonName("")
    return Person((best, *names[1:]), note=best.role)


def _of_name(element: Any) -> PersonName:
    surname = " ".join(words(each) for each in named(element, "surname"))
    given = " ".join(words(each) for each in named(element, "forename"))
    if surname:
        return _of_two_columns(surname, given)
    text = words(element, "roleName")
    return japanese(text) if element.get(LANG, "").startswith("ja") else _named(text)


def _of_item(item: Any) -> Person:
    """An item of a volume's list: the name is marked up, what follows it says who it was."""
    element = next(named(item, "persName"))
    name, whole = words(element).strip(" ,"), words(item)
    role = whole.partition(name)[2].strip(" ,;") if name else ""
    return _person(replace(listed(name), role=role))


def _ris(data: bytes) -> Iterator[Person]:
    """The authors and editors of a bibliography, each once."""
    names = dict.fromkeys(found["name"].strip() for found in _RIS_NAME.finditer(decode(data)))
    return (_of_text(name) for name in names if name)


READERS: Mapping[str, Callable[[bytes], Iterator[Person]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".json": _json,
    ".ris": _ris,
    ".xml": _tei,
}
"""What reads a file, by the end of its name; any other is read line by line."""
