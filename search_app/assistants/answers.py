"""Answers cut to size: whatever the documents hold, an assistant is sent no more than MOST characters."""

import json
from collections.abc import Iterable, Sequence

from search_app.export.citations import Cited
from search_app.notes import Note
from search_app.state.parameters import Json, as_text

MOST = 20_000
"""Characters of an answer, which is JSON."""

LONGEST, LONGEST_TEXT = 300, 4_000
"""Characters of a title, a name, a note; of the text of a passage."""

LEFT_OUT = "left_out"
_ROOM = 20
"""Characters of the number of rows left out."""


def cut(text: str, most: int = LONGEST) -> str:
    """A text of `most` characters, the last of them an ellipsis where it is longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


def first_few(texts: Iterable[str], most: int = 10) -> list[str]:
    """The first texts, each cut."""
    return [cut(text) for text in list(texts)[:most]]


def sentences(notes: Iterable[Note], ui: str) -> list[str]:
    """What is said of how a question was read."""
    return first_few(note.sentence(ui) for note in dict.fromkeys(notes))


def permalink(facts: Cited) -> str:
    """The address of a passage; whole where the settings say where the collection is published."""
    return facts.address or f"/passage/{facts.id}"


def fitted(head: Json, name: str, rows: Sequence[object]) -> Json:
    """An answer with as many of its rows as there is room for, from the first, and the number of those left out."""
    room = MOST - len(as_sent(head | {name: [], LEFT_OUT: 0})) - _ROOM
    kept: list[object] = []
    for row in rows:
        room -= len(as_sent(row)) + 2
        if room < 0:
            break
        kept.append(row)
    return head | {name: kept, LEFT_OUT: len(rows) - len(kept)}


def as_sent(answer: object) -> str:
    """An answer as it is sent."""
    return as_text(json.dumps(answer, ensure_ascii=False))
