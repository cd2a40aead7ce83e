"""The documents below some sources as they are now, read for a look at them, without an index."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from indexer.document import Document
from indexer.pipeline.manifest import scan
from indexer.pipeline.outcome import Problem
from indexer.pipeline.reading import read_file
from indexer.pipeline.reading_workers import ReadingPool
from indexer.readers.sidecars.sidecars import find


def documents_below(sources: Iterable[Path], left_out: Callable[[Problem], None]) -> Iterator[Document]:
    """Every document, as its sidecars describe it; each file without any is told to `left_out`."""
    files = scan(source.resolve() for source in sources)
    sidecars = find(file.path for file in files if not file.fault)
    with ReadingPool(1) as pool:
        for file in files:
            outcome = read_file(pool, sidecars, file)
            if outcome.problem:
                left_out(Problem(file.name, outcome.problem))
            yield from outcome.documents
