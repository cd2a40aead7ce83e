"""The words and titles of an index, looked up by how they begin, by how they sound and by pairs of letters.

They stand in three tables of the store, each in the order in which it is asked, so that nothing of them is in memory:

    words    kind WRITTEN: it came from いたりあ -> イタリア     kind SOUNDING: itaria -> イタリア
    titles   arms control -> Talks on arms control
    pairs    kind, length of the words in steps of LENGTHS, pair of letters -> all those words that have the pair

What a run adds stands in its own file, as all else (see `layers`). A word stays when its last passage is gone: the
engine, which counts it, says so. A title goes with its last document.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from indexer.analysis.folds import fold
from indexer.analysis.word_keys import JAPANESE_WORD, LONGEST, letter_pairs, sound_keys, written_keys
from indexer.storage.layers import layers
from indexer.storage.records import AMONG, as_json

WRITTEN, SOUNDING = "w", "s"
"""The kinds of keys of words."""

LETTERS, CHARACTERS, SOUNDS = "l", "c", "s"
"""What is taken apart into pairs: words in Latin letters, words in Japanese, the keys of what these sound like."""

LENGTHS = 4
"""Words of so many lengths stand together: where each length had rows of its own, most would have one word."""

_LAST = "\U0010ffff"
_APART = "\n"
_SHORT = 80
"""Characters of a row of words that are not worth compressing; zlib brings longer ones to 0.4 of their UTF-8."""


class Vocabulary:
    """The words and titles of a stack of files, opened for reading; threads may ask at once, as of the store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def words(self, kind: str, beginning: str) -> Iterator[tuple[str, str]]:
        """The words whose key of a kind (WRITTEN, SOUNDING) begins so, after the key, in its order; read as they are
        taken, one by one."""
        asked = "SELECT key, text FROM words WHERE kind = ? AND key BETWEEN ? AND ? ORDER BY key, text"
        yield from self._db.execute(asked, (kind, beginning, beginning + _LAST))

    def titles(self, beginning: str) -> Iterator[tuple[str, str]]:
        """The titles of which a word begins so, after the key, in its order; read one by one as they are taken."""
        asked = "SELECT key, title FROM titles WHERE key BETWEEN ? AND ? ORDER BY key"
        yield from self._db.execute(asked, (beginning, beginning + _LAST))

    def document_called(self, title: str) -> str:
        """The document, the first by id, that has this title, however it is folded; empty where none has."""
        key, found = fold(title), set[str]()
        for layer in layers(self._db):
            titled = f"title IN (SELECT title FROM {layer}.titles WHERE key = ?)"
            rows = self._db.execute(f"SELECT id FROM {layer}.documents WHERE {titled}", (key[:LONGEST],))
            found.update(row[0] for row in rows)
        asked = f"SELECT id, title FROM documents WHERE id {AMONG}"
        rows = self._db.execute(asked, (as_json(sorted(found)),))
        return min((known for known, title in rows if fold(title) == key), default="")

    def sounding(self, key: str) -> tuple[str, ...]:
        """The Japanese words of a sound."""
        rows = self._db.execute("SELECT text FROM words WHERE kind = ? AND key = ?", (SOUNDING, key))
        return tuple(row[0] for row in rows)

    def sharing(self, kind: str, pairs: Collection[str], lengths: range) -> Iterator[Sequence[str]]:
        """For each of these pairs of letters the words of a kind (LETTERS, CHARACTERS, SOUNDS) that have it: those of
        such lengths, and some of others."""
        asked = f"SELECT words FROM pairs WHERE kind = ? AND length = ? AND pair {AMONG}"
        chosen = as_json(sorted(pairs))
        for step in sorted({length // LENGTHS for length in lengths}):
            for row in self._db.execute(asked, (kind, step, chosen)):
                yield _unpacked(row[0])


def put_words(db: sqlite3.Connection, words: Iterable[str]) -> None:
    """Keep those of the words that the stack has not yet, with all that they are looked up by."""
    new = _unknown(db, WRITTEN, "text", {word: fold(word)[:LONGEST] for word in words})
    japanese = [word for word in new if JAPANESE_WORD.fullmatch(word)]
    sounds = dict(sound_keys(japanese))
    heard = _unknown(db, SOUNDING, "key", {key: key for key in sounds.values()})
    _put(db, WRITTEN, new)
    _put(db, SOUNDING, sounds)
    _pair(db, LETTERS, [word for word in new if "a" <= word[0] <= "z" and word.isalpha()])
    _pair(db, CHARACTERS, japanese)
    _pair(db, SOUNDS, [*heard])


def put_titles(db: sqlite3.Connection) -> None:
    """Keep what the titles that a run wrote are looked up by."""
    rows = db.execute(
        "SELECT number, text FROM main.wordings WHERE number IN (SELECT title FROM main.documents) AND text != ''"
    )
    keyed = ((key[:LONGEST], number) for number, text in rows for key in written_keys(text, is_title=True))
    db.executemany("INSERT OR IGNORE INTO main.titles VALUES (?, ?)", keyed)


def _unknown(db: sqlite3.Connection, kind: str, column: str, keyed: dict[str, str]) -> dict[str, str]:
    """What of `keyed`, values of a column with their keys, is not yet among the words of a kind, in order."""
    asked = f"SELECT {column} FROM words WHERE kind = ? AND key {AMONG}"
    known = {row[0] for row in db.execute(asked, (kind, as_json(sorted(set(keyed.values())))))}
    return {value: keyed[value] for value in sorted(keyed.keys() - known)}


def _put(db: sqlite3.Connection, kind: str, keyed: dict[str, str]) -> None:
    rows = sorted((key[:LONGEST], text) for text, key in keyed.items())
    db.executemany("INSERT INTO main.words VALUES (?, ?, ?)", ((kind, *row) for row in rows))


def _pair(db: sqlite3.Connection, kind: str, words: Sequence[str]) -> None:
    having: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in words:
        for pair in letter_pairs(word):
            having[len(word) // LENGTHS, pair].append(word)
    rows = ((kind, length, pair, _packed(having[length, pair])) for length, pair in sorted(having))
    db.executemany("INSERT INTO main.pairs VALUES (?, ?, ?, ?)", rows)


def _packed(words: Sequence[str]) -> str | bytes:
    text = _APART.join(words)
    return text if len(text) <= _SHORT else zlib.compress(text.encode())


def _unpacked(kept: str | bytes) -> list[str]:
    text = kept if isinstance(kept, str) else zlib.decompress(kept).decode()
    return text.split(_APART)
