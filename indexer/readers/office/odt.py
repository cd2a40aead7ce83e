"""OpenDocument texts (.odt), as LibreOffice and Google Docs write them."""

from indexer.readers.office import office, opendocument
from indexer.readers.reading import File, Reading


def read(file: File) -> Reading:
    """The one document of the file."""
    parts = opendocument.opened(file.data)
    body, story = opendocument.body(parts, "text")
    blocks = tuple(opendocument.flow(body, story))
    return office.reading(file, blocks, story.said, opendocument.properties(parts))
