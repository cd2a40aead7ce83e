"""What may be done to the tables of a collection.toml, each edit a value that makes one sheet of another.

    Add      Change      Remove       an actor, an era, a term; a rename is a change of `ja` or `en`
    AddName  RemoveName               one of the names of an entry
    Merge                             several entries into one of them, with all names and comments
    Split                             some names of an entry into one of their own
    Reject   Restore                  names that are nobody's, for `actors propose`

What was not asked for keeps its comments, its order and its quotation marks, byte for byte. An entry that is not there
raises DeskMistake.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from indexer.editing.collection_tables import Value, Values, in_one_line, new_table, with_values
from indexer.editing.collection_text import TomlTable, TomlText
from indexer.errors import DeskMistake

REJECTED = """\
# Names that were proposed as people's and are none; `sakuin actors propose` and the desk propose them no more.
# 人物として挙がったが、そうでない名前。`sakuin actors propose` でも机でも、もう挙げません。
"""
LABELS = ("ja", "en")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Add:
    """A new entry, behind the last of its kind."""

    table: str
    values: Values

    def __call__(self, sheet: TomlText) -> TomlText:
        return _with_block(sheet, self.table, new_table(self.table, self.values))


@dataclass(frozen=True, slots=True)
class Change:
    """Other values of an entry; those that are empty are taken out."""

    table: str
    id: str
    values: Values

    def __call__(self, sheet: TomlText) -> TomlText:
        at = _at(sheet, self.table, self.id)
        values = {key: value for key, value in self.values.items() if key != "id"}
        return _put(sheet, at, with_values(sheet.blocks[at], values))


@dataclass(frozen=True, slots=True)
class Remove:
    """An entry taken out, with the comments right above it; eras inside one come into the era around it."""

    table: str
    id: str

    def __call__(self, sheet: TomlText) -> TomlText:
        at = _at(sheet, self.table, self.id)
        above = str(sheet.blocks[at].values.get("parent", ""))
        inside = [block for block in sheet.blocks if block.name == "era" == self.table and _parent(block) == self.id]
        moved = {id(block): with_values(block, {"parent": above}) for block in inside}
        blocks = tuple(moved.get(id(block), block) for block in sheet.blocks)
        return _without(replace(sheet, blocks=blocks), at)


@dataclass(frozen=True, slots=True)
class AddName:
    """One more name of an entry; as its name in a language where `as_label` says ja or en, if that is free."""

    table: str
    id: str
    name: str
    as_label: str = ""

    def __call__(self, sheet: TomlText) -> TomlText:
        values = sheet.blocks[_at(sheet, self.table, self.id)].values
        if self.as_label in LABELS and not values.get(self.as_label):
            return Change(self.table, self.id, {self.as_label: self.name})(sheet)
        return Change(self.table, self.id, {"names": (*values.get("names", ()), self.name)})(sheet)


@dataclass(frozen=True, slots=True)
class RemoveName:
    """One name fewer."""

    table: str
    id: str
    name: str

    def __call__(self, sheet: TomlText) -> TomlText:
        values = sheet.blocks[_at(sheet, self.table, self.id)].values
        return Change(self.table, self.id, _without_names(values, (self.name,)))(sheet)


@dataclass(frozen=True, slots=True)
class Merge:
    """The entries `others` made one with `id`, which keeps its id and its names in front."""

    table: str
    id: str
    others: tuple[str, ...]

    def __call__(self, sheet: TomlText) -> TomlText:
        for other in dict.fromkeys(self.others):
            if other != self.id:
                sheet = self._joined(sheet, other)
        return sheet

    def _joined(self, sheet: TomlText, other: str) -> TomlText:
        one, two = (sheet.blocks[_at(sheet, self.table, each)] for each in (self.id, other))
        taken = _without(sheet, _at(sheet, self.table, other))
        at = _at(taken, self.table, self.id)
        joined = with_values(taken.blocks[at], merged_values(one.values, two.values))
        return _put(taken, at, replace(joined, text=f"{two.head}{joined.text}"))


@dataclass(frozen=True, slots=True)
class Split:
    """Some names of an entry made an entry of their own, whose `values` are given; it stands right behind."""

    table: str
    id: str
    names: tuple[str, ...]
    values: Values

    def __call__(self, sheet: TomlText) -> TomlText:
        at = _at(sheet, self.table, self.id)
        less = with_values(sheet.blocks[at], _without_names(sheet.blocks[at].values, self.names))
        return _behind(_put(sheet, at, less), at, self.table, new_table(self.table, self.values))


@dataclass(frozen=True, slots=True)
class Reject:
    """Names that are to be proposed no more."""

    names: tuple[str, ...]

    def __call__(self, sheet: TomlText) -> TomlText:
        return _with_rejected(sheet, (*_rejected(sheet), *map(in_one_line, self.names)))


@dataclass(frozen=True, slots=True)
class Restore:
    """Rejected names that may be proposed again."""

    names: tuple[str, ...]

    def __call__(self, sheet: TomlText) -> TomlText:
        return _with_rejected(sheet, tuple(name for name in _rejected(sheet) if name not in self.names))


Edit = Callable[[TomlText], TomlText]
EDITS: tuple[type, ...] = (Add, Change, Remove, AddName, RemoveName, Merge, Split, Reject, Restore)


def applied(sheet: TomlText, edits: Iterable[Edit]) -> TomlText:
    """The sheet after all edits, one after the other."""
    for edit in edits:
        sheet = edit(sheet)
    return sheet


def merged_values(one: Values, other: Values) -> Values:
    """What an entry says that is also another: its own names where it has them, all others among its names."""
    said = {key: one.get(key) or other.get(key, "") for key in LABELS}
    said["surname"] = _surname(one.get("surname", ""), other.get("surname", ""))
    others = (str(entry.get(key, "")) for entry in (one, other) for key in (*LABELS, "surname"))
    names = [*one.get("names", ()), *filter(None, others), *other.get("names", ())]
    shown = set(map(str, said.values()))
    return said | {"names": tuple(dict.fromkeys(name for name in names if name not in shown))}


def _surname(*found: Value) -> Value:
    """The first in Latin letters, else the first: it alone has to be told from words (Bush, bush), which kanji and
    katakana are among the names for."""
    given = [name for name in found if name]
    return next((name for name in given if _LATIN.match(str(name))), given[0] if given else "")


# the tables of a sheet


def ids(sheet: TomlText, table: str) -> tuple[str, ...]:
    """The ids of the entries of one kind, in order."""
    return tuple(str(block.values.get("id", "")) for block in sheet.blocks if block.name == table)


def _at(sheet: TomlText, table: str, id: str) -> int:
    for at, block in enumerate(sheet.blocks):
        if block.name == table and block.values.get("id") == id:
            return at
    raise DeskMistake(f"collection.toml has no [[{table}]] with the id {id!r}; load the page anew")


def _parent(block: TomlTable) -> str:
    return str(block.values.get("parent", ""))


def _without_names(values: Values, gone: Iterable[str]) -> Values:
    """The values without some names; a name to show whose place is empty then is taken from the others of its kind."""
    left = set(gone)
    kept = {key: "" if values.get(key) in left else values.get(key, "") for key in (*LABELS, "surname")}
    return kept | {"names": tuple(name for name in values.get("names", ()) if name not in left)}


def _put(sheet: TomlText, at: int, block: TomlTable) -> TomlText:
    return replace(sheet, blocks=(*sheet.blocks[:at], block, *sheet.blocks[at + 1 :]))


def _without(sheet: TomlText, at: int) -> TomlText:
    """A table taken out; comments that stand apart behind it belong to what follows and stay."""
    before, gone = sheet.blocks[at - 1], sheet.blocks[at]
    tail = gone.tail
    if "#" in tail:
        before = replace(before, text=before.text.rstrip("\n") + "\n" + ("" if tail.startswith("\n") else "\n") + tail)
    return replace(sheet, blocks=(*sheet.blocks[: at - 1], before, *sheet.blocks[at + 1 :]))


def _with_block(sheet: TomlText, table: str, text: str) -> TomlText:
    """One more table, behind the last of its name, or at the end; but for what was rejected, which nobody reads."""
    same = [at for at, block in enumerate(sheet.blocks) if block.name == table]
    last = max(at for at, block in enumerate(sheet.blocks) if block.name != "proposals" or table == "proposals")
    return _behind(sheet, same[-1] if same else last, table, text)


def _behind(sheet: TomlText, at: int, table: str, text: str) -> TomlText:
    """A new table behind another and an empty line; what stands apart behind that one comes behind the new one."""
    before = sheet.blocks[at]
    tail = before.tail if before.name else ""
    kept = before.text.removesuffix(tail) if tail else before.text
    gap = "" if not kept.strip() or kept.endswith("\n\n") else "\n" if kept.endswith("\n") else "\n\n"
    more = tail if tail.strip() or at + 1 < len(sheet.blocks) else ""
    more = more if not more or more.startswith("\n") else f"\n{more}"
    last = at + 1 == len(sheet.blocks)
    new = TomlTable(table, text + (more if more or last else "\n"))
    return replace(sheet, blocks=(*sheet.blocks[:at], replace(before, text=kept + gap), new, *sheet.blocks[at + 1 :]))


def _rejected(sheet: TomlText) -> tuple[str, ...]:
    return next((tuple(block.values.get("rejected", ())) for block in sheet.blocks if block.name == "proposals"), ())


def _with_rejected(sheet: TomlText, names: tuple[str, ...]) -> TomlText:
    at = next((at for at, block in enumerate(sheet.blocks) if block.name == "proposals"), None)
    if at is None:
        return _with_block(sheet, "proposals", REJECTED + new_table("proposals", {"rejected": names}))
    return _put(sheet, at, with_values(sheet.blocks[at], {"rejected": names}))
