"""Did you mean: slips in both languages and the words that must be proposed, and questions that need none."""

from datetime import date
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from library import document, golden, names, searcher, searcher_of, state, whole

from indexer.analysis.word_keys import readings
from indexer.config import UNBOUNDED, Config
from indexer.document import DateSpan
from search_app.export.json_objects import page_object
from search_app.limits import Limits
from search_app.query_language.parser import parse
from search_app.query_language.rewriting import bare_words, replaced
from search_app.query_language.syntax import AllOf, AnyOf, Dated, Has, Node, Quoted, Wild, Without, Word, written
from search_app.search.results_page import Page, search
from search_app.suggestions.edit_candidates import MOST_COMPARED, Nearby, budget, slip
from search_app.suggestions.spelling import MOST_PROPOSALS, MOST_TRIED, Proposal

FIRST = (
    # letters: too few, too many, wrong, swapped
    ("misile", "missile"),
    ("missle", "missile"),
    ("misssile", "missile"),
    ("dentente", "detente"),
    ("detante", "detente"),
    ("trety", "treaty"),
    ("traety", "treaty"),
    ("nuclaer", "nuclear"),
    ("nuculear", "nuclear"),
    ("contianment", "containment"),
    ("containmant", "containment"),
    ("enlargemnet", "enlargement"),
    ("goverment", "government"),
    ("presidnet", "President"),
    ("summitt", "summit"),
    ("negociations", "negotiations"),
    ("parntership", "partnership"),
    ("aliance", "alliance"),
    # names, in the capitals of the name
    ("Kruschev", "Khrushchev"),
    ("Breznev", "Brezhnev"),
    ("Brezhnvev", "Brezhnev"),
    ("Yelstin", "Yeltsin"),
    ("yeltsn", "Yeltsin"),
    ("Clitnon", "Clinton"),
    ("Kissenger", "Kissinger"),
    ("Rosevelt", "Roosevelt"),
    ("NTAO", "NATO"),
    # a space too few or too many
    ("coldwar", "cold war"),
    ("Coldwar", "Cold war"),
    ("sovietunion", "soviet union"),
    ("con tainment", "containment"),
    ("enlargment", "enlargement"),
    # the same sound converted wrongly
    ("例戦", "冷戦"),
    ("霊泉", "冷戦"),
    ("高尚", "交渉"),
    ("怪談", "会談"),
    ("会段", "会談"),
    ("首脳怪談", "首脳会談"),
    ("首農会談", "首脳会談"),
    ("大当領", "大統領"),
    ("大頭領", "大統領"),
    ("核平気", "核兵器"),
    ("核兵気", "核兵器"),
    ("戦略平気", "戦略兵器"),
    ("国際連名", "国際連盟"),
    ("緊張寛和", "緊張緩和"),
    ("封事込め", "封じ込め"),
    # katakana
    ("ゴルバチャフ", "ゴルバチョフ"),
    ("ゴルパチョフ", "ゴルバチョフ"),
    ("ミサエル", "ミサイル"),
    ("ブレジネブ", "ブレジネフ"),
    ("ペレストロイク", "ペレストロイカ"),
    ("グラスノスツ", "グラスノスチ"),
    ("モクワ", "モスクワ"),
    ("クリトン", "クリントン"),
    ("スターリソ", "スターリン"),
    ("デタソト", "デタント"),
    ("江リツィン", "エリツィン"),
    # kana and romaji of kanji
    ("れいぜん", "冷戦"),
    ("こうしゅう", "交渉"),
    ("reisenn", "冷戦"),
    ("daitouryu", "大統領"),
    # a character too few, too many, wrong
    ("封込め", "封じ込め"),
    ("政策策", "政策"),
    ("緊張緩話", "緊張緩和"),
    ("緊張和", "緊張緩和"),
    ("ワルシャワ条役機構", "ワルシャワ条約機構"),
    # part of a word
    ("NATO各大", "NATO拡大"),
    ("arms-contrl", "arms-control"),
    ("Kruschev's", "Khrushchev's"),
)
"""A slip, and the word that must be proposed first."""

NONE = (
    "冷戦",
    "緊張緩和",
    "ゴルバチョフ",
    "エリツィン",
    "首脳会談",
    "国際連盟",
    "missile",
    "missiles",
    "detente",
    "Gorbachev",
    "Gorbachov",
    "Yeltsin",
    "NATO",
    "US",
    "cold war",
    "れいせん",
    "reisen",
    # well spelt, of another subject
    "guitar",
    "volcano",
    "penguin",
    "orchestra",
    "photosynthesis",
    "寿司",
    "新幹線",
    "民主党",
    "核武器",
    "歌舞伎座",
    "オーストラリア",
    "カナダ",
    "チョコレート",
    "パソコン",
    # numbers, dates, short words, function words, signs
    "1994",
    "12345",
    "1994年12月",
    "昭和20年8月",
    "August 1945",
    "B-52",
    "SS-20",
    "xq",
    "abc",
    "the",
    "with",
    "a",
    "核",
    "",
    "???",
    # not words: what is quoted, in a field, left open or left out is meant as typed
    '"misile"',
    "「例戦」",
    "title:misile",
    "actor:yelstin",
    "misil?",
    "Gorbachxx~1",
    "NATO -misile",
)
"""Questions that need no other word."""


def asked(q: str, **other: str) -> Page:
    return search(searcher(), state(q, **other))


def words(q: str) -> list[str]:
    return [each.word for each in asked(q).instead.suggestions]


@pytest.mark.parametrize(("typed", "meant"), FIRST)
def test_what_was_meant_is_proposed_first(typed: str, meant: str) -> None:
    assert words(typed)[:1] == [meant]


@pytest.mark.parametrize("q", NONE)
def test_nothing_is_proposed_for_what_needs_no_other_word(q: str) -> None:
    assert words(q) == []


QUESTIONS = (
    ("Clinton misile", "Clinton missile"),
    ("例戦 misile", "冷戦 missile"),
    ("NATO -misile 例戦", "NATO NOT misile 冷戦"),
    ("(例戦 OR detente) NATO", "(冷戦 OR detente) NATO"),
    ("NTAO OR Clinton", "NATO OR Clinton"),
    ('例戦 "Soviet Union"', '冷戦 "Soviet Union"'),
    ("misile lang:en", "missile lang:en"),
    ("Clinton con tainment", "Clinton containment"),
    ("coldwar lang:en", "cold war lang:en"),
)
"""A question with a slip in it, and the whole question with what was meant."""


@pytest.mark.parametrize(("typed", "meant"), QUESTIONS)
def test_the_rest_of_a_question_stays(typed: str, meant: str) -> None:
    found = [each.question for each in asked(typed).instead.suggestions]
    assert [meant] == found[:1] or (not found and asked(meant).total == 0)


@pytest.mark.parametrize("q", [*(typed for typed, _ in FIRST), *(typed for typed, _ in QUESTIONS)])
def test_a_proposal_finds_as_many_as_it_says(q: str) -> None:
    found = asked(q).instead.suggestions
    assert len(found) <= MOST_PROPOSALS
    for each in found:
        assert each.count == asked(each.question).total > 0
        assert each.question != q


def test_counts_are_taken_within_the_filters() -> None:
    for each in asked("misile", lang="en").instead.suggestions:
        assert each.count == asked(each.question, lang="en").total
    assert not asked("misile", lang="ja", year="1900").instead.suggestions


def test_every_face_shows_the_same_proposals() -> None:
    page = asked("misile", lang="en")
    rows = page_object(page)["suggestions"]
    assert [(row["q"], row["typed"], row["word"]) for row in rows] == [("missile", "misile", "missile")]
    assert rows[0]["url"] == "/search?q=missile&lang=en"


def test_a_word_in_the_collection_is_doubted_only_for_one_far_more_frequent() -> None:
    many = [document(f"en-{n}", f"The missile of year {n} stood there.") for n in range(30)]
    library = searcher_of(*many, document("slip", "The misile stood there."))
    assert [each.word for each in search(library, state("misile")).instead.suggestions] == ["missile"]
    library = searcher_of(*many[:5], document("slip", "The misile stood there."))
    assert not search(library, state("misile")).instead.suggestions


def test_names_are_proposed_though_only_another_name_stands_there() -> None:
    library = searcher_of(document("ja", "トロツキーは去った。"), collection=names(["トロツキー", "Trotsky"]))
    found = search(library, state("Trostky")).instead.suggestions
    assert [(each.word, each.count) for each in found] == [("Trotsky", 1)]


def test_an_empty_index_proposes_nothing() -> None:
    assert not search(searcher_of(), state("misile 例戦")).instead.suggestions


# the work of an answer


def test_an_answer_asks_the_engine_few_times() -> None:
    library = searcher()
    asked_of: list[str] = []

    def count(question: str) -> int:
        asked_of.append(question)
        return whole(library, state(question)).total

    for typed, _ in FIRST:
        asked_of.clear()
        library.speller.proposals(parse(typed).tree, count)
        assert len(asked_of) <= 2 + MOST_TRIED + len(typed), typed


def test_few_words_are_compared_however_many_there_are() -> None:
    many = Nearby([f"missile{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"] + ["missile"])
    near = many.near("misile", 2)
    assert len(near) <= MOST_COMPARED
    assert near[0] == "missile"


# the cost of a slip


@pytest.mark.parametrize(
    ("typed", "likelier", "than"),
    [
        ("from", "form", "fork"),
        ("misile", "missile", "mobile"),
        ("gorbachov", "gorbachev", "gorbachtv"),
        ("nwtion", "nation", "notion"),
        ("bation", "nation", "ration"),
        ("スターリソ", "スターリン", "スターリテ"),
        ("kat", "cat", "bat"),
    ],
)
def test_frequent_slips_cost_less(typed: str, likelier: str, than: str) -> None:
    assert slip(typed, likelier) <= slip(typed, than)


LETTERS = st.text("abcdeあいう核", max_size=8)


@given(LETTERS, LETTERS)
def test_a_slip_costs_nothing_only_of_itself(a: str, b: str) -> None:
    assert (slip(a, b) == 0) == (a == b)
    assert slip(a, b) == pytest.approx(slip(b, a), abs=1.5)


def test_longer_words_bear_more() -> None:
    budgets = [budget(letters) for letters in range(30)]
    assert budgets == sorted(budgets)
    assert budgets[3] == 0


def test_readings_of_many_words_are_those_of_each() -> None:
    texts = ["冷戦", "交渉", "ミサイル", "封じ込め", "㐂㐆", "緊張緩和", "核"] * 200
    assert list(readings(texts)) == [row for text in texts for row in readings([text])]
    assert next(readings(["冷戦"])) == ("冷戦", "レイセン")


# back to text


WORDS = st.sampled_from(
    ["冷戦", "NATO", "Clinton", "1994", "August", "12", "核-兵器", "St.", "or", "ソ連", "昭和20年", "5th"]
)
LEAVES = st.one_of(
    WORDS.map(lambda word: parse(word).tree),
    WORDS.map(lambda word: Word(word, "title")),
    st.sampled_from(["cold war", 'say "x"', "鉄の「カーテン」", "a", "「a」"]).map(Quoted),
    st.just(Quoted("arms control", 5, True)),
    st.just(Quoted("arms control", 5, part="heading")),
    st.sampled_from(["yeltsin", "Boris Yeltsin", "nato-01.ja", "(a)"]).map(lambda value: Has("actor", value)),
    st.sampled_from(["gorba*", "wom?n"]).map(Wild),
    st.sampled_from(["year:1990..1995", "year:昭和20年", 'year:"August 1945"', "August 1945", "Gorbachov~2"]).map(
        lambda text: parse(text).tree
    ),
)


def _all(parts: list[Node]) -> Node:
    return AllOf(tuple(inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))))


TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(_all),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.filter(lambda node: not isinstance(node, Without)).map(Without),
    ),
    max_leaves=10,
)


@given(TREES)
@example(AllOf((Without(Dated("1994", DateSpan(date(1994, 1, 1), date(1994, 12, 31)))), Word("August"))))
@settings(max_examples=400)
def test_a_tree_written_is_read_as_the_same_tree(tree: Node) -> None:
    assert parse(written(tree), Limits.of(Config(**UNBOUNDED))).tree == tree


@cache
def _samples() -> tuple[str, ...]:
    return tuple(row[0] for row in golden())


def test_every_question_of_the_golden_file_can_be_written_again() -> None:
    for question in _samples():
        tree = parse(question).tree
        if tree is not None:
            assert parse(written(tree)).tree == tree, question


# trees


def test_only_bare_words_are_corrected() -> None:
    tree = parse('a (b OR c) -d "e" title:f g* h~1 1994 year:1995 a').tree
    assert bare_words(tree) == [Word("a"), Word("b"), Word("c")]


def test_words_are_replaced_wherever_they_stand() -> None:
    tree = parse("a b (a OR c) -a").tree
    assert tree is not None
    assert written(replaced(tree, (Word("a"),), "x")) == "x b (x OR c) NOT a"
    assert written(replaced(tree, (Word("a"), Word("b")), "x y")) == "x y (a OR c) NOT a"


def test_a_proposal_says_what_it_is() -> None:
    assert asked("misile").instead.suggestions == (Proposal("missile", "misile", "missile", asked("missile").total),)
