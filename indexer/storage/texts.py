"""Texts as they are kept: compressed by zstd with a dictionary that is trained from the collection.

A passage is too short to be compressed by itself: zlib brings it to 0.52 of its UTF-8. A block of passages, and what
all have in common in a dictionary that is kept once, come to 0.34.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from threading import Lock

import zstandard
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError

LEVEL = 6
"""Takes as long as zlib; level 9 gains 0.01 of the text and takes twice that."""

BLOCK = 32
"""Texts that are compressed together: 32 come to 0.34 of their UTF-8, 8 to 0.37; one is read in 60 millionths of a
second."""

SAMPLE = 2_500
"""Texts that the dictionary is trained from."""

FEWEST = 100
"""Of fewer texts no dictionary is made."""

LARGEST = 112_640
"""Bytes of a dictionary, at most, and at most a tenth of its sample: what zstd itself proposes."""


class Packing:
    """Packs and unpacks blocks of texts by one dictionary, empty for none. Threads may share it."""

    def __init__(self, dictionary: bytes = b"") -> None:
        known = ZstdCompressionDict(dictionary) if dictionary else None
        # There is one dictionary in an index, so that no block need name it.
        self._compressor = ZstdCompressor(level=LEVEL, dict_data=known, write_dict_id=False)
        self._decompressor = ZstdDecompressor(dict_data=known)
        self._one_at_a_time = Lock()  # a decompressor lets go of the GIL and is not made for two threads

    def packed(self, texts: Sequence[str]) -> bytes:
        """A block of texts as it is kept: their number, where in the block each begins and the last ends, the texts."""
        encoded = [text.encode() for text in texts]
        starts = accumulate(map(len, encoded), initial=4 * (len(encoded) + 2))
        head = struct.pack(f"<{len(encoded) + 2}I", len(encoded), *starts)
        return self._compressor.compress(head + b"".join(encoded))

    def unpacked(self, kept: bytes) -> Callable[[int], str]:
        """What gives the texts of a block, which was packed with this dictionary or with none, by their place in it."""
        with self._one_at_a_time:
            block = self._decompressor.decompress(kept)
        return lambda place: block[slice(*struct.unpack_from("<2I", block, 4 * (place + 1)))].decode()


def trained(texts: Iterable[str]) -> bytes:
    """A dictionary for texts like these, empty where they are too few or have nothing in common."""
    sample: list[bytes | bytearray | memoryview] = [text.encode() for text in texts]
    if len(sample) < FEWEST:
        return b""
    try:
        return zstandard.train_dictionary(min(LARGEST, sum(map(len, sample)) // 10), sample, level=LEVEL).as_bytes()
    except ZstdError:
        return b""


def known_dictionary(db: sqlite3.Connection, layers: Iterable[str]) -> bytes:
    """The dictionary of a stack of files, empty where there is none."""
    found = (db.execute(f"SELECT data FROM {layer}.dictionaries").fetchone() for layer in layers)
    return next((bytes(row[0]) for row in found if row), b"")


class TextWriter:
    """Writes texts into the file of a run, block by block. The first wait for the dictionary, if there is none yet."""

    def __init__(self, db: sqlite3.Connection, dictionary: bytes) -> None:
        self._db = db
        self._blocks: dict[int, list[str]] = {}
        self._first = 0
        self._untrained = not dictionary
        self.packing = Packing(dictionary)

    def put(self, number: int, text: str) -> int:
        """Keep the text of a passage, whose number is the next one; says at which place of its block it stands."""
        if self._first not in self._blocks or len(self._blocks[self._first]) == BLOCK:
            if len(self._blocks) >= (SAMPLE // BLOCK if self._untrained else 1):
                self.finish()
            self._first = number
            self._blocks[number] = []
        self._blocks[self._first].append(text)
        return number - self._first

    def finish(self) -> None:
        """Write what waits, after training the dictionary from it if there is none. Texts can be read from here on."""
        if self._untrained and self._blocks:
            self._train([text for block in self._blocks.values() for text in block])
        rows = ((number, self.packing.packed(block)) for number, block in self._blocks.items())
        self._db.executemany("INSERT INTO main.texts VALUES (?, ?)", rows)
        self._blocks.clear()

    def _train(self, texts: Sequence[str]) -> None:
        self._untrained = False
        if dictionary := trained(texts):
            self._db.execute("INSERT INTO main.dictionaries (data) VALUES (?)", (dictionary,))
            self.packing = Packing(dictionary)
