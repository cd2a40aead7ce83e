"""Texts of the West, of Russia and with half-width katakana are told apart by what their words look like."""

import os
import time

import pytest

from indexer.errors import ReadError
from indexer.readers.encoding import decode
from indexer.readers.plausibility import plausibility

WESTERN = ("cp1252", "latin_1", "utf_16_le", "utf_16_be", "utf_8")
RUSSIAN = ("koi8_r", "cp1251", "cp866", "iso8859_5", "utf_16_le", "utf_16_be")
JAPANESE = ("cp932", "euc_jp", "iso2022_jp", "utf_16_le", "utf_16_be", "utf_8")

TEXTS = (
    ("Äußerung über die Abrüstung.", WESTERN),
    ("Grüße", WESTERN),
    ("Für die Bundesrepublik erklärte der Außenminister, daß die Straße – „Unter den Linden“ – gesperrt sei.", WESTERN),
    ("Déclaration à l’Assemblée générale : « détente ».", WESTERN),
    ("été", WESTERN),
    ("Où êtes-vous ? À Genève, où l'émissaire fut reçu.", WESTERN),
    ("¿Qué pasó en el año 1936?", WESTERN),
    ("Överenskommelsen på svenska, å ena sidan", WESTERN),
    ("Gorbachev’s visit to “Truman’s” café – a détente", WESTERN),
    ("£5 and © 1961", WESTERN),
    ("Советско-американские отношения", RUSSIAN),
    ("мир", RUSSIAN),
    ("США", RUSSIAN),
    ("ПРЕЗИДИУМ ВЕРХОВНОГО СОВЕТА СССР", RUSSIAN),
    ("Хрущёв Н. С. — Председатель Совета Министров.", RUSSIAN),
    ("Да, NATO и ООН: 26 мая 1950 г.", RUSSIAN),
    ("Україна і Росія: переговори у Києві", ("koi8_u", "cp1251")),
    ("ﾀｽ通信は平和共存を報じた。", JAPANESE),
    ("ｿ連", ("cp932", "euc_jp")),
    ("ｶﾞｲﾑｼｮｳ ﾌﾞﾝｼｮ 髙橋", ("cp932",)),
    ("冷戦", JAPANESE),
    ("図→第①条 ※", JAPANESE),
    ("The words 平和条約 and détente", ("utf_16_le", "utf_16_be", "utf_8")),
)


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


ROWS = [(text, encoding) for text, encodings in TEXTS for encoding in encodings if encodable(text, encoding)]


@pytest.mark.parametrize(("text", "encoding"), ROWS)
def test_a_line_is_the_same_whatever_encoding_it_was_saved_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [row for row in ROWS if len(row[0]) > 20])
def test_accents_far_down_a_long_plain_text_are_found(text: str, encoding: str) -> None:
    long = f"{'A line of plain words.' * 4}\n" * 1000 + text
    if encoding.startswith("utf_16"):
        long = text + long
    assert decode(long.encode(encoding)) == long


@pytest.mark.parametrize(
    "better, worse",
    [
        ("договор", "ДПЗПЧПТ"),  # KOI8-R read as Windows-1251
        ("мир", "НЙТ"),
        ("Größe", "GrцЯe"),
        ("ソ連", "ｿ･ﾏ｢"),
        ("été", "\u74e9\u00e9"),
    ],
)
def test_a_word_weighs_more_than_what_its_bytes_look_like_elsewhere(better: str, worse: str) -> None:
    assert plausibility(better) > plausibility(worse)


@pytest.mark.parametrize("data", [b"\xff\xfd\x80" * 60, b"\x00\x01\x02\xff\xfe\x80\x81" * 40, bytes(range(128, 256))])
def test_bytes_that_repeat_are_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="not text in UTF-8"):
        decode(data)


@pytest.mark.parametrize("size", [64, 4096, 2_000_000])
def test_noise_is_refused_in_bounded_time(size: int) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError, match="Windows-1251 or KOI8-R; save it as UTF-8"):
        decode(b"\x00\xff\x81" + os.urandom(size))
    assert time.monotonic() - started < 5
