"""Foldings and expansions are switched off alone or all together, an alternative by itself; nothing else changes."""

import random

import pytest
from library import CONFIG, document, documents_of, hits, names, searcher, searcher_of, state, whole

from indexer.collection import Collection
from search_app.search.results_page import search
from search_app.state.match_kinds import SWITCHES
from search_app.state.state import SearchState, read_state
from search_app.state.switches import NAMES, parameter, switched_off
from search_app.views.word_boundaries import word_boundaries

KNOWN = names(("ソ連", "USSR", "СССР"), ("冷戦", "Cold War"), ("フルシチョフ", "Khrushchev"))

SWITCHED = (
    # switch, text, question
    ("width", "ＮＡＴＯの拡大", "NATO"), ("width", "The ＮＡＴＯ treaty", "NATO"),
    ("width", "ｿ連の提案", "ソ連"), ("width", "The ﬁnal act", "final"),
    ("case", "Lech Wałęsaの演説", "Walesa"), ("case", "The Cold War ended.", "cold war"),
    ("case", "「Perestroika」と言った", "perestroika"), ("case", "a détente of sorts", "detente"),
    ("old-form", "國際聯盟の脱退", "国際連盟"), ("old-form", "滿洲の鐵道", "満州"),
    ("old-form", "満州の鉄道", "滿洲"), ("old-form", "条約の調印", "條約"),
    ("kana", "フルシチョーフ書記長", "フルシチョフ"), ("kana", "ヴェトナム戦争", "ベトナム"),
    ("kana", "条約であつた", "であった"), ("kana", "ばんざいと叫んだ", "バンザイ"),
    ("inflection", "交渉を打ち切った", "打ち切る"), ("inflection", "They withdrew.", "withdraw"),
    ("inflection", "条約を結びました", "結ぶ"), ("inflection", "Two treaties", "treaty"),
    ("spelling", "交渉の打切り", "打ち切り"), ("spelling", "The programme", "program"),
    ("spelling", "国交の取決め", "取り決め"), ("spelling", "The labour movement", "labor"),
    ("number", "十四か条の原則", "14か条"), ("number", "10万人の兵", "100000人"),
    ("date", "昭和二十年八月の降伏", "1945年8月"), ("date", "It ended in August 1945.", "昭和20年8月"),
    ("spelling", "The ceasefire held.", "cease fire"), ("spelling", "A policy maker resigned.", "policymaker"),
    ("derivation", "The treaty was ratified.", "ratification"), ("derivation", "Disarmament talks", "disarm"),
    ("name", "The USSR agreed.", "ソ連"), ("name", "ソ連は同意した。", "USSR"),
    ("name", "冷戦の終わり", "Cold War"), ("name", "СССР согласился.", "ソ連"),
    ("loanword", "ミサイルの配備", "missile"), ("loanword", "The missiles", "ミサイル"),
    ("reading", "冷戦の終わり", "れいせん"), ("reading", "雪舟の絵", "Sesshū"),
    ("reading", "The painter Sesshu", "雪舟"), ("reading", "臨済宗の寺", "Rinzai"),
)  # fmt: skip


def group(name: str) -> str:
    return next(switch.group for switch in SWITCHES if switch.name == name)


def found(text: str, question: str, known: Collection = KNOWN, **other: str) -> bool:
    library = searcher_of(document("a", text), document("b", "無関係な文章。"), collection=known)
    return documents_of(hits(library, question, **other)) == ["a"]


@pytest.mark.parametrize(("name", "text", "question"), SWITCHED)
def test_what_a_switch_lets_be_found_is_not_found_without_it(name: str, text: str, question: str) -> None:
    off = {group(name): f"-{name}"}
    others = [each for each in NAMES[group(name)] if each != name]
    assert found(text, question)
    assert not found(text, question, **off), off
    assert not found(text, question, fold="0", expand="0")
    # A text can differ in two ways at once (Cold War: capitals of a name), so that others may be needed too.
    assert found(text, question, **{group(name): ",".join((name, *others))})


def test_every_switch_has_rows_in_the_table_but_the_dictionary() -> None:
    assert {row[0] for row in SWITCHED} == {switch.name for switch in SWITCHES} - {"dictionary"}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("ソ連と米国の条約", "ソ連 条約"), ("The cold war ended.", "cold war"),
        ("國際聯盟の脱退", "國際聯盟"), ("The programme of détente", '"programme" détente'),
        ("交渉を打ち切った。", "打ち切った"), ("In August 1945 it ended.", "August 1945"),
    ],
)  # fmt: skip
def test_what_stands_as_typed_is_found_with_everything_switched_off(text: str, question: str) -> None:
    assert found(text, question, fold="0", expand="0")


@pytest.mark.parametrize(
    ("text", "question", "fold", "quoted"),
    [
        ("滿洲の鐵道", '"満州"', "-old-form", False),
        ("The Cold War", '"cold war"', "-case", False),
        ("満州の鉄道", '"満州"', "-old-form", True),
        ("The cold war", '"cold war"', "-case", True),
        ("滿洲の鐵道", '"満州"', "1", True),
        ("The Cold War", '"cold war"', "1", True),
        ("あつたこと", '"あった"', "-kana", False),
        ("physical", '"physics"', "1", False),
    ],
)
def test_a_quotation_obeys_the_switches_too(text: str, question: str, fold: str, quoted: bool) -> None:
    assert found(text, question, fold=fold) is quoted


@pytest.mark.parametrize(
    ("question", "left"), [("条約 -満州", ["new", "none", "old"]), ("条約 NOT 滿洲", ["new", "none", "old"])]
)
def test_what_is_excluded_is_excluded_by_the_switches_too(question: str, left: list[str]) -> None:
    library = searcher_of(
        document("old", "滿洲の条約。"), document("new", "満州の条約。"), document("none", "米国の条約。")
    )
    assert sorted(documents_of(hits(library, question))) == ["none"]
    kept = "new" if "滿" in question else "old"
    assert sorted(documents_of(hits(library, question, fold="-old-form"))) == sorted({"none", kept})
    assert set(left) == {"none", "old", "new"}


@pytest.mark.parametrize(
    ("group", "values", "off", "shown"),
    [
        ("expand", [], (), ""), ("fold", ["1"], (), ""),
        ("expand", ["0"], NAMES["expand"], "0"), ("fold", ["0"], NAMES["fold"], "0"),
        ("expand", ["-reading"], ("reading",), "-reading"), ("fold", ["-kana,-case"], ("case", "kana"), "-case,-kana"),
        ("expand", ["derivation", "name", "loanword", "dictionary"], ("reading",), "-reading"),
        ("fold", ["0", *NAMES["fold"]], (), ""),
        ("expand", ["0", "name"], ("derivation", *NAMES["expand"][2:]), "-derivation,-loanword,-reading,-dictionary"),
    ],
)  # fmt: skip
def test_a_parameter_says_what_is_off_in_one_way(
    group: str, values: list[str], off: tuple[str, ...], shown: str
) -> None:
    assert switched_off(group, values) == (off, ())
    assert parameter(group, off) == shown
    again, notes = read_state([("q", "x"), (group, shown)], CONFIG)
    assert (again.off, notes) == (off, ())
    assert ((group, shown) in again.pairs()) is bool(shown)


@pytest.mark.parametrize("value", ["kanji", "-nothing", "2", "name;reading"])
@pytest.mark.parametrize("group", ["expand", "fold"])
def test_a_value_that_is_no_switch_is_said_to_be_none(group: str, value: str) -> None:
    assert [note.code for note in read_state([(group, value)], CONFIG)[1]] == ["bad-value"]


# alternatives


def test_each_alternative_is_listed_and_removing_it_takes_away_just_what_it_found() -> None:
    texts = {"ja": "ソ連は同意した。", "en": "The USSR agreed.", "ru": "СССР согласился.", "no": "米国は同意した。"}
    library = searcher_of(*(document(name, text) for name, text in texts.items()), collection=KNOWN)
    page = search(library, state("ソ連"))
    assert {(each.key, each.lang) for each in page.question.expansions} == {("name:USSR", "en"), ("name:СССР", "ru")}
    assert sorted(documents_of(page.hits)) == ["en", "ja", "ru"]
    for gone, left in (("name:USSR", ["ja", "ru"]), ("name:СССР", ["en", "ja"]), ("name:NATO", ["en", "ja", "ru"])):
        assert sorted(documents_of(hits(library, "ソ連", drop=gone))) == left
    assert documents_of(hits(library, "ソ連", ("drop", "name:USSR"), ("drop", "name:СССР"))) == ["ja"]
    assert documents_of(hits(library, "ソ連", expand="-name")) == ["ja"]
    without = search(library, state("ソ連", drop="name:USSR"))
    assert "name:USSR" not in {each.key for each in without.question.expansions}


def test_removing_an_alternative_of_the_corpus_leaves_the_hits_that_do_not_need_it() -> None:
    """The hits without it are those that another clause still finds."""
    chance = random.Random(7)
    for question in ("ソ連", "Khrushchev", "冷戦", "summit", "打ち切り", "Gorbachev treaty"):
        page = whole(searcher(), state(question))
        before = {hit.id for hit in page.hits}
        for expansion in chance.sample(page.question.expansions, min(3, len(page.question.expansions))):
            after = whole(searcher(), page.state.dropping(expansion.key))
            assert {hit.id for hit in after.hits} <= before
            lost = before - {hit.id for hit in after.hits}
            for hit in page.hits:
                others = [m for m in hit.matches if m.other != expansion.text and m.via != expansion.kind]
                if hit.id in lost and " " not in question:
                    assert not others, (question, expansion, hit.matches)
            back = after.state.dropping(expansion.key)
            assert {hit.id for hit in whole(searcher(), back).hits} == before


def test_with_all_expansions_off_only_the_typed_words_are_marked() -> None:
    for question in ("ソ連", "USSR", "missile", "ミサイル", "れいせん", "Khrushchev"):
        page = whole(searcher(), state(question, expand="0"))
        assert page.question.expansions == ()
        assert not {m.via for hit in page.hits for m in hit.matches} & set(NAMES["expand"])


def test_every_expansion_counts_less_than_the_typed_word() -> None:
    library = searcher_of(
        document("typed", "ソ連は同意した。", lang="ja"), document("other", "USSR は同意した。", lang="ja"),
        document("sound", "例線は同意した。冷戦とソ連は別である。", lang="ja"), collection=KNOWN,
    )  # fmt: skip
    assert documents_of(hits(library, "ソ連"))[0] == "typed"
    assert documents_of(hits(library, "USSR"))[0] == "other"


# word or part of a word

PLACES = ("京都の会議", "東京都の議会", "東京都と京都", "京都議定書", "大阪の会議", "Kyoto")


@pytest.mark.parametrize(
    ("question", "word", "as_word", "inside", "rows"),
    [
        ("京都", "京都", 3, 1, {"京都": (3, 3), "東京都": (2, 2)}),
        ("定書", "定書", 0, 1, {"議定書": (1, 1)}),
        ("会議 京都", "京都", 1, 0, {"京都": (1, 1)}),
        ("Kyoto", "", 0, 0, {}),
    ],
)
def test_words_and_parts_of_words_are_counted_apart(
    question: str, word: str, as_word: int, inside: int, rows: dict[str, tuple[int, int]]
) -> None:
    library = searcher_of(*(document(str(n), text) for n, text in enumerate(PLACES)))
    counted = [lens for lens in word_boundaries(library, state(question)).words if lens.word == word]
    assert bool(counted) == bool(word)
    for lens in counted:
        assert (lens.as_word, lens.inside) == (as_word, inside)
        assert {row.word: (row.occurrences, row.passages) for row in lens.rows} == rows


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("ソ連 穀物", ["ソ連", "穀物"]),
        ("grain Soviet", ["grain", "Soviet"]),
        ("NATO拡大 OR summit", ["NATO拡大", "summit"]),
        ("ソ連 -穀物", []),
        ("冷戦", []),
        ("détente", []),
        ("", []),
    ],
)
def test_each_word_is_counted_by_itself_beside_the_whole_question(question: str, alone: list[str]) -> None:
    found = word_boundaries(searcher(), state(question, lang="ja"))
    assert [each.word for each in found.alone] == alone
    assert found.total == whole(searcher(), state(question, lang="ja")).total
    for each in found.alone:
        assert each.passages == whole(searcher(), state(each.word, lang="ja")).total
        assert whole(searcher(), address_state(each.address)).total == each.passages


@pytest.mark.parametrize(
    ("values", "left"),
    [
        (["京都"], ["0", "2", "3"]), (["東京都"], ["1", "2"]), (["-東京都"], ["0", "2", "3"]),
        (["-京都"], ["1", "2"]), (["京都", "東京都"], ["0", "1", "2", "3"]), (["東京　都"], ["1", "2"]),
        (["-京都", "-東京都"], []), (["大阪府"], ["0", "1", "2", "3"]),
    ],
)  # fmt: skip
def test_longer_words_are_kept_alone_or_left_out(values: list[str], left: list[str]) -> None:
    library = searcher_of(*(document(str(n), text) for n, text in enumerate(PLACES)))
    pairs = [("as", value) for value in values]
    assert sorted(documents_of(hits(library, "京都", ("expand", "0"), *pairs))) == left


@pytest.mark.parametrize("question", ["国", "核", "大統領", "連邦", "同盟", "条約 国"])
def test_every_occurrence_is_in_one_row_and_each_count_is_what_keeping_brings(question: str) -> None:
    found = word_boundaries(searcher(), state(question))
    assert found.counted == found.total == whole(searcher(), state(question)).total
    for lens in found.words:
        assert lens.as_word + lens.inside + lens.neither == found.counted
        assert lens.rows
        for row in lens.rows[:6]:
            kept = whole(searcher(), address_state(row.keep_address))
            assert kept.total == row.passages, (question, row)
            assert all(hit.matches or any(p.via for p in hit.title) or hit.headings for hit in kept.hits)


def address_state(address: str) -> SearchState:
    from urllib.parse import parse_qsl, urlsplit

    return read_state(parse_qsl(urlsplit(address).query), CONFIG)[0]


def test_the_marks_of_what_is_kept_stand_in_it() -> None:
    for hit in hits(searcher(), "国", ("as", "米国"), ("expand", "0")):
        assert {m.via for m in hit.matches} <= {"substring"}
        assert all(hit.text[m.start - 1 : m.end] == "米国" for m in hit.matches)
