"""What a passage is about: its own and its inherited dates, its eras, and the people it names."""

from datetime import date
from pathlib import Path

import pytest

from indexer.collection import Collection, load
from indexer.document import Authority, DateSpan, Document, Era, Label, Metadata, Passage
from indexer.metadata import actors, describe, edtf, eras, names

CORPUS = Path(__file__).parents[2] / "corpus" / "collection.toml"


def era(id: str, first: str, last: str, parent: str = "", *alias: str) -> Era:
    start, end = edtf.parse(first), edtf.parse(last)
    label = Label(f"{id}期", f"{id} era")
    return Era(id, label, start.first if start else None, end.last if end else None, parent, alias)


def actor(id: str, *alias: str) -> Authority:
    return Authority(id, "person", Label(alias[0], alias[-1]), alias)


ERAS = Collection(
    eras=(
        era("war", "1939-09-01", "1945-09-02"),
        era("cold-war", "1947-03-12", "1991-12-26", "", "冷戦", "Cold War"),
        era("detente", "1969", "1979-12-23", "cold-war", "デタント"),
        era("thaw", "1972", "1974", "detente"),
        era("after", "1991-12-27", "", "", "冷戦後"),
    )
)
ACTORS = Collection(
    actors=(
        actor("nato", "北大西洋条約機構", "NATO", "North Atlantic Treaty Organization"),
        actor("usa", "米国", "アメリカ", "US", "U.S.", "United States"),
        actor("red-cross", "アメリカ赤十字", "American Red Cross"),
        actor("ussr", "ソ連", "U.S.S.R.", "Soviet Union"),
        actor("yeltsin", "エリツィン", "Boris Yeltsin", "Yeltsin", "Ельцин"),
        actor("stalin", "スターリン", "Stalin"),
        actor("mcdonalds", "マクドナルド", "McDonald's"),
        actor("molotov", "モロトフ=リッベントロップ", "Molotov–Ribbentrop"),
        actor("ford-henry", "フォード", "Ford"),
        actor("ford-gerald", "フォード", "Ford"),
        actor("russia", "ロシア", "Russia"),
    )
)


def passage(text: str, *headings: str, hidden: tuple[tuple[int, int], ...] = ()) -> Passage:
    return Passage("p", "d", 0, text, "ja", headings, hidden)


def document(when: str = "", *people: str) -> Document:
    return Document("d", "1812年の題", "ja", (), date=when, actors=people)


def described(passages: list[Passage], when: str = "", collection: Collection | None = None) -> list[list[str]]:
    """The dates of each passage in short, an inherited one with a star."""
    rows = describe(document(when), passages, collection or Collection())
    return [[_short(span) for span in row.dates] for row in rows]


def _short(span: DateSpan) -> str:
    star = "*" if span.inherited else ""
    return (str(span.first) if span.first == span.last else f"{span.first}..{span.last}") + star


# Dates


def test_relative_dates_follow_the_reading_order_of_a_section() -> None:
    passages = [
        passage("1921年8月21日に調印。", "節"),
        passage("翌日に公表。", "節"),
        passage("同年12月30日。", "節"),
    ]
    assert described(passages) == [["1921-08-21"], ["1921-08-22"], ["1921-12-30"]]


def test_a_new_section_begins_again_with_the_date_of_the_document() -> None:
    passages = [passage("1921年8月21日", "一"), passage("12月3日", "二")]
    assert described(passages, "1994-11-30") == [["1921-08-21", "1994-11-30*"], ["1994-11-30*", "1994-12-03"]]


def test_the_date_of_a_heading_is_nearer_than_the_documents() -> None:
    passages = [passage("同年12月、In the following year", "全体（1972年）", "1933年11月の合意")]
    expected = ["1933-11-01..1933-11-30*", "1933-12-01..1933-12-31", "1934-01-01..1934-12-31"]
    assert described(passages, "1994-11-30") == [expected]


def test_a_heading_without_a_date_leaves_that_of_the_heading_around_it() -> None:
    assert described([passage("本文", "1972年", "序")], "1994") == [["1972-01-01..1972-12-31*"]]


def test_a_range_is_inherited_only_where_the_passage_says_nothing_more_exact() -> None:
    passages = [passage("1934年の本文", "節"), passage("日付のない本文", "節")]
    assert described(passages, "1933/1936") == [["1934-01-01..1934-12-31"], ["1933-01-01..1936-12-31*"]]


def test_a_year_is_inherited_even_beside_own_dates() -> None:
    assert described([passage("1972年")], "1994") == [["1972-01-01..1972-12-31", "1994-01-01..1994-12-31*"]]


def test_a_date_both_own_and_inherited_is_own() -> None:
    assert described([passage("1994年6月28日、1994年6月28日")], "1994-06-28") == [["1994-06-28"]]


def test_a_date_in_a_hidden_span_is_none_and_does_not_part_one() -> None:
    assert described([passage("昭和《しょうわ》20年[1999年]", hidden=((2, 8), (11, 18)))]) == [
        ["1945-01-01..1945-12-31"]
    ]


def test_the_date_of_a_document_may_be_japanese() -> None:
    assert described([passage("本文")], "昭和20年8月15日") == [["1945-08-15*"]]


def test_a_document_with_a_bad_date_and_no_passages_is_no_mistake() -> None:
    assert describe(document("unknown"), [passage("本文")], Collection()) == (Metadata(),)
    assert describe(document(), [], Collection()) == ()


# Eras


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1973-05", ("cold-war", "detente", "thaw")),
        ("1970", ("cold-war", "detente")),
        ("1950", ("cold-war",)),
        ("1940-01-01", ("war",)),
        ("1939/1945", ("war",)),
        ("1917/1991", ("war", "cold-war", "detente", "thaw")),
        ("1994", ("after",)),
        ("1946", ()),
        ("1945", ()),
        ("1991/..", ()),
        ("1700/1950", ()),
    ],
)
def test_an_era_holds_the_spans_within_it_and_those_that_cover_it(written: str, expected: tuple[str, ...]) -> None:
    span = edtf.parse(written)
    assert span
    assert eras.find([span], (), ERAS) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("デタントの時代", ("cold-war", "detente")),
        ("The origins of the COLD WAR", ("cold-war",)),
        ("冷戦の始まり", ("cold-war",)),
        ("冷戦後のロシア", ("after",)),
        ("thaw era", ("cold-war", "detente", "thaw")),
        ("Cold Warriors", ()),
    ],
)
def test_a_heading_that_names_an_era_gives_it(heading: str, expected: tuple[str, ...]) -> None:
    assert eras.find([], ("題", heading), ERAS) == expected


def test_without_eras_of_its_own_a_collection_has_decades() -> None:
    spans = [DateSpan(date(1994, 6, 28), date(1994, 6, 28)), DateSpan(date(1979, 1, 1), date(1981, 12, 31))]
    assert eras.find(spans, (), Collection()) == ("1970s", "1980s", "1990s")
    assert eras.find([DateSpan(date(1500, 1, 1), date(1994, 1, 1))], (), Collection()) == ()


def test_eras_have_labels_in_both_languages() -> None:
    assert eras.label(Collection(), "1990s") == Label("1990年代", "1990s")
    assert eras.label(ERAS, "war") == Label("war期", "war era")
    assert eras.label(ERAS, "unknown") == Label("unknown", "unknown")
    assert list(eras.labels(ERAS, ("war", "1990s"))) == ["war", "1990s"]


# Actors

FOUND = [
    ("米国とソ連", "the United States and the Soviet Union", ("usa", "ussr")),
    ("ソ連と米国", "the Soviet Union and the United States", ("ussr", "usa")),
    ("ボリス・エリツィン大統領", "President Boris Yeltsin", ("yeltsin",)),
    ("エリツィンの書簡", "Yeltsin's letter", ("yeltsin",)),
    ("ｴﾘﾂｨﾝ", "ＹＥＬＴＳＩＮ", ("yeltsin",)),
    ("イエリツィンの手紙", "Yeltsinism", ()),
    ("スターリングラード", "Stalingrad, Stalinist", ()),
    ("スターリン批判", "anti-Stalin", ("stalin",)),
    ("北大西洋条約機構加盟", "NATO加盟", ("nato",)),
    ("NATO・米国", "NATO-US", ("nato", "usa")),
    ("アメリカ赤十字社", "the American Red Cross", ("red-cross",)),
    ("アメリカ人", "U.S. troops", ("usa",)),
    ("Ельцин と米国民", "Ельцин, US", ("yeltsin", "usa")),
    ("ソ連（U.S.S.R.）", "U.S.S.R.", ("ussr",)),
    ("マクドナルド", "McDonald’s", ("mcdonalds",)),
    ("モロトフ＝リッベントロップ協定", "Molotov-Ribbentrop Pact", ("molotov",)),
    ("フォードとソ連", "Ford; U.S.S.R.", ("ford-henry", "ford-gerald", "ussr")),
    ("ベラロシア", "Belorussia, Russian", ()),
    ("nato は小文字", "tell us, nato", ()),
    ("ソビエト・ロシア", "Soviet Russia", ("russia",)),
]


@pytest.mark.parametrize(("japanese", "english", "expected"), FOUND)
def test_names_are_found_in_both_languages(japanese: str, english: str, expected: tuple[str, ...]) -> None:
    finder = actors.actor_finder(ACTORS)
    assert finder.find(japanese) == expected
    assert finder.find(english) == expected


def test_actors_come_from_text_and_headings_then_from_the_front_matter() -> None:
    people = ("usa", "YELTSIN", "ソ連", "nobody", "stalin")
    [row] = describe(document("", *people), [passage("スターリン", "NATO")], ACTORS)
    assert row.actors == ("stalin", "nato", "usa", "yeltsin", "ussr", "nobody")


def test_a_name_in_a_hidden_span_is_not_found() -> None:
    [row] = describe(document(), [passage("本文[米国]", hidden=((2, 6),))], ACTORS)
    assert row.actors == ()


def test_the_title_of_a_document_names_nobody_and_dates_nothing() -> None:
    titled = Document("d", "米国と1994年", "ja", ())
    assert describe(titled, [passage("本文")], ACTORS) == (Metadata(),)


def test_the_finder_of_a_collection_is_built_once() -> None:
    assert actors.actor_finder(ACTORS) is actors.actor_finder(ACTORS)


def test_a_collection_without_actors_finds_none() -> None:
    assert actors.actor_finder(Collection()).find("米国") == ()


def test_an_actor_has_a_label_and_a_stranger_his_own_name() -> None:
    assert actors.label(ACTORS, "stalin") == Label("スターリン", "Stalin")
    assert actors.label(ACTORS, "nobody") == Label("nobody", "nobody")


def test_a_letter_that_grows_in_lower_case_moves_no_offset() -> None:
    assert names.finder([("NATO", "nato")]).find("İİİ NATO") == ("nato",)


def test_the_sample_collection_says_who_and_when() -> None:
    if not CORPUS.exists():
        pytest.skip("corpus/collection.toml is not there")
    text = "1994年12月、エリツィンはNATOの拡大を批判した。"
    [row] = describe(document("1994-12-03"), [passage(text, "冷戦終結後")], load(CORPUS))
    assert {"post-cold-war", "nato-enlargement-debate"} <= set(row.eras)
    assert {"yeltsin", "nato"} <= set(row.actors)
