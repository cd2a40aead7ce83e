"""Texts that nobody writes and a scanner, a converter or a joker may: drawn by chance, for tests and benchmarks."""

import random
from collections.abc import Iterator

from indexer.document import Span

Text = tuple[str, tuple[Span, ...]]
"""A text and its hidden spans."""

KINDS = (
    "のはをにがと国会議事堂戦争平和条約日本米ソ冷戦終結",
    "あいうえおかきくけこんがぎぐぱぴっゃゅょゎゝゞヴヵヶ",
    "アイウエオソレンーッャヴァティツィヽヾゴルバチョフ",
    "ｱｲｳｴｵｶﾞｷﾞﾊﾟﾋﾟｯｬｰ｡｢｣､･",
    "國會滿洲聯盟對獨佛參戰歸還經濟臺灣處理",
    "々〆〇ゝゞヽヾ゛゜ー・＝゠「」『』、。（）()［］",
    "\u3099\u309a\u0301\u0308\u0327\u20dd\u200d\ufe0f\U000e0101\u00ad\ufeff\u200b",
    "𠮷𠂉𪛖𫝀𩸽\U00020bb7\U0002f80f\U000323af\U0001f600\U0001d400\U00010330",
    "\x00\x01\x0b\x0c\x1c\x1f\x7f\x85\xa0\u2028\ud800\udc00\udfff\uffff\U0010ffff",
    " \t\n\r\u3000\u2003\n\n",
    "‐‑‒–—―−－─-~〜～'’‘“”`′\"",
    "0123456789０１２,.，．一二三十百千万億〇",
    "ⅠⅡⅢⅣⅫⅰ㌫㌔㍻①②½²℃№㈱ﬁﬀßæŒøłĳ",
    "abcxyzABCXYZéüñçÀŁİıАБВгдёйαβγΩςאبहिंกำ한글",
)
WORDS = (
    "U.S.", "U.S.S.R.", "US", "NATO", "cease-fire", "cold war", "Stalin's", "Tokyo", "Yōsuke", "B-52s", "100,000",
    "1,2,3", "inter-\nnational", "北大\n西洋", "ゴルバチョフ・ケナン", "帝國政府ハ「ポツダム」宣言ヲ受諾ス。",
    "對シテ", "浄瑠璃寺（じょうるりじ）",
    "(きょう、)", "メドヴェージェフ", "大西洋条約機構", "平成二十年八月十五日",
    "SALTⅡ", "スタ―リン", "国々々", "いすゞ", "か゛", "O'Neill",
)  # fmt: skip
ANY = 0x110000


def strange_texts(count: int, chance: random.Random) -> Iterator[Text]:
    """So many texts, every fifth with hidden spans."""
    for number in range(count):
        text = strange_text(chance)
        yield text, _spans(len(text), chance) if number % 5 == 0 else ()


def strange_text(chance: random.Random) -> str:
    """Up to 60 pieces of a few kinds, so that their signs meet one another, and here and there any sign at all."""
    kinds = chance.sample(KINDS, chance.randint(1, 4))
    return "".join(_piece(kinds, chance) for _ in range(chance.randint(0, 60)))


def _piece(kinds: list[str], chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < 0.1:
        return chance.choice(WORDS)
    if drawn < 0.12:
        return chr(chance.randrange(ANY))
    if drawn < 0.15:
        return chance.choice(chance.choice(kinds)) * chance.randint(2, 60)
    return chance.choice(chance.choice(kinds))


def _spans(length: int, chance: random.Random) -> tuple[Span, ...]:
    starts = [chance.randint(0, length) for _ in range(chance.randint(1, 3))]
    return tuple((start, chance.randint(start, length)) for start in starts)


def long_texts() -> Iterator[Text]:
    """Texts of 100,000 signs, and some just at the length that MeCab is given at once (japanese.MOST_SIGNS)."""
    for unit in ("大西洋条約機構の第2次会議。", "ア", "cold war ", " ", "国々ノ ", "𠮷", "\x00", "ﾊﾟ"):
        yield unit * (100_000 // len(unit)) + "核", ()
    for length in (15_999, 16_000, 16_001, 32_000):
        yield "核" * length, ((3, 5),)
        yield " " * (length - 1) + "核", ()
