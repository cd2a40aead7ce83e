"""Markdown: footnotes behind what refers to them, front matter that multiplies, nesting and brackets without end."""

import time

import pytest

from indexer.document import Block, Mark
from indexer.readers.reading import File, Reading
from indexer.readers.web.markup import read


def markdown(text: str) -> Reading:
    return read(File("a.md", text.encode()))


def rows(text: str) -> list[tuple[str, str, str]]:
    """Kind, label of the note, and words of each block."""
    (document,) = markdown(text).documents
    return [(block.kind, block.marks[0].label if block.marks else "", block.text) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本文[^1]と[^n]。\n\n次。\n\n[^1]: 甲語。\n[^n]: 乙語。\n    続き。\n\n    二段。\n",
            [("", "", "本文と。"), ("note", "1", "甲語。"), ("note", "n", "乙語。\n続き。"), ("note", "", "二段。"),
             ("", "", "次。")],
        ),
        ("Once[^a] and again[^a].\n\n[^a]: Note.\n", [("", "", "Once and again."), ("note", "a", "Note.")]),
        ("Text^[an *inline* note].\n", [("", "", "Text."), ("note", "", "an inline note")]),
        ("# 題[^1]\n\n[^1]: 甲。\n", [("", "", "題"), ("note", "1", "甲。")]),
        ("| a[^1] | b |\n|---|---|\n| c | d |\n\n[^1]: N.\n",
         [("row", "", "a | b"), ("note", "1", "N."), ("row", "", "c | d")]),
        ("A[^1].\n\n[^1]: See[^2].\n[^2]: Deeper.\n",
         [("", "", "A."), ("note", "1", "See."), ("note", "2", "Deeper.")]),
        ("A.\n\n[^u]: Nothing refers here.\n", [("", "", "A."), ("note", "u", "Nothing refers here.")]),
        ("A.\n\n[^s]: To itself[^s].\n", [("", "", "A."), ("note", "s", "To itself.")]),
        ("No note[^x] here.\n", [("", "", "No note[^x] here.")]),
    ],
)  # fmt: skip
def test_footnotes_stand_behind_what_refers_to_them_first(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


def test_a_footnote_is_a_block_of_its_kind_under_its_label() -> None:
    (document,) = markdown("A[^7].\n\n[^7]: B.\n").documents
    assert document.blocks == (Block("A."), Block("B.", marks=(Mark(0, "note", "7"),), kind="note"))


BOMB = "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("front", "note"),
    [
        (BOMB + "---\n", "front matter, line 3: an alias"),
        ("---\ntitle: " + "[" * 5000 + "\n---\n", "front matter"),
        ("---\ntitle: " + "x" * 200_000 + "\n---\n", "front matter: longer than 100,000 characters"),
    ],
)
def test_front_matter_that_multiplies_is_refused_and_the_text_is_read(front: str, note: str) -> None:
    started = time.monotonic()
    reading = markdown(front + "本文。\n")
    assert reading.notes[0].startswith(note)
    assert reading.notes[0].endswith("the text was read without it")
    assert reading.documents[0].blocks[-1].text == "本文。"
    assert time.monotonic() - started < 5


def test_an_asterisk_in_front_matter_is_no_alias_where_it_is_quoted() -> None:
    (document,) = markdown('---\ntitle: "*secret* letter"\n---\nText.\n').documents
    assert document.title == "*secret* letter"


@pytest.mark.parametrize("depth", [5, 25, 300])
def test_lists_nested_deep_lose_no_item(depth: int) -> None:
    reading = markdown("\n".join("  " * level + f"- 項目{level}。" for level in range(depth)) + "\n\n終わり。\n")
    text = "\n".join(block.text for block in reading.documents[0].blocks)
    assert all(f"項目{level}。" in text for level in range(depth))
    assert "終わり。" in text
    assert reading.notes == (("lists or quotations nest more than 30 deep: read as plain text",) if depth > 30 else ())


@pytest.mark.parametrize("sign", ["[", "[^", "![", "^[", "> ", "- ", "*a **a ", "`a``"])
def test_ten_thousand_signs_are_read_in_bounded_time(sign: str) -> None:
    started = time.monotonic()
    reading = markdown(sign * 10_000 + "last")
    assert "last" in reading.documents[0].blocks[-1].text
    assert time.monotonic() - started < 10
