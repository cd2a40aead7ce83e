"""Pages whose elements nest without end are read in bounded time, or named as read in another way."""

import time

import pytest

from indexer.readers.reading import File
from indexer.readers.web.markup import read

JA = "一九三三年十一月、米国はソビエト連邦を承認した。"


@pytest.mark.parametrize(
    ("page", "words", "noted"),
    [
        (f"<p>before</p>{'<b>' * 2100}{JA}</b><p>after</p>", ("before", JA, "after"), True),
        ("<div>" * 100_000 + JA, (JA,), True),
        (
            f"<!-- x --><script>if (a<b) x()</script>{'<i>' * 3000}caf&eacute;<br>{JA}<h2>節</h2>",
            ("café", JA, "節"),
            True,
        ),
        ("<ul><li>x" * 800 + JA, (JA,), False),
        ("<table><tr><td>x" * 500 + JA, (JA,), False),
    ],
)
def test_no_word_is_lost_however_deep_it_lies(page: str, words: tuple[str, ...], noted: bool) -> None:
    started = time.monotonic()
    reading = read(File("a.html", f"<html><head><title>題</title></head><body>{page}</body></html>".encode()))
    (document,) = reading.documents
    text = "\n".join(block.text for block in document.blocks)
    assert all(word in text for word in words)
    assert "x()" not in text
    assert document.title == "題"
    assert [note.partition(":")[0] for note in reading.notes] == ["its elements lie more than 2,000 deep"] * noted
    assert time.monotonic() - started < 5
