"""The segments of a tantivy index made one, so that nothing that was deleted counts in scores.

tantivy's Python package hands on neither the call that merges nor the policy that says when, so both are compiled
(native/merging). Where that was not built, or of another version of tantivy, the index stays as it is.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import tantivy

from indexer.config import Config


def lag(path: Path) -> int:
    """As EngineModule.lag."""
    gone = (segment["deletes"] for segment in _segments(path))
    return sum(deletes["num_deleted_docs"] for deletes in gone if deletes)


def merge(path: Path) -> bool:
    """As EngineModule.merge. The one segment has its passages in the order of the index, in whatever order they came,
    so that nothing of its history is left, down to the last binary digit of a sum."""
    make_one = extension()
    if make_one is None or (len(_segments(path)) < 2 and not lag(path)):
        return False
    make_one(path)
    return True


def _segments(path: Path) -> list[dict[str, Any]]:
    """What tantivy keeps of each segment; none where there is no index."""
    file = path / "meta.json"
    found: list[dict[str, Any]] = json.loads(file.read_bytes())["segments"] if file.exists() else []
    return found


@cache
def extension() -> Callable[[Path], None] | None:
    """What merges, if it is there, wanted, and writes the files that this tantivy reads."""
    if not Config().integer("native"):
        return None
    try:
        from indexer.engines._merging import merge, version
    except ImportError:
        return None
    return merge if version() == vars(tantivy)["__version__"] else None
