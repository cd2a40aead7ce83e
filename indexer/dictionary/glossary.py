"""The bilingual glossary: JMdict and JMnedict turned into `what is typed -> translations with weights`, in one file.

The package's own database knows no stems and no romanisations and needs five joins for one word; this file is made
from it once, beside the index, and answers with one look into one table. Its keys are those of `glosses`, and for each
kanji of KanjiDic2 its readings: k:茂, mo, sige, sigeru.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from math import sqrt
from operator import itemgetter
from pathlib import Path

from indexer.analysis.romaji import reading_key
from indexer.dictionary.glosses import pairs
from indexer.dictionary.jmdict import Entry, entries, installed, readings
from indexer.sqlite_reading import open_reading

FILE = "dictionary.sqlite"
FORMAT = "1"
"""Raised when the keys or the weights change."""

MOST_TRANSLATIONS = 8
MOST_WRITINGS = 64
"""Writings of one sound that are kept: what is no translation by itself may be one beside a surname."""

LEAST_WEIGHT = 0.02


def build(source: Path, edition: str, target: Path) -> None:
    """Make the glossary at `target` from the package's database, in one step: a half-made file is never seen.

    Takes about half a minute. Raises sqlite3.Error where the source is of another schema.
    """
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.new")
    unfinished.unlink(missing_ok=True)
    try:
        base = sqlite3.connect(unfinished, isolation_level=None)
        _fill(base, entries(source), edition, source)
        base.close()
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE found (key TEXT PRIMARY KEY, translations TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE pair (key TEXT, entry INTEGER, text TEXT, prior REAL, quality REAL);
BEGIN;
"""


def _fill(base: sqlite3.Connection, words: Iterable[Entry], edition: str, source: Path) -> None:
    base.executescript(_SCHEMA)
    rows = ((p.key, number, p.text, p.prior, p.quality) for number, entry in enumerate(words) for p in pairs(entry))
    base.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", rows)
    ordered = base.execute("SELECT key, entry, text, prior, quality FROM pair ORDER BY key")
    weighed = ((key, "\n".join(_weighed(list(group)))) for key, group in groupby(ordered, itemgetter(0)))
    base.executemany("INSERT INTO found VALUES (?, ?)", ((key, value) for key, value in weighed if value))
    _add_readings(base, source)
    base.executemany("INSERT INTO meta VALUES (?, ?)", (("edition", edition), ("format", FORMAT)))
    base.execute("COMMIT")


def _add_readings(base: sqlite3.Connection, source: Path) -> None:
    keys = ((kanji, dict.fromkeys(filter(None, map(reading_key, kana)))) for kanji, kana in readings(source))
    base.executemany("INSERT INTO found VALUES (?, ?)", (("k:" + kanji, "\n".join(found)) for kanji, found in keys))


def _weighed(rows: list[tuple[str, int, str, float, float]]) -> Iterator[str]:
    """The best translations of one key, each shared out among the entries that compete for it."""
    most = MOST_WRITINGS if rows[0][0].startswith("n:") else MOST_TRANSLATIONS
    priors: dict[int, float] = {}
    for _, entry, _, prior, _ in rows:
        priors[entry] = max(prior, priors.get(entry, 0.0))
    total = sum(priors.values())
    weights: dict[str, float] = {}
    for _, _, text, prior, quality in rows:
        weights[text] = max(quality * sqrt(prior / total), weights.get(text, 0.0))
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
    return (f"{weight:.2f}\t{text}" for text, weight in best if weight >= LEAST_WEIGHT)


class Glossary:
    """An opened glossary file; several threads may ask, for it keeps to what `sqlite_reading` allows."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error where there is no such file."""
        self._base = open_reading(path)

    @property
    def edition(self) -> str:
        """The package it was made from."""
        return self._meta("edition")

    @property
    def format(self) -> str:
        """The FORMAT it was made in. Raises sqlite3.Error for a file that is no glossary."""
        return self._meta("format")

    def _meta(self, key: str) -> str:
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def found(self, key: str) -> tuple[tuple[str, float], ...]:
        """The translations of a key with their weights in (0, 1], the surest first."""
        row = self._base.execute("SELECT translations FROM found WHERE key = ?", (key,)).fetchone()
        lines = row[0].split("\n") if row else ()
        return tuple((text, float(weight)) for weight, _, text in (line.partition("\t") for line in lines))

    def readings(self, kanji: str) -> tuple[str, ...]:
        """The keys of the readings of one kanji."""
        row = self._base.execute("SELECT translations FROM found WHERE key = ?", ("k:" + kanji,)).fetchone()
        return tuple(row[0].split("\n")) if row else ()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def ensure(directory: Path) -> Path | None:
    """The glossary of an index directory, made or made anew where the package or the format is another.

    None where no package is installed. Takes about half a minute when there is something to do.
    """
    source = installed()
    if source is None:
        return None
    path, edition = source
    if (there := open_glossary(directory)) is not None:
        current = there.edition == edition
        there.close()
        if current:
            return directory / FILE
    directory.mkdir(parents=True, exist_ok=True)
    build(path, edition, directory / FILE)
    return directory / FILE


def open_glossary(directory: Path) -> Glossary | None:
    """The glossary of an index directory; None where there is none, or one of another format."""
    path = directory / FILE
    if not path.is_file():
        return None
    glossary = Glossary(path)
    try:
        readable = glossary.format == FORMAT
    except sqlite3.Error:
        readable = False
    if readable:
        return glossary
    glossary.close()
    return None
