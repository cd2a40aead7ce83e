"""A long document comes in sections that a page can hold, and every address of it leads to the right one."""

from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library import document, searcher_of, state

from indexer.document import Block
from search_app.reading.document import Wanted, open_document, open_section
from search_app.reading.sections import FRAME, Weight, sections
from search_app.search.searcher import Searcher

WEIGHTS = st.lists(st.builds(Weight, st.integers(0, 5_000), st.sampled_from((0, 0, 0, 1, 2, 3))), max_size=60)


@settings(max_examples=300)
@given(WEIGHTS, st.integers(1, 12_000))
def test_every_passage_is_in_one_section_and_no_section_is_too_long(weights: list[Weight], most: int) -> None:
    parts = sections(weights, most)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert {part.total for part in parts} == {len(parts)}
    assert [place for part in parts for place in range(part.start, part.stop)] == list(range(len(weights)))
    for part in parts:
        size = sum(weight.size + FRAME for weight in weights[part.start : part.stop])
        assert size <= most or part.stop - part.start == 1


@pytest.mark.parametrize(
    ("levels", "starts"),
    [
        ([0] * 10, [4, 8]),
        ([1, 0, 0, 1, 0, 0, 0, 0], [3, 7]),
        ([1, 0, 2, 1, 2, 0], [3]),
        ([1, 1, 0, 0, 0, 0], [4]),
        ([1, 2, 2, 2, 2, 2], [4]),
    ],
    ids=[
        "no heading",
        "a heading in the later half",
        "the higher of two",
        "a heading too early",
        "the last of several",
    ],
)
def test_a_section_ends_where_the_text_does(levels: list[int], starts: list[int]) -> None:
    weights = [Weight(1_000 - FRAME, level) for level in levels]
    assert [part.start for part in sections(weights, 4_000)][1:] == starts


PARAGRAPHS = {
    "en": "On day {n} the ambassador spoke of grain, and of the harbour{word}. " * 12,
    "ja": "第{n}日、大使は穀物と港湾について語り、大臣は条約について語った{word}。" * 15,
}
DAYS = 150


def diary(lang: str, word: str) -> Searcher:
    """A long diary of a day for each heading; every fiftieth has a word of its own."""
    text = PARAGRAPHS[lang]
    days = [
        (Block(f"Day {n}", level=2), Block(text.format(n=n, word=word if n % 50 == 49 else "")))
        for n in range(1, DAYS + 1)
    ]
    return searcher_of(document("diary", Block("1972", level=1), *chain.from_iterable(days), lang=lang))


@pytest.mark.parametrize(("lang", "word"), [("en", " Leningrad"), ("ja", "レニングラード")])
def test_a_long_document_is_whole_in_its_sections(lang: str, word: str) -> None:
    found, asked = diary(lang, word), state(word.strip())
    whole = open_document(found, "diary", asked)
    first = open_section(found, "diary", asked, Wanted())
    total = first.section.total
    read = [open_section(found, "diary", asked, Wanted(number=number)) for number in range(1, total + 1)]
    assert total > 1 and whole.section.total == 1
    assert tuple(passage for reader in read for passage in reader.passages) == whole.passages
    assert {reader.hits for reader in read} == {whole.hits} and whole.hits >= 3
    assert all(before.anchors.isdisjoint(after.anchors) for before, after in pairwise(read))


@pytest.mark.parametrize(("lang", "word"), [("en", " Leningrad"), ("ja", "レニングラード")])
def test_every_id_of_a_document_leads_to_the_section_that_has_it(lang: str, word: str) -> None:
    found, asked = diary(lang, word), state(word.strip())
    anchors = sorted(open_document(found, "diary", asked).anchors)
    assert {"hit-1", "h0"} < set(anchors)
    for anchor in anchors[:: max(len(anchors) // 40, 1)]:
        assert anchor in open_section(found, "diary", asked, Wanted(at=anchor)).anchors


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(), 1),
        (Wanted(number=2), 2),
        (Wanted(number=0), 1),
        (Wanted(number=-5), 1),
        (Wanted(number=10**9), "last"),
        (Wanted(at="p-0000000000000000"), 1),
        (Wanted(at="nothing", number=2), 2),
    ],
)
def test_an_address_that_leads_nowhere_gives_a_section_all_the_same(wanted: Wanted, number: int | str) -> None:
    shown = open_section(diary("en", " Leningrad"), "diary", state(""), wanted).section
    assert shown.number == (shown.total if number == "last" else number)


def test_a_table_of_contents_stays_short_and_has_all_of_its_section() -> None:
    rows = [(1, f"Month {n // 30}") if n % 30 == 0 else (2, f"Day {n}") for n in range(900)]
    days = [(Block(name, level=level), Block(f"{name} was quiet. " * 9)) for level, name in rows]
    found = searcher_of(document("diary", *chain.from_iterable(days)))
    reader = open_section(found, "diary", state(""), Wanted(at="p-" + _last_passage(found)))
    own = {heading.anchor for passage in reader.passages for heading in passage.standing.new_headings}
    assert own <= {heading.anchor for heading in reader.contents}
    assert {heading.text for heading in reader.contents} >= {f"Month {n}" for n in range(30)}
    assert len(reader.contents) < 300


def _last_passage(found: Searcher) -> str:
    return open_document(found, "diary", state("")).passages[-1].place.passage.id
