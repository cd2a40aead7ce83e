"""The bilingual glossary: JMdict and JMnedict turned into `what is typed -> translations with weights`, in one file.

The package's own database knows no stems and no romanisations and needs five joins for one word; this file is made
from it once (`cache` says where) and answers with one look into one table. Its keys are those of `glosses`, and for
each kanji of KanjiDic2 its readings: k:茂, mo, sige, sigeru.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import groupby
from math import sqrt
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from indexer.analysis.romaji import reading_key
from indexer.dictionary.glosses import pairs
from indexer.dictionary.jmdict import count, entries, readings
from indexer.errors import DictionaryDamaged
from indexer.sqlite_reading import open_reading

FORMAT = "2"
"""Raised when the keys or the weights change."""

UNFINISHED = ".new"
"""What the name of a glossary ends in while it is being made."""

Report = Callable[[float], None]
"""Hears how much is done, from 0 to 1."""

MOST_TRANSLATIONS = 8
MOST_WRITINGS = 64
"""Writings of one sound that are kept: what is no translation by itself may be one beside a surname."""

LEAST_WEIGHT = 0.02

WEIGHED_FROM, REPORTED_EACH = 0.75, 5_000
"""How much of the time has gone when all pairs are known; rows between two reports."""

T = TypeVar("T")


def build(source: Path, edition: str, target: Path, report: Report = lambda share: None) -> None:
    """Make the glossary at `target` from the package's database, in one step: a half-made file is never seen.

    Takes about half a minute. Raises sqlite3.Error where the source is of another schema or the disk is full.
    """
    unfinished = target.with_name(f"{target.name}.{os.getpid()}{UNFINISHED}")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as base:
            _fill(base, source, edition, report)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE made_from (edition TEXT NOT NULL);
CREATE TABLE found (key TEXT PRIMARY KEY, translations TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE pair (key TEXT, entry INTEGER, text TEXT, prior REAL, quality REAL);
BEGIN;
"""


def _fill(base: sqlite3.Connection, source: Path, edition: str, report: Report) -> None:
    base.executescript(_SCHEMA)
    words = _reported(entries(source), count(source), 0.0, WEIGHED_FROM, report)
    rows = ((p.key, number, p.text, p.prior, p.quality) for number, entry in enumerate(words) for p in pairs(entry))
    base.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", rows)
    (total,) = base.execute("SELECT count(*) FROM pair").fetchone()
    ordered = base.execute("SELECT key, entry, text, prior, quality FROM pair ORDER BY key")
    heard = _reported(ordered, total, WEIGHED_FROM, 1.0, report)
    weighed = ((key, "\n".join(_weighed(list(group)))) for key, group in groupby(heard, itemgetter(0)))
    base.executemany("INSERT INTO found VALUES (?, ?)", ((key, value) for key, value in weighed if value))
    _add_readings(base, source)
    base.execute("INSERT INTO made_from VALUES (?)", (edition,))
    base.execute("COMMIT")


def _reported(rows: Iterable[T], total: int, first: float, last: float, report: Report) -> Iterator[T]:
    """The rows as they are, while `report` hears of the way from share `first` to share `last`."""
    for number, row in enumerate(rows):
        if number % REPORTED_EACH == 0:
            report(first + (last - first) * number / total)
        yield row


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
        self._path = path
        self._base = open_reading(path)

    @property
    def edition(self) -> str:
        """The package it was made from."""
        return str(self._base.execute("SELECT edition FROM made_from").fetchone()[0])

    def is_whole(self) -> bool:
        """Whether the file is a glossary that can be read, as far as a look at its first pages tells."""
        try:
            return bool(self.edition)
        except (sqlite3.Error, TypeError):
            return False

    def found(self, key: str) -> tuple[tuple[str, float], ...]:
        """The translations of a key with their weights in (0, 1], the surest first. Raises DictionaryDamaged."""
        with self._whole():
            lines = (line.partition("\t") for line in self._lines(key))
            return tuple((text, float(weight)) for weight, _, text in lines)

    def readings(self, kanji: str) -> tuple[str, ...]:
        """The keys of the readings of one kanji. Raises DictionaryDamaged."""
        with self._whole():
            return tuple(self._lines("k:" + kanji))

    def _lines(self, key: str) -> list[str]:
        row = self._base.execute("SELECT translations FROM found WHERE key = ?", (key,)).fetchone()
        return row[0].split("\n") if row else []

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Takes the file away if it turns out to be damaged, so that the next run makes it anew."""
        try:
            yield
        except sqlite3.ProgrammingError:  # it was closed meanwhile
            raise
        except (sqlite3.DatabaseError, ValueError, AttributeError) as error:
            with suppress(OSError):
                self._path.unlink()
            raise DictionaryDamaged(
                f"the dictionary {self._path} is damaged ({error}) and was taken away; "
                "searches do without until sakuin index makes it anew"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
