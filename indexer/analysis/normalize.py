"""Canonical text, which undoes what typesetting, typing and copying did to a text, with a way back to what was written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexer.analysis.numerals import number_value
from indexer.document import Span

DATA = Path(__file__).with_name("data")

KANA = "ぁ-ゖァ-ヺー"
KANJI = "々〆〇㐀-䶿一-鿿\ufa0e-\ufa29\U00020000-\U000323af"
"""U+FA0E to FA29 hold the few compatibility ideographs that NFKC leaves alone (\ufa11)."""
CJK = KANA + "ゝゞヽヾ" + KANJI
DASHES = "‐‑‒–—―−－─"
"""Dashes that are typed for one another; the ASCII hyphen-minus joins them in the literal layer."""
WORD = 40
"""Characters of a text that may be a word of a question, which is asked for again and again."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """A text as it is analysed. `starts[i]` and `ends[i]` bound the written form of `text[i]`; both are None
    where nothing moved."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The original offsets of `text[start:end]`, which must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def begin(self, place: int) -> int:
        """Where the character at `place` begins in the original."""
        return place if self.starts is None else self.starts[place]


def canonical(text: str, hidden: Iterable[Span] = ()) -> Canonical:
    """The text that is analysed, without the `hidden` spans, and its map back to `text`; that of a word of a question
    is remembered."""
    return _word(text) if hidden == () and len(text) <= WORD else _canonical(_without(text, hidden))


@lru_cache(maxsize=4_096)
def _word(text: str) -> Canonical:
    return _canonical(Canonical(text))


def _canonical(result: Canonical) -> Canonical:
    strange = _STRANGE.search(result.text) is not None
    if not strange and not _SIGNED.search(result.text):
        return result
    for rule in RULES:
        if rule.concerns(result.text, strange) and rule.pattern.search(result.text):
            result = _substitute(result, rule.pattern, rule.replace)
    return result


def canonical_text(text: str, hidden: Iterable[Span] = ()) -> str:
    """The text of `canonical` without the way back, for those who have thousands to read."""
    spans = tuple(hidden)
    text = _without(text, spans).text if spans else text
    strange = _STRANGE.search(text) is not None
    for rule in RULES:
        if rule.concerns(text, strange):
            text = rule.pattern.sub(rule.replace, text)
    return text


def _without(text: str, hidden: Iterable[Span]) -> Canonical:
    spans = sorted(hidden)
    if not spans:
        return Canonical(text)
    kept: list[int] = []
    position = 0
    for start, end in spans:
        kept.extend(range(position, max(position, start)))
        position = max(position, end)
    kept.extend(range(position, len(text)))
    return Canonical("".join(text[i] for i in kept), kept, [i + 1 for i in kept])


Change = tuple[int, int, str]
"""Where a match begins and ends, and what stands for it."""


def _substitute(source: Canonical, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Canonical:
    """Like re.sub, carrying the map along; a replacement of another length maps to the whole match."""
    changes = [(*match.span(), replace(match)) for match in pattern.finditer(source.text)]
    text = _changed(source.text, changes)
    if all(len(new) == end - begin for begin, end, new in changes):
        return Canonical(text, source.starts, source.ends)
    starts = source.starts if source.starts is not None else list(range(len(source.text)))
    ends = source.ends if source.ends is not None else list(range(1, len(source.text) + 1))
    return Canonical(text, _moved(starts, changes, 0), _moved(ends, changes, -1))


def _changed(text: str, changes: Iterable[Change]) -> str:
    pieces: list[str] = []
    last = 0
    for begin, end, new in changes:
        pieces += (text[last:begin], new)
        last = end
    return "".join((*pieces, text[last:]))


def _moved(places: list[int], changes: Iterable[Change], edge: int) -> list[int]:
    """One side of the map: characters of a replacement have the first or the last place of what it replaces."""
    moved: list[int] = []
    last = 0
    for begin, end, new in changes:
        moved += places[last:begin]
        moved += places[begin:end] if len(new) == end - begin else [places[begin:end][edge]] * len(new)
        last = end
    return moved + places[last:]


def pairs(name: str) -> dict[str, str]:
    """The rows of a table in data/: first column -> second column."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


RADICALS = pairs("radicals.tsv")
"""⻑ -> 長, ⺠ -> 民: one character for one."""

_COMBINING = "\u0300-\u036f\u3099-\u309c\ufe20-\ufe2f\uff9e\uff9f"
_PLAIN = "\t\n -~ÀÁ-ɏЀ-ӿ　、。〃々〆〇〈-】〔〕ぁ-ゖゝゞァ-ヺ・ーヽヾ一-鿿‐-―“”‘’…" + "".join(DASHES.replace("－", ""))
_SPECIAL = {"゛": "\u3099", "゜": "\u309a", "\u3000": " "}
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "〟": '"', "〝": '"'}
)
_LIGATURES = {
    "ß": "ss", "ſ": "s", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ĳ": "ij",
}  # fmt: skip
VOICED = dict(
    zip(
        "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ",
        "がぎぐげござじずぜぞだぢづでどばびぶべぼガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        strict=True,
    )
)
_VOICED_MARKS = {"〴〵", "〲", "／″＼", "／゛＼", '／"＼', "／”＼"}


@lru_cache(maxsize=65536)
def _compatible(cluster: str) -> str:
    """NFKC of one character and its marks: ㌫ -> パーセント, ｺﾞ -> ゴ, か゛ -> が (NFKC alone leaves か ゛)."""
    marked = "".join(_SPECIAL.get(c, c) for c in cluster)
    return unicodedata.normalize("NFKC", marked).translate(_QUOTES)


def _roman(match: re.Match[str]) -> str:
    """SALTⅡ -> SALT II: a space keeps the numeral apart from the letter before it."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    return (" " if before.isalpha() else "") + unicodedata.normalize("NFKC", match[0])


def _drop(match: re.Match[str]) -> str:
    return ""


def _doubled(match: re.Match[str]) -> str:
    """いろ〳〵 -> いろいろ, しみ／″＼ -> しみじみ."""
    word, sign = match[1], match[2]
    return word + (VOICED.get(word[0], word[0]) if sign in _VOICED_MARKS else word[0]) + word[1:]


def _initials(match: re.Match[str]) -> str:
    """N. K. V. D. -> N.K.V.D., J・F・ -> J.F."""
    return re.sub("・ ?", ".", match[0]).replace(" ", "")


_FIGURES = "0-9〇一二三四五六七八九十百千"
_MEASURES = "倍|割|ポイント|度|万|億|兆|[%％]|パーセント|キロ|トン|メートル|センチ|ミリ|グラム|リットル|ヘクタール|平方|立方|[kcm]?m|k?g"
"""What follows a number with a fraction."""


def _decimal(match: re.Match[str]) -> str:
    """一二・五 -> 12.5."""
    whole, fraction = number_value(match[1]), [number_value(figure) for figure in match[2]]
    return match[0] if whole is None else f"{whole}.{''.join(map(str, fraction))}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what stands for its matches. A text with none of `signs` has none; without any named, one of plain
    characters alone."""

    signs: Sequence[str]
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]

    def concerns(self, text: str, strange: bool) -> bool:
        """Whether a text may have a match; to look for a sign or two is quicker than the pattern."""
        return any(sign in text for sign in self.signs) if self.signs else strange


_STRANGE = re.compile(f"[^{_PLAIN}]")

RULES: tuple[Rule, ...] = (
    # MeCab would end at a NUL; half of a surrogate pair is no character, and nothing can write it.
    Rule("", re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"), lambda m: " "),
    # disarma\u00ad⏎ment: a soft hyphen that was needed ends a line; the rest of the word goes on in the next.
    Rule("\u00ad", re.compile("(?<=[A-Za-zÀ-ɏ])\u00ad+[ \t]*\n[ \t]*(?=[a-zß-ɏ])"), _drop),
    # Soft hyphens, zero-width characters, byte order marks and variation selectors are typesetting.
    Rule("", re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+"), _drop),
    Rule("", re.compile("[Ⅰ-Ⅻⅰ-ⅻ]"), _roman),
    # ⻑官 -> 長官, ⻄洋 -> 西洋: fonts of PDFs write radicals for the ideographs that look like them.
    Rule("", re.compile("[⺀-⿟]"), lambda m: RADICALS.get(m[0], m[0])),
    # スタ―リン: a dash typed for the long vowel mark. An ASCII hyphen may be a real one (サン-テグジュペリ).
    Rule(DASHES, re.compile(f"(?<=[ァ-ヺーｦ-ﾟ])[{DASHES}](?=[ァ-ヺｦ-ﾝ])"), lambda m: "ー"),
    # Gorʹkiĭ -> Gorkiĭ, soi︠u︡z -> soiuz: libraries transliterate ь, ъ and two letters for one by marks that are typed
    # by nobody else. ʼ, which may be an apostrophe, stays.
    Rule("ʹʺ\ufe20\ufe21\u0361", re.compile("[ʹʺ\ufe20\ufe21\u0361]"), _drop),
    # 各〻 -> 各々, いろ／＼ -> いろいろ, しみ／″＼ -> しみじみ: marks of vertical type, and what plain texts write for them.
    Rule("〻", re.compile("〻"), lambda m: "々"),
    Rule("＼", re.compile(f'([{CJK}]{{2}})(／＼|／[″゛"”]＼)'), _doubled),
    Rule("", re.compile(f"[^{_PLAIN}{_COMBINING}][{_COMBINING}]*|.[{_COMBINING}]+"), lambda m: _compatible(m[0])),
    Rule("’‘“”‛′`", re.compile("[’‘“”‛′`]"), lambda m: m[0].translate(_QUOTES)),
    Rule("".join(_LIGATURES), re.compile(f"[{''.join(_LIGATURES)}]"), lambda m: _LIGATURES[m[0]]),
    # 北大西⏎洋条約: a single line break between Japanese characters is the printer's, a blank line is not.
    Rule("\n", re.compile(f"(?<=[{CJK}])[ \t]*\n[ \t]*(?=[{CJK}])"), _drop),
    # いろ〳〵 -> いろいろ, つく〴〵 -> つくづく: the long signs repeat two characters as a rule.
    Rule("〳〴〱〲", re.compile(f"([{CJK}]{{2}})(〳〵|〴〵|〱|〲)"), _doubled),
    # 明白々々 -> 明白明白, 一つ々々 -> 一つ一つ: two marks repeat two characters; those of 前々々回 repeat one, as does a third:
    # what a text has with three marks is found by two.
    Rule("々", re.compile(f"々々(?<=[{KANJI}][{CJK}]..)(?<=([^々])([^々])..)"), lambda m: m[1] + m[2]),
    # N. K. V. D. -> N.K.V.D., J・F・ケネディ -> J.F.ケネディ: initials are written close, with spaces or with middle dots.
    Rule(".", re.compile(r"[A-Z](?<![A-Za-z].)\.(?: [A-Z]\.)+"), _initials),
    Rule("・", re.compile(r"[A-Z](?<![A-Za-z].)・(?:[A-Z]・)+(?:[A-Z](?![A-Za-z]))?"), _initials),
    # 一・五倍, １・５倍 -> 1.5倍; 二・二六事件 is a day, 二・三人 are two or three.
    Rule(
        "・",
        re.compile(f"([{_FIGURES}](?<![{_FIGURES}・].)[{_FIGURES}]*)・([0-9〇一二三四五六七八九]+)(?={_MEASURES})"),
        _decimal,
    ),
    # 五〇％, 五〇 % -> 五〇 percent: so a sign is found as the word.
    Rule("%", re.compile(f"(?<=[{_FIGURES}])[ \u00a0]?%(?![0-9A-Za-z])"), lambda m: " percent"),
    # inter-⏎national
    Rule("\n", re.compile("(?<=[A-Za-z])[-‐]\n[ \t]*(?=[a-z])"), _drop),
    # 100,000 -> 100000; a digit is looked for before what may not stand before it, which is quicker.
    Rule(",", re.compile(r"\d(?<!\d\d)(?<!\d[,.]\d)\d{0,2}(?:,\d{3})+(?!\d|,\d)"), lambda m: m[0].replace(",", "")),
)


_SIGNED = re.compile("|".join(sorted({re.escape(sign) for rule in RULES for sign in rule.signs})))
