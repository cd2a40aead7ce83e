"""What a link leads to outside of the folder is named and not followed, unless that is asked for."""

from pathlib import Path

import pytest
from folders import written

from indexer.config import Config
from indexer.pipeline.builder import Job, Summary, build
from indexer.storage.index_directory import open_library

LINKS = {
    # link: (where it leads from its folder, the document it makes)
    "memo.txt": ("../elsewhere/memo.txt", "memo"),
    "覚書.txt": ("../elsewhere/メモ.txt", "覚書"),
    "archive": ("../elsewhere/archive", "archive/treaty"),
    "書庫": ("../elsewhere/書庫", "書庫/条約"),
}
FILES = {
    "source/own.txt": "Own: a treaty was signed.",
    "source/chapters/one.txt": "第一章。条約が結ばれた。",
    "elsewhere/memo.txt": "A memo on grain exports.",
    "elsewhere/メモ.txt": "穀物輸出についての覚書。",
    "elsewhere/archive/treaty.txt": "The treaty lies in the archive.",
    "elsewhere/書庫/条約.txt": "条約は書庫にある。",
    "elsewhere/archive/.hidden/secret.txt": "A hidden file of an archive.",
}
OWN = {"own", "chapters/one"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        written(tmp_path / name, text)
    for link, (target, _) in LINKS.items():
        (tmp_path / "source" / link).symlink_to(target)
    return tmp_path / "source"


def indexed(source: Path, follow: bool | None = None) -> tuple[Summary, set[str]]:
    """What a run says, and the documents that it leaves."""
    index = source.parent / "index"
    summary = build(Job((source,), index, follow_links=follow))
    library = open_library(index, Config())
    try:
        return summary, {row.id for row in library.store.documents()}
    finally:
        library.close()


def test_links_that_lead_out_are_named_with_what_to_do(source: Path) -> None:
    summary, documents = indexed(source)
    assert documents == OWN
    assert {Path(problem.path).name for problem in summary.problems} == set(LINKS)
    assert all("--follow-links" in problem.reason for problem in summary.problems)


def test_links_are_followed_where_that_is_asked_for_until_it_is_taken_back(source: Path) -> None:
    everything = OWN | {document for _, document in LINKS.values()}
    indexed(source)
    for follow, expected in ((True, everything), (None, everything), (False, OWN), (None, OWN)):
        summary, documents = indexed(source, follow)
        assert documents == expected, follow
        assert bool(summary.problems) == (expected == OWN)
    assert indexed(source)[0].generation == summary.generation, "nothing changed since"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("source/round", "."),
        ("source/round", ".."),
        ("source/chapters/round", "../../elsewhere"),
        ("source/章", "chapters"),
        ("source/一.txt", "chapters/one.txt"),
        ("elsewhere/archive/back", "../../source"),
    ],
)
def test_links_that_go_in_a_circle_or_lead_to_what_is_there_end(source: Path, link: str, target: str) -> None:
    (source.parent / link).symlink_to(target)
    summary, documents = indexed(source, follow=True)
    assert documents > OWN
    assert len(documents) < 4 * len(FILES)
    assert indexed(source)[0].generation == summary.generation
