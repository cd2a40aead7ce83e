"""How much a text looks like something a person wrote, for choosing among what its bytes may stand for.

Only what is not ASCII is weighed, since ASCII is the same in most encodings:

    日本国憲法     kana and everyday kanji count in full, rare kanji for little
    ﾀｽ通信         half-width katakana for less, and against a text where it stands among Latin letters
    Größe, été     accents count in words that have more plain letters than accents
    договор        words of Cyrillic count by how usual their pairs of letters are; дОГОВОР is no word
    · ╫ \\x90       signs out of place count for nothing, control characters against a text
"""

import re
from itertools import pairwise

JUDGED = re.compile(r"[^\t\n\f\r -~\u00a0]")
KANA = re.compile(r"[、-〿ぁ-ゖァ-ヺ・ー！-｠　→←↑↓○●◎△▲□◇◆★☆※≒≦≧∴①-⑳]")
"""Kana, punctuation, and signs that no encoding of the West or of Russia has."""

KANJI = re.compile(r"[一-鿿々]")
HALF_WIDTH = re.compile(r"(?<![A-Za-z])[｡-ﾟ]+(?![A-Za-z])")
STRAY_HALF_WIDTH = re.compile(r"[｡-ﾟ]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
UNUSUAL = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc\ud7b0-\ud7ff\ua000-\uabff]")
"""Presentation forms of Arabic and scripts of few: bytes that are no UTF-16 look like them."""

LONE = re.compile(r"(?<=[A-Za-z])[一-鿿々](?=[A-Za-z\s.,])|(?<=[\s(])[一-鿿々](?=[A-Za-z])")
"""`Gorbachev’s` in Windows' Western encoding, read as Shift_JIS: `Gorbachev痴`."""

ACCENTS = "À-ÖØ-öø-ÿŒœŠšŽžŸ"
LATIN_WORD = re.compile(rf"(?<![^\W\d_])[A-Za-z]*[{ACCENTS}][A-Za-z{ACCENTS}]*(?![^\W\d_])")
ACCENT = re.compile(f"[{ACCENTS}]")
ODD_CASE = re.compile("[a-zà-öø-ÿ][À-ÖØ-Þ]")
ONE_LETTER = frozenset("àéèóòôöåæøíúýäüÀÉÈÓÒÔÖÅÆØÍÚÝÄÜ")
"""Accented letters that are words by themselves: à, o cuando: ó, Swedish ö and å."""

CAPITALS, SMALL = "А-ЯЁЄІЇЎҐ", "а-яёєіїўґ"
CYRILLIC_WORD = re.compile(rf"(?<![^\W\d_])(?:[{CAPITALS}]?[{SMALL}]+|[{CAPITALS}]+)(?![^\W\d_])")
SIGN = re.compile(
    r"(?<=\w)[‘’](?=\w)|[“”‘’„](?=\w)|(?<=[\w\s.,])[“”’–—…•]|[£§°±½©®№€]|«(?=[\s\w])|(?<=[\w\s.,!?])»|[¿¡](?=[A-Z])"
)
"""Signs where they belong."""

PAIRS = frozenset(
    """
    ст но то на ен ов ни ра во ко ро го ос пр по ер ан ре ал ли ол ор от ет ка ом ла не та ль за де он те ел ит
    ва ле ки ло ас ск ин ак да об ве ес ам ри ия ть ие ны ог ма ой им ся до тр ем ат ти со ви же ав од ее му тв
    ае из вн ме ий пе оп их че ча нн ще ед ис оч сь нт сл вы уд ус ют бы ры ев дн ых ик ун ир ич аз св ми ку ру
    чн бо сп ди ля ье ья ша кр гр др вл см сн зн нд рг рс рт рм рн ыт ые ый ым ях ям ах ят уч уп ум ул уж уг уб
    сс щи ши хо ху хр ущ цу ці ії ів їн
    """.split()  # noqa: SIM905
)
"""The usual pairs of letters in Russian, and some of Ukrainian."""


def plausibility(text: str) -> float:
    """1 for all kana and common kanji, 0.9 for Western or Russian prose, below 0 hardly text."""
    judged = len(JUDGED.findall(text))
    if not judged:
        return 1.0
    half_width = sum(map(len, HALF_WIDTH.findall(text)))
    good = _japanese(text) + 0.6 * half_width + 0.9 * (_latin(text) + len(SIGN.findall(text))) + _cyrillic(text)
    bad = len(STRAY_HALF_WIDTH.findall(text)) - half_width + 2 * len(CONTROL.findall(text)) + len(UNUSUAL.findall(text))
    return (good - bad) / judged


def _japanese(text: str) -> float:
    kanji = KANJI.findall(text)
    common = sum(map(_is_common, kanji)) - len(LONE.findall(text))
    return len(KANA.findall(text)) + common + 0.3 * (len(kanji) - common)


def _is_common(kanji: str) -> bool:
    """Whether a kanji is of JIS level 1, the 2,965 in everyday use: EUC-JP puts them before 0xD0 (国 yes, 鍍 no)."""
    code = kanji.encode("euc_jp", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF


def _latin(text: str) -> int:
    """How many accents stand in words."""
    return sum(map(_accents, LATIN_WORD.findall(text)))


def _accents(word: str) -> int:
    accents = len(ACCENT.findall(word))
    usual = word in ONE_LETTER or (accents * 2 <= len(word) + 1 < 2 * len(word) and not ODD_CASE.search(word))
    return accents if usual else 0


def _cyrillic(text: str) -> float:
    """Letters in words, weighed by how many of their pairs are usual; capitals by themselves are a little less so."""
    words = CYRILLIC_WORD.findall(text)
    pairs = [pair for word in words for pair in map("".join, pairwise(word.lower().replace("ё", "е")))]
    usual = sum(pair in PAIRS for pair in pairs) / len(pairs) if pairs else 0.5
    return (0.3 + 0.6 * min(usual / 0.7, 1.0)) * sum(map(_worth, words))


def _worth(word: str) -> float:
    return len(word) * (0.95 if len(word) > 1 and word.isupper() else 1.0)
