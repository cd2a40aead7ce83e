"""Spans that a saved page shows beside its words, to be shown but not searched."""

import re
from collections.abc import Iterable

from indexer.document import Block, Span

NOTE_MARK = re.compile(
    r"""
      \[ (?: \d{1,3}                                        # [12]
           | (?:注釈?|註釈?|脚注|出典|訳注|note|nb|lower-alpha)\s?\d{1,3}   # [注釈 3] [note 3]
           | 要(?:出典|検証|説明|追記|[^\[\]]{0,4}ページ番号)[^\[\]]{0,12}   # [要出典] [要出典範囲]
           | (?:誰|いつ|どこ|何|どれ)(?:が|に|で|の|によって)?[?？] | 疑問点[^\[\]]{0,8}
           | citation\ needed | clarification\ needed | who\? | when\? | where\? | by\ whom\? | page\ needed
         ) \]
      (?: :\s?\d+(?:\s?[-–,、]\s?\d+)* )?                   # [83]:117
    """,
    re.VERBOSE | re.IGNORECASE,
)

LANGUAGES = (
    "英語|ロシア語|ドイツ語|フランス語|イタリア語|スペイン語|ポルトガル語|オランダ語|ポーランド語|ウクライナ語|ベラルーシ語|中国語"
    "|朝鮮語|韓国語|チェコ語|スロバキア語|スウェーデン語|フィンランド語|ノルウェー語|デンマーク語|ハンガリー語|トルコ語|アラビア語"
    "|ヘブライ語|ペルシア語|ラテン語|ルーマニア語|ブルガリア語|セルビア語|クロアチア語|ラトビア語|リトアニア語|エストニア語"
    "|グルジア語|アルメニア語|ギリシア語|ギリシャ語|ベトナム語|タイ語|モンゴル語|インドネシア語"
)
EDITION = re.compile(rf"(?<=[ァ-ヺー一-鿿々A-Za-z0-9])(?:{LANGUAGES})版(?!を(?:出|刊|発|公|訳|翻))")
"""`米国救援局英語版(ARA)`: the mark of a link to another Wikipedia, glued to a name. `の英語版を出版` has a particle
before it and stays a word."""

WORD_BEFORE_EDITION = (
    "公式", "改訂", "完全", "簡易", "電子", "最新", "現代", "同時", "新聞", "日報", "時報", "雑誌", "辞典", "事典",
    "書籍", "論文", "報告書", "簡体字", "繁体字", "サイト", "ページ", "ゲーム", "ソフト", "ペディア", "pedia",
)  # fmt: skip
"""Words with which the edition is really meant: 人民日報英語版, 改訂英語版, ウィキペディア英語版."""


def residue(text: str) -> tuple[Span, ...]:
    """The note marks and link marks of a saved encyclopedia article."""
    marks = [match.span() for match in NOTE_MARK.finditer(text)] if "[" in text else []
    editions = (match.span() for match in (EDITION.finditer(text) if "語版" in text else ()))
    marks += (span for span in editions if not text.endswith(WORD_BEFORE_EDITION, 0, span[0]))
    return joined(marks)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one: `[8]` and `[9]` of `[8][9]`."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            start, end = result[-1][0], max(end, result.pop()[1])
        result.append((start, end))
    return tuple(result)


def without(text: str, hidden: Iterable[Span]) -> str:
    """The part of a text that is searched."""
    kept, position = [], 0
    for start, end in hidden:
        kept.append(text[position:start])
        position = end
    return "".join(kept) + text[position:]


def paragraph(text: str, hidden: Iterable[Span] = ()) -> Block:
    """A paragraph, with the residue in it hidden besides what is hidden already."""
    return Block(text, 0, joined((*hidden, *residue(text))))


def heading(text: str, level: int) -> Block:
    """A heading, on one line: what is hidden in a paragraph is left out of it, for it is shown in paths and menus."""
    return Block(" ".join(without(text, residue(text)).split()), min(level, 6))
