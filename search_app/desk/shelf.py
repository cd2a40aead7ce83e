"""What the index in force knows of the folder that lies open, and how the folder stands to it now."""

from dataclasses import dataclass
from pathlib import Path

from indexer.paths import from_kept, kept, leads_outside
from indexer.pipeline.builder import FOLLOWED, LINKS_KEY
from indexer.pipeline.look import Look, look_at
from indexer.storage.document_store import Store
from indexer.storage.records import FileRow
from search_app.desk.desk import Desk, current_desk
from search_app.web.open_index import searcher_of_request


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder, and the store of its index; None before the first run."""

    folder: Path
    desk: Desk
    store: Store | None

    def rows(self) -> dict[str, FileRow]:
        """The files that were indexed, as the store gives them."""
        return self.store.files() if self.store else {}

    def look(self, rows: dict[str, FileRow]) -> Look:
        """The folder as it is now, beside these rows of the store."""
        follow = self.store is not None and self.store.meta(LINKS_KEY) == FOLLOWED
        return look_at(self.folder, self.desk.directory, rows, follow)

    def path_of(self, key: str) -> Path | None:
        """The file of a path as it is kept, if it lies in the folder; None for one of another source, and for one that
        a link has led out."""
        path = Path(from_kept(key))
        inside = path.is_relative_to(self.folder) and ".." not in path.parts
        return path if inside and not leads_outside(path.parent, self.folder) else None

    @property
    def root(self) -> str:
        """What the path of every file in the folder begins with, as it is kept."""
        return f"{kept(self.folder.as_posix())}/"


def current_shelf() -> Shelf:
    """The shelf of the request. Raises DeskMistake where no folder is open, and what opening an index raises."""
    desk = current_desk()
    folder = desk.open_folder()
    return Shelf(folder, desk, searcher_of_request().library.store if desk.is_indexed else None)
