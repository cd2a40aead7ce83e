"""What was corrected at the desk, step by step, so that it can be undone, today or after a week.

It lies beside the index in `corrections.json`: steps that were done, and steps that were undone and may be done again,
each a list of cells with what stood there before and after.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.editing.corrections import Change
from indexer.editing.files import bytes_of, replaced, seal_of
from indexer.editing.registers import FIELDS, Cell

NAME = "corrections.json"
MOST_STEPS = 100

Kept = tuple[str, str, str, str, str]
"""A changed cell: the file below the folder, the document in it, the field, what stood there, what stands there."""


@dataclass
class History:
    """The steps of one index, the latest last."""

    path: Path
    folder: Path
    done: list[list[Kept]] = field(default_factory=list)
    undone: list[list[Kept]] = field(default_factory=list)
    _seal: str = ""

    @classmethod
    def of(cls, directory: Path, folder: Path) -> "History":
        """The history beside an index; an empty one where there is none, or none that can be read."""
        path = directory / NAME
        data = bytes_of(path)
        try:
            said = json.loads(data) if data else {}
            steps = [[[_kept(row) for row in step] for step in said.get(name, ())] for name in ("done", "undone")]
        except (ValueError, TypeError, AttributeError):
            steps = [[], []]  # what the desk never wrote
        return cls(path, folder, steps[0], steps[1], seal_of(data))

    def add(self, changes: list[Change]) -> None:
        """Keep a step that was done; what was undone before cannot be done again behind it."""
        if changes:
            self.done.append([self._of(change) for change in changes])
            self.undone.clear()
            self._write()

    def moved(self, changes: list[Change], again: bool) -> None:
        """Keep that the last step was undone, or done again, as far as it could be."""
        origin, target = (self.undone, self.done) if again else (self.done, self.undone)
        origin.pop()
        if changes:
            step = [self._of(change) for change in changes]
            target.append(step if again else [(*row[:3], row[4], row[3]) for row in step])
        self._write()

    def last(self, again: bool) -> list[tuple[Cell, str]]:
        """The cells that the step to be undone, or to be done again, puts, each with what stands there unless another
        program changed it; nothing where there is no step."""
        steps = self.undone if again else self.done
        return [self._cell(row, again) for row in steps[-1]] if steps else []

    def _cell(self, row: Kept, again: bool) -> tuple[Cell, str]:
        name, document, key, before, after = row
        put, there = (after, before) if again else (before, after)
        return Cell(self.folder / name, document, key, put), there

    def _of(self, change: Change) -> Kept:
        cell = change.cell
        return cell.file.relative_to(self.folder).as_posix(), cell.document, cell.field, change.before, cell.value

    def _write(self) -> None:
        del self.done[:-MOST_STEPS]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps({"done": self.done, "undone": self.undone}, ensure_ascii=False).encode()
        replaced(self.path, data, self._seal)
        self._seal = seal_of(data)


def _kept(row: Any) -> Kept:
    """A cell as it was kept. Raises ValueError for what the desk never wrote, such as a way out of the folder."""
    name, document, key, before, after = map(str, row)
    if key not in FIELDS or Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        raise ValueError(name)
    return name, document, key, before, after
