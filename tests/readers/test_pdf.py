"""How a PDF is read as a person reads it: PDFs are set here line by line, and read back."""

import io
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from indexer.document import Block, Document
from indexer.errors import ReadError
from indexer.readers.pdf import pdf
from indexer.readers.pdf.columns import CELL_GAP
from indexer.readers.reading import File, Reading

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

WIDTH, HEIGHT, LEFT, TOP, SIZE, LEADING = 420.0, 600.0, 50.0, 520.0, 10.0, 13.0
EN = "The ambassador called upon the minister in the afternoon and delivered the note of his government, which spoke of"
JA = "大使は午後外務大臣を訪ねて本国政府の覚書を手交し、その中で両国の関係がきわめて重大な局面にあると述べた。"


class Set(NamedTuple):
    """A line as it is set: where its foot begins, in which font (latin, ja, tate), and how it is drawn."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE
    font: str = "latin"
    mode: int = 0


def lines(texts: Iterable[str], x: float = LEFT, y: float = TOP, **how: Any) -> list[Set]:
    """Lines one below the other."""
    return [Set(text, x, y - LEADING * number, **how) for number, text in enumerate(texts)]


def columns(texts: Iterable[str], x: float = LEFT + 300, y: float = TOP, **how: Any) -> list[Set]:
    """Vertical lines one to the left of the other."""
    return [Set(text, x - 2 * SIZE * number, y, font="tate", **how) for number, text in enumerate(texts)]


def wrapped(text: str, width: int = 50) -> list[str]:
    """A text in lines of so many characters; each of the Latin font is 0.6 em wide."""
    return (
        textwrap.wrap(text, width) if text.isascii() else [text[at : at + width] for at in range(0, len(text), width)]
    )


def fonts() -> dict[str, Dictionary]:
    """Fonts that every viewer has, and one that does not say which characters it shows."""
    plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding)
    names = Dictionary(Type=Name.Encoding, Differences=Array([0, *(Name(f"/g{code}") for code in range(256))]))
    mute = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Mute"), FirstChar=0, LastChar=255,
        Widths=Array([600] * 256), Encoding=names,
    )  # fmt: skip
    return {"latin": plain, "mute": mute, "ja": japanese("UniJIS-UCS2-H"), "tate": japanese("UniJIS-UCS2-V")}


def japanese(encoding: str) -> Dictionary:
    """A font that is not in the file, as older Japanese programs name it."""
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Japan1"), Supplement=2)
    box = Array([-100, -200, 1000, 900])
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/HeiseiMin-W3"), Flags=6, FontBBox=box, ItalicAngle=0, Ascent=800,
        Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/HeiseiMin-W3"), CIDSystemInfo=system,
        FontDescriptor=descriptor, DW=1000,
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/HeiseiMin-W3-{encoding}"), Encoding=Name(f"/{encoding}"),
        DescendantFonts=Array([descendant]),
    )  # fmt: skip


def drawn(line: Set) -> bytes:
    encoding = "cp1252" if line.font in ("latin", "mute") else "utf-16-be"
    code = line.text.encode(encoding).hex()
    return f"BT {line.mode} Tr /{line.font} {line.size} Tf {line.x} {line.y} Td <{code}> Tj ET\n".encode()


def bound(pages: Sequence[Sequence[Set]], **catalog: Any) -> pikepdf.Pdf:
    """A PDF of pages with their lines."""
    made = pikepdf.new()
    named = {f"/{name}": made.make_indirect(font) for name, font in fonts().items()}
    for page in pages:
        made.add_blank_page(page_size=(WIDTH, HEIGHT))
        made.pages[-1].Resources = Dictionary(Font=Dictionary(named))
        made.pages[-1].Contents = made.make_stream(b"".join(map(drawn, page)))
    for key, value in catalog.items():
        made.Root[f"/{key}"] = value
    return made


def saved(made: pikepdf.Pdf, info: dict[str, str] | None = None, **how: Any) -> bytes:
    for key, value in (info or {}).items():
        made.docinfo[f"/{key}"] = value
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def read(*pages: Sequence[Set], name: str = "a.pdf", info: dict[str, str] | None = None, **catalog: Any) -> Reading:
    return pdf.read(File(name, saved(bound(pages, **catalog), info)))


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def blocks(*pages: Sequence[Set], **catalog: Any) -> tuple[Block, ...]:
    return only(read(*pages, **catalog)).blocks


def texts(found: Iterable[Block]) -> list[str]:
    return [block.text for block in found]


def hidden(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.hidden]


def pages_at(found: Iterable[Block]) -> Iterator[tuple[Block, list[tuple[int, str]]]]:
    """Each block with the pages in force in it, by offset."""
    label = ""
    for block in found:
        marks = [(mark.offset, mark.label) for mark in block.marks]
        yield block, marks if marks and not marks[0][0] else [(0, label), *marks]
        label = marks[-1][1] if marks else label


# Paragraphs


@pytest.mark.parametrize(("text", "font", "width"), [(EN + " peace and of war.", "latin", 50), (JA * 2, "ja", 30)])
def test_the_lines_of_a_paragraph_are_joined_as_the_language_joins_them(text: str, font: str, width: int) -> None:
    (block,) = blocks(lines(wrapped(text, width), font=font))
    assert block.text == text


@pytest.mark.parametrize(("text", "font", "width"), [(EN + " peace and of war.", "latin", 50), (JA * 2, "ja", 30)])
def test_a_page_break_cuts_no_paragraph_and_is_marked_inside_it(text: str, font: str, width: int) -> None:
    first, *rest = wrapped(text, width)
    (block,) = blocks(lines([first], font=font), lines(rest, font=font))
    assert block.text == text
    assert [(mark.kind, mark.label, mark.number) for mark in block.marks] == [("page", "1", 1), ("page", "2", 2)]
    assert block.text[block.marks[1].offset :].startswith(rest[0])


@pytest.mark.parametrize(
    ("ends", "begins", "joined"),
    [
        ("It was famil-", "iar to all of those who had been in the capital.", "It was familiar to all of"),
        ("They called it the Kennedy-", "Khrushchev correspondence of that year.", "the Kennedy-Khrushchev corr"),
        ("There were twenty-", "five of them, and not twenty-five thousand.", "were twenty-five of them"),
        ("They spoke about self-", "determination in the later session.", "about self-determination in"),
        ("It went on from 1961-", "1963 without anybody having been told of it.", "from 1961-1963 without"),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_if_it_only_breaks_a_word(ends: str, begins: str, joined: str) -> None:
    filled = "In those days nobody had yet heard of any of it and"[: 50 - len(ends)].rstrip() + " " + ends
    (block,) = blocks(lines(["Nobody had thought of the question in those days of", filled, begins]))
    assert joined in block.text


def test_paragraphs_begin_after_a_gap_with_an_indent_and_after_a_short_line() -> None:
    full, short = wrapped(EN, 50)[0], "so it ended."
    gap = [*lines([full, short]), *lines([full, short], y=TOP - 4 * LEADING)]
    indent = [Set(full[:46], LEFT + 24, TOP), *lines([full, full], y=TOP - LEADING)]
    assert texts(blocks(gap)) == [f"{full} {short}"] * 2
    assert len(blocks([*indent, *(line._replace(y=line.y - 3 * LEADING) for line in indent)])) == 2
    assert texts(blocks(lines([full, short, full, short]))) == [f"{full} {short}"] * 2


def test_an_address_keeps_its_line_breaks() -> None:
    body = lines(wrapped(EN, 50))
    (_, address) = blocks([*body, *lines(["Llewellyn Thompson", "Embassy", "Moscow"], y=TOP - 6 * LEADING)])
    assert address.text == "Llewellyn Thompson\nEmbassy\nMoscow"


def test_the_items_of_a_list_are_paragraphs_with_what_hangs_below_them() -> None:
    item = [Set("•", LEFT), *lines(wrapped(EN, 45), x=LEFT + 15)]
    other = [line._replace(y=line.y - 4 * LEADING) for line in item]
    assert texts(blocks([*item, *other])) == [f"• {EN}"] * 2


def test_a_large_initial_is_the_first_letter_of_its_paragraph() -> None:
    first, second, third = (
        "he ambassador called upon the minister in the",
        "afternoon and delivered the note of his go",
        "vernment.",
    )
    page = [
        Set("T", LEFT, TOP - LEADING, 30),
        *lines([first, second], x=LEFT + 20),
        Set(third, LEFT, TOP - 2 * LEADING),
    ]
    assert texts(blocks(page)) == [f"T{first} {second} {third}"]


# Columns, tables, notes


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(count: int) -> None:
    width = {2: 26, 3: 17}[count]
    text = " ".join(f"{EN} {number}." for number in range(6))
    rows = wrapped(text, width)
    height = -(-len(rows) // count)
    page = [
        line
        for number in range(count)
        for line in lines(rows[number * height : (number + 1) * height], x=LEFT + number * (width * 6 + 14))
    ]
    (block,) = blocks(page)
    assert block.text == text
    (title, block) = blocks([*lines(["A title over all of the columns of the page"], y=TOP + 40, size=14), *page])
    assert (title.level, block.text) == (1, text)


def test_the_rows_of_a_table_are_blocks_of_their_own_kind() -> None:
    table = [("Date", "Place", "Subject"), ("1 May 1961", "Moscow", "A reply"), ("3 May 1961", "Vienna", "A visit")]
    page = [
        cell for row, cells in enumerate(table) for column, text in enumerate(cells)
        for cell in lines([text], x=LEFT + 110 * column, y=TOP - 100 - LEADING * row)
    ]  # fmt: skip
    found = blocks([*lines(wrapped(EN)), *page])
    assert [block.text for block in found if block.kind == "row"] == [CELL_GAP.join(row) for row in table]


def test_a_note_mark_is_hidden_and_a_note_does_not_part_the_text_that_runs_over_it() -> None:
    first, *rest = wrapped(EN + " peace and of war in the world.", 50)
    mark = Set("1", LEFT + 6 * len(first), TOP + 3.5, 6)
    note = Set("1 See the memorandum of April 5, 1961.", LEFT, 60, 7)
    text, below = blocks([Set(first), mark, note], lines(rest))
    assert (text.text.replace("1 ", " ", 1), hidden(text)) == (EN + " peace and of war in the world.", ["1"])
    assert (below.kind, below.text, below.marks[0].label) == ("note", note.text, "1")


# Running heads


def headed(page: int, head: str, body: Sequence[Set]) -> list[Set]:
    return [Set(head, LEFT + 100 * (page % 2), HEIGHT - 40, 8), Set(str(page), WIDTH / 2, 30, 8), *body]


@pytest.mark.parametrize(
    ("left", "right", "text"), [("Foreign Relations", "The Letters", EN), ("外交史", "第三章", JA)]
)
def test_running_heads_and_page_numbers_are_dropped_though_left_and_right_pages_differ(
    left: str, right: str, text: str
) -> None:
    font = "latin" if left.isascii() else "ja"
    rows = wrapped(text, 20)
    pages = [headed(page, "", lines([row], font=font)) for page, row in enumerate(rows, 117)]
    for number, page in enumerate(pages):
        page[0] = page[0]._replace(text=(left, right)[number % 2], font=font)
    if len(pages) % 2:
        pages += [headed(117 + len(pages), "", lines(["END"]))]
        pages[-1][0] = pages[-1][0]._replace(text=right, font=font)
    found = texts(blocks(*pages))
    assert tight("".join(found)) == tight(text + "END" * (found[-1] == "END"))


def test_what_is_not_repeated_is_kept_though_it_stands_at_the_edge() -> None:
    pages = [headed(page, "The Letters", lines([row])) for page, row in enumerate(wrapped(EN, 30), 1)]
    pages[3][0] = pages[3][0]._replace(text="A stray remark")
    assert "A stray remark" in texts(blocks(*pages))
    headings = [[Set(f"No. {number}", size=16), *lines(wrapped(EN), y=TOP - 40)] for number in (11, 12, 13)]
    assert [block.text for block in blocks(*headings) if block.level] == ["No. 11", "No. 12", "No. 13"]


def test_the_only_left_head_is_shown_but_not_searched_and_parts_no_paragraph() -> None:
    first, second, third = wrapped(EN, 50)
    pages = [headed(page, head, lines([text])) for page, head, text in
             ((1, "The Letters", first), (2, "Foreign Relations", second), (3, "The Letters", third))]  # fmt: skip
    text, head = blocks(*pages)
    assert text.text == " ".join((first, second, third))
    assert hidden(head) == [head.text] == ["Foreign Relations"]


# Japanese


def test_vertical_lines_are_read_from_the_right_to_the_left() -> None:
    text = JA * 3
    (block,) = blocks(columns(wrapped(text, 40)))
    assert block.text == text


@pytest.mark.parametrize("font", ["ja", "tate"])
def test_ruby_is_left_out_and_other_small_text_is_not(font: str) -> None:
    text = "国際聯盟の本場ともいうべき瑞西のジュネーヴに於てさえもこれを知らぬものが多い"
    at = text.index("瑞") * SIZE
    if font == "ja":
        page = [
            *lines(wrapped(text, 30), font="ja"),
            Set("すいす", LEFT + at, TOP + 9, 5, "ja"),
            Set("小さい字。", y=60, size=6, font="ja"),
        ]
    else:
        page = [*columns(wrapped(text, 30)), Set("すいす", LEFT + 308, TOP - at, 5, "tate")]
    found = texts(blocks(page))
    assert found[0] == text
    assert found[1:] == (["小さい字。"] if font == "ja" else [])


def test_an_ocr_layer_gets_no_spaces_between_japanese_characters_and_no_headings_from_guessed_sizes() -> None:
    rows = wrapped(JA, 14)
    spaced = [
        Set(" ".join(row), y=TOP - 2 * LEADING * number, size=10 + number, font="ja", mode=3)
        for number, row in enumerate(rows)
    ]
    (block,) = blocks(spaced)
    assert (block.text, block.level) == (JA, 0)


@pytest.mark.parametrize(
    ("text", "size", "read_as"),
    [("第一章 開国", 16, "第一章 開国"), ("は じ め に", 16, "はじめに"), ("目　次", 10, "目次")],
)
def test_a_space_between_japanese_characters_stays_if_it_parts_words(text: str, size: float, read_as: str) -> None:
    assert read_as in texts(blocks([Set(text, size=size, y=TOP + 40, font="ja"), *lines(wrapped(JA, 30), font="ja")]))


# Headings


def test_headings_are_told_by_their_size_where_there_is_no_outline() -> None:
    page = [Set("The Title", size=20, y=TOP + 40), Set("1. A Part", size=14, y=TOP + 15), *lines(wrapped(EN))]
    assert [(block.level, block.text) for block in blocks(page)] == [(1, "The Title"), (2, "1. A Part"), (0, EN)]


def test_an_outline_tells_the_headings_though_they_are_no_larger_than_the_text() -> None:
    page = [Set("1.2 Aims of the powers", y=TOP + 40), *lines(wrapped(EN)), Set("Large words", size=14, y=TOP - 60)]
    made = bound([page])
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Aims of the Powers", 0))
    found = only(pdf.read(File("a.pdf", saved(made)))).blocks
    assert [(block.level, block.text) for block in found if block.level] == [(1, "1.2 Aims of the powers")]


# Pages and what the file says of itself


def test_a_page_has_the_label_that_the_file_gives_it() -> None:
    labels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D, St=117)]))
    found = blocks(*(lines(wrapped(f"{EN} {number}.")) for number in range(3)), PageLabels=labels)
    assert [(mark.label, mark.number) for block in found for mark in block.marks] == [("i", 1), ("117", 2), ("118", 3)]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("A Letter to the President", "A Letter to the President"),
        ("国際聯盟とは如何なものか", "国際聯盟とは如何なものか"),
        ("Microsoft Word - letter.doc", "The Heading"),
        ("untitled", "The Heading"),
        ("無題", "The Heading"),
        ("Document1", "The Heading"),
        ("letter_final.indd", "The Heading"),
        ("a", "The Heading"),
        ("", "The Heading"),
    ],
)
def test_a_title_is_taken_from_the_properties_if_it_is_one_else_from_the_first_heading(said: str, title: str) -> None:
    page = [Set("The Heading", size=20, y=TOP + 40), *lines(wrapped(EN))]
    document = only(read(page, info={"Title": said, "Author": "Nikita Khrushchev", "CreationDate": "D:20240102"}))
    assert (document.title, document.authors, document.date) == (title, ("Nikita Khrushchev",), "")
    assert dict(document.origins)["title"] == ("properties" if said == title else "document")


@pytest.mark.parametrize(
    ("said", "font", "text", "lang"),
    [("de-DE", "latin", EN, "de"), ("en-US", "ja", JA, "ja"), ("ja-JP", "ja", JA, "ja"), ("", "latin", EN, "en")],
)
def test_the_language_is_what_the_file_says_unless_the_script_belies_it(
    said: str, font: str, text: str, lang: str
) -> None:
    assert only(read(lines(wrapped(text, 30), font=font), Lang=pikepdf.String(said))).lang == lang


# What cannot be read


def pictured(made: pikepdf.Pdf, number: int) -> None:
    """Put a picture on a page."""
    picture = made.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceGray
    made.pages[number].Resources.XObject = Dictionary(Picture=picture)
    made.pages[number].Contents = made.make_stream(b"q 100 0 0 100 50 50 cm /Picture Do Q")


def test_pages_without_text_are_named_with_what_to_do_and_blank_ones_are_not() -> None:
    made = bound([lines(wrapped(EN)), [], [], []])
    pictured(made, 1)
    pictured(made, 2)
    assert pdf.read(File("a.pdf", saved(made))).notes == (
        "pages 2 and 3 of 4 have no text: run OCR, for example ocrmypdf",
    )
    made = bound([[], []])
    pictured(made, 0)
    with pytest.raises(ReadError, match=r"^2 pages, none with text: run OCR, for example ocrmypdf$"):
        pdf.read(File("a.pdf", saved(made)))
    with pytest.raises(ReadError, match=r"^1 page, all blank"):
        read([])


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([3], "page 3"), ([2, 3], "pages 2 and 3"), ([1, 2, 3, 7], "pages 1-3 and 7"), ([1, 5, 9], "pages 1, 5 and 9")],
)
def test_pages_are_named_as_a_person_names_them(numbers: list[int], words: str) -> None:
    assert pdf.named(numbers) == words


def test_fonts_that_do_not_say_what_they_show_are_reported_and_their_text_is_not_indexed() -> None:
    rubbish = lines([line.translate({code: code - 29 for code in range(60, 127)}) for line in wrapped(EN)], font="mute")
    with pytest.raises(ReadError, match="fonts do not say which characters they show: run OCR"):
        read(rubbish)
    reading = read(lines(wrapped(EN)), rubbish)
    assert texts(only(reading).blocks) == [EN]
    assert reading.notes[0].startswith("the fonts of page 2 of 2 do not say which characters they show: run OCR")


def test_a_password_is_asked_for_and_a_lock_of_the_owner_is_none() -> None:
    made = bound([lines(wrapped(EN))])
    with pytest.raises(ReadError, match="secured: needs its password"):
        pdf.read(File("a.pdf", saved(made, encryption=pikepdf.Encryption(owner="o", user="u"))))
    locked = saved(made, encryption=pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False)))
    assert texts(only(pdf.read(File("a.pdf", locked))).blocks) == [EN]


def test_a_damaged_file_is_read_as_far_as_it_goes_and_never_in_silence() -> None:
    whole = saved(bound([lines(wrapped(EN))] * 3), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for cut in (whole[: whole.rindex(b"trailer")], whole[: len(whole) * 9 // 10]):
        try:
            reading = pdf.read(File("a.pdf", cut))
        except ReadError as error:
            assert re.match(r"damaged: .*; get a whole copy", str(error))
        else:
            assert EN in "\n".join(texts(only(reading).blocks))
            assert re.search("damaged|cut off", " ".join(reading.notes))
    with pytest.raises(ReadError, match=r"damaged: .*; get a whole copy of it"):
        pdf.read(File("a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 50))


def test_more_pages_than_any_book_has_are_not_read_and_the_note_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    reading = read(*(lines(wrapped(f"{EN} {number}.")) for number in range(3)))
    assert reading.notes == ("only the first 2 of 3 pages were read; split the file",)


# Files from elsewhere


def expected() -> list[dict[str, Any]]:
    if not FILES.exists():
        return []
    files = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))["files"]
    return [file for file in files if re.search(r"\.pdf$|^pdf-named", file["path"]) and file["path"] != "empty.pdf"]


def tight(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@needs_shared
@pytest.mark.parametrize("row", expected(), ids=lambda row: row["path"])
def test_files_of_many_makers_give_what_stands_in_them(row: dict[str, Any]) -> None:
    file = File(row["path"], (FILES / row["path"]).read_bytes())
    try:
        reading = pdf.read(file)
    except ReadError as error:
        assert row["problem"]
        assert re.search(row["problem"], str(error), re.IGNORECASE)
        assert not row["must"]
        return
    assert bool(row["problem"]) == bool(reading.notes)
    document = only(reading)
    for fact in row["must"]:
        assert any(holds(fact, *found) for found in placed(document.blocks)), fact
    searched = tight("\n".join(without_hidden(block) for block in document.blocks))
    assert not [phrase for phrase in row["mustnot"] if tight(phrase) in searched]
    if "zotero" not in row["path"]:
        said = {"title": document.title, "author": "".join(document.authors), "lang": document.lang}
        assert {key: said[key] for key in row["meta"]} == row["meta"]


def placed(found: Iterable[Block]) -> Iterator[tuple[Block, list[tuple[int, str]], list[str]]]:
    """Each block with its pages and the headings above it."""
    above: list[Block] = []
    for block, pages in pages_at(found):
        if block.level:
            above = [*(other for other in above if other.level < block.level), block]
        yield block, pages, [heading.text for heading in above]


def holds(fact: dict[str, Any], block: Block, pages: list[tuple[int, str]], above: list[str]) -> bool:
    """Whether a block has the phrase of a fact, in one piece, on its page and under its heading."""
    if tight(fact["phrase"]) not in tight(block.text):
        return False
    start = max(0, block.text.find(fact["phrase"]))
    end = start + len(fact["phrase"])
    on = [label for number, (offset, label) in enumerate(pages)
          if offset < end and (number + 1 == len(pages) or pages[number + 1][0] > start)]  # fmt: skip
    wanted = fact.get("pages", [fact["page"]] if "page" in fact else [])
    return set(wanted) <= set(on) and fact.get("heading", above[-1] if above else "") in [*above, ""]


def without_hidden(block: Block) -> str:
    text = block.text
    for start, end in reversed(block.hidden):
        text = text[:start] + text[end:]
    return text
