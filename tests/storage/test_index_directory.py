"""What an index is known by: the sources that its reading depends on."""

import pytest

from indexer.storage import index_directory
from indexer.storage.index_directory import READING, reading_sources


@pytest.mark.parametrize("name", READING)
def test_every_source_that_reading_depends_on_is_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_directory, "READING", (name,))
    sources = list(reading_sources())
    assert sources and all(source.is_file() for source in sources)


def test_a_source_that_has_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_directory, "READING", ("indexer.readers", "indexer.gone"))
    with pytest.raises(ModuleNotFoundError, match=r"indexer\.gone"):
        list(reading_sources())
