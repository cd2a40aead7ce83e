"""People as `[[actor]]` tables of a collection.toml, with comments for the historian who is to go through them."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.metadata.actors import without_accents
from indexer.people.merging import Person
from indexer.people.names import JAPANESE

HEAD = """\
# The people of this collection, to be gone through and put into its collection.toml; `sakuin index` then finds them.
# この文書集の人物。確かめて直し、collection.toml に写して `sakuin index` を実行すると、人物として見つかります。
#
# [[actor]]   one person; delete the table of one who is none ／ 一人分の表。人物でないものは表ごと消す
# id          a short name of your own, which links and filters use ／ リンクや絞り込みで使う短い名前。自由に変えてよい
# kind        person, state or organization ／ 人物・国・機関
# ja, en      the name that is shown, in Japanese and English; one of them is enough ／ 表示する名前。片方だけでもよい
# surname     alone it means this person: everywhere if no one else has it, else where the full name is given too
#             姓。同姓の人がいなければどこでも、いれば姓名が書かれた文書の中でだけ、その人と読む
# names       every other form; put the forms of one person into one table ／ ほかの書き方。同じ人の表は一つにまとめる
"""
LINE = 118
_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")
_NOT_OF_AN_ID = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's table: `remarks` are comments above it, `surname` and `names` what is written of those."""

    person: Person
    surname: str = ""
    names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def written(entries: Sequence[Entry], head: str = HEAD) -> str:
    """The text of the file."""
    taken: Counter[str] = Counter()
    tables = ["\n".join(_table(entry, _id(entry.person, taken))) for entry in entries]
    return "\n".join([head, *(f"{table}\n" for table in tables)])


def _table(entry: Entry, id: str) -> Iterator[str]:
    labels = labels_of(entry.person)
    yield from (f"# {_plain(remark)}" for remark in entry.remarks)
    yield "[[actor]]"
    yield f"id = {_quoted(id)}"
    yield f"kind = {_quoted(entry.person.kind)}"
    yield from (f"{language} = {_quoted(name)}" for language, name in labels.items())
    if entry.surname:
        yield f"surname = {_quoted(entry.surname)}"
    if names := [name for name in dict.fromkeys(entry.names) if name not in (entry.surname, *labels.values())]:
        yield from _list("names", names)


def labels_of(person: Person) -> dict[str, str]:
    """The name to show in each language that there is one in: ja, en."""
    found: dict[str, str] = {}
    for name in (*(name.full for name in person.names), *person.other):
        found.setdefault("ja" if JAPANESE.search(name) else "en", name)
    return {language: found[language] for language in ("ja", "en") if language in found}


def _list(key: str, values: Iterable[str]) -> Iterator[str]:
    """A list in one line, or where it is too long in one of each value."""
    line = f"{key} = [{', '.join(map(_quoted, values))}]"
    yield line if len(line) <= LINE else "\n".join([f"{key} = [", *(f"    {_quoted(each)}," for each in values), "]"])


def _id(person: Person, taken: Counter[str]) -> str:
    """The id of a list, else one of the name: allen-w-dulles, 吉田茂; a second one ends in -2."""
    plain = without_accents(labels_of(person).get("en") or person.best.full).lower()
    id = person.id or _NOT_OF_AN_ID.sub("-", plain).strip("-") or "person"
    taken[id] += 1
    return id if taken[id] == 1 else f"{id}-{taken[id]}"


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0."""
    return json.dumps(_plain(text), ensure_ascii=False)
