"""Which characters a file's bytes stand for.

A byte order mark, the escapes of ISO-2022-JP and valid UTF-8 decide by themselves. EUC-JP, Shift_JIS (cp932) and
UTF-16 without a mark can all pass for one another, so what each would give is weighed: Japanese prose is kana and
everyday kanji, while a wrong reading shows itself by half-width katakana, rare kanji and control characters.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

from indexer.errors import ReadError

MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf_8",
    codecs.BOM_UTF32_LE: "utf_32_le",
    codecs.BOM_UTF32_BE: "utf_32_be",
    codecs.BOM_UTF16_LE: "utf_16_le",
    codecs.BOM_UTF16_BE: "utf_16_be",
}
"""Byte order mark -> encoding; UTF-32's little mark begins with UTF-16's and so comes first."""

SEVEN_BIT = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
"""The mail encodings, that shift into kanji with an escape: `ESC $ B`."""

WEIGHED = ("euc_jp", "cp932", "utf_8", "utf_16_le", "utf_16_be", "cp1252")
"""What is weighed; of two that weigh the same the first is taken."""

LAST_RESORTS = ("euc_jis_2004", "shift_jis_2004")
"""Supersets, tried when nothing in WEIGHED is plausible: they read ＼ as a backslash."""

WINDOWS_SIGNS = str.maketrans("～∥－￠￡￢", "〜‖−¢£¬")
"""Windows maps six signs of Shift_JIS to other characters than the standard does; the standard is followed."""

DECLARED: Mapping[str, str] = {"shift_jis": "cp932", "x_sjis": "cp932", "sjis": "cp932", "windows_31j": "cp932"}
"""Names that pages give -> what they mean: Windows' Shift_JIS has ① and 髙, the standard's has not."""

PLAUSIBLE = 0.5
"""A reading that weighs less than this is taken for no text at all."""

BONUS = 0.3
"""What a page's own word on its encoding adds; it settles doubt and does not overrule evidence."""

SAMPLE = 20_000
"""How many characters are weighed."""

KANA = re.compile(r"[、-〿ぁ-ゖァ-ヺ・ー！-｠　]")
KANJI = re.compile(r"[一-鿿々]")
HALF_WIDTH = re.compile(r"[｡-ﾟ]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
WESTERN = re.compile(r"(?<=[A-Za-z])[‘’À-ÖØ-öø-ÿœŒ]|[“”‘’](?=[A-Za-z])|(?<=[\s\w.,])[“”–—…•]|[£§°±½©®]")
CYRILLIC = re.compile(r"[А-яЁё](?=[а-яё])|(?<=[А-яЁё])[а-яё]")
JUDGED = re.compile(r"[^\t\n\f\r -~]")
LONE = re.compile(r"(?<=[A-Za-z])[一-鿿々](?=[A-Za-z\s.,])|(?<=[\s(])[一-鿿々](?=[A-Za-z])")
"""`Gorbachev’s` in Windows' Western encoding, read as Shift_JIS: `Gorbachev痴`."""


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`, lines ended by LF. `declared` is the encoding a page names for itself.

    Raises ReadError when no encoding gives anything like text.
    """
    text = _certain(data)
    if text is None:
        text = _most_plausible(data, _codec(declared))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _certain(data: bytes) -> str | None:
    """The text, where the bytes leave no doubt."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x1b" in data and data.isascii():
        return next((text for encoding in SEVEN_BIT if (text := _strictly(data, encoding)) is not None), None)
    # UTF-16 can be valid UTF-8 too, with control characters all over; a stray one is forgiven.
    text = _strictly(data, "utf_8")
    return text if text is not None and len(CONTROL.findall(text[:SAMPLE])) * 100 <= len(text) else None


def _most_plausible(data: bytes, declared: str) -> str:
    for encodings in ((declared, *WEIGHED), LAST_RESORTS):
        best, weight = "", PLAUSIBLE
        for encoding, text in _readings(data, encodings):
            found = plausibility(text) + (BONUS if encoding == declared else 0.0)
            if found > weight:
                best, weight = text, found
        if best:
            return best
    raise ReadError("not text in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8 and try again")


def _readings(data: bytes, encodings: Iterable[str]) -> Iterator[tuple[str, str]]:
    for encoding in dict.fromkeys(filter(None, encodings)):
        text = _strictly(data, encoding)
        if text is not None:
            yield encoding, text.translate(WINDOWS_SIGNS) if encoding == "cp932" else text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(declared: str) -> str:
    """Python's name for what a page calls its encoding; empty for a name unknown to Python."""
    name = declared.strip().lower().replace("-", "_")
    try:
        return codecs.lookup(DECLARED.get(name, name)).name.replace("-", "_") if name else ""
    except LookupError:
        return ""


def plausibility(text: str) -> float:
    """How much `text` looks like something a person wrote: 1 all kana and common kanji, below 0 hardly text.

    Only what is not ASCII is weighed, since ASCII is the same in most encodings.
    """
    sample = text[:SAMPLE]
    judged = len(JUDGED.findall(sample))
    if not judged:
        return 1.0
    kanji = KANJI.findall(sample)
    common = sum(map(_is_common, kanji)) - len(LONE.findall(sample))
    good = len(KANA.findall(sample)) + common + 0.3 * (len(kanji) - common) + 0.9 * _foreign(sample)
    bad = len(HALF_WIDTH.findall(sample)) + 2 * len(CONTROL.findall(sample))
    return (good - bad) / judged


def _foreign(sample: str) -> int:
    """Accents and curly quotes as long as plain letters outnumber them (café, “détente”), and words of Cyrillic."""
    western, cyrillic = len(WESTERN.findall(sample)), len(CYRILLIC.findall(sample))
    return cyrillic + (western if western <= sum(map(str.isascii, sample)) else 0)


def _is_common(kanji: str) -> bool:
    """Whether a kanji is of JIS level 1, the 2,965 in everyday use: EUC-JP puts them before 0xD0 (国 yes, 鍍 no)."""
    code = kanji.encode("euc_jp", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF
