"""Where a passage stands is said by page, slide, sheet, row and note, and by those of the match where there is one."""

import pytest
from library import document, searcher_of, state

from indexer.document import Block, Mark, Span
from search_app.reading.locators import cited_span, locator, locator_words, page_at, pages
from search_app.search.execution import ask
from search_app.state.switches import Switches

TWO = (Mark(0, "page", "117", 3), Mark(30, "page", "118", 4))
BLANK = (Mark(0, "page", "1", 1), Mark(9, "page", "2", 2), Mark(9, "page", "3", 3))
SHIPS = (Mark(0, "sheet", "Ships", 1), Mark(0, "row", "12", 12), Mark(20, "row", "13", 13))
船 = (Mark(0, "sheet", "船舶", 1), Mark(0, "row", "12", 12))
FOOTNOTE = (Mark(0, "page", "117", 3), Mark(0, "note", "4"))
SLIDE = (Mark(0, "slide", "3", 3),)
CHAPTER = (Mark(0, "item", "Chapter I", 2),)
UNNAMED = (Mark(0, "page", "", 5),)


@pytest.mark.parametrize(
    ("marks", "span", "en", "ja"),
    [
        (TWO, (0, 0), "p. 117", "117頁"),
        (TWO, (29, 30), "p. 117", "117頁"),
        (TWO, (30, 34), "p. 118", "118頁"),
        (TWO, (25, 34), "pp. 117–118", "117–118頁"),
        ((Mark(0, "page", "xii", 1),), (0, 0), "p. xii", "xii頁"),
        (UNNAMED, (0, 0), "p. 5", "5頁"),
        (SLIDE, (0, 0), "slide 3", "スライド3"),
        (SHIPS, (0, 0), "sheet Ships, row 12", "シート「Ships」、12行目"),
        (SHIPS, (15, 25), "sheet Ships, rows 12–13", "シート「Ships」、12–13行目"),
        (船, (0, 0), "sheet 船舶, row 12", "シート「船舶」、12行目"),
        (FOOTNOTE, (0, 0), "p. 117, n. 4", "117頁、注4"),
        (CHAPTER, (0, 0), "", ""),
        ((), (0, 0), "", ""),
    ],
)
def test_a_place_is_said_in_both_languages(marks: tuple[Mark, ...], span: Span, en: str, ja: str) -> None:
    assert [locator_words(locator(marks, span), lang) for lang in ("en", "ja")] == [en, ja]


@pytest.mark.parametrize(
    ("marks", "names"),
    [(TWO, ("117", "118")), (BLANK, ("1", "3")), (SLIDE, ("3",)), (SHIPS, ()), (UNNAMED, ("5",)), ((), ())],
)
def test_a_passage_has_the_pages_that_it_has_text_on(marks: tuple[Mark, ...], names: tuple[str, ...]) -> None:
    assert pages(marks) == names


@pytest.mark.parametrize(("offset", "label"), [(0, "117"), (29, "117"), (30, "118"), (99, "118")])
def test_every_character_stands_on_one_page(offset: int, label: str) -> None:
    found = page_at(TWO, offset)
    assert found is not None and found.label == label
    assert page_at(SHIPS, offset) is None


@pytest.mark.parametrize(
    ("question", "text", "page"),
    [
        ("harbour", "The minister spoke at length. The harbour stays closed.", "118"),
        ("minister", "The minister spoke at length. The harbour stays closed.", "117"),
        ("大臣", "大臣は長く語り、両国の代表はそれを静かに聞いていたという。港湾は封鎖された。", "117"),
        ("封鎖", "大臣は長く語り、両国の代表はそれを静かに聞いていたという。港湾は封鎖された。", "118"),
        ("nowhere", "The minister spoke at length. The harbour stays closed.", "117"),
    ],
)
def test_the_page_that_is_cited_is_that_of_the_first_match(question: str, text: str, page: str) -> None:
    found = searcher_of(document("a", Block(text, marks=TWO)))
    place = found.library.store.passages_of("a")[0]
    span = cited_span(place, ask(found, state(question)).query, Switches())
    assert locator_words(locator(place.passage.marks, span), "en") == f"p. {page}"
    assert cited_span(place, None, Switches()) == (0, 0)
