"""The collection.toml of a folder: read as it is, edited and checked, written whole, and undone.

read    ─▶ Opened: the text, its SHA-256, what it says or the mistake in it
edited  ─▶ the text after some edits, with what it would say; nothing is written
write   ─▶ the file, if it is still the one that was read; what it was before is kept in the index directory
undo    ─▶ the file as it was before the last edit that was written
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.collection import Collection, parse
from indexer.editing.collection_edits import Edit, applied
from indexer.editing.collection_text import TomlText, tables_of
from indexer.errors import CollectionError, DeskMistake

FILE = "collection.toml"
KEPT = "collection-before"
"""The folder of earlier texts in the index directory."""

MOST_KEPT = 30
HEAD = """\
# What this collection consists of besides its documents. Sakuin reads this file when the folder is indexed; the pages
# People, Eras and Terms of `sakuin desk` write it, and a text editor may, too: comments and order are kept.
# この文書集の人物・時代・用語。索引を作るときに読まれます。机（sakuin desk）の「人物」「時代」「用語」の頁が書き、
# エディターで直してもかまいません（注記と順序は残ります）。
#
# [[actor]]  a person, a state, an organization ／ 人物・国・機関      [[era]]  a period of time ／ 時代
# [[term]]   names that mean one thing ／ 同じものを指す語
# id         its short name in links and filters; it stays as it is ／ リンクと絞り込みで使う短い名前。変えない
# ja, en     the name that is shown in each language ／ 表示する名前
# surname    means this person where no other has it ／ 姓。同姓の人がいなければ、それだけでその人と読む
# names      all other ways of writing it ／ ほかの書き方
# from, to   the first and the last year, month or day ／ 初めと終わりの年・月・日
# parent     the era around it ／ その時代を含む時代
"""


class Changed(DeskMistake):
    """Another program wrote the file after it was read here."""

    http_status = 409


@dataclass(frozen=True, slots=True)
class Opened:
    """The file as it was read; `digest` is empty where there is none, `mistake` what cannot be meant in it."""

    path: Path
    text: str
    digest: str
    collection: Collection
    mistake: str = ""

    @property
    def tables(self) -> TomlText:
        """Its tables, to be edited. Raises CollectionError where there is a mistake in it."""
        if self.mistake:
            raise CollectionError(self.mistake)
        return tables_of(self.text or HEAD)


@dataclass(frozen=True, slots=True)
class Edited:
    """What the file would be: its text, and what that says."""

    text: str
    collection: Collection


def read(folder: Path) -> Opened:
    """The file of a folder."""
    path = folder / FILE
    if path.is_symlink():
        return Opened(
            path, "", "", Collection(), f"{FILE}: is a link to another file; put the file itself in its place"
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Opened(path, "", "", Collection())
    except OSError as error:
        return Opened(path, "", "", Collection(), f"{FILE}: cannot be read ({error.strerror})")
    digest = hashlib.sha256(data).hexdigest()
    try:
        said = parse(data, FILE)
    except CollectionError as error:
        return Opened(path, "", digest, Collection(), str(error))
    return Opened(path, data.decode(), digest, said)


def edited(opened: Opened, edits: Sequence[Edit]) -> Edited:
    """The file after some edits. Raises CollectionError for what could not be read again, DeskMistake for an edit of
    what is not there."""
    text = applied(opened.tables, edits).text
    return Edited(text, parse(text.encode(), FILE))


def write(opened: Opened, change: Edited, directory: Path) -> None:
    """Put a change in the place of what was read. Raises Changed where that is not what stands there now."""
    _same(opened)
    keep = _kept(directory)
    keep.mkdir(parents=True, exist_ok=True)
    before = {"text": opened.text, "was": bool(opened.digest), "now": _digest(change.text)}
    number = max((int(path.stem) for path in keep.glob("*.json")), default=0) + 1
    _put(keep / f"{number}.json", json.dumps(before, ensure_ascii=False))
    _put(opened.path, change.text)
    for old in _all_kept(directory)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def can_undo(opened: Opened, directory: Path) -> bool:
    """Whether there is an earlier text of what stands there now."""
    kept = _all_kept(directory)
    return bool(kept) and json.loads(kept[-1].read_text(encoding="utf-8"))["now"] == opened.digest


def before(opened: Opened, directory: Path) -> Edited:
    """What the file was before the last edit. Raises DeskMistake where there was none, or another program wrote it."""
    if not can_undo(opened, directory):
        raise DeskMistake(f"there is nothing to undo: {FILE} is not as the last edit here left it")
    text = json.loads(_all_kept(directory)[-1].read_text(encoding="utf-8"))["text"]
    return Edited(text, parse(text.encode(), FILE) if text else Collection())


def undo(opened: Opened, directory: Path) -> None:
    """Put back what the file was before the last edit. Raises as `before` and `write` do."""
    earlier = before(opened, directory)
    _same(opened)
    last = _all_kept(directory)[-1]
    if json.loads(last.read_text(encoding="utf-8"))["was"]:
        _put(opened.path, earlier.text)
    else:
        opened.path.unlink(missing_ok=True)
    last.unlink()


def _same(opened: Opened) -> None:
    if read(opened.path.parent).digest != opened.digest:
        raise Changed(f"another program has changed {FILE} meanwhile; nothing was written: load the page anew")


def _kept(directory: Path) -> Path:
    return directory / KEPT


def _all_kept(directory: Path) -> list[Path]:
    return sorted(_kept(directory).glob("*.json"), key=lambda path: int(path.stem))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _put(path: Path, text: str) -> None:
    """Write a file whole, or leave what is there."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
