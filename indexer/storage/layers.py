"""A store on disk is a stack of SQLite files: each holds the rows of some runs, and masks what of older files is over.

A run writes one file, on top of those of the generation before it, which it shares and never changes. What it takes
out of an older file it masks by number, and so it does with what it puts in another row's place:

    0001.sqlite   documents 1..9                     a first run
    0002.sqlite   document 10, masks document 4      a later one: a file was edited

Numbers are given once in a stack; a file, and the group of a passage, keep theirs when they change. The tables are
read through views over all files (https://sqlite.org/lang_attach.html). A query names one view, never two: SQLite
hands its condition down to each file, which it does not where views are joined.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.sqlite_reading import immutable, open_memory

SCHEMA = """
PRAGMA main.page_size = 1024;
PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF; PRAGMA main.cache_size = -65536;
CREATE TABLE main.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE main.masks (kind TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE main.wordings (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE main.dictionaries (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE main.files (
  number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
  hash TEXT NOT NULL, problem TEXT NOT NULL, notes TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE main.documents (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file INTEGER NOT NULL, digest BLOB NOT NULL,
  title INTEGER NOT NULL, work INTEGER NOT NULL, authors INTEGER NOT NULL, type INTEGER NOT NULL,
  archive INTEGER NOT NULL, origins INTEGER NOT NULL, about INTEGER NOT NULL);
CREATE TABLE main.passages (
  number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, lang TEXT NOT NULL, words INTEGER NOT NULL,
  hidden TEXT NOT NULL, bands BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE main.texts (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE main.places (
  document INTEGER NOT NULL, ordinal INTEGER NOT NULL, passage INTEGER NOT NULL, headings INTEGER NOT NULL,
  continues INTEGER NOT NULL, opens INTEGER NOT NULL, dates INTEGER NOT NULL, eras INTEGER NOT NULL,
  actors INTEGER NOT NULL, marks TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE INDEX main.places_passage ON places (passage);
CREATE TABLE main.twins (passage INTEGER PRIMARY KEY, name INTEGER NOT NULL);
CREATE TABLE main.words (
  kind TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, key, text)) WITHOUT ROWID;
CREATE TABLE main.titles (key TEXT NOT NULL, title INTEGER NOT NULL, PRIMARY KEY (key, title)) WITHOUT ROWID;
CREATE INDEX main.documents_title ON documents (title);
CREATE TABLE main.pairs (
  kind TEXT NOT NULL, length INTEGER NOT NULL, pair TEXT NOT NULL, words BLOB NOT NULL,
  PRIMARY KEY (kind, length, pair, words)) WITHOUT ROWID;
"""
"""Small pages keep a file with one document small, and leave little room over behind a block of texts."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table that is read through a view. Its rows are masked by `key`, a number of `masked`, if by any; `worded`
    columns hold the number of a wording, which the view replaces by its text: each distinct one is kept once in a
    file. Rows `of` a column of documents are there while a document of the same file is that has the same in it."""

    name: str
    key: str = ""
    masked: str = ""
    worded: tuple[str, ...] = ()
    of: str = ""


TABLES = (
    ShownTable("files", "number", "files"),
    ShownTable("documents", "number", "documents", ("title", "work", "authors", "type", "archive", "origins", "about")),
    ShownTable("passages", "number", "passages"),
    ShownTable("texts", "number", "texts"),
    ShownTable("places", "document", "documents", ("headings", "opens", "dates", "eras", "actors")),
    ShownTable("twins", "passage", "twins"),
    ShownTable("words"),
    ShownTable("titles", worded=("title",), of="title"),
    ShownTable("pairs"),
)

NUMBERED = ("files", "documents", "passages", "wordings")
"""Tables whose rows have a number that is given once in a stack."""

OWN = "main"
"""The schema of the file that a run is writing."""

MOST_LAYERS = 8
"""SQLite attaches ten files where it is built as usual."""

HEAVIER = 3
"""A layer stays as it is while it is so many times as large as all that came after it. So each row is written anew a
few times at most, and there are about log(size) layers (O'Neil and others 1996, "The log-structured merge-tree")."""

MOSTLY_DEAD = 0.3
"""Where so much of all documents is masked, everything is written anew."""


def layer_paths(folder: Path) -> list[Path]:
    """The files of a stack, the oldest first; none where there is none."""
    return sorted(folder.glob("[0-9]*.sqlite"))


def open_stack(paths: Sequence[Path]) -> sqlite3.Connection:
    """A connection that reads a stack and that threads may share; one without any file reads as empty."""
    db = open_memory()
    if not paths:
        db.executescript(SCHEMA)
    _show(db, [*_attached(db, paths)] or [OWN])
    return db


def open_layer(path: Path, below: Sequence[Path]) -> sqlite3.Connection:
    """A connection that writes a new file at `path` on top of others. What it has not committed is lost with the
    folder it works in; so SQLite keeps no journal."""
    db = sqlite3.connect(_own(path), uri=True, check_same_thread=False)
    db.executescript(SCHEMA)
    _show(db, [*_attached(db, below), OWN])
    return db


def _own(path: Path) -> str:
    """The address of a file that no other process writes, nor reads before it is finished: SQLite locks it not, since
    a network drive may have no locks (https://sqlite.org/uri.html)."""
    return f"{path.absolute().as_uri()}?nolock=1"


def next_numbers(db: sqlite3.Connection) -> dict[str, int]:
    """The first number of each NUMBERED table that the stack has not given yet."""
    found = {}
    for table in NUMBERED:
        highest = " UNION ALL ".join(f"SELECT max(number) AS n FROM {layer}.{table}" for layer in layers(db))
        found[table] = int(db.execute(f"SELECT coalesce(max(n), 0) FROM ({highest})").fetchone()[0]) + 1
    return found


def layers(db: sqlite3.Connection) -> list[str]:
    """The schemas of a connection's stack, the oldest first."""
    names = [str(row[1]) for row in db.execute("PRAGMA database_list") if row[1] not in (OWN, "temp")]
    has_own = db.execute(f"SELECT 1 FROM {OWN}.sqlite_master LIMIT 1").fetchone()
    return [*sorted(names), OWN] if has_own else sorted(names)


def count(db: sqlite3.Connection, table: str) -> int:
    """How many rows a numbered table has, without a look at each: those of all files less those that are masked."""
    names, found = layers(db), 0
    for at, layer in enumerate(names):
        newer = [f"SELECT number FROM {name}.masks WHERE kind = '{table}'" for name in names[at + 1 :]]
        masked = f"SELECT count(*) FROM {layer}.{table} WHERE number IN ({' UNION '.join(newer)})" if newer else "0"
        found += db.execute(f"SELECT (SELECT count(*) FROM {layer}.{table}) - ({masked})").fetchone()[0]
    return found


def _attached(db: sqlite3.Connection, paths: Sequence[Path]) -> Iterator[str]:
    for number, path in enumerate(paths):
        db.execute(f"ATTACH ? AS layer{number}", (immutable(path),))
        yield f"layer{number}"


def _show(db: sqlite3.Connection, names: Sequence[str], worded: bool = True) -> None:
    """Make the views. They are the connection's own, so that no file is written."""
    db.execute("PRAGMA temp_store = MEMORY")
    for table in TABLES:
        columns = [str(row[1]) for row in db.execute(f"PRAGMA {names[0]}.table_info({table.name})")]
        arms = (_arm(table, columns if worded else [], names, at) for at in range(len(names)))
        db.execute(f"CREATE TEMP VIEW {table.name} AS {' UNION ALL '.join(arms)}")
    db.commit()


def _arm(table: ShownTable, columns: Sequence[str], names: Sequence[str], at: int) -> str:
    """What of one file is not masked by a newer one; without `columns` the rows as they are written."""
    here = names[at]
    worded = "(SELECT w.text FROM {}.wordings w WHERE w.number = t.{}) AS {}"
    chosen = (worded.format(here, c, c) if c in table.worded else f"t.{c}" for c in columns)
    shown = [*_unmasked(table.masked, f"t.{table.key}", names[at + 1 :])]
    if table.of:
        living = " AND ".join((f"d.{table.of} = t.{table.of}", *_unmasked("documents", "d.number", names[at + 1 :])))
        shown.append(f"EXISTS (SELECT 1 FROM {here}.documents d WHERE {living})")
    return f"SELECT {', '.join(chosen) or 't.*'} FROM {here}.{table.name} t WHERE {' AND '.join(shown) or 1}"


def _unmasked(kind: str, number: str, newer: Sequence[str]) -> Iterator[str]:
    """That no newer file masks this number of a kind; nothing for what is never masked."""
    masks = (f"SELECT 1 FROM {name}.masks m WHERE m.kind = '{kind}' AND m.number = {number}" for name in newer if kind)
    return (f"NOT EXISTS ({mask})" for mask in masks)


# One file out of several


def merge(folder: Path) -> None:
    """Write the newest files of a stack as one where they weigh as much as what lies below, or where much is masked.

    The files it replaces are taken out of `folder`, which nobody may be reading yet.
    """
    paths = layer_paths(folder)
    chosen = paths if _mostly_dead(paths) else paths[-_newest(paths) :]
    if len(chosen) > 1:
        unfinished = chosen[-1].with_suffix(".merged")
        _write_merged(unfinished, chosen, whole=len(chosen) == len(paths))
        for path in chosen:
            path.unlink()
        unfinished.rename(chosen[-1])
    if len(chosen) == len(paths):
        _compact(chosen[-1])


def _compact(path: Path) -> None:
    """Fill the pages of a file, which rows that came out of order leave a tenth empty."""
    unfinished = path.with_suffix(".compact")
    db = sqlite3.connect(_own(path), uri=True)
    db.execute("VACUUM INTO ?", (_own(unfinished),))
    db.close()
    unfinished.replace(path)


def _newest(paths: Sequence[Path]) -> int:
    """How many of the newest files are to be one."""
    sizes = [path.stat().st_size for path in paths]
    count, weight = 1, sizes[-1]
    while count < len(paths) and (sizes[-count - 1] < HEAVIER * weight or len(paths) - count >= MOST_LAYERS):
        weight += sizes[-count - 1]
        count += 1
    return count


def _mostly_dead(paths: Sequence[Path]) -> bool:
    db = open_stack(paths)
    rows = (f"SELECT count(*) FROM {layer}.documents" for layer in layers(db))
    written, living = sum(db.execute(row).fetchone()[0] for row in rows), count(db, "documents")
    db.close()
    return bool(written - living > MOSTLY_DEAD * written)


def _write_merged(target: Path, paths: Sequence[Path], whole: bool) -> None:
    """One file with what `paths` show together; `whole` where nothing lies below them that they could mask."""
    db = sqlite3.connect(_own(target), uri=True)
    db.executescript(SCHEMA)
    names = [*_attached(db, paths)]
    _show(db, names, worded=False)
    for table in TABLES:
        db.execute(f"INSERT INTO {OWN}.{table.name} SELECT * FROM temp.{table.name} ORDER BY 1, 2")
    db.execute(f"DELETE FROM {OWN}.texts WHERE number NOT IN (SELECT number - at FROM {OWN}.passages)")
    for name in names:
        db.execute(f"INSERT INTO {OWN}.dictionaries SELECT * FROM {name}.dictionaries")
        db.execute(f"INSERT OR IGNORE INTO {OWN}.masks SELECT * FROM {name}.masks WHERE ?", (not whole,))
        db.execute(f"INSERT INTO {OWN}.wordings SELECT * FROM {name}.wordings WHERE number IN ({_USED})")
    db.execute(f"INSERT INTO {OWN}.meta SELECT * FROM {names[-1]}.meta")
    db.commit()
    db.close()


_USED = " UNION ".join(f"SELECT {column} FROM {OWN}.{table.name}" for table in TABLES for column in table.worded)
