"""The tables of near-duplicates in the store: passages that share a band may be twins, those that share a name are.

`pipeline.near_duplicates` makes the bands and `pipeline.near_duplicate_groups` the names.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from indexer.storage.records import as_json, unpacked


class GroupTables:
    """What a store knows of its passages' bands and groups."""

    _db: sqlite3.Connection

    def text(self, passage_id: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """A passage's text and the spans hidden in it. Raises KeyError for an unknown id."""
        row = self._db.execute("SELECT text, hidden FROM passages WHERE id = ?", (passage_id,)).fetchone()
        if row is None:
            raise KeyError(passage_id)
        return unpacked(row[0]), tuple((start, end) for start, end in json.loads(row[1]))

    def put_bands(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep (band, passage) pairs; sorted ones are kept fastest."""
        insert = "INSERT OR IGNORE INTO bands SELECT ?, number FROM passages WHERE id = ?"
        self._db.executemany(insert, rows)

    def drop_bands(self, passage_ids: Iterable[str]) -> set[int]:
        """Take out the bands and the groups of passages; gives those bands."""
        ids = list(passage_ids)
        if not ids:
            return set()
        chosen = (as_json(ids),)
        among = "IN (SELECT number FROM passages WHERE id IN (SELECT value FROM json_each(?)))"
        bands = {row[0] for row in self._db.execute(f"SELECT DISTINCT band FROM bands WHERE passage {among}", chosen)}
        self._db.execute(f"DELETE FROM bands WHERE passage {among}", chosen)
        self._db.execute("DELETE FROM twins WHERE passage IN (SELECT value FROM json_each(?))", chosen)
        return bands

    def in_bands(self, bands: Iterable[int]) -> set[str]:
        """The passages that have any of the bands."""
        wanted = (
            "SELECT DISTINCT t.id FROM json_each(?) j CROSS JOIN bands b ON b.band = j.value "
            "CROSS JOIN passages t ON t.number = b.passage"
        )
        return {row[0] for row in self._db.execute(wanted, (as_json(list(bands)),))}

    def shared_bands(self) -> dict[int, list[str]]:
        """The bands that more than one passage has, with these passages in order of id."""
        shared = "SELECT band FROM bands GROUP BY band HAVING count(*) > 1"
        found: dict[int, list[str]] = {}
        rows = (
            f"SELECT band, id FROM bands JOIN passages ON number = passage WHERE band IN ({shared}) ORDER BY band, id"
        )
        for band, passage in self._db.execute(rows):
            found.setdefault(band, []).append(passage)
        return found

    def twins(self) -> dict[str, str]:
        """Every passage that has twins, with the name of its group."""
        return dict(self._db.execute("SELECT passage, name FROM twins"))

    def set_twins(self, passage_ids: Iterable[str], names: Mapping[str, str]) -> None:
        """The groups of these passages are now those of `names`; who is not in it has none."""
        self._db.executemany("DELETE FROM twins WHERE passage = ?", ((passage,) for passage in passage_ids))
        self._db.executemany("INSERT INTO twins VALUES (?, ?)", names.items())
