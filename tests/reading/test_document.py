"""The pages of a source begin in the text of a document where they began in the source, and no letter is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library import document, searcher_of, state

from indexer.document import Block, Mark
from search_app.highlighting.match_reasons import Match
from search_app.reading.document import open_document, open_passage
from search_app.reading.paragraphs import PageBreak, PageBreaks, paragraphs


def page(offset: int, label: str, number: int = 0) -> Mark:
    return Mark(offset, "page", label, number or int(label))


def shown(rows: tuple[tuple[object, ...], ...]) -> str:
    """Paragraphs as text: [117] where a page begins, «marks», one paragraph a line."""
    return "\n".join(
        "".join(
            "".join(f"[{each.name}]" for each in stretch.breaks)
            + "".join(f"«{piece.text}»" if piece.via else piece.text for piece in stretch.pieces)
            for stretch in row
        )
        for row in rows
    )


def read(question: str, *blocks: Block) -> list[str]:
    """The passages of a document as they are read."""
    found = searcher_of(document("a", *blocks))
    return [shown(each.paragraphs) for each in open_document(found, "a", state(question)).passages]


def block(text: str) -> Block:
    """A paragraph written as `shown` shows it."""
    marks, plain = [], ""
    for part in re.split(r"(\[\d+\])", text.translate({ord("«"): None, ord("»"): None})):
        if part.startswith("["):
            marks.append(page(len(plain), part[1:-1]))
        else:
            plain += part
    return Block(plain, marks=tuple(marks))


LONG_EN = "The ambassador spoke of grain and of the harbour, and the minister of the treaty. " * 6
LONG_JA = "大使は穀物と港湾について語り、大臣は条約について語った。" * 9


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("", "[117]The note beg[118]ins and ends."),
        ("", "[4]覚書は前の頁か[5]ら次へ続く。"),
        ("begins", "[117]The note «beg»[118]«ins» and ends."),
        ("覚書", "この«覚»[5]«書»は続く。"),
        ("harbour", "[1]One «harbour».\n[2]Two."),
        ("", "[1]A page [2][3]without text."),
        ("", "No pages at all."),
    ],
)
def test_a_page_begins_inside_a_paragraph_and_inside_a_mark(question: str, text: str) -> None:
    assert read(question, *map(block, text.split("\n"))) == [text]


@pytest.mark.parametrize("text", [LONG_EN, LONG_JA])
def test_a_page_is_shown_once_however_many_passages_stand_on_it(text: str) -> None:
    first, second = Block(text, marks=(page(0, "117"),)), Block(text[::-1], marks=(page(9, "118"),))
    rows = read("", first, second, Block(text.upper() + "終"))
    assert len(rows) > 2
    assert "".join(rows).count("[117]") == "".join(rows).count("[118]") == 1
    assert rows[0].startswith("[117]")


def test_a_note_that_stands_behind_the_next_page_brings_no_page_again() -> None:
    body = Block(LONG_EN, marks=(page(0, "117"), page(40, "118")))
    note = Block("See the harbour treaty.", marks=(page(0, "117"), Mark(0, "note", "1")), kind="note")
    assert "".join(read("", body, note)).count("[117]") == 1


def test_every_page_has_an_anchor_of_its_own() -> None:
    fresh = PageBreaks()
    first = fresh.new([page(0, "1", 3), Mark(5, "slide", "1", 1), Mark(9, "page", "A 1", 7)])
    later = fresh.new([page(0, "1", 3), page(2, "1", 14)])
    assert [each.anchor for each in (*first, *later)] == ["page-1", "slide-1", "page-A-1", "page-1-14"]


def test_a_passage_by_itself_says_the_page_it_begins_on() -> None:
    found = searcher_of(document("a", Block("One harbour and no more.", marks=(page(0, "7"),))))
    passage = open_document(found, "a", state("")).passages[0].place.passage
    assert shown(open_passage(found, passage.id, state("harbour")).paragraphs) == "[7]One «harbour» and no more."


@settings(max_examples=200)
@given(
    st.text(st.sampled_from("ab 冷戦\n"), max_size=40),
    st.lists(st.integers(0, 40), max_size=4),
    st.lists(st.tuples(st.integers(0, 38), st.integers(1, 6)), max_size=3),
)
def test_no_letter_is_lost_where_pages_and_marks_cut(text: str, cuts: list[int], spans: list[tuple[int, int]]) -> None:
    breaks = [PageBreak(offset, "page", "x", 0, f"page-{at}") for at, offset in enumerate(sorted(cuts))]
    found, end = [], 0
    for start, length in sorted(spans):
        if end <= start < start + length <= len(text):
            found.append(Match(start, start + length, "surface"))
            end = start + length
    rows = paragraphs(text, found, breaks)
    joined = ["".join(piece.text for stretch in row for piece in stretch.pieces) for row in rows]
    assert joined == [part for part in text.split("\n\n") if part.strip()]
    said = [each for row in rows for stretch in row for each in stretch.breaks]
    assert said == breaks[: len(said)]
