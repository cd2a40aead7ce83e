"""Edits of collection.toml as a page of the desk sends them, made the edits that `indexer.editing` knows."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from indexer.analysis.japanese import prepare, words
from indexer.analysis.romaji import reading_key
from indexer.dictionary.glosses import hepburn
from indexer.editing import collection_edits
from indexer.editing.collection_edits import Edit, ids
from indexer.editing.collection_ids import id_of
from indexer.editing.collection_tables import ORDER, Values
from indexer.editing.collection_text import TomlText
from indexer.errors import DeskMistake

TABLES = ("actor", "era", "term")
DO: Mapping[str, type] = {
    "add": collection_edits.Add,
    "change": collection_edits.Change,
    "remove": collection_edits.Remove,
    "add-name": collection_edits.AddName,
    "remove-name": collection_edits.RemoveName,
    "merge": collection_edits.Merge,
    "split": collection_edits.Split,
    "reject": collection_edits.Reject,
    "restore": collection_edits.Restore,
}
"""What a page calls an edit."""

MOST_EDITS = 5000
_LISTS = ("names", "others")


def edits_of(sent: object, tables: TomlText) -> tuple[Edit, ...]:
    """The edits of a request; new entries are given ids. Raises DeskMistake for what is none."""
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_EDITS:
        raise DeskMistake(f"edits are a list of 1 to {MOST_EDITS:,}")
    taken = {table: set(ids(tables, table)) for table in TABLES}
    return tuple(_edit(each, taken) for each in sent)


def _edit(sent: object, taken: Mapping[str, set[str]]) -> Edit:
    if not isinstance(sent, dict) or sent.get("do") not in DO:
        raise DeskMistake(f"an edit does one of {', '.join(DO)}")
    kind = DO[sent["do"]]
    known = {field.name for field in fields(kind)}
    if not sent.keys() - {"do"} <= known or sent.get("table", TABLES[0]) not in TABLES:
        raise DeskMistake(f"an edit {sent['do']} has {', '.join(sorted(known))}, and a table of {', '.join(TABLES)}")
    said = {key: _value(key, value) for key, value in sent.items() if key != "do"}
    if sent["do"] in ("add", "split"):
        said["values"] = _with_id(said.get("values", {}), taken[sent.get("table", TABLES[0])])
    try:
        return kind(**said)  # type: ignore[no-any-return]
    except TypeError as error:
        raise DeskMistake(f"an edit {sent['do']} lacks something: {error}") from error


def _value(key: str, value: object) -> Any:
    if key == "values":
        return _values(value)
    return _names(value) if key in _LISTS else _text(value)


def _values(sent: object) -> Values:
    if not isinstance(sent, dict) or not sent.keys() <= set(ORDER):
        raise DeskMistake(f"values are of {', '.join(ORDER)}")
    return {key: _names(value) if key == "names" else _text(value) for key, value in sent.items()}


def _names(sent: object) -> tuple[str, ...]:
    if not isinstance(sent, list):
        raise DeskMistake("names are a list of texts")
    return tuple(map(_text, sent))


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise DeskMistake("a name, an id, a date is a text")
    return sent


def _with_id(values: Values, taken: set[str]) -> Values:
    """The values with an id of the English name, else of how the Japanese one is read."""
    name = str(values.get("en") or values.get("ja") or "")
    id = id_of(name, taken, readings)
    taken.add(id)
    return {**values, "id": id}


def readings(text: str) -> Sequence[str]:
    """The words of a Japanese text as they are read, in Hepburn romanisation without long vowels; a name that UniDic
    knows from another language as it is written there (エリツィン: eltsin)."""
    read = ((word.origin.lower() or hepburn(reading_key(word.sound)), word) for word in words(prepare(text)))
    found = (latin or text[word.start : word.end] for latin, word in read)
    return [each for each in found if each.isascii() and each.isalnum()]
