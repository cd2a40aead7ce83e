"""Notes that a file gathers at its end are set behind the paragraph that refers to each of them first."""

from collections.abc import Iterable, Mapping
from typing import Any

from indexer.readers.xml.composer import Composer
from indexer.readers.xml.setting import Manner, Role, compose


class Anchors:
    """The notes of a text, and the references to them.

    `notes` are by the key that a reference gives; `references` are (element, key), in order. References from within
    a note anchor nothing: a note that refers to itself would never be read.
    """

    def __init__(self, notes: Mapping[str, Any], references: Iterable[tuple[Any, str]]) -> None:
        self._keys = notes.keys()
        known = frozenset(notes.values())
        waiting = dict(notes)
        self._first: dict[Any, Any] = {}
        for reference, key in references if waiting else ():
            if key in waiting and not any(outer in known for outer in reference.iterancestors()):
                self._first[reference] = waiting.pop(key)
        self._placed = frozenset(self._first.values())
        self._set: set[Any] = set()

    def holds(self, note: Any) -> bool:
        """Whether this note is to be set elsewhere than where it stands."""
        return note in self._placed

    def knows(self, key: str) -> bool:
        """Whether a key is that of a note."""
        return key in self._keys

    def begins(self, reference: Any) -> bool:
        """Whether this reference is the first to its note."""
        return reference in self._first

    def place(self, composer: Composer, reference: Any, manner: Manner) -> None:
        """Set the note of a reference, if it is the first to it."""
        if (note := self._first.get(reference)) is not None:
            self._write(composer, note, manner)

    def place_rest(self, composer: Composer, manner: Manner) -> None:
        """Set the notes whose references stand in what is not read."""
        for note in self._first.values():
            if note not in self._set:
                self._write(composer, note, manner)

    def _write(self, composer: Composer, note: Any, manner: Manner) -> None:
        self._set.add(note)
        composer.open_note(manner.label(note))
        inside = Manner(lambda each: Role.INLINE if each is note else manner.role(each), manner.sign, manner.label)
        compose(composer, note, inside)
        composer.close_note()
