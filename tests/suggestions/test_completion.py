"""What a question may go on as: found by how it is written and by how it sounds, and counted truly."""

import pytest
from library import built, document, names, searcher, searcher_of, state

from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.suggestions.completion import MOST_OPTIONS, Option
from search_app.web.app import create_app

TOWN = names(("東京", "Tokyo"), ("冷戦", "Cold War"), ("ソビエト連邦", "ソ連", "Soviet Union", "USSR"))
TEXTS = (
    document("a", "東京で会談が開かれた。", "東京都の議会。", title="東京会談の記録"),
    document("b", "新設の部署が親切に案内した。", "ソ連は冷戦を続けた。"),
    document("c", "The Soviet Union and arms control.", "Arms control talks went on.", title="Talks on arms control"),
)


def town() -> Searcher:
    """A collection with a capital in it."""
    return searcher_of(*TEXTS, collection=TOWN)


TOWN_CATALOG = town()


def options(typed: str, found: Searcher = TOWN_CATALOG) -> tuple[Option, ...]:
    """What is offered for a beginning."""
    return found.suggester.options(typed, lambda q: search(found, state(q)).total)


@pytest.mark.parametrize(
    "typed", ["toukyou", "tokyo", "tōkyō", "toukyo", "とうきょう", "とうき", "トウキョウ", "東", "東京"]
)
def test_a_place_is_offered_however_its_name_is_typed(typed: str) -> None:
    offered = [option.text for option in options(typed)]
    assert any(text.startswith("東京") for text in offered), offered


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sinsetu", "親切"),
        ("shinsetsu", "親切"),
        ("shinsets", "新設"),
        ("sinse", "新設"),
        ("しんせ", "親切"),
        ("reise", "冷戦"),
        ("れいせ", "冷戦"),
        ("冷", "冷戦"),
        ("col", "Cold War"),
        ("COLD W", "Cold War"),
        ("sov", "Soviet Union"),
        ("uni", "Soviet Union"),
        ("ソ", "ソ連"),
        ("talks on", "Talks on arms control"),
        ("記録", "東京会談の記録"),
    ],
)
def test_kanji_kana_romaji_and_english_lead_to_the_words_of_the_collection(typed: str, offered: str) -> None:
    assert offered in [option.text for option in options(typed)]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("冷戦 ソ", "冷戦 ソ連"), ("冷戦　ソ", "冷戦 ソ連"), ("arms con", "arms control"), ("talks con", "talks control")],
)
def test_the_last_word_is_completed_and_the_others_are_kept(typed: str, whole: str) -> None:
    assert whole in [option.q for option in options(typed)]


@pytest.mark.parametrize("typed", ["ソ", "cli", "gorba", "NATO k", "冷", "b", "ku", "クリ", "treaty o", "れい"])
def test_an_option_finds_what_it_says(typed: str) -> None:
    for option in options(typed, searcher()):
        assert search(searcher(), state(option.q)).total == option.count > 0


@pytest.mark.parametrize("typed", ["", " ", "　", "x", '"冷', "冷*", "title:冷", "あ" * 200, "zzzz", "(((", "\ud800"])
def test_where_nothing_fits_nothing_is_offered(typed: str) -> None:
    assert options(typed) == ()


def test_one_thing_is_offered_once() -> None:
    offered = options("ゴルバ", searcher()) + options("gorba", searcher())
    assert len([each for each in offered if each.kind == "actor"]) == 2
    assert all(len(options(typed, searcher())) <= MOST_OPTIONS for typed in "abcdefghijklmnopqrst")


def test_words_that_nobody_writes_are_not_offered() -> None:
    """The word layer has the noun of every verb: of 約する too."""
    found = searcher_of(document("a", "再会を約した。約束を守る。"))
    assert [option.text for option in options("やく", found)] == ["約束"]


def test_the_api_offers_the_same() -> None:
    client = create_app(built()).test_client()
    answer = client.get("/suggest.json?q=冷").get_json()
    assert answer["q"] == "冷" and answer["options"][0]["text"] == "冷戦"
    short = client.get("/suggest.opensearch.json?q=冷")
    assert short.get_json() == ["冷", [option["q"] for option in answer["options"]]]
    assert client.get("/suggest.json").get_json() == {"q": "", "options": []}
