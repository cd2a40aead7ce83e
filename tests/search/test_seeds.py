"""The two real documents the project began with, indexed as they came."""

import re
from pathlib import Path

import pytest
from library import hits, searcher

from search_app.search.searcher import Searcher

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two shared seed documents are not beside the project")

SECTIONS = {
    "歴史": "第二次世界大戦前 (1917年 - 1939年)",
    "第二次世界大戦前 (1917年 - 1939年)": "米国によるロシア飢饉救援策",
    "冷戦期 (1947年 - 1991年)": "デタント: 雪解け",
    "緊張関係の推移": "新冷戦: 「悪の帝国」演説",
    "冷戦終結 (1989年 - 1991年)": "ソビエト連邦の崩壊",
}
DATES = [
    "1994-06-28",
    "1994-07-05",
    "1994-09-27",
    "1994-09-28",
    "1994-11-02",
    "1994-11-28",
    "1994-11-30",
    "1994-12-02",
    "1994-12-03",
    "1994-12-06",
    "1994-12-06",
    "1994-12-06",
    "1994-12-12",
    "1994-12-24",
    "1995-04-08",
    "1995-04-15",
    "1995-04-26",
    "1995-05-10",
]


@pytest.fixture(scope="module")
def seeds() -> Searcher:
    return searcher(SEEDS)


@pytest.mark.parametrize(("above", "below"), SECTIONS.items())
def test_the_articles_sections_are_heading_paths(above: str, below: str, seeds: Searcher) -> None:
    paths = [place.passage.heading_path for hit in hits(seeds) for place in hit.places]
    assert any(above in path and below in path and path.index(above) < path.index(below) for path in paths)


@pytest.mark.parametrize(("number", "date"), list(enumerate(DATES, 1)))
def test_each_of_the_eighteen_documents_has_its_number_title_and_date(number: int, date: str, seeds: Searcher) -> None:
    title = re.compile(f"Doc {number:02} .+")
    found = [hit for hit in hits(seeds) if any(title.match(name) for name in hit.places[0].passage.heading_path)]
    assert found
    for hit in found:
        assert date in [span.iso for span in hit.metadata.dates if span.inherited]


def test_nothing_is_indexed_twice(seeds: Searcher) -> None:
    texts = [hit.text for hit in hits(seeds)]
    assert len(texts) == len(set(texts))
    assert max(len(hit.places) for hit in hits(seeds)) > 1


@pytest.mark.parametrize(
    ("question", "fragment"),
    [
        ("米ソ関係", "1933年に米国によるソ連承認"),
        ("エリツィン", "G7ナポリサミット"),
        ("昭和20年", "エルベの誓い"),
        ("1994年12月", "ピッカリング大使"),
        ("NATO拡大 -クリントン", "コズイレフ外相との会食"),
        ('"平和のためのパートナーシップ"', "PFP"),
        ("Gaddis", "Origins of the Cold War"),
        ("lend-lease", "Sokolov"),
    ],
)
def test_what_is_asked_of_the_seeds_is_found(question: str, fragment: str, seeds: Searcher) -> None:
    found = [hit.text + " ".join(hit.places[0].passage.heading_path) for hit in hits(seeds, question)]
    assert any(fragment in text for text in found)


def test_a_word_left_out_stands_in_no_hit(seeds: Searcher) -> None:
    for hit in hits(seeds, "NATO拡大 -クリントン"):
        assert "クリントン" not in hit.text
