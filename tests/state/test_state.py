"""A search as a value: its address says all of it, in one way only, and nothing in an address is an error."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.config import UNBOUNDED, Config
from indexer.query import SORTS
from indexer.schema import FACETS, UNDATED
from search_app.notes import SENTENCES
from search_app.state.parameters import LONGEST_TEXT
from search_app.state.state import PARAMETERS, SearchState, read_state

CONFIG = Config()


def read(*pairs: tuple[str, str], config: Config = CONFIG) -> SearchState:
    return read_state(pairs, config)[0]


def notes(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(note.code, note.value) for note in read_state(pairs, CONFIG)[1]]


def arrived(address: str, config: Config = CONFIG) -> SearchState:
    """What the server reads of a link."""
    return read(*parse_qsl(urlsplit(address).query, keep_blank_values=True), config=config)


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
short = texts.map(str.strip)
CHOICES = {row.name: row.kind.choices for row in PARAMETERS}
values = st.one_of(st.sampled_from(["冷戦期", "cold-war", "nato-01.ja", "1994", "undated", "-"]), texts.filter(bool))
years = st.sampled_from(["1994", "1917", "0988", UNDATED])
filters = st.sampled_from(FACETS).flatmap(lambda name: st.tuples(st.just(name), years if name == "year" else values))


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    """Any search that a link can ask for."""
    chosen = draw(st.lists(filters, max_size=6))
    excluded = [(name, f"-{value}") for name, value in draw(st.lists(filters, max_size=6))]
    numbers = [("page", str(draw(st.integers(1, 1_000_000)))), ("per_page", str(draw(st.integers(1, 200))))]
    plain = [
        ("q", draw(short)),
        ("from", draw(short)),
        ("until", draw(short)),
        ("match", draw(st.sampled_from(CHOICES["match"]))),
    ]
    plain += [("sort", draw(st.sampled_from(SORTS))), ("ui", draw(st.sampled_from(CHOICES["ui"])))]
    plain += [
        ("similar", draw(st.sampled_from(CHOICES["similar"]))),
        ("group", draw(st.sampled_from(CHOICES["group"]))),
        ("scope", draw(st.sampled_from(CHOICES["scope"]))),
    ]
    plain += [("id", f"{number:016x}") for number in draw(st.lists(st.integers(0, 2**64 - 1), max_size=3))]
    return read(*draw(st.permutations([*chosen, *excluded, *numbers, *plain])))


@settings(max_examples=200)
@given(states())
def test_a_search_is_read_again_from_its_own_parameters(state: SearchState) -> None:
    assert read_state(state.pairs(), CONFIG) == (state, ())
    assert arrived(state.address()) == state


@settings(max_examples=120)
@given(states(), st.randoms())
def test_a_search_has_one_address_in_whatever_order_it_was_asked(state: SearchState, chance: object) -> None:
    pairs = state.pairs()
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    assert read(*pairs).address() == state.address()


@settings(max_examples=120)
@given(states())
def test_parameters_stand_in_fixed_order_and_defaults_are_left_out(state: SearchState) -> None:
    names = [name for name, _ in state.pairs()]
    order = ["q", *FACETS, "from", "until", "match", "scope", "id", "sort", "similar", "group", "page", "per_page"]
    order.append("ui")
    assert names == sorted(names, key=order.index)
    defaults = {("q", ""), ("from", ""), ("until", ""), ("match", "all"), ("scope", "passage"), ("sort", "relevance")}
    defaults |= {("page", "1"), ("per_page", "10"), ("ui", "ja")}
    assert not defaults & set(state.pairs())


@settings(max_examples=120)
@given(st.lists(st.tuples(st.one_of(texts, st.sampled_from(["q", "page", "sort", *FACETS])), texts)))
def test_no_parameters_are_an_error(pairs: list[tuple[str, str]]) -> None:
    state, found = read_state(pairs, CONFIG)
    assert read_state(state.pairs(), CONFIG) == (state, ())
    assert all(note.code in SENTENCES for note in found)


def test_the_plain_search_has_the_plain_address() -> None:
    assert SearchState().pairs() == []
    assert SearchState().address() == "/search"
    assert read() == SearchState()


def test_an_address_says_everything_in_order() -> None:
    pairs = [
        ("ui", "en"), ("sort", "-date"), ("lang", "en"), ("era", "-cold-war"), ("actor", "yeltsin"),
        ("q", "拡大　保証"), ("era", "detente"), ("page", "2"), ("until", "1995"), ("from", "昭和20年"),
        ("match", "any"), ("per_page", "50"),
    ]  # fmt: skip
    assert read(*pairs).pairs() == [
        ("q", "拡大　保証"), ("era", "detente"), ("era", "-cold-war"), ("actor", "yeltsin"), ("lang", "en"),
        ("from", "昭和20年"), ("until", "1995"), ("match", "any"), ("sort", "-date"), ("page", "2"), ("per_page", "50"),
        ("ui", "en"),
    ]  # fmt: skip


# what is wrong in it


@pytest.mark.parametrize("name", ["match", "sort", "similar", "ui"])
@pytest.mark.parametrize("value", ["x", "ALL", "日本語", "all ", "relevance2"])
def test_a_value_that_is_none_takes_the_default_and_is_noted(name: str, value: str) -> None:
    assert read((name, value)) == SearchState()
    assert notes((name, value)) == [("bad-value", f"{name}={value}")]


@pytest.mark.parametrize("name", ["page", "per_page"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "一", "１", "²", "9999999999", "1e3", " 1", "0x1"])
def test_a_number_that_is_none_takes_the_default_and_is_noted(name: str, value: str) -> None:
    assert read((name, value)) == SearchState()
    assert notes((name, value)) == [("bad-value", f"{name}={value}")]


@pytest.mark.parametrize("value", ["x", "昭和20年", "1990s", "99999", "-x", "--1994", "年" * 101, "-" + "1" * 150])
def test_a_year_that_is_none_is_left_out_and_noted(value: str) -> None:
    assert read(("year", value), ("year", "1994")) == SearchState(chosen=(("year", "1994"),))
    assert notes(("year", value)) == [("bad-value", f"year={value[:LONGEST_TEXT]}")]


def test_too_many_hits_on_a_page_are_cut_and_said() -> None:
    assert read(("per_page", "201")).per_page == 200
    assert notes(("per_page", "201")) == [("per-page-capped", "200")]
    assert notes(("per_page", "200")) == []


def test_too_high_a_page_is_not_said_to_be_too_many_hits_on_a_page() -> None:
    assert read(("page", "1000001")).page == 1_000_000
    assert notes(("page", "1000001")) == [("page-capped", "1000000")]


TOO_MUCH = (
    ([("doc", f"d{n:03d}") for n in range(150)], ("too-many-values", "doc: 100")),
    ([("doc", f"-d{n:03d}") for n in range(150)], ("too-many-values", "doc: 100")),
    ([("drop", f"name:{n:03d}") for n in range(150)], ("too-many-values", "drop: 100")),
    ([("as", f"京都{n}") for n in range(9)], ("too-many-values", "as: 8")),
    ([("id", f"{n:016x}") for n in range(151)], ("too-many-values", "id: 150")),
    ([("actor", "人" * 101)], ("value-cut", "100")),
    ([("drop", "name:" + "a" * 100)], ("value-cut", "100")),
    ([("actor", f"人物{n:03d}" + "あ" * 90) for n in range(9)], ("address-cut", "3000")),
    ([("q", "国" * 1001)], ("query-cut", "333")),
    ([("q", "a" * 1001)], ("query-cut", "1000")),
    ([("q", "𠮷" * 1001)], ("query-cut", "250")),
    ([("q", "冷戦"), ("id", "0" * 16), ("drop", "x"), ("as", "東京都"), ("actor", "人")], None),
)


@pytest.mark.parametrize(("pairs", "note"), TOO_MUCH)
def test_no_parameter_takes_more_than_it_may_and_what_is_left_out_is_said(
    pairs: list[tuple[str, str]], note: tuple[str, str] | None
) -> None:
    assert notes(*pairs) == [note] * (note is not None)
    assert len(read(*pairs).address()) <= len("/search?q=") + CONFIG.integer("most_address")


@pytest.mark.parametrize(("pairs", "note"), TOO_MUCH)
def test_without_limits_everything_is_taken(pairs: list[tuple[str, str]], note: tuple[str, str] | None) -> None:
    unbounded, said = read_state(pairs, Config(**UNBOUNDED))
    assert [each for each in said if each.code != "value-cut"] == []
    assert len(unbounded.pairs()) == len(pairs)


@pytest.mark.parametrize(
    "pairs",
    [
        [("unknown", "x")], [("Q", "冷戦")], [("", "")], [("era", "")], [("year", ""), ("lang", "")],
        [("from_", "1994")],
        [("q", "")], [("q", " 　")], [("from", " "), ("until", "")], [("page", ""), ("per_page", ""), ("sort", "")],
        [("undated", "only"), ("unit", "doc")],
    ],
)  # fmt: skip
def test_unknown_and_empty_parameters_are_passed_over(pairs: list[tuple[str, str]]) -> None:
    assert read_state(pairs, CONFIG) == (SearchState(), ())


def test_of_a_parameter_that_may_stand_once_the_first_counts() -> None:
    assert read(("q", "冷戦"), ("q", "war"), ("page", "2"), ("page", "3")) == SearchState(q="冷戦", page=2)


def test_values_of_a_facet_stand_once() -> None:
    assert read(("lang", "ja"), ("lang", "en"), ("lang", "ja")).values("lang") == ("en", "ja")


def test_long_dates_are_cut() -> None:
    assert len(read(("from", "9" * 99)).from_) == 40


# leaving out


@pytest.mark.parametrize(
    ("value", "kept", "left_out"),
    [
        ("detente", ("detente",), ()), ("-detente", (), ("detente",)), ("--x", (), ("-x",)), ("-", ("-",), ()),
        ("\\-書簡", ("-書簡",), ()), ("\\\\-x", ("\\-x",), ()), ("-\\-x", (), ("\\-x",)), ("\\x", ("\\x",), ()),
    ],
)  # fmt: skip
def test_a_minus_leaves_a_value_out(value: str, kept: tuple[str, ...], left_out: tuple[str, ...]) -> None:
    state = read(("era", value))
    assert (state.values("era"), state.left_out("era")) == (kept, left_out)
    assert state.pairs() == [("era", value)]


def test_a_click_chooses_and_a_second_click_takes_back() -> None:
    one = SearchState(q="冷戦", page=3).toggled("era", "detente")
    assert one == SearchState(q="冷戦", chosen=(("era", "detente"),))
    assert one.toggled("era", "detente") == SearchState(q="冷戦")


def test_a_value_left_out_is_neither_after_a_click() -> None:
    out = SearchState(chosen=(("lang", "ja"), ("lang", "en"))).without("lang", "en")
    assert (out.chosen, out.excluded) == ((("lang", "ja"),), (("lang", "en"),))
    assert out.toggled("lang", "en") == SearchState(chosen=(("lang", "ja"),))


@settings(max_examples=120)
@given(states(), filters)
def test_whatever_changes_the_search_is_on_the_first_page(state: SearchState, pair: tuple[str, str]) -> None:
    facet, value = pair
    changed = [state.toggled(facet, value), state.without(facet, value), state.unfiltered(), state.changed(q="war")]
    assert [other.page for other in changed] == [1, 1, 1, 1]
    assert state.changed(page=7).page == 7
    assert not state.unfiltered().is_filtered
    assert state.unfiltered().q == state.q


@settings(max_examples=120)
@given(states(), filters)
def test_the_link_of_a_click_leads_to_what_the_click_means(state: SearchState, pair: tuple[str, str]) -> None:
    facet, value = pair
    for other in (state.toggled(facet, value), state.without(facet, value)):
        assert arrived(other.address()) == other
    assert value in state.without(facet, value).left_out(facet)
    assert value not in state.without(facet, value).values(facet)


def test_half_a_surrogate_pair_is_no_text() -> None:
    state = read(("q", "\udcff冷戦"), ("actor", "\udcff"), ("from", "\udcff"))
    assert state.q == "?冷戦"
    state.address().encode()
