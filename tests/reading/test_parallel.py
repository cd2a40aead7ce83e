"""A document stands beside the same text in the other language, every passage of both in one row."""

import pytest
from library import document, searcher, searcher_of, state

from search_app.reading.document import Wanted, open_document
from search_app.reading.parallel import side_by_side

SECTIONS_JA = ("# 条約", "## 一", "最初の条約。", "## 二", "次の条約。", "その次の条約。")
SECTIONS_EN = ("# Treaties", "## One", "The first treaty.", "## Two", "The second treaty.")


@pytest.mark.parametrize(
    ("other", "by_section", "pairs"),
    [
        (
            SECTIONS_EN,
            True,
            [("最初の条約。", "The first treaty."), ("次の条約。\n\nその次の条約。", "The second treaty.")],
        ),
        (SECTIONS_EN[:3], False, [("最初の条約。|次の条約。\n\nその次の条約。", "The first treaty.")]),
    ],
)
def test_a_document_stands_beside_its_parallel(
    other: tuple[str, ...], by_section: bool, pairs: list[tuple[str, str]]
) -> None:
    found = searcher_of(
        document("t.ja", *SECTIONS_JA, lang="ja", parallel="t.en"), document("t.en", *other, lang="en", parallel="t.ja")
    )
    pair = side_by_side(found, "t.ja", state("条約"), Wanted())
    assert pair is not None and pair.by_section is by_section
    sides = [
        ("|".join(p.place.passage.text for p in row.left), "|".join(p.place.passage.text for p in row.right))
        for row in pair.rows
    ]
    assert sides == pairs


def test_every_passage_of_both_documents_stands_in_one_row() -> None:
    for row in searcher().library.store.documents():
        pair = side_by_side(searcher(), row.id, state("NATO"), Wanted())
        if pair is None:
            continue
        left = [passage for each in pair.rows for passage in each.left]
        right = [passage for each in pair.rows for passage in each.right]
        for side, each in ((left, pair.document), (right, pair.other)):
            assert tuple(side) == open_document(searcher(), each.id, state("NATO")).passages


def test_a_document_without_a_parallel_is_read_alone() -> None:
    found = searcher_of(document("a", "条約。"))
    assert side_by_side(found, "a", state(), Wanted()) is None
