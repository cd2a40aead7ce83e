"""From a question to what is asked: what a word finds besides itself, and what makes a passage a hit."""

import pytest
from library import (
    CONFIG,
    document,
    documents_of,
    found_ids,
    hits,
    names,
    query_of,
    searcher,
    searcher_of,
    state,
)

from indexer.query import And, DateRange, Every, Not, Or, Query, Reason, Term
from search_app.planning.expansion import Expansion
from search_app.planning.planner import Planner
from search_app.planning.query_builders import own
from search_app.planning.weights import Weights
from search_app.query_language.parser import parse
from search_app.search.execution import ask
from search_app.search.results_page import search


def finds(text: str, question: str, *rows: tuple[str, ...]) -> bool:
    """Whether a question finds a passage of this text as it was asked, in a collection that knows these names."""
    library = searcher_of(document("a", text), document("b", "無関係な文章。"), collection=names(*rows))
    page = search(library, state(question))
    return documents_of(page.hits) == ["a"] and "by-words" not in {note.code for note in page.question.notes}


# names

SOVIET = ("ソビエト連邦", "ソ連", "USSR", "Soviet Union")
LEAGUE = ("国際連盟", "League of Nations")
CSCE = ("全欧安全保障協力会議", "Conference on Security and Cooperation in Europe")
OTHERS = (("米国", "U.S."), ("フルシチョフ", "Khrushchev"), ("キューバ危機", "Cuban Crisis"), ("大陸間弾道弾", "ICBM"))
KURILS = ("千島列島", "クリル諸島", "Kuril Islands")


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("The USSR ratified it.", "ソ連", True), ("ソ連は批准した。", "USSR", True),
        ("The Soviet Union ratified it.", "ソ連", True), ("ソビエト連邦は批准した。", "Soviet Union", True),
        ("The US agreed.", "米国", True), ("The U.S. agreed.", "米国", True), ("They told us so.", "米国", False),
        ("フルシチョーフは訪米した。", "Khrushchev", True), ("キューバは危機を語った。", "Cuban Crisis", False),
        ("フルシチョフの訪米", "Khrushchev's visit", False), ("フルシチョフの visit", "Khrushchev’s visit", True),
        ("大陸間弾道弾", "ICBMs", True), ("ICBMs flew.", "大陸間弾道弾", True),
        ("He knew the ussr of old.", "ソ連", False), ("米国は批准した。", "USSR", False),
        ("The Kuril Islands were occupied.", "千島列島", True), ("千島列島が占領された。", "Kuril Islands", True),
        ("The islands of the Kuril chain.", "千島列島", False), ("クリル諸島が占領された。", "Kuril　Islands", True),
        ("The islands of the Kuril chain.", "Kuril Islands", True), ("千島の列島", "Kuril Islands", False),
        ("国際連盟が抗議した。", "the League of Nations", True), ("国際連盟が抗議した。", "the league nations", False),
        ("Nations in a league.", "League of Nations", True), ("全欧安全保障協力会議", CSCE[1], True),
        ("They spoke of Kuril Islands.", '"千島列島"', False), ("千島列島が占領された。", '"Kuril Islands"', False),
        ("They spoke of Kuril Islands.", "title:千島列島", False), ("千島列島", "heading:Kuril", False),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_other_names(text: str, question: str, found: bool) -> None:
    assert finds(text, question, SOVIET, KURILS, LEAGUE, CSCE, *OTHERS) is found


@pytest.mark.parametrize(
    ("question", "typed", "other"),
    [
        ("ソ連", "ソ連", "USSR"), ("USSR", "USSR", "ソ連"),
        ("ソ連 協定", "ソ連", "Soviet Union"), ("treaty Soviet Union", "Soviet Union", "ソビエト連邦"),
        ("千島列島 占領", "千島列島", "Kuril Islands"), ("Kuril Islands treaty", "Kuril Islands", "千島列島"),
    ],
)  # fmt: skip
def test_other_names_are_listed_beside_what_was_typed(question: str, typed: str, other: str) -> None:
    library = searcher_of(document("a", "文。"), collection=names(SOVIET, KURILS))
    listed = search(library, state(question)).question.expansions
    assert {(each.kind, each.typed) for each in listed} == {("name", typed)}
    assert other in {each.text for each in listed}
    assert typed not in {each.text for each in listed}


@pytest.mark.parametrize(
    "question", ["条約", "treaty", '"ソ連"', '"USSR"', "-ソ連 条約", "treaty NOT USSR", "title:ソ連", "ソ*"]
)
def test_nothing_is_listed_where_nothing_was_added(question: str) -> None:
    library = searcher_of(document("a", "文。"), collection=names(SOVIET, KURILS))
    assert search(library, state(question)).question.expansions == ()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("条約 -ソ連", ["en"]), ("treaty -USSR", ["ja"]),
        ("条約 NOT ソ連", ["en"]), ("treaty NOT USSR", ["ja"]),
        ("条約 -(ソ連 OR 米国)", ["en"]), ("treaty -(USSR OR US)", ["ja"]),
        ("条約 -\"ソ連\"", ["en"]), ("treaty -Kuril", ["en", "ja"]),
    ],
)  # fmt: skip
def test_what_is_excluded_is_excluded_as_typed(question: str, left: list[str]) -> None:
    library = searcher_of(
        document("ja", "ソ連の条約 (treaty)。"),
        document("en", "The treaty (条約) of the USSR."),
        collection=names(SOVIET, KURILS),
    )
    assert sorted(documents_of(hits(library, question))) == left


def test_after_an_exclusion_names_are_expanded_again() -> None:
    library = searcher_of(document("a", "The USSR and grain."), collection=names(SOVIET, KURILS))
    assert documents_of(hits(library, "-千島列島 ソ連")) == ["a"]
    assert documents_of(hits(library, "ソ連 OR -千島列島")) == ["a"]


def test_a_name_that_holds_the_word_typed_is_not_another_name() -> None:
    library = searcher_of(
        document("a", "文。"), collection=names(("ゴルバチョフ", "ミハイル・ゴルバチョフ", "Gorbachev"))
    )
    [expansion] = search(library, state("ゴルバチョフ")).question.expansions
    assert expansion == Expansion("name", "ゴルバチョフ", "Gorbachev", "en")


# spellings

SPELLINGS = (
    # text, question, whether it is found
    ("十四か条の原則", "14か条", True), ("14か条の原則", "十四か条", True),
    ("14ヵ条の原則", "十四か条", True), ("１４か条の原則", "十四カ条", True),
    ("第二次世界大戦", "第2次世界大戦", True), ("第2次世界大戦", "第二次世界大戦", True),
    ("10万人の兵", "100000人", True), ("100,000人の兵", "10万人", True),
    ("十月革命", "10月革命", True), ("15か条の原則", "十四か条", False),
    ("十五か条の原則", "14か条", False), ("a 14 point plan", "十四か条", False),
    ("14箇条の原則", "14か条", True), ("十四ケ条の原則", "14か条", True), ("十四か条の原則", "14ケ条", True),
    ("1万5000人の兵", "15,000人", True), ("1万5千人の兵", "一万五千人", True), ("2千人の兵", "二千人", True),
    ("1000億ドルの債務", "一千億ドル", True), ("〇〇七便の撃墜", "007便", True), ("七便の撃墜", "007便", False),
    ("交渉を打切りとした", "打ち切り", True), ("交渉を打ち切りとした", "打切り", True),
    ("国交の取り決め", "取決め", True), ("軍の引揚げ", "引き揚げ", True),
    ("交渉を打ち切った", "打ち切り", True), ("打ち上げの日", "打ち切り", False),
    ("イエリツィン大統領", "エリツィン", True), ("エリツィン大統領", "イェリツィン", True),
    ("ヴェトナム戦争", "ベトナム", True), ("ベトナム戦争", "ヴィエトナム戦争", True),
    ("ベトナムの町に、戦争の跡", "ヴェトナム戦争", False), ("反ベトナム戦争", "反ヴェトナム戦争", True),
    ("コンピュータの時代", "コンピューター", True), ("ビルの時代", "ビール", False),
    ("ゴルバチョフ書記長", "エリツィン", False), ("サバの缶詰", "サーバー", False),
    ("滿洲國の承認", "満州国", True), ("満州国の承認", "滿洲國", True),
    ("The programme was organised.", "program organized", True), ("The program", "programmes", True),
    ("They withdrew.", "withdraw", True), ("A cease-fire held.", "ceasefire", True),
    ("A ceasefire held.", "cease-fire", True), ("containers came", "containment", False),
    ("universal suffrage", "university", False), ("The treaties", "treaty", True),
    ("The ceasefire held.", "cease fire", True), ("The cease fire held.", "ceasefires", True),
    ("The policymakers met.", "policy maker", True), ("A policy maker of note", "policymakers", True),
    ("A war ship sank.", "warship", True), ("Warships sank.", "war-ship", True),
    ("The post war order", "postwar", True),
    ("an anti-Soviet mood", "anti Soviet", True), ("the Antisoviet agitation", "anti Soviet", True),
    ("the build up of arms", "buildup", True), ("the buildup of arms", "build up", True),
    ("Fire had to cease.", "ceasefire", False), ("The ceasefire held.", "fire cease", False),
    ("It may be so.", "maybe", False), ("Maybe so.", "may be", False), ("his Tory friends", "history", False),
    ("五〇％の増加", "50 percent", True), ("50％の増加", "50 per cent", True),
    ("50 per cent of it", "五〇パーセント", True),
    ("五十パーセントの増加", "50 %", True), ("五〇キロの道", "50 km", True), ("五％の増加", "50 percent", False),
    ("the NKVD archive", "N. K. V. D.", True), ("the N. K. V. D. archive", "NKVD", True),
    ("N.K.V.D.の文書", "N. K. V. D.", True), ("the U. S. S. R. agreed", "U.S.S.R.", True),
    ("彼は然う言ふ。", "言う", True), ("彼はそう言う。", "言ふ", True), ("神といふもの", "いう", True),
    ("神というもの", "いふ", True), ("言はない人", "言わない", True), ("例へば神戸", "例えば", True),
    ("庭にゐる人", "いる", True), ("さうでせう", "でしょう", True), ("彼に従ふ者", "従う", True),
    ("父と思ふ。", "思う", True), ("行かうとした。", "行こう", True), ("家を飼ふ。", "言う", False),
)  # fmt: skip


@pytest.mark.parametrize(("text", "question", "found"), SPELLINGS)
def test_a_word_is_found_in_its_other_spellings_and_no_other_word_is(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("十四か条の原則", '"14か条"', False), ("The programme", '"program"', False),
        ("交渉を打切りとした", '"打ち切り"', False), ("They withdrew.", '"withdraw"', False),
        ("ヴェトナム戦争", '"ベトナム"', False), ("A ceasefire held.", '"cease-fire"', False),
        ("第二次世界大戦", '"第2次"', False), ("The treaties", '"treaty"', False),
        ("滿洲國の承認", '"満州国"', True), ("Lech Wałęsa", '"walesa"', True),
        ("ＮＡＴＯ拡大", '"NATO拡大"', True), ("The COLD WAR", '"cold war"', True),
        ("14ヵ条の原則", '"14か条"', True), ("cold\nwar", '"cold war"', True),
    ],
)  # fmt: skip
def test_a_quotation_is_found_in_other_letters_and_not_in_another_spelling(
    text: str, question: str, found: bool
) -> None:
    assert finds(text, question) is found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("The US agreed.", "US", True), ("米国 (US) は同意した。", "US", True),
        ("The U.S. agreed.", "US", True), ("The US agreed.", "U.S.", True),
        ("They told us so.", "US", False), ("They told us so.", "U.S.", False),
        ("They told us so.", "us", True), ("Who won?", "WHO", False),
        ("The WHO won.", "who", True), ("SALTは塩ではない。", "SALT", True),
        ("Pass the salt.", "SALT", False), ("Two ICBMs flew.", "ICBM", True),
        ("The USSR agreed.", "US", False), ("The US agreed.", '"US"', True),
        ("They told us so.", '"US"', False), ("The U.S.S.R. agreed.", "USSR", True),
    ],
)  # fmt: skip
def test_capitals_ask_for_capitals(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


PATTERNS = (
    ("ゴルバチョフ書記長", "ゴルバ*", True), ("Gorbachev resigned.", "gorba*", True),
    ("エリツィン大統領", "ゴルバ*", False), ("Yeltsin resigned.", "gorba*", False),
    ("満州国", "満*国", True), ("A woman of peace.", "wom?n", True),
    ("満州の国", "満*国", True), ("The women of peace.", "wom?n", True),
    ("国と満州", "満*国", False), ("The womb.", "wom?n", False),
    ("満州国", "満?国", True), ("Khrushchev spoke.", "*shchev", True),
    ("満国", "満?国", False), ("The wmn of peace.", "wom?n", False),
    ("満州帝国", "満?国", False), ("Khrushchev spoke.", "khru*ev", True),
    ("ヴェトナム戦争", "ヴェ*戦争", True), ("KHRUSHCHEV SPOKE", "Khru*", True),
    ("ゴルバチョフ書記長", "ゴルバチョウ~1", True), ("Gorbachev resigned.", "Gorbachov~1", True),
    ("ゴルバチョフ 書記長", "ゴルパチョフ~1", True), ("Gorbachev resigned.", "Gorbachov~", True),
    ("ゴルバチョフ 書記長", "ゴルパチョブ~1", False), ("Gorbachev resigned.", "Korbachov~1", False),
    ("ゴルバチョフ 書記長", "ゴルパチョブ~2", True), ("Gorbachev resigned.", "Korbachov~2", True),
    ("ゴルバチョフ 書記長", "ゴルバョチフ~1", True), ("Gorbachev resigned.", "Gorbahcev~1", True),
)  # fmt: skip


@pytest.mark.parametrize(("text", "question", "found"), PATTERNS)
def test_patterns_and_misspellings_work_in_both_scripts(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("昭和20年の夏", "1945", True), ("In August 1945 it ended.", "昭和20年8月", True),
        ("1945年8月15日", "昭和二十年八月十五日", True), ("On 15 August 1945 it ended.", "1945-08-15", True),
        ("1945年8月15日", "August 1945", True), ("On August 15, 1945", "昭和20年", True),
        ("1946年8月15日", "昭和20年", False), ("In August 1946", "August 1945", False),
        ("1945年9月", "1945年8月", False), ("In September 1945", "August 1945", False),
        ("1926年の末", "昭和元年", True), ("昭和元年の末", "1926年", True), ("1927年の末", "昭和元年", False),
        ("昭和20年の夏", '"1945"', False), ("In August 1945", '"昭和20年"', False),
    ],
)  # fmt: skip
def test_a_date_is_found_in_any_calendar(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("冷戦の終結", "れいせん", True), ("冷戦の終結", "reisen", True), ("停戦の合意", "れいせん", False),
        ("シベリア抑留", "しべりあよくりゅう", True), ("シベリア抑留", "shiberia yokuryū", True),
        ("シベリア鉄道", "しべりあよくりゅう", False), ("ロシアの皇帝", "roshia", True),
        ("核不拡散条約", "かくふかくさんじょうやく", True),
    ],
)  # fmt: skip
def test_a_word_is_found_by_its_reading(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("冷戦の終結", "冷戦 終結", True), ("The war is over.", "war over", True),
        ("冷戦の始まり", "冷戦 終結", False), ("The war began.", "war over", False),
        ("冷戦の始まり", "冷戦 OR 終結", True), ("The war began.", "over OR war", True),
        ("米ソの関係", "米ソ関係", True), ("The fall of a wall", "the fall of the wall", True),
        ("ロシアとアメリカ", "アメリカとロシア", True), ("To be or not to be", "to be or not to be", True),
        ("ソ連は穀物を米国から買った", '"ソ連 米国"~5', True), ("arms and their control", '"arms control"~5', True),
        ("ソ連は穀物を米国から買った", '"米国 ソ連"~5', True), ("control of arms", '"arms control"~5', True),
        ("ソ連は穀物を米国から買った", '"米国 ソ連"~>5', False), ("control of arms", '"arms control"~>5', False),
        ("ソ連は穀物を米国から買った", '"ソ連 米国"~>5', True), ("arms and their control", '"arms control"~>5', True),
        ("ソ連。東京、大阪、京都、米国", '"ソ連 米国"~2', False), ("arms a b c d control", '"arms control"~2', False),
    ],
)  # fmt: skip
def test_several_words_are_put_together_as_the_question_says(text: str, question: str, found: bool) -> None:
    assert finds(text, question) is found


def test_any_of_the_words_is_enough_if_so_asked() -> None:
    library = searcher_of(document("a", "冷戦の始まり"), document("b", "戦争の終結"), document("c", "無関係"))
    assert documents_of(hits(library, "冷戦 終結")) == []
    assert sorted(documents_of(hits(library, "冷戦 終結", match="any"))) == ["a", "b"]
    assert sorted(documents_of(hits(library, "冷戦 終結 -始まり", match="any"))) == ["b"]
    assert sorted(documents_of(hits(library, "冷戦 終結 doc:a", match="any"))) == ["a"]


# what makes a hit

JAPANESE = ("# 冷戦の手紙", "## 拡大の保証", "米国は文書を出した。", "## 別の話", "何も起きなかった。")
ENGLISH = ("# A letter", "## Grain sales", "America wrote a note.", "## The rest", "Nothing.")
LETTERS = (document("one", *JAPANESE, title="冷戦の手紙"), document("two", *ENGLISH, title="A letter"))


def texts(question: str) -> list[str]:
    return sorted(hit.text for hit in hits(searcher_of(*LETTERS), question))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        # a title alone makes a hit of the document's first passage, a heading of its section's
        ("手紙", ["米国は文書を出した。"]), ("letter", ["America wrote a note."]),
        ("冷戦の手紙", ["米国は文書を出した。"]), ('"a letter"', ["America wrote a note."]),
        ("別の話", ["何も起きなかった。"]), ("rest", ["Nothing."]),
        ("保証", ["米国は文書を出した。"]), ("grain", ["America wrote a note."]),
        ("手紙 保証", ["米国は文書を出した。"]), ("letter grain", ["America wrote a note."]),
        # beside a word of its own a passage may have the others from its title and headings
        ("手紙 何も", ["何も起きなかった。"]), ("letter nothing", ["Nothing."]),
        ("手紙 別の話", ["何も起きなかった。"]), ("letter rest", ["Nothing."]),
        ("保証 何も", []), ("grain nothing", []),
        # asked for by name, a title or heading is a hit wherever it stands above
        ("title:手紙", ["何も起きなかった。", "米国は文書を出した。"]),
        ("title:letter", ["America wrote a note.", "Nothing."]),
        ("heading:話", ["何も起きなかった。"]), ("heading:rest", ["Nothing."]),
        ("title:保証", []), ("heading:letter", []),
        ("手紙 -米国", []), ("letter -America", []),
        ("title:手紙 -米国", ["何も起きなかった。"]), ("title:letter -America", ["Nothing."]),
    ],
)  # fmt: skip
def test_a_title_lends_its_words_and_is_a_hit_but_once(question: str, found: list[str]) -> None:
    assert texts(question) == found


WORD = Reason("word", "a")
BODY, TITLE = Term("body_w", "a", WORD), Term("title_w", "a", WORD)
NAMED = Term("title_w", "a", Reason("word", "a", named=True))
HEADING = Term("heading_g", "a", Reason("literal", "a"))
OPENED = And((TITLE, Term("opens", "document")))


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        (BODY, BODY),
        (TITLE, OPENED),
        (NAMED, NAMED),
        (HEADING, And((HEADING, Term("opens", "section")))),
        (Or((BODY, TITLE)), Or((BODY, OPENED))),
        (And((BODY, TITLE)), Or((BODY, OPENED))),
        (And((BODY, Every())), BODY),
        (Or((BODY, Every())), None),
        (Every(), None),
        (Not(BODY), None),
        (Term("lang", "ja"), None),
        (DateRange(1, 2), None),
        (And((Term("lang", "ja"), Not(BODY))), None),
    ],
)
def test_what_a_passage_must_have_itself(query: Query, needed: Query | None) -> None:
    assert own(query) == needed


def test_a_question_without_words_finds_everything() -> None:
    assert Planner(Weights.of(CONFIG), searcher().names).plan(parse("").tree).query == Every()
    assert len(found_ids(searcher(), query_of(searcher(), ""))) == searcher().library.engine.count()


@pytest.mark.parametrize(
    ("question", "value"),
    [("actor:だれか", "だれか"), ("actor:nobody", "nobody"), ("era:江戸", "江戸"), ("era:edo", "edo")],
)
def test_an_unknown_name_in_a_field_finds_nothing_and_says_so(question: str, value: str) -> None:
    asked = ask(searcher(), state(question))
    assert (asked.notes[0].code, asked.notes[0].value) == ("unknown-name", value)
    assert {note.code for note in asked.notes[1:]} <= {"nearest-names"}
    assert not found_ids(searcher(), asked.query)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("actor:エリツィン", "actor:yeltsin"), ("actor:Yeltsin", "actor:yeltsin"),
        ('actor:"ボリス・エリツィン"', "actor:YELTSIN"), ('actor:"Boris Yeltsin"', "actor:yeltsin"),
        ("era:デタント期", "era:detente"), ('era:"Détente era"', "era:detente"),
        ("lang:JA", "lang:ja"), ("LANG:En", "lang:en"),
        ("year:昭和47年", "year:1972"), ("year:S47", "year:1972"),
        ("year:昭和20年..昭和30年", "year:1945..1955"), ("1990..1995", "year:1990..1995"),
    ],
)  # fmt: skip
def test_a_field_takes_ids_and_names_alike(one: str, other: str) -> None:
    found = found_ids(searcher(), query_of(searcher(), one))
    assert found
    assert found == found_ids(searcher(), query_of(searcher(), other))
