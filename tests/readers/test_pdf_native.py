"""The compiled extension finds the runs that Python finds, whatever stands on the page."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pypdfium2
import pytest
from pikepdf import Array
from test_pdf import EN, FILES, HEIGHT, JA, WIDTH, Set, bound, columns, lines, needs_shared, saved, wrapped

from indexer.readers.pdf import compiled, runs
from indexer.readers.pdf.characters import Characters

try:
    from indexer.readers.pdf._native import Runs
except ImportError:
    pytest.skip("the extension was not built", allow_module_level=True)

PAGES: dict[str, Sequence[Set]] = {
    "nothing": [],
    "a paragraph": lines(wrapped(EN * 12)),
    "段落": lines(wrapped(JA * 8, 30), font="ja"),
    "縦書": columns(wrapped(JA * 8, 20)),
    "a hyphen at a line's end": lines(["It was famil-", "iar to all of them."]),
    "a table": [Set(f"{row * column}", 50 + 90 * column, 520 - 13 * row) for row in range(12) for column in range(4)],
    "note marks": [Set("in Cuba1, and in Turkey.2", 50, 500), Set("of Cuba", 50, 480), Set("12", 92, 484, 6)],
    "ルビ": [Set("瑞西の国", 50, 500, font="ja"), Set("スイッツル", 50, 510, 4, "ja")],
    "halves in which UTF-16 writes": [Set("𠮷野家の𩸽", 50, 500, font="ja")],
    "fonts without a mapping": lines(wrapped(EN), font="mute"),
}
WORDS = (
    "Cuba1,",
    "the",
    "note",
    "of",
    "Turkey.2",
    "*",
    "e.g.",
    "1961–63",
    "第一章",
    "瑞西",
    "スイッツル",
    "、",
    "12",
    "",
)


def found(data: bytes) -> Iterator[tuple[object, object]]:
    """What the extension and Python find on each page."""
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = Characters(document, index)
        native = compiled.page_runs(page), page.text
        page.load()
        yield native, (runs.runs_of(page), page.text)
        page.close()
    document.close()


def assert_same(data: bytes) -> None:
    for native, python in found(data):
        assert native == python


def strange_page(choose: random.Random) -> list[Set]:
    """Words of both languages in any size, side by side, over one another and beside the page."""
    return [strange_line(choose) for _ in range(choose.randrange(40))]


def strange_line(choose: random.Random) -> Set:
    text = " ".join(choose.choices(WORDS, k=choose.randrange(1, 9)))
    font = choose.choice(("latin", "mute") if text.isascii() else ("ja", "tate"))
    text = text if font in ("ja", "tate") else text.encode("cp1252", "replace").decode("cp1252")
    x, y = choose.choice((50, 50, 200, choose.uniform(-100, WIDTH))), 13 * choose.randrange(-2, 45)
    return Set(text, x, y + choose.choice((0, 0, 3, 0.4)), choose.choice((10, 10, 10, 6, 30, 0.001)), font)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_both_paths_find_the_same_runs(page: Sequence[Set]) -> None:
    assert_same(saved(bound([page])))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_both_paths_find_the_same_runs_on_turned_pages_that_begin_anywhere(turn: int) -> None:
    made = bound(list(PAGES.values()))
    for page in made.pages:
        page.Rotate = turn
        page.MediaBox = Array([30, -20, WIDTH + 30, HEIGHT])
    assert_same(saved(made))


def test_both_paths_find_the_same_runs_on_strange_pages() -> None:
    choose = random.Random(14)
    assert_same(saved(bound([strange_page(choose) for _ in range(200)])))


@needs_shared
@pytest.mark.parametrize("name", [path.name for path in sorted(FILES.glob("*.pdf"))])
def test_both_paths_find_the_same_runs_in_the_files_at_hand(name: str) -> None:
    try:
        assert_same((FILES / name).read_bytes())
    except (pypdfium2.PdfiumError, ValueError) as error:
        pytest.skip(f"pdfium does not open it: {error}")


@pytest.mark.parametrize("spans", [[(0, 0)], [(3, 2)], [(0, 9)], [(5, 2**40)]])
def test_a_line_beyond_the_text_is_refused(spans: list[tuple[int, int]]) -> None:
    document = pypdfium2.PdfDocument(saved(bound([[Set("Moscow")]])))
    page = Characters(document, 0)
    native = compiled.extension()
    assert native is not None
    with pytest.raises(ValueError, match="a line has no characters"):
        native.of(page.space, "Moscow".encode("utf-32-le"), spans, lambda start, end: False)
    page.close()


def test_characters_that_pdfium_does_not_have_stand_nowhere() -> None:
    document = pypdfium2.PdfDocument(saved(bound([[Set("M")]])))
    page = Characters(document, 0)
    native = compiled.extension()
    assert native is not None
    ((_, _, box, size, _),) = native.of(page.space, "Moscow".encode("utf-32-le"), [(4, 5)], lambda start, end: False)
    assert (box, size) == ((0.0, 0.0, 0.0, 0.0), 0.0)
    page.close()


def test_a_function_of_pdfium_that_is_missing_and_a_closed_page_are_refused() -> None:
    with pytest.raises(ValueError, match="a function of pdfium is missing"):
        Runs([1, 0, 1, 1], compiled.RunRules())
    page = Characters(pypdfium2.PdfDocument(saved(bound([[Set("Moscow")]]))), 0)
    page.close()
    native = compiled.extension()
    assert native is not None
    with pytest.raises(ValueError, match="the page is closed"):
        native.of(page.space, b"", [], lambda start, end: False)


def test_no_character_stands_beyond_the_tables() -> None:
    beyond = "".join(map(chr, range(compiled.LAST_SIGN + 1, sys.maxunicode + 1)))
    assert not [pattern for pattern in compiled.CLASSES if re.search(pattern, beyond)]


def test_the_extension_can_be_turned_off() -> None:
    code = "from indexer.readers.pdf.compiled import extension; print(extension())"
    environment = {**os.environ, "SAKUIN_NATIVE": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
