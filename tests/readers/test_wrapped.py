"""Plain text as it is found: words broken at the end of a line, long lines, Aozora's signs of repetition."""

import time

import pytest

from indexer.analysis import finished_layers
from indexer.collection import Collection
from indexer.document import Document
from indexer.pipeline.entries import prepare_document
from indexer.readers.reading import File
from indexer.readers.residue import without
from indexer.readers.text.plain import blocks, read

JA = "一九三三年十一月、米国はソビエト連邦を承認し、両国の間に国交が結ばれた。"


def only(text: str) -> Document:
    (document,) = read(File("a.txt", text.encode())).documents
    return document


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("General disarma\u00ad\nment talks, and the negotia-\ntion went on.", ("disarmament", "negotiation")),
        ("Über die Abrüs-\ntung und die Ver¬\nhandlung.", ("Abrüstung", "Verhandlung")),
        ("Переговоры о разору-\nжении шли в Москве.", ("разоружении",)),
    ],
)
def test_a_word_broken_by_a_line_is_one_word_of_one_paragraph(text: str, searched: tuple[str, ...]) -> None:
    (block,) = blocks(text)
    assert block.text == text
    assert all(word in without(block.text, block.hidden) for word in searched)
    assert only(text).title == "a"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"{JA}\n{JA}", 2),
        ("The first sentence is here.\nthe second begins small.", 2),
        ("The talks went on,\nand nothing came of them.\nThen they ended.", 2),
        ("Anglo-\nSoviet talks were held.\nThey failed.", 3),
    ],
)
def test_only_a_line_that_breaks_off_goes_on_in_the_next(text: str, paragraphs: int) -> None:
    assert len(blocks(text)) == paragraphs


def test_the_signs_of_repetition_of_aozora_are_characters_and_read_as_what_they_repeat() -> None:
    body = "題名\n著者\n\n" + "　いろ／＼の国がつく／″＼と見る［＃「見る」に傍点］。\n\n底本：「本」\n青空文庫作成\n"
    (block,) = [each for each in only(body).blocks if not each.level]
    assert block.text == "いろ〳〵の国がつく〴〵と見る［＃「見る」に傍点］。"
    assert without(block.text, block.hidden) == "いろ〳〵の国がつく〴〵と見る。"
    assert finished_layers("いろ〳〵つく〴〵").g == finished_layers("いろいろつくづく").g


def test_a_number_of_five_thousand_digits_is_indexed_as_it_stands() -> None:
    document = only(f"昭和{'9' * 5000}年")
    (passage,) = prepare_document(document, Collection()).passages
    assert "9" * 5000 in passage.text


def test_a_line_of_two_million_letters_is_read_in_bounded_time() -> None:
    started = time.monotonic()
    assert len(blocks("a" * 2_000_000)) == 1
    assert time.monotonic() - started < 5
