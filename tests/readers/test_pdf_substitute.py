"""Fonts that are not in the file are measured alike on every machine, whatever fonts it has."""

import pypdfium2
import pytest
from test_pdf import LEADING, SIZE, TOP, Set, bound, saved

from indexer.readers.pdf.text import page

SIGNS = "大一鬱ー「ぁ」대北"


def test_every_character_of_an_east_asian_font_fills_its_square() -> None:
    lines = [Set(sign, y=TOP - 2 * LEADING * number, font="ja") for number, sign in enumerate(SIGNS)]
    document = pypdfium2.PdfDocument(saved(bound([lines])))
    boxes = [run.box for run in page(document, 0).runs]
    document.close()
    (height,) = {round(top - bottom, 3) for _, bottom, _, top in boxes}
    assert len(boxes) == len(SIGNS)
    assert height == pytest.approx(SIZE, rel=0.05)


@pytest.mark.parametrize(("text", "font"), [("、。大使、", "ja"), ("、。大使、", "tate"), ("大　使", "ja")])
def test_no_character_is_lost(text: str, font: str) -> None:
    document = pypdfium2.PdfDocument(saved(bound([[Set(text, font=font)]])))
    assert "".join(run.text for run in page(document, 0).runs) == text
    document.close()
