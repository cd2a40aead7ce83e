"""Every number on the page of a person or an era is the total of the search behind its link."""

import random
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest
from library import searcher

from indexer.errors import NotFound
from search_app.search.execution import count
from search_app.state.state import SearchState, read_state
from search_app.views.facet_values import values
from search_app.views.profiles import Profile, profile


@cache
def known(facet: str) -> tuple[str, ...]:
    """Every value of a facet in the sample."""
    found = values(searcher(), SearchState(), facet, "count")
    return tuple(row.value for _, rows in found.sections for row in rows)


def total(address: str) -> int:
    """How many passages the search of an address finds."""
    state, notes = read_state(parse_qsl(urlsplit(address).query), searcher().config)
    assert not notes
    return count(searcher(), state)


def numbers(told: Profile, chance: random.Random) -> Iterator[tuple[int, str]]:
    """Numbers that the page shows, each with its link: the total, those of the languages, some of each panel."""
    yield told.page.total, told.page.state.address()
    yield from ((row.total, row.state.address()) for row in told.years)
    for panel in told.panels:
        yield from ((row.count, row.address) for row in chance.sample(panel.first, min(2, len(panel.first))))


@pytest.mark.parametrize("facet", ["actor", "era"])
def test_every_number_is_the_total_of_its_link(facet: str) -> None:
    chance, shown = random.Random(facet), 0
    assert len(known(facet)) > 10
    for value in known(facet):
        for number, address in numbers(profile(searcher(), facet, value, chance.choice(("ja", "en"))), chance):
            assert total(address) == number, (value, address)
            shown += number
    assert shown > 1000


@pytest.mark.parametrize("facet", ["actor", "era"])
def test_a_page_has_the_passages_that_the_filter_has(facet: str) -> None:
    for value in known(facet):
        filtered = count(searcher(), SearchState(chosen=((facet, value),)))
        assert profile(searcher(), facet, value, "ja").page.total == filtered


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        ("actor", "yeltsin", "yeltsin"),
        ("actor", "Boris Yeltsin", "yeltsin"),
        ("actor", "ボリス・エリツィン", "yeltsin"),
        ("era", "cold-war", "cold-war"),
        ("era", "冷戦期", "cold-war"),
    ],
)
def test_a_name_leads_to_the_page_too(facet: str, typed: str, value: str) -> None:
    assert profile(searcher(), facet, typed, "ja").value == value


def test_the_names_of_both_languages_are_shown() -> None:
    names = dict(profile(searcher(), "actor", "yeltsin", "en").names)
    assert "エリツィン" in names["ja"] and "Yeltsin" in names["en"] and "Ельцин" in names["ru"]


def test_who_it_is_does_not_stand_beside_itself() -> None:
    told = profile(searcher(), "actor", "yeltsin", "ja")
    assert told.panels[0].facet == "actor"
    assert "yeltsin" not in {row.value for row in told.panels[0].first}


def test_the_ends_are_in_order() -> None:
    told = profile(searcher(), "actor", "yeltsin", "ja")
    assert told.first and told.last and told.first.metadata.dates and told.last.metadata.dates


@pytest.mark.parametrize(
    ("facet", "typed", "near"),
    [("actor", "yeltsim", ("yeltsin",)), ("actor", "zzzzzz", ()), ("era", "cold-wart", ("cold-war",))],
)
def test_an_unknown_one_is_told_with_those_near_it(facet: str, typed: str, near: tuple[str, ...]) -> None:
    with pytest.raises(NotFound) as raised:
        profile(searcher(), facet, typed, "ja")
    assert raised.value.near[: len(near)] == near
