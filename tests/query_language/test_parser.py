"""The query language: how questions are read, and that none of them, however odd, is an error."""

import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library import CONFIG, searcher

from search_app.limits import LIMITS
from search_app.notes import SENTENCES
from search_app.planning.planner import Planner
from search_app.planning.weights import Weights
from search_app.query_language.lexer import OPERATOR_FIELDS, QUOTES
from search_app.query_language.parser import DEEPEST, parse
from search_app.query_language.syntax import Dated, Fuzzed, Has, InYears, Quoted, Wild, Word, show

WORDS = (
    ("ソ連", "ソ連"), ("treaty", "treaty"),
    ("ソ連 穀物", "ソ連 AND 穀物"), ("arms control", "arms AND control"),
    ("ソ連　穀物", "ソ連 AND 穀物"), ("arms　control", "arms AND control"),
    (" 　ソ連\t\n穀物 　", "ソ連 AND 穀物"), ("\tarms \u00a0 control\r\n", "arms AND control"),
    ("米ソ冷戦終結", "米ソ冷戦終結"), ("Lend-Lease", "Lend-Lease"),
    ("ソ連、米国。", "ソ連、米国。"), ("U.S. policy", "U.S. AND policy"),
    ("ソ連 、 米国", "ソ連 AND 米国"), ("arms & control", "arms AND control"),
    ("ＮＡＴＯ 拡大", "ＮＡＴＯ AND 拡大"), ("don't", "don't"),
    ("ソ連\0穀物", "ソ連 AND 穀物"), ("arms\0control", "arms AND control"),
    ("米ソ：関係", "米ソ：関係"), ("note:this", "note:this"),
    ("在「ソ」大使宛", "在「ソ」大使宛"), ("「ソ」大使宛", "「ソ」大使宛"),
    ("", ""), ("　 \t", ""), ("、。・", ""), ("!? ...", ""), ("*", ""), ("？＊", ""), ("()", ""), ("（　）", ""),
    ("~1", "~1"), ("-", ""), ("－", ""), ('""', ""), ("「」", ""), ('"…"', ""),
    ("ソ連...米国", "ソ連...米国"), ("wait... what", "wait... AND what"),
)  # fmt: skip

OPERATORS = (
    ("ソ連 AND 穀物", "ソ連 AND 穀物"), ("arms AND control", "arms AND control"),
    ("ソ連 ＡＮＤ 穀物", "ソ連 AND 穀物"), ("arms ＡＮＤ control", "arms AND control"),
    ("冷戦 OR デタント", "冷戦 OR デタント"), ("Cold OR hot", "Cold OR hot"),
    ("冷戦　ＯＲ　デタント", "冷戦 OR デタント"), ("Cold ＯＲ hot", "Cold OR hot"),
    ("北方領土 NOT 漁業", "北方領土 AND NOT 漁業"), ("trade NOT grain", "trade AND NOT grain"),
    ("北方領土　ＮＯＴ　漁業", "北方領土 AND NOT 漁業"), ("trade ＮＯＴ grain", "trade AND NOT grain"),
    ("北方領土 AND NOT 漁業", "北方領土 AND NOT 漁業"), ("NOT grain", "NOT grain"),
    ("北方領土 -漁業", "北方領土 AND NOT 漁業"), ("trade -grain", "trade AND NOT grain"),
    ("北方領土　－漁業", "北方領土 AND NOT 漁業"), ("trade －grain", "trade AND NOT grain"),
    ("北方領土 −漁業", "北方領土 AND NOT 漁業"), ("trade − grain", "trade AND grain"),
    ("-漁業", "NOT 漁業"), ("-grain -wheat", "NOT grain AND NOT wheat"),
    ('北方領土 -"漁業 協定"', '北方領土 AND NOT "漁業 協定"'), ('-"grain sale"', 'NOT "grain sale"'),
    ("-「漁業」", 'NOT "漁業"'), ("-title:grain", "NOT title:grain"),
    ("NOT NOT 漁業", "漁業"), ("NOT -grain", "grain"),
    ("冷戦 and デタント", "冷戦 AND and AND デタント"), ("arms or control", "arms AND or AND control"),
    ("冷戦 OR デタント 協定", "冷戦 OR (デタント AND 協定)"), ("a1 b2 OR c3 d4", "(a1 AND b2) OR (c3 AND d4)"),
    ("冷戦 OR 雪解け OR デタント", "冷戦 OR 雪解け OR デタント"), ("-a1 OR -b2", "NOT a1 OR NOT b2"),
    ("満州 (ソ連 OR ロシア)", "満州 AND (ソ連 OR ロシア)"), ("wall (east OR west)", "wall AND (east OR west)"),
    ("満州（ソ連 OR ロシア）", "満州 AND (ソ連 OR ロシア)"), ("wall（east ＯＲ west）", "wall AND (east OR west)"),
    ("(満州 ソ連) 米国", "満州 AND ソ連 AND 米国"), ("((wall)) (east west)", "wall AND east AND west"),
    ("満州 -(ソ連 OR ロシア)", "満州 AND NOT (ソ連 OR ロシア)"), ("NOT (east west)", "NOT (east AND west)"),
    ("ソ連（1991年）", "ソ連 AND 1991年 (1991)"), ("treaty(INF)", "treaty AND INF"),
    ("ＡＮＤＹ", "ＡＮＤＹ"), ("ORDER NOTHING ANDES", "ORDER AND NOTHING AND ANDES"),
)  # fmt: skip

QUOTATIONS = (
    ('"鉄のカーテン"', '"鉄のカーテン"'), ('"arms control"', '"arms control"'),
    ("＂鉄のカーテン＂", '"鉄のカーテン"'), ("＂arms control＂", '"arms control"'),
    ("“鉄のカーテン”", '"鉄のカーテン"'), ("“arms control”", '"arms control"'),
    ("”鉄のカーテン”", '"鉄のカーテン"'), ("”arms control”", '"arms control"'),
    ("「鉄のカーテン」", '"鉄のカーテン"'), ("『arms control』", '"arms control"'),
    ("「鉄の カーテン」", '"鉄の カーテン"'), ("„arms control“", '"arms control"'),
    ("『鉄のカーテン』 演説", '"鉄のカーテン" AND 演説'), ("〝鉄のカーテン〟", '"鉄のカーテン"'),
    ("‟arms control”", '"arms control"'),
    ("«arms control»", '"arms control"'),
    ("(「鉄のカーテン」)", '"鉄のカーテン"'), ("（「arms control」）", '"arms control"'),
    ("「鉄」 「壁」", '"鉄" AND "壁"'), ('"iron" "wall"', '"iron" AND "wall"'),
    ('ソ連"穀物"', 'ソ連 AND "穀物"'), ('"arms"control', '"arms" AND control'),
    ('"ソ連 OR 米国"', '"ソ連 OR 米国"'), ('"arms AND (control"', '"arms AND (control"'),
    ('"-漁業"', '"-漁業"'), ('"wom?n gorba*"', '"wom?n gorba*"'),
    ('"title:冷戦"', '"title:冷戦"'), ('"August 1945"', '"August 1945"'),
    ('"ソ連 穀物"~5', '"ソ連 穀物"~5'), ('"arms control"~5', '"arms control"~5'),
    ("「ソ連 穀物」～５", '"ソ連 穀物"~5'), ("“arms control”～5", '"arms control"~5'),
    ('"ソ連　穀物"~>5', '"ソ連　穀物"~>5'), ('"arms control"~>5', '"arms control"~>5'),
    ('"ソ連 穀物"〜＞5', '"ソ連 穀物"~>5'), ('"arms control"~0', '"arms control"~0'),
    ('"ソ連 穀物"~999', '"ソ連 穀物"~100'), ('"arms control"~100', '"arms control"~100'),
    ('"ソ連"~5', '"ソ連"'), ('"arms"~>5', '"arms"'),
    ('"ソ連 穀物"~5 協定', '"ソ連 穀物"~5 AND 協定'), ('-"arms control"~5', 'NOT "arms control"~5'),
)  # fmt: skip

PATTERNS = (
    ("ゴルバ*", "ゴルバ*"), ("gorba*", "gorba*"),
    ("ゴルバ＊", "ゴルバ*"), ("gorba＊", "gorba*"),
    ("満*国", "満*国"), ("wom?n", "wom?n"),
    ("満?国", "満?国"), ("*shchev", "*shchev"),
    ("満？国", "満？国"), ("w?m*", "w?m*"),
    ("何年か？", "何年か"), ("when did it begin?", "when AND did AND it AND begin"),
    ("何年か?", "何年か"), ("really??", "really"),
    ("誰が始めた？？", "誰が始めた"), ("who?! ", "who?!"),
    ("ゴルバチョフ~1", "ゴルバチョフ~1"), ("Gorbachov~1", "Gorbachov~1"),
    ("ゴルバチョフ～２", "ゴルバチョフ~2"), ("Gorbachov~2", "Gorbachov~2"),
    ("ゴルバチョフ~", "ゴルバチョフ~1"), ("Gorbachov~", "Gorbachov~1"),
    ("ゴルバチョフ~9", "ゴルバチョフ~2"), ("Gorbachov~9", "Gorbachov~2"),
    ("ゴルバチョフ~0", "ゴルバチョフ"), ("Gorbachov~0", "Gorbachov"),
    ("米ソ〜米ロ", "米ソ〜米ロ"), ("a~b", "a~b"),
)  # fmt: skip

FIELD_QUESTIONS = (
    ("title:冷戦", "title:冷戦"), ("title:NATO", "title:NATO"),
    ("heading:書簡", "heading:書簡"), ("heading:letter", "heading:letter"),
    ("title：冷戦", "title:冷戦"), ("TITLE:NATO", "title:NATO"),
    ("ｔｉｔｌｅ：冷戦", "title:冷戦"), ("Heading:letter", "heading:letter"),
    ('title:"冷戦 終結"', 'title:"冷戦 終結"'), ('title:"cold war"', 'title:"cold war"'),
    ("title:「冷戦」", 'title:"冷戦"'), ("heading:“cold war”~3", 'heading:"cold war"~3'),
    ("title:冷*", "title:冷*"), ("title:gorba*", "title:gorba*"),
    ("title:ゴルバチョフ~1", "title:ゴルバチョフ~1"), ("title:Gorbachov~1", "title:Gorbachov~1"),
    ("actor:エリツィン", "actor:エリツィン"), ("actor:yeltsin", "actor:yeltsin"),
    ('actor:"ボリス・エリツィン"', "actor:ボリス・エリツィン"), ('actor:"Boris Yeltsin"', "actor:Boris Yeltsin"),
    ("era:デタント期", "era:デタント期"), ("era:detente", "era:detente"),
    ("lang:ja", "lang:ja"), ("LANG:en", "lang:en"),
    ("doc:relations-09.ja", "doc:relations-09.ja"), ("doc：nato-01.en", "doc:nato-01.en"),
    ("year:昭和20年", "year:昭和20年"), ("year:1994", "year:1994"),
    ("year:昭和20年..昭和30年", "year:昭和20年..昭和30年"), ("year:1990..1995", "year:1990..1995"),
    ("year:昭和20年..", "year:昭和20年.."), ("year:1990..", "year:1990.."),
    ("year:..昭和20年", "year:..昭和20年"), ("year:..1995", "year:..1995"),
    ("year:１９９４", "year:１９９４"), ("YEAR:1994", "year:1994"),
    ('year:"昭和20年8月"', "year:昭和20年8月"), ("year:1994-06-28", "year:1994-06-28"),
    ("1990..1995", "year:1990..1995"), ("ソ連 1990．．1995", "ソ連 AND year:1990．．1995"),
    ("穀物 lang:ja year:1972", "穀物 AND lang:ja AND year:1972"), ("-lang:en wheat", "NOT lang:en AND wheat"),
    ("(lang:ja OR lang:en) 穀物", "(lang:ja OR lang:en) AND 穀物"), ("subtitle:x", "subtitle:x"),
    ("http://example.com", '"http://example.com"'), ("13:45", "13:45"),
)  # fmt: skip

DATES = (
    ("昭和20年", "昭和20年 (1945)"), ("August 1945", "August 1945 (1945-08)"),
    ("昭和20年8月", "昭和20年8月 (1945-08)"), ("June 28, 1994", "June 28, 1994 (1994-06-28)"),
    ("昭和二十年八月十五日", "昭和二十年八月十五日 (1945-08-15)"), ("28 June 1994", "28 June 1994 (1994-06-28)"),
    ("1994年12月", "1994年12月 (1994-12)"), ("1994-06-28", "1994-06-28"),
    ("一九六二年十月", "一九六二年十月 (1962-10)"), ("October 1962", "October 1962 (1962-10)"),
    ("平成元年", "平成元年 (1989-01-08/1989-12-31)"), ("1989", "1989"),
    ("1941〜45年", "1941〜45年 (1941/1945)"), ("in 1945", "in 1945 (1945)"),
    ("昭和20年　ソ連", "昭和20年 (1945) AND ソ連"), ("Yalta August　1945", "Yalta AND August 1945 (1945-08)"),
    ("ソ連 -昭和20年", "ソ連 AND NOT 昭和20年 (1945)"), ("INF NOT May 1945", "INF AND NOT May 1945 (1945-05)"),
    ("昭和20年 OR 昭和21年", "昭和20年 (1945) OR 昭和21年 (1946)"), ("1945 OR 1946", "1945 OR 1946"),
    ("昭和20年の降伏", "昭和20年の降伏"), ("August surrender 1945", "August AND surrender AND 1945"),
    ("14か条", "14か条"), ("August", "August"),
    ("title:昭和20年", "title:昭和20年"), ("title:August 1945", "title:August AND 1945"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "shown"), WORDS + OPERATORS + QUOTATIONS + PATTERNS + FIELD_QUESTIONS + DATES
)  # fmt: skip
def test_a_question_that_can_be_meant_as_typed_is_read_so_without_a_note(question: str, shown: str) -> None:
    parsed = parse(question)
    assert (show(parsed.tree) if parsed.tree else "") == shown
    assert parsed.notes == ()


READ_OTHERWISE = (
    # question, how it is read, the notes
    ('"鉄のカーテン', '"鉄のカーテン"', ["quote-open"]), ('"arms control', '"arms control"', ["quote-open"]),
    ("「鉄のカーテン", '"鉄のカーテン"', ["quote-open"]), ("“arms control", '"arms control"', ["quote-open"]),
    ('鉄"', "鉄", ["quote-open"]), ('"', "", ["quote-open"]),
    ("(冷戦 OR デタント", "冷戦 OR デタント", ["paren-open"]), ("((east OR west)", "east OR west", ["paren-open"]),
    ("（冷戦", "冷戦", ["paren-open"]), ("wall (", "wall", ["paren-open"]),
    ("冷戦）", "冷戦", ["paren-open"]), (")wall(", "wall", ["paren-open", "paren-open"]),
    ("冷戦 AND", "冷戦", ["operator-alone"]), ("wall AND", "wall", ["operator-alone"]),
    ("冷戦　ＯＲ", "冷戦", ["operator-alone"]), ("wall OR", "wall", ["operator-alone"]),
    ("冷戦 NOT", "冷戦", ["operator-alone"]), ("wall NOT", "wall", ["operator-alone"]),
    ("AND 冷戦", "冷戦", ["operator-alone"]), ("OR wall", "wall", ["operator-alone"]),
    ("冷戦 AND AND 壁", "冷戦 AND 壁", ["operator-alone"]), ("a1 OR OR b2", "a1 OR b2", ["operator-alone"]),
    ("冷戦 AND OR 壁", "冷戦 OR 壁", ["operator-alone"]), ("a1 NOT AND b2", "a1 AND b2", ["operator-alone"]),
    ("(OR) 壁", "壁", ["operator-alone"]), ("(wall OR) east", "wall AND east", ["operator-alone"]),
    ("AND", "AND", ["operator-alone", "operators-only"]), ("OR", "OR", ["operator-alone", "operators-only"]),
    ("ＮＯＴ", "ＮＯＴ", ["operator-alone", "operators-only"]), ("wall NOT OR", "wall", ["operator-alone"] * 2),
    ("title:", "title", ["field-empty", "operators-only"]), ("TITLE： 冷戦", "冷戦", ["field-empty"]),
    ("actor:「」 冷戦", "冷戦", ["field-empty"]), ("era:(a1 OR b2)", "a1 OR b2", ["field-empty"]),
    ("year:冷戦", "冷戦", ["year-unread"]), ("year:someday", "someday", ["year-unread"]),
    ("year:1990..冷戦", "1990..冷戦", ["year-unread"]), ("year:then..1995", "then..1995", ["year-unread"]),
    ("€", "€", ["signs-only"]), ("××", "××", ["signs-only"]), ("🕊", "🕊", ["signs-only"]), ("㍿", "㍿", []),
    ("https://a.jp/b?c=1*(d)", "\"https://a.jp/b?c=1*(d)\"", []), ("www.a.jp/条約?x", "\"www.a.jp/条約?x\"", []),
    ("冷戦 ｜ 雪解け", "冷戦 OR 雪解け", []), ("war | peace", "war OR peace", []),
    ("㌔ ㈱", "㌔ AND ㈱", []),
)  # fmt: skip


@pytest.mark.parametrize(("question", "shown", "codes"), READ_OTHERWISE)
def test_what_cannot_be_meant_as_typed_is_read_otherwise_and_said(question: str, shown: str, codes: list[str]) -> None:
    parsed = parse(question)
    assert (show(parsed.tree) if parsed.tree else "") == shown
    assert [note.code for note in parsed.notes] == codes


@pytest.mark.parametrize(
    ("question", "code", "value"),
    [
        ("国" * (LIMITS.characters + 1), "query-cut", str(LIMITS.characters)),
        ("a" * (LIMITS.characters + 1), "query-cut", str(LIMITS.characters)),
        ("国 " * (LIMITS.words + 1), "too-many-words", str(LIMITS.words)),
        ("a " * (LIMITS.words + 1), "too-many-words", str(LIMITS.words)),
        ("（" * (DEEPEST + 1) + "国" + "）" * (DEEPEST + 1), "too-deep", str(DEEPEST)),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "too-deep", str(DEEPEST)),
        ("“鉄", "quote-open", "“"),
        ("wall OR", "operator-alone", "OR"),
        ("year:冷戦", "year-unread", "冷戦"),
        ("doc:", "field-empty", "doc"),
    ],
)
def test_a_note_names_what_it_speaks_of_in_both_languages(question: str, code: str, value: str) -> None:
    note = next(note for note in parse(question).notes if note.code == code)
    assert note.value == value
    assert value in note.sentence("ja") and value in note.sentence("en")
    assert note.sentence("ja") != note.sentence("en")


@pytest.mark.parametrize(
    "question", ["国" * LIMITS.characters, "a " * LIMITS.words, "(" * DEEPEST + "国" + ")" * DEEPEST]
)  # fmt: skip
def test_a_question_at_a_limit_is_read_whole(question: str) -> None:
    assert parse(question).notes == ()


def test_of_too_many_words_the_first_are_kept() -> None:
    words = [f"語{n}" for n in range(99)]
    assert parse(" ".join(words)).tree == parse(" ".join(words[: LIMITS.words])).tree


NODES = (
    ("満州", Word("満州")), ("title:NATO", Word("NATO", "title")),
    ("「満州」", Quoted("満州")), ('title:"cold war"', Quoted("cold war", part="title")),
    ('"ソ連 穀物"~>5', Quoted("ソ連 穀物", 5, True)), ('"arms control"~5', Quoted("arms control", 5)),
    ("満*国", Wild("満*国")), ("heading:gorba*", Wild("gorba*", "heading")),
    ("ゴルバチョフ~2", Fuzzed("ゴルバチョフ", 2)), ("title:wall~1", Fuzzed("wall", 1, "title")),
    ("actor:ソ連", Has("actor", "ソ連")), ("LANG:JA", Has("lang", "JA")),
)  # fmt: skip


@pytest.mark.parametrize(("question", "node"), NODES)
def test_each_form_has_its_node(question: str, node: object) -> None:
    assert parse(question).tree == node


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("year:昭和20年", "1945-01-01", "1945-12-31"),
        ("year:1994", "1994-01-01", "1994-12-31"),
        ("year:昭和20年8月..1946", "1945-08-01", "1946-12-31"),
        ("year:1990..1995", "1990-01-01", "1995-12-31"),
        ("year:1990..", "1990-01-01", None),
        ("..平成3年", None, "1991-12-31"),
    ],
)
def test_years_are_days(question: str, first: str | None, last: str | None) -> None:
    tree = parse(question).tree
    assert isinstance(tree, InYears)
    days = [date.fromordinal(day).isoformat() if day else None for day in (tree.first, tree.last)]
    assert days == [first, last]


def test_a_date_keeps_what_was_typed_and_what_it_means() -> None:
    tree = parse("June 28, 1994").tree
    assert isinstance(tree, Dated) and (tree.text, tree.span.iso) == ("June 28, 1994", "1994-06-28")


def test_every_reading_shown_is_read_the_same_again() -> None:
    plain = [row for row in WORDS + OPERATORS + QUOTATIONS + PATTERNS + FIELD_QUESTIONS if _shows_all(row[1])]
    assert len(plain) > 150
    for question, shown in plain:
        tree = parse(shown).tree
        assert tree is not None and show(tree) == shown, question


def _shows_all(shown: str) -> bool:
    """Not a date with its meaning, a value of two words, or a question mark that became a space."""
    return bool(shown) and not re.search(r"\d\)|　|actor:\S+ (?!AND|OR)", shown)


# whatever is typed

ODD = """
AND OR NOT ＡＮＤ ＯＲ ＮＯＴ - － − ( ) （ ） ~ ～5 ~>5 ~1 ~~ * ? ＊ ？ ?? ** *?* .. 1990..1995 ..1995
gorba* wom?n 満*国 満?国 title： YEAR: 米ソ：関係 : ： a:b:c 」 』 “ »
year:1994 year:昭和20年 year:昭和99年 year:0000 昭和20年 August 1945 June 28, 13月 99日
ソ連 米国 冷戦 ゴルバチョフ 14か条 打ち切り 在「ソ」大使 々 ゝゞ ー ヴァ ｿ連 か゛ ㌫ Ⅱ
cold war US U.S. NATO the of Kuril Islands Gorbachev's cease-fire Łódź Хрущёв
😀 𠮷 ﷺ ß İ ſ ① ½ １２ ٣ नमस्ते 한국 \\ ' & <b>
"""
SPACES = (" ", "　", " ", "　", " ", "\t", "\n", "\r\n", "\0", "\x07", "\x1b[31m")
HIDDEN = ("\u200b", "\u202e", "\ufeff", "\u0301", "\ufe0f", "\u2028", "\uffff", "\U000e0101")
PIECES = (*ODD.split(), *(f"{name}:" for name in OPERATOR_FIELDS), *QUOTES, *SPACES, *HIDDEN)


def _odd_question(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.70:
        return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8)))
    if kind < 0.90:
        blocks = ((0, 0x80), (0x80, 0x3100), (0x3100, 0xA000), (0xE000, 0x110000))
        return "".join(chr(chance.randrange(*chance.choice(blocks))) for _ in range(chance.randint(1, 20)))
    if kind < 0.995:
        return chance.choice(PIECES) * chance.randint(2, 30) + chance.choice(PIECES)
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(100, 600)))


def _plan(question: str) -> None:
    parsed = parse(question)
    assert all(note.code in SENTENCES for note in parsed.notes)
    planned = Planner(Weights.of(CONFIG), searcher().names, len(question) % 2 == 1).plan(parsed.tree)
    assert all(note.code in SENTENCES for note in planned.notes)
    if parsed.tree is not None:
        assert show(parsed.tree).strip()


def test_no_question_is_an_error() -> None:
    chance = random.Random(19450815)
    for _ in range(10_000):
        question = _odd_question(chance)
        try:
            _plan(question)
        except Exception as error:
            raise AssertionError(f"{question!r}: {error!r}") from error


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_at_all_is_an_error(question: str) -> None:
    _plan(question)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_question_is_read_the_same_twice(question: str) -> None:
    assert parse(question) == parse(question)
    assert parse(" " + question + "　") == parse(question + " ") or "\0" in question


def test_half_a_surrogate_pair_is_no_text_and_raises_nothing() -> None:
    tree = parse("\udcff冷戦").tree
    assert tree is not None
    show(tree).encode()


def test_a_long_row_of_minus_signs_raises_nothing() -> None:
    assert parse("-" * 999).tree is None
    assert "冷戦" in show(parse("-" * 998 + "冷戦").tree or Word(""))
