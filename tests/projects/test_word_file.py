"""A project as a Word document is read back by the reader of such files, with Japanese fonts for Japanese."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from sample import index_of, project_in

from indexer.readers import read
from search_app.projects.word_file import MINCHO, project_docx

PROJECT = project_in(index_of())


def test_every_passage_note_and_citation_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "綴り.docx"
    file.write_bytes(project_docx(PROJECT))
    (document,) = read(file, tmp_path).documents
    text = "\n".join(block.text for block in document.blocks)
    for item in PROJECT.items:
        assert item.text in text and item.facts.seal in text
    assert document.title == PROJECT.title
    assert "見直す *here*" in text and "条約, peace" in text and "主語" in text
    headings = [block.text for block in document.blocks if block.level]
    assert headings[-1].startswith("保存した検索") and len([h for h in headings if h[0].isdigit()]) == len(
        PROJECT.items
    )


def test_japanese_has_a_japanese_font() -> None:
    with zipfile.ZipFile(io.BytesIO(project_docx(PROJECT))) as archive:
        assert f'w:eastAsia="{MINCHO}"' in archive.read("word/styles.xml").decode()


def test_what_xml_cannot_hold_is_left_out() -> None:
    odd = replace(PROJECT, title="a\x00b\x0c", items=(replace(PROJECT.items[0], note="\x1b[0m"),))
    assert project_docx(odd)
