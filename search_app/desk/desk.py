"""What lies open on a desk: a folder, and the index of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from indexer.errors import DeskMistake
from indexer.storage.index_directory import current_generation

KEY = "sakuin-desk"

INDEX = ".sakuin"
"""The folder of the index in the folder of the documents, so that both are moved together."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder of documents and the directory of its index; `folder` is None until one is chosen."""

    folder: Path | None
    directory: Path

    @property
    def is_indexed(self) -> bool:
        """Whether there is an index to search."""
        return current_generation(self.directory) is not None

    def open_folder(self) -> Path:
        """The folder that lies open. Raises DeskMistake where none does."""
        if self.folder is None:
            raise DeskMistake("no folder is open; choose one at /desk/open")
        return self.folder


def desk_of_folder(folder: Path | None, directory: Path | None = None) -> Desk:
    """A desk on which this folder lies. Raises DeskMistake where it is none."""
    if folder is None:
        return Desk(None, directory or Path(INDEX))
    if not folder.is_dir():
        raise DeskMistake(f"{folder} is no folder; name the folder that the documents lie in")
    return Desk(folder.resolve(), (directory or folder / INDEX).resolve())


def desk_of(app: Flask) -> Desk:
    """What lies open on the desk of an application."""
    return cast(Desk, app.extensions[KEY])


def current_desk() -> Desk:
    """The desk of the application that answers."""
    return desk_of(current_app)
