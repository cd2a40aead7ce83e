"""The whole flow out, over the corpus: what questions find, the same by every face, and nothing that is an error."""

import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from amounts import tried
from flask.testing import FlaskClient
from library import (
    CONFIG,
    built,
    document,
    documents_of,
    found_ids,
    golden,
    hits,
    query_of,
    searcher,
    searcher_of,
    state,
    whole,
    with_settings,
)

from indexer.document import Authority
from indexer.schema import FACETS
from search_app.notes import SENTENCES
from search_app.search.hits import HitView
from search_app.search.results_page import search
from search_app.search.searcher import open_searcher
from search_app.state.state import read_state
from search_app.views.concordance import read_concordance_view
from search_app.views.term_counts import read_terms_view
from search_app.views.trends import read_trends_view
from search_app.web.app import create_app
from search_app.web.open_index import index_of


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """A browser of an application over the corpus."""
    app = create_app(built())
    yield app.test_client()
    index_of(app).searcher().library.close()


def asked(client: FlaskClient, *pairs: tuple[str, str]) -> dict[str, Any]:
    """What /search.json answers."""
    response = client.get("/search.json", query_string=urlencode(pairs))
    assert response.status_code == 200
    return dict(response.get_json())


# what is found


def test_the_golden_file_has_questions_enough_in_both_languages() -> None:
    questions = [row[0] for row in golden()]
    assert len(questions) >= 80
    assert sum(question.isascii() for question in questions) >= 40
    assert sum(not question.isascii() for question in questions) >= 40


@pytest.mark.parametrize(("question", "parameters", "wanted", "unwanted", "total"), golden())
def test_a_question_finds_what_stands_in_the_corpus(
    question: str, parameters: str, wanted: str, unwanted: str, total: str
) -> None:
    found = hits(searcher(), question, *parse_qsl(parameters))
    documents, must = set(documents_of(found)), set(wanted.removeprefix("=").split())
    assert must <= documents
    assert not documents & set(unwanted.split())
    assert documents == must or not wanted.startswith("=")
    assert not total or len(found) == int(total)


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("飢饉", "famine"),
        ("悪の帝国", "evil empire"),
        ("マクドナルド", "McDonald's"),
        ("アムトルグ", "Amtorg"),
        ("チェチェン", "Chechnya"),
    ],
)
def test_a_question_finds_both_halves_of_a_parallel_text_in_its_own_language(ja: str, en: str) -> None:
    japanese = {name.removesuffix(".ja") for name in documents_of(hits(searcher(), ja, lang="ja"))}
    english = {name.removesuffix(".en") for name in documents_of(hits(searcher(), en, lang="en"))}
    assert japanese
    assert japanese & english


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("飢饉", "relations-04.ja"), ("famine relief", "relations-04.en"),
        ("ベルリンの壁", "relations-08.ja"), ("evil empire speech", "relations-12.en"),
        ("アムトルグ貿易会社", "relations-05.ja"), ("Lend-Lease in figures", "relations-07.en"),
        ("マクドナルドのハンバーガー", "relations-14.ja"), ("Glassboro Kosygin", "relations-09.en"),
    ],
)  # fmt: skip
def test_the_best_hit_is_the_passage_on_the_subject(question: str, first: str) -> None:
    assert hits(searcher(), question)[0].document.id == first


# the same by every face

QUESTIONS = (
    *(
        "ソ連",
        "NATO拡大 保証",
        '"悪の帝国"',
        "冷戦 OR デタント",
        "穀物 -アフガニスタン",
        "ゴルバ*",
        "昭和36年",
        "title:書簡",
        "",
    ),
    *(
        "Soviet",
        "enlargement guarantee",
        '"evil empire"',
        "Cold War OR détente",
        "grain -Afghanistan",
        "gorba*",
        "1961",
    ),
)
FILTERS: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("lang", "ja"), ("sort", "date")),
    (("era", "-cold-war"), ("match", "any"), ("per_page", "3"), ("page", "2")),
    (("from", "昭和20年"), ("until", "1991"), ("sort", "doc"), ("ui", "en")),
)


@pytest.mark.parametrize("pairs", FILTERS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_api_gives_the_same_hits_as_the_service(
    client: FlaskClient, question: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    answer = asked(client, ("q", question), *pairs)
    page = search(searcher(), state(question, *pairs))
    assert [(hit["id"], hit["score"]) for hit in answer["hits"]] == [(hit.id, hit.score) for hit in page.hits]
    assert (answer["total"], answer["pages"], answer["parsed"]) == (page.total, page.pages, page.question.parsed)
    assert answer["url"] == page.state.address()
    for facet in FACETS:
        assert [(v["value"], v["count"]) for v in answer["facets"][facet]] == [(v, n) for v, _, n in page.counts(facet)]


def test_the_offsets_of_the_api_mark_the_text_it_gives(client: FlaskClient) -> None:
    answer = asked(client, ("q", "ソ連"), ("per_page", "200"))
    shown = [
        hit["text"][m["start"] : m["end"]] for hit in answer["hits"] for m in hit["matches"] if m["via"] == "surface"
    ]
    assert len(shown) > 50
    assert set(shown) == {"ソ連"}


def test_every_answer_has_the_same_keys(client: FlaskClient) -> None:
    keys = [list(asked(client, *pairs)) for pairs in ([], [("q", "ソ連")], [("q", "無い語")], [("page", "99")])]
    assert all(row == keys[0] for row in keys)
    assert {
        "total",
        "page",
        "per_page",
        "pages",
        "hits",
        "facets",
        "filters",
        "notes",
        "parsed",
        "expansions",
        "url",
    } <= {*keys[0]}


# whatever is asked

WORDS = """
ソ連 米国 冷戦 NATO拡大 穀物 ゴルバチョフ 書簡 14か条 在「ソ」大使 々 ー ｿ連 か゛ ㌫ Ⅱ 昭和20年 平成6年12月5日
Soviet cold war treaty the U.S. us Gorbachev's lend-lease Khrushchov~1 gorba* wom?n *chev August 1945 reisen の と
AND OR NOT ＡＮＤ ＯＲ ＮＯＴ - － ( ) （ ） " “ ” 「 」 『 』 ~ ~5 "~5 ~>3 * ? ＊ ？ : year:昭和36年 1990..1995
title: heading: actor:yeltsin era:detente lang:ja doc: <script> %00 \\ ' ; -- {{7*7}} ../../etc/passwd
😀 \u200b \x07 \u202e नमस्ते 한국 ﷺ İ
"""
NAMES = ("q", *FACETS, "from", "until", "match", "sort", "page", "per_page", "ui", "unknown", "Q", "")
VALUES = """
ja en ru undated 1994 1917 -1994 -ja detente -cold-war era yeltsin -united-states nato-01.ja bibliography - --
0 -1 2 3 10 201 99999999 1e9 １ all any ALL relevance date -date doc score x \u200b <b> %00
昭和20年 1994-05 1994-13 明治0年 S99 2000-02-30 0000 -0000 0001 9999 平成元年 August 紀元前
"""


def any_pairs(chance: random.Random) -> list[tuple[str, str]]:
    pieces, values = WORDS.split(), VALUES.split()
    question = chance.choice(("", " ", "　")).join(chance.choice(pieces) for _ in range(chance.randint(0, 6)))
    pairs = [("q", question)] if chance.random() < 0.9 else []
    pairs += [(chance.choice(NAMES), chance.choice(values)) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
    chance.shuffle(pairs)
    return pairs


def test_no_question_and_no_parameters_are_an_error_of_the_server(client: FlaskClient) -> None:
    chance = random.Random(2000)
    for _ in range(tried(700, 1800)):
        pairs = any_pairs(chance)
        response = client.get("/search.json", query_string=urlencode(pairs))
        assert response.status_code == 200, pairs
        answer = response.get_json()
        assert {note["code"] for note in answer["notes"]} <= set(SENTENCES), pairs
        assert len(answer["hits"]) <= min(answer["per_page"], answer["total"]), pairs


def test_no_question_and_no_parameters_are_an_error_of_the_page(client: FlaskClient) -> None:
    chance = random.Random(200)
    for _ in range(200):
        pairs = any_pairs(chance)
        response = client.get("/search", query_string=urlencode(pairs), follow_redirects=True)
        assert response.status_code == 200, pairs


FACES = (
    "/timeline", "/people", "/eras", "/actor/yeltsin", "/era/cold-war",
    "/kwic", "/kwic.json", "/kwic.tsv", "/trends", "/trends.json", "/trends.csv", "/values", "/suggest.json",
    "/cite/verify", "/search.atom", "/search.csv", "/search.bib", "/search.ris", "/search.csl.json", "/search.ndjson",
    "/receipt.json", "/opensearch.xml", "/words", "/switches", "/doc/nato-03.ja",
)  # fmt: skip
EMPTY_WITHOUT_HITS = ("/search.bib", "/search.ris", "/search.ndjson")
OWN = (
    ("order", ("r1", "l3", "x", "node,year", "label")), ("width", ("10", "x", "-1", "９９", "9" * 30)),
    ("collation", ("code", "x")), ("measure", ("hits", "x")), ("facet", ("actor", "year", "doc")),
    ("c", ("[sakuin a ¶1 0123456789abcdef sha256:012345678901]", "{", "[" * 40_000, "\ud800")), ("beside", ("1", "x")),
)  # fmt: skip


@pytest.mark.parametrize("path", FACES)
def test_no_question_and_no_parameters_are_an_error_of_any_face(client: FlaskClient, path: str) -> None:
    chance = random.Random(path)
    for _ in range(tried(20, 40)):
        pairs = any_pairs(chance)
        pairs += [(name, chance.choice(values)) for name, values in chance.sample(OWN, 3)]
        if path == "/values" and not any(name == "facet" for name, _ in pairs):
            pairs.append(("facet", "actor"))
        with client.get(path, query_string=urlencode(pairs, errors="replace")) as response:
            assert response.status_code == 200, pairs
            assert response.data or path in EMPTY_WITHOUT_HITS, pairs


@pytest.mark.parametrize(
    "raw",
    [
        "q=%ff%fe",
        "q=%ed%a0%80",
        "%",
        "q",
        "&&&=",
        "q=a;b",
        "q=%E3%82",
        "era=%ff",
        "page=%F0%9F%98%80",
        "q=" + "a" * 9000,
    ],
)
def test_no_broken_link_is_an_error_of_the_server(client: FlaskClient, raw: str) -> None:
    assert client.get("/search.json?" + raw).status_code == 200
    assert client.get("/search?" + raw, follow_redirects=True).status_code == 200


BAD = (
    (("sort", "best"), "bad-value"), (("match", "some"), "bad-value"), (("ui", "fr"), "bad-value"),
    (("page", "0"), "bad-value"), (("page", "二"), "bad-value"), (("per_page", "-5"), "bad-value"),
    (("per_page", "1000"), "per-page-capped"), (("year", "someday"), "bad-value"), (("year", "0000"), "bad-value"),
    (("from", "someday"), "date-unread"), (("until", "いつか"), "date-unread"),
    (("from", "1994-13"), "date-unread"), (("until", "昭和99年"), "date-unread"),
)  # fmt: skip


@pytest.mark.parametrize(("pair", "code"), BAD)
def test_a_bad_value_gives_a_note_and_the_default(client: FlaskClient, pair: tuple[str, str], code: str) -> None:
    answer, plain = asked(client, ("q", "ソ連"), pair), asked(client, ("q", "ソ連"))
    assert [note["code"] for note in answer["notes"]] == [code]
    assert answer["total"] == plain["total"]
    shown = [hit["id"] for hit in answer["hits"]]
    assert shown[:10] == [hit["id"] for hit in plain["hits"]]


@pytest.mark.parametrize(("ui", "said"), [("ja", "使えない"), ("en", "cannot be used")])
def test_notes_are_in_the_language_of_the_page(client: FlaskClient, ui: str, said: str) -> None:
    [note] = asked(client, ("sort", "best"), ("ui", ui))["notes"]
    assert said in note["text"] and "sort=best" in note["text"]


def test_dates_in_the_wrong_order_are_swapped_and_said(client: FlaskClient) -> None:
    answer = asked(client, ("from", "1995"), ("until", "昭和20年"))
    assert [note["code"] for note in answer["notes"]] == ["dates-swapped"]
    assert answer["total"] == asked(client, ("from", "昭和20年"), ("until", "1995"))["total"] > 0


def test_unknown_parameters_are_passed_over(client: FlaskClient) -> None:
    plain = asked(client, ("q", "ソ連"))
    assert asked(client, ("unknown", "x"), ("q", "ソ連"), ("Sort", "date"), ("", "y")) == plain


# pages and orders


@pytest.mark.parametrize("sort", ["relevance", "date", "-date", "doc"])
@pytest.mark.parametrize(("question", "size"), [("ソ連", "7"), ("Soviet", "3"), ("", "50"), ("年 OR year", "10")])
def test_pages_show_every_hit_once(question: str, size: str, sort: str) -> None:
    first = search(searcher(), state(question, per_page=size, sort=sort))
    assert first.pages == -(-first.total // int(size)) > 1
    shown: list[str] = []
    for number in range(1, first.pages + 1):
        page = search(searcher(), state(question, per_page=size, sort=sort, page=str(number)))
        assert page.total == first.total
        shown += [hit.id for hit in page.hits]
    assert len(shown) == len(set(shown)) == first.total
    assert shown == [hit.id for hit in hits(searcher(), question, sort=sort)]
    assert set(shown) == found_ids(searcher(), query_of(searcher(), question))


def test_past_the_last_page_there_are_no_hits_and_the_page_leads_back(client: FlaskClient) -> None:
    answer = asked(client, ("q", "ソ連"), ("page", "999"))
    assert answer["hits"] == [] and answer["total"] > 0
    response = client.get("/search?q=飢饉&page=999")
    assert response.status_code == 302
    assert ("page", "999") not in parse_qsl(response.headers["Location"].partition("?")[2])


@pytest.mark.parametrize("question", ["ソ連", "Soviet", "NATO", ""])
def test_the_orders_hold(question: str) -> None:
    by_score = [hit.score for hit in hits(searcher(), question)]
    assert len(by_score) > 20 and by_score == sorted(by_score, reverse=True)
    for sort, sign in (("date", 1), ("-date", -1)):
        firsts = [
            min((span.first for span in hit.metadata.dates), default=None)
            for hit in hits(searcher(), question, sort=sort)
        ]
        dated = [day for day in firsts if day is not None]
        assert firsts == [*dated, *[None] * (len(firsts) - len(dated))]
        assert dated == sorted(dated, key=lambda day: sign * day.toordinal())
    places = [(hit.document.id, hit.places[0].passage.ordinal) for hit in hits(searcher(), question, sort="doc")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "words",
    [
        "ソ連 穀物", "Soviet grain", "エリツィン 保証 拡大", "Yeltsin enlargement promise", "冷戦 終結", "summit end",
        "飢饉 輸出", "famine export", "ベルリン 演説", "Berlin speech Kennedy", "米国 条約 署名", "treaty signed",
    ],
)  # fmt: skip
def test_any_of_the_words_finds_all_that_all_of_them_find_and_more(words: str) -> None:
    every, some = ({hit.id for hit in hits(searcher(), words, match=match)} for match in ("all", "any"))
    assert every < some
    for word in words.split():
        assert {hit.id for hit in hits(searcher(), word)} <= some


@pytest.mark.parametrize(
    "word", ["表向", "後押", "ズイレフ", "ソビエト連邦", "ミハイル・ゴルバチョフ", "Lend-Lease", "SALT"]
)
def test_one_word_finds_no_less_if_any_of_the_words_will_do(word: str) -> None:
    every, some = ({hit.id for hit in hits(searcher(), word, match=match)} for match in ("all", "any"))
    assert every and every <= some


@pytest.mark.parametrize("words", ["ベルリンの壁", "cold war ended", "昭和36年 ベルリン", "START July 1991"])
def test_any_of_the_words_finds_what_all_of_them_find_where_words_belong_together(words: str) -> None:
    every, some = ({hit.id for hit in hits(searcher(), words, match=match)} for match in ("all", "any"))
    assert every and every <= some


# from and until


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"from_": "昭和20年"}, {"from_": "1945"}), ({"until": "大正10年"}, {"until": "1921"}),
        ({"from_": "平成6年12月", "until": "平成6年12月"}, {"from_": "1994-12", "until": "December 1994"}),
        ({"from_": "1994年12月5日"}, {"from_": "1994-12-05"}), ({"until": "S36"}, {"until": "1961"}),
    ],
)  # fmt: skip
def test_dates_mean_the_same_in_every_calendar(one: dict[str, str], other: dict[str, str]) -> None:
    found = [hit.id for hit in hits(searcher(), "", **one)]
    assert found == [hit.id for hit in hits(searcher(), "", **other)]
    assert 0 < len(found) < searcher().library.engine.count()


@pytest.mark.parametrize(
    ("from_", "until", "first", "last"),
    [
        ("1945", "1961", date(1945, 1, 1), date(1961, 12, 31)),
        ("平成6年11月", "平成6年12月5日", date(1994, 11, 1), date(1994, 12, 5)),
        ("1995", "", date(1995, 1, 1), date.max),
        ("", "大正12年", date.min, date(1923, 12, 31)),
    ],
)
def test_from_and_until_keep_what_touches_the_days_between(from_: str, until: str, first: date, last: date) -> None:
    kept = {hit.id for hit in hits(searcher(), "", from_=from_, until=until)}
    expected = {
        hit.id
        for hit in whole(searcher(), state("")).hits
        if any(span.first <= last and span.last >= first for span in hit.metadata.dates)
    }
    assert kept == expected
    assert kept


# leaving out


@pytest.mark.parametrize("actor", ["yeltsin", "united-states", "nato"])
def test_an_actor_left_out_is_in_no_hit_and_nothing_else_is_lost(actor: str) -> None:
    everything = {hit.id: hit.metadata.actors for hit in hits(searcher(), "")}
    kept = {hit.id for hit in hits(searcher(), "", ("actor", f"-{actor}"))}
    assert kept == {passage for passage, actors in everything.items() if actor not in actors}
    assert kept == {hit.id for hit in hits(searcher(), f"-actor:{actor}")}
    assert 0 < len(kept) < len(everything)


@pytest.mark.parametrize(
    ("question", "excluded", "other"),
    [
        ("", "ソ連", "Soviet Union"),
        ("", "Truman", "トルーマン"),
        ("", "クリントン", "Clinton"),
        ("", "Yeltsin", "エリツィン"),
    ],
)
def test_what_is_excluded_does_not_take_its_other_names_along(question: str, excluded: str, other: str) -> None:
    def says(hit: HitView, word: str) -> bool:
        return word in "\n".join(
            [hit.text, *(p.document.title for p in hit.places), *hit.places[0].passage.heading_path]
        )

    found, kept = hits(searcher(), question), hits(searcher(), f"{question} -{excluded}")
    assert {hit.id for hit in found if not says(hit, excluded)} == {hit.id for hit in kept}
    assert len(kept) < len(found)
    assert any(says(hit, other) for hit in kept)


# what is said of it


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("満州 (ソ連 OR ロシア)", "満州 AND (ソ連 OR ロシア)"), ("grain（US　ＯＲ　USSR）", "grain AND (US OR USSR)"),
        ("「鉄のカーテン」 -演説", '"鉄のカーテン" AND NOT 演説'), ("August 1945", "August 1945 (1945-08)"),
        ("", ""), ("year:1990..1995", "year:1990..1995"),
    ],
)  # fmt: skip
def test_the_answer_says_how_the_question_was_read(client: FlaskClient, question: str, shown: str) -> None:
    assert asked(client, ("q", question))["parsed"] == shown


def test_the_answer_lists_the_other_names_it_searched(client: FlaskClient) -> None:
    listed = asked(client, ("q", "ソ連 ニクソン -米国"))["expansions"]
    names = {(row["typed"], row["text"], row["lang"]) for row in listed if row["kind"] == "name"}
    assert {typed for typed, _, _ in names} == {"ソ連", "ニクソン"}
    assert {("ソ連", "Soviet Union", "en"), ("ソ連", "СССР", "ru"), ("ニクソン", "Nixon", "en")} <= names


def test_a_passage_that_stands_in_two_documents_is_one_hit_with_two_places() -> None:
    library = searcher_of(
        document("a", "# 一", "同じ文章。", title="甲"), document("b", "# 二", "同じ文章。", title="乙")
    )
    [hit] = hits(library, "同じ文章")
    assert [place.document.id for place in hit.places] == ["a", "b"]
    assert [hit.id for hit in hits(library, "title:乙")] == [hit.id]
    assert {v: n for v, _, n in search(library, state("")).counts("doc")} == {"a": 1, "b": 1}


def test_an_index_opened_a_second_time_is_not_compared_with_the_first_name_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search(searcher(), state("ソ連"))
    second = open_searcher(built(), CONFIG)
    search(second, state("ソ連"))
    compared: list[object] = []
    monkeypatch.setattr(Authority, "__eq__", lambda one, other: compared.append(one) or one.id == other.id)
    search(second, state("ソ連"))
    second.library.close()
    assert len(compared) < 1000


@cache
def example_notes() -> set[str]:
    questions = (
        '"冷戦',
        "(冷戦",
        "冷戦 AND",
        "AND",
        "title:",
        "year:x",
        "国" * 1001,
        "国 " * 65,
        "(" * 21 + "国",
        "era:x",
        "€",
        "シベリア出兵の理由は何か",
        "a* b* c* d* e*",
        "*a" * 9,
        "a~ b~ c~ d~ e~",
        '"a b"~ "a b"~1 "b c"~1 "c d"~1 "d e"~1 "e f"~1',
        '"a b c d e"~3',
        " ".join(f"{year}年" for year in range(1980, 1993)),
    )
    pairs = (("from", "x"), ("sort", "x"), ("per_page", "999"), ("page", "9999999"), ("lang", "x"), ("era", "interwaf"))
    many = (("q", "国" * 1001), ("actor", "人" * 101), *(("drop", f"name:{n:03d}" + "あ" * 20) for n in range(101)))
    codes = {note.code for q in questions for note in search(searcher(), state(q)).question.notes}
    codes |= {note.code for note in read_concordance_view([("width", "9")], state())[1]}
    codes |= {note.code for note in read_trends_view([("q", word) for word in "abcdef"], state(), CONFIG)[1]}
    codes |= {note.code for note in read_terms_view([("q", "\n".join(map(str, range(999))))], state())[1]}
    read = [read_state([pair], CONFIG) for pair in pairs]
    codes |= {note.code for note in read_state(many, CONFIG)[1]}
    return codes | {note.code for one, notes in read for note in search(searcher(), one, notes).question.notes}


def test_every_note_can_come_up() -> None:
    swapped = {note.code for note in search(searcher(), state("", from_="1995", until="1990")).question.notes}
    crowded = search(with_settings(searcher(), most_checked=3), state("ソ連", fold="-old-form")).question.notes
    late = {code for code in SENTENCES if code.startswith("time-")}  # tests/search/test_budget.py
    late |= {"rows-cut", "index-damaged"}  # tests/robust/test_damage.py
    late |= {"citations-cut", "format-over-name"}  # tests/web/test_operating.py, tests/test_cli.py
    late |= {code for code in SENTENCES if code.startswith("project-")}  # tests/projects/test_values.py, tests/desk
    late |= {"shared-surname"}  # tests/search/test_known_values.py, since no two people of the sample share one
    assert set(SENTENCES) - late <= example_notes() | swapped | {note.code for note in crowded}
