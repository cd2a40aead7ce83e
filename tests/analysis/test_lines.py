"""The lines that go into an index are what `analyze` says of the same text, whatever the text."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import analyze, finished_layers
from indexer.terms import GAP, STACK, finished, length, places, together

TEXTS = (
    "",
    "。。。",
    "冷戦は、1989年に終結した。",
    "NATO拡大と「大西洋」条約　第2次大戦\n\nソ連",
    "N. K. V. D.とJ・F・ケネディ、五〇％・一・五倍、500km、明白々々、いろ／＼",
    "Gorʹkiĭ soi\ufe20u\ufe21z disarma\u00ad\nment ſeſſion",
    "Cold-war cease-fire; U.S. policy toward the U.S.S.R., US and us.",
    "帝國政府ハ「ポツダム」宣言ヲ受諾ス。",
    "国々の・ミハイル・ゴルバチョフ書記長（ごるばちょふ）、浄瑠璃寺（じょうるりじ）",
    "B29がTokyoを爆撃、100,000人。Yōsuke Matsuoka",
    "日ソ  NATO _ 中立\t条約 ﾍﾞﾙﾘﾝ Ⅱ か゛",
    "、\U000323af。",  # a kanji that is younger than the Unicode of Python 3.11
    "スタ―リン-チャーチル inter-\nnational 北大西\n洋",
)


def agree(text: str, hidden: tuple[tuple[int, int], ...] = ()) -> None:
    lines, analysis = finished_layers(text, hidden), analyze(text, hidden)
    assert lines.w == finished(analysis.w)
    assert lines.g == finished(analysis.g)
    assert Counter(lines.v.split()) == Counter(token.text for token in analysis.v)


@pytest.mark.parametrize("text", TEXTS)
def test_lines_hold_the_terms_of_the_analysis(text: str) -> None:
    agree(text)


def test_hidden_spans_are_passed_over_in_lines_too() -> None:
    agree("大西[12]洋とcold war[3]s", ((2, 6), (15, 18)))


WORDS = ("cold", "U.S.", "ゴルバチョフ", "’", "\u3000", "𠮷", "ﾍﾞ")
SIGNS = st.sampled_from([*"核兵器ソ連はのヲニ国々ー・「」。、（） \n\t-'.,_12Ab", *WORDS])


@settings(max_examples=400)
@given(st.lists(SIGNS, max_size=30).map("".join))
def test_lines_and_analysis_agree_on_any_text(text: str) -> None:
    agree(text)


def test_a_line_says_where_each_term_stands() -> None:
    line = f"cold war {GAP} us{STACK}US policy"
    assert list(places(line)) == [("cold", 0), ("war", 1), ("us", 3), ("US", 3), ("policy", 4)]
    assert length(line) == 6
    assert list(places("")) == []
    assert length("") == 0
    assert together(["cold war", "", "冷戦"], 2) == f"cold war {GAP} {GAP} 冷戦"
