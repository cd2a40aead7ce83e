"""What different spellings of one word share: the key of a katakana name, fewer okurigana, historical kana usage."""

import re
from functools import lru_cache
from itertools import product

_PLAIN = str.maketrans("ァィゥェォャュョヮヰヱヲヂヅ", "アイウエオヤユヨワイエオジズ")
_DIGRAPHS = (
    ("イエ", "エ"), ("ウエ", "エ"), ("ヴア", "バ"), ("ヴイエ", "ベ"), ("ヴイ", "ビ"), ("ヴエ", "ベ"), ("ヴオ", "ボ"), ("ヴ", "ブ"),
    ("ツイ", "チ"), ("テイ", "チ"), ("デイ", "ジ"), ("トウ", "ト"), ("ドウ", "ド"), ("シエ", "セ"), ("ジエ", "ゼ"), ("チエ", "テ"),
    ("フア", "ハ"), ("フイ", "ヒ"), ("フエ", "ヘ"), ("フオ", "ホ"),
)  # fmt: skip
"""Read in large kana, as all was printed before the war: チエコスロヴアキア, ヴイシンスキー."""
_DROPPED = str.maketrans("", "", "ーッ・")
_I_ROW = "イキシチニヒミリギジビピ"
_AFTER_I = re.compile(f"(?<=[{_I_ROW}])ア")
_FINAL_I = re.compile(f"(?<=[{_I_ROW}])イ$")

SHORTEST = 3
"""Never below three characters: サバ is not サーバー, and ビル is not ビール (length counted without ー)."""


@lru_cache(maxsize=50_000)
def katakana_key(word: str) -> str:
    """What the renderings of one foreign word share; empty where the word is too short to tell.

    イエリツィン = エリツイン = エリツィン, ヴェトナム = ベトナム, コンピュータ = コンピューター.
    """
    key = word.translate(_PLAIN)
    for written, shared in _DIGRAPHS:
        if written in key:
            key = key.replace(written, shared)
    key = key.translate(_DROPPED)
    key = _FINAL_I.sub("", _AFTER_I.sub("ヤ", key))
    return "k:" + key if len(word.replace("ー", "")) >= SHORTEST else ""


_OKURIGANA = re.compile("(?<=[一-鿿])[ぁ-ん]{1,2}(?=[一-鿿]|$)")


def other_okurigana(word: str) -> tuple[str, ...]:
    """A compound word with fewer of its okurigana: 打ち切り -> 打切り, 打ち切, 打切 (allowed by 通則 6 and 7 of the
    Cabinet's notice on okurigana, 1973). MeCab cuts some of these (打|切り), so they are looked for as they stand."""
    if not re.fullmatch("[一-鿿][ぁ-ん]{1,2}[一-鿿]+[ぁ-ん]{0,2}", word):
        return ()
    pieces = _OKURIGANA.split(word)
    kana = [*_OKURIGANA.findall(word), ""]
    rows = product(*([k, ""] if k else [""] for k in kana[: len(pieces)]))
    found = ("".join(part for pair in zip(pieces, row, strict=True) for part in pair) for row in rows)
    return tuple(other for other in dict.fromkeys(found) if other != word)


_USAGE = (
    dict(zip("わいうえお", "はひふへほ", strict=True)),
    dict(zip("はひふへほ", "わいうえお", strict=True)),
    dict(zip("いえ", "ゐゑ", strict=True)),
    dict(zip("ゐゑ", "いえ", strict=True)),
)
"""Modern kana -> historical and back: inside of a word 言う is 言ふ, 例えば 例へば (ハ行); also at its beginning いる is ゐる
(ワ行). Cabinet notice on modern kana usage, 1986, appendix."""

_INSIDE = _USAGE[:2]
_SYLLABLES = (("しょう", "せう"), ("せう", "しょう"))
"""でしょう, でせう; ましょう, ませう."""
LONGEST_USAGE = 8
"""A longer text is a sentence, in which は and へ are particles."""


def other_kana_usage(word: str) -> tuple[str, ...]:
    """A word in historical kana usage and in modern, one sign or all changed: 言う -> 言ふ, 云はば -> 云わば. MeCab knows the
    verbs, but not 言ふ among the words that nobody searches, nor 例へば."""
    if len(word) > LONGEST_USAGE:
        return ()
    found: dict[str, None] = {}
    for table in _USAGE:
        places = [place for place, sign in enumerate(word) if sign in table and (place or table not in _INSIDE)]
        for chosen in ([place] for place in places) if len(places) < 2 else (*([place] for place in places), places):
            found["".join(table[sign] if place in chosen else sign for place, sign in enumerate(word))] = None
    found |= {word.replace(long, other): None for long, other in _SYLLABLES if long in word}
    return tuple(found)
