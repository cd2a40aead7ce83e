"""Japanese words: MeCab with UniDic cuts, and a table says in which form each word is searched.

UniDic's `lemma` unites okurigana, kana and katakana renderings, and is wrong for names, so it is never used
raw; see FORMS. The only door to fugashi.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from typing import NamedTuple

import fugashi
import unidic_lite

from indexer.analysis.folds import new_forms

DICTIONARY = f"unidic-lite {version('unidic-lite')}"
DICTIONARY_FOLDER: str = unidic_lite.DICDIR

CASE = frozenset({"格助詞", "係助詞", "終助詞"})
STOP_POS = frozenset({"助詞", "助動詞", "補助記号", "空白", "感動詞"})
STOP_LEMMAS = frozenset({
    "つく", "為る", "有る", "居る", "成る", "事", "物", "者-もの", "言う", "因る", "就く", "関する", "於く", "対する", "拠る",
    "依る", "此の", "其の", "其れ", "此れ", "為", "様", "所", "巡る", "亘る", "伴う", "通ずる", "通じる", "基づく", "際する",
    "当たる", "仕舞う", "頂く", "下さる", "御座る", "出来る", "以て",
})  # fmt: skip
"""Function words that a question and a text differ in by style alone: 米ソの関係 = 米ソ関係."""

POS, POS2, LEMMA, ORTH_BASE, GOSHU, KANA = 0, 1, 7, 10, 12, 17


class Word(NamedTuple):
    """One word of MeCab's cut: what it is searched as, and where it stands in the analysed text.

    `reading` is its kana, empty where unknown or where nothing in the word is kanji. `origin` is the word of another
    language that a katakana word comes from. `conjunction` marks と and や between equals (ロシアとアメリカ). `name`
    marks what UniDic knows as a person's, a place's or another name, `case` the particles that make a sentence of
    words (を, が, は, か), not those that join nouns (の, と). `sound` is the reading, or the word itself in katakana,
    where it is content.
    """

    term: str
    start: int
    end: int
    reading: str = ""
    origin: str = ""
    content: bool = True
    conjunction: bool = False
    name: bool = False
    case: bool = False
    sound: str = ""


_KANJI = re.compile("[々一-鿿㐀-䶿]")
_LETTER = re.compile(r"[^\W_]")
"""UniDic takes some signs for nouns: the ' of Soviets'."""
_KATAKANA_ONLY = re.compile("[ァ-ヺー]+")

_VERB_STEM_ENDINGS = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))


def _noun_of_verb(lemma: str, conjugation: str) -> str:
    """The form a verb shares with the noun made of it: 封じ込める -> 封じ込め, 話し合う -> 話し合い."""
    if "一段" in conjugation or "二段" in conjugation:  # 考へらる too: its lemma is 考える
        return lemma[:-1]
    return lemma[:-1] + _VERB_STEM_ENDINGS.get(lemma[-1:], lemma[-1:])


def _form(surface: str, features: list[str]) -> str:
    """The term of a word, by the first rule that fits."""
    if len(features) <= ORTH_BASE:
        return surface  # unknown to UniDic: メドヴェージェフ
    lemma = features[LEMMA].partition("-")[0] or surface
    base = features[ORTH_BASE] or surface
    if features[GOSHU] == "固" and _KANJI.search(surface):
        return base  # a name's lemma is its reading: 伊藤 = 伊東 = イトウ
    if _KATAKANA_ONLY.fullmatch(surface) and _KANJI.search(lemma):
        return base  # ミチ is not 未知, ケン is not 軒
    if features[POS] == "動詞":
        noun = _noun_of_verb(lemma, features[4])
        if len(noun) > 1 or features[POS2] == "一般":
            return noun  # also 終わる, an auxiliary to UniDic; but 見る is not the noun 見
    return lemma


LINE = r"%M\t%H\n"
"""MeCab's output format: a word with the spaces before it, its features. One string for a whole text costs a fraction
of asking each word for its features."""


@cache
def _tagger() -> fugashi.GenericTagger:
    formats = f"-O '' -F '{LINE}' -U '{LINE}' -E ''"
    return fugashi.GenericTagger(f'{formats} -r "{DICTIONARY_FOLDER}/mecabrc" -d "{DICTIONARY_FOLDER}"')


class Kind(NamedTuple):
    """What a Word has besides its place: what one line of MeCab's output says.

    `size` counts the characters of the word and the `lead` spaces before it.
    """

    size: int
    lead: int
    term: str
    reading: str
    origin: str
    content: bool
    conjunction: bool
    name: bool
    case: bool
    sound: str


def kind_of(line: str) -> Kind:
    """What one line of MeCab's output says."""
    written, _, feature = line.rpartition("\t")
    surface = written.lstrip() or written
    features = feature.split(",")
    lemma = features[LEMMA] if len(features) > LEMMA else ""
    content = features[POS] not in STOP_POS and lemma not in STOP_LEMMAS and _LETTER.search(surface) is not None
    conjunction = features[POS] == "助詞" and surface in ("と", "や", "及び", "および")
    reading = features[KANA] if len(features) > KANA and _KANJI.search(surface) else ""
    name = features[POS2] == "固有名詞"
    case = features[POS] == "助詞" and features[POS2] in CASE and surface not in ("の", "と")
    sound = reading or (surface if _KATAKANA_ONLY.fullmatch(surface) else "")
    return Kind(
        len(written), len(written) - len(surface), _form(surface, features), reading, _origin(lemma, features),
        content, conjunction, name, case, sound if content else "",
    )  # fmt: skip


class _Kinds(dict[str, Kind]):
    """Line -> Kind. Words recur, so nine lines of ten are known; the rare ones are forgotten together with the rest
    when there are too many."""

    most = 200_000

    def __missing__(self, line: str) -> Kind:
        if len(self) >= self.most:
            self.clear()
        self[line] = found = kind_of(line)
        return found


_kinds = _Kinds()


def kinds(text: str) -> list[Kind]:
    """The words of `text` (see `prepare`) without their places; their sizes follow one another from its beginning."""
    if len(text) > MOST_SIGNS:
        return list(_kinds_in_parts(text))
    lines: list[str] = _tagger().parse(text).split("\n")
    if not lines[-1]:
        lines.pop()
    return list(map(_kinds.__getitem__, lines))


MOST_SIGNS = 16_000
"""MeCab counts the bytes of a word and the spaces before it in 16 bits, and a sign has up to four."""


def _kinds_in_parts(text: str) -> Iterator[Kind]:
    """The words of a text that is too long for MeCab, cut at ends of sentences if there are any."""
    start = 0
    while start < len(text):
        end = start + MOST_SIGNS
        if end < len(text):
            end = text.rfind("。", start, end) + 1 or end
        found = kinds(text[start:end])
        yield from found
        rest = len(text[start:end]) - sum(kind.size for kind in found)
        if rest:  # spaces at the end, which MeCab leaves out
            yield Kind(rest, rest, "", "", "", False, False, False, False, "")
        start = end


_ORIGIN = re.compile("[ァ-ヺー]+-(?P<origin>[A-Za-z][A-Za-zÀ-ɏ' .]*)(?:（.*）)?")


def _origin(lemma: str, features: list[str]) -> str:
    """サーバー-server -> server. A capital on a common noun is another sense's: カボチャ-Cambodia is a pumpkin."""
    found = _ORIGIN.fullmatch(lemma)
    if found is None or (found["origin"][0].isupper() and features[POS2] != "固有名詞"):
        return ""
    return found["origin"].replace("'", "")


def words(text: str) -> Iterator[Word]:
    """Every word of `text` (see `prepare`), function words too, in order. Spaces belong to none."""
    return (_word(kind, end) for kind, end in _ending(text))


def content_words(text: str) -> Iterator[Word]:
    """The words of `words` that are searched."""
    return (_word(kind, end) for kind, end in _ending(text) if kind.content)


def _ending(text: str) -> Iterator[tuple[Kind, int]]:
    found = kinds(text)
    return zip(found, accumulate([kind.size for kind in found]), strict=True)


def _word(kind: Kind, end: int) -> Word:
    return Word(
        kind.term, end - kind.size + kind.lead, end, kind.reading, kind.origin,
        kind.content, kind.conjunction, kind.name, kind.case, kind.sound,
    )  # fmt: skip


_SENTENCE = re.compile("[^。！？\n]+")
_BRACKETED = re.compile("「[^」]*」|『[^』]*』")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_GRAMMAR = (
    "は|を|の|に|も|が|と|へ|より|まで|から|のみ|など|こそ|ども|ば|や|か|し|して|す|する|すれ|せ|せり|せる|せらる|せられ|"
    "させ|しめ|しむ|た|たり|たる|たら|て|で|である|であり|であつた|であった|ず|ざる|ざり|ぬ|ん|べし|べき|べく|なり|なる|なら|なく|"
    "なし|なき|あり|ある|あら|あつ|き|く|け|かり|ける|けり|る|り|れ|ら|られ|らる|む|め|み|ま|ふ|ひ|つ|ち|さ|ごとく|ごとし"
)
"""Particles, auxiliaries and endings: what katakana after a kanji is grammar and not a name (對シテ, not 日ソ, 對ドイツ)."""
_ENDING = re.compile("(?<=[一-鿿々」』])[ァ-ヶー]+")
_ONLY_GRAMMAR = re.compile(f"(?:{_GRAMMAR}){{1,10}}")
"""Of as many words as an ending may have: カラカラカラ… can be parted in so many ways that any number would never end."""
PARTICLES, BEFORE_PARTICLE = "ハヲノニモガトスシセ", "一-鿿々」』"
_OFFICIAL = re.compile(f"[{PARTICLES}](?<=[{BEFORE_PARTICLE}].)")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


PARTING = "・＝=゠\n\t\v\f\r"
"""What parts words to MeCab, as a space does."""


def prepare(text: str) -> str:
    """Canonical text as MeCab is to read it, in one line: new forms, dots as spaces, official katakana prose in
    hiragana.

    The length stays. 滿洲 is misread before its forms are made new; ドブルイニン・キッシンジャー・チャンネル is one
    unknown word until its dots are spaces.
    """
    text = new_forms(text)
    if _OFFICIAL.search(text):
        text = _SENTENCE.sub(_official_to_hiragana, text)
    for sign in PARTING:
        text = text.replace(sign, " ")
    return text


def _official_to_hiragana(match: re.Match[str]) -> str:
    """帝國政府ハ「ポツダム」宣言ヲ受諾ス -> …は「ポツダム」宣言を受諾す; a sentence with hiragana is left alone."""
    sentence = match[0]
    return sentence if _HIRAGANA.search(_BRACKETED.sub("", sentence)) else _ENDING.sub(_hiragana_if_grammar, sentence)


def _hiragana_if_grammar(match: re.Match[str]) -> str:
    hiragana = match[0].translate(_TO_HIRAGANA)
    return hiragana if _ONLY_GRAMMAR.fullmatch(hiragana) else match[0]


PLACE, UNKNOWN = "地名", "?"


def proper_names(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of `text` (see `prepare`): start, end, and what name each is to UniDic: 姓, 名 or 一般 of a person's,
    PLACE, or UNKNOWN for a word that it does not have; empty for all others."""
    begin = 0
    while begin < len(text):
        end = begin
        for line in _tagger().parse(text[begin : begin + MOST_SIGNS]).splitlines():
            written, _, feature = line.rpartition("\t")
            start, end = end + len(written) - len(written.lstrip()), end + len(written)
            yield start, end, _kind_of_name(feature.split(","))
        begin += MOST_SIGNS


def _kind_of_name(features: list[str]) -> str:
    if len(features) <= ORTH_BASE:
        return UNKNOWN
    return {"人名": features[3], PLACE: PLACE}.get(features[2], "")
