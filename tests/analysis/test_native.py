"""The compiled extension makes the lines and columns that Python makes of any text, and steps back where it cannot."""

import os
import random
import struct
import subprocess
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from amounts import WHOLE
from strange_texts import long_texts, strange_texts

from indexer.analysis import (
    analysis_path,
    columns,
    compiled,
    finished_layers,
    japanese,
    lines,
    sketch,
    sketches,
    version,
)
from indexer.analysis.compiled import LAST_SIGN, Rules, gram_columns, reading_columns, word_columns
from indexer.analysis.japanese import DICTIONARY_FOLDER
from indexer.analysis.keys import WORD_KINDS
from indexer.analysis.layer import Columns
from indexer.analysis.normalize import canonical_text
from indexer.document import Span

if analysis_path() != "compiled":
    pytest.skip(f"lines are made {analysis_path()}", allow_module_level=True)

from indexer.analysis._native import Analyzer, Dictionary

TEXTS = (
    "",
    " ",
    "。",
    "冷戦は、1989年に終結した。",
    "The Cold War ended in 1989.",
    "NATO拡大と「大西洋」条約　第2次大戦\n\nソ連",
    "N. K. V. D.とJ・F・ケネディ、五〇％・一・五倍、500km、明白々々、いろ／＼",
    "Gorʹkiĭ soi\ufe20u\ufe21z disarma\u00ad\nment ſeſſion",
    "Cold-war cease-fire; U.S. policy toward the U.S.S.R., US and us.",
    "帝國政府ハ「ポツダム」宣言ヲ受諾ス。",
    "国々の・ミハイル・ゴルバチョフ書記長（ごるばちょふ）、浄瑠璃寺（じょうるりじ）",
    "B29がTokyoを爆撃、100,000人。Yōsuke Matsuoka",
    "日ソ  NATO _ 中立\t条約 ﾍﾞﾙﾘﾝ Ⅱ か゛",
    "スタ―リン-チャーチル inter-\nnational 北大西\n洋 El'tsin's",
    "𠮷野家の𩸽、\U00020bb7",
    "核\ud800兵器\udfff",
    "核\x00兵器",
    "\u3000核\u3000\u2003兵器 \uffff",
    "ッッタ キャャ ーアー ヵヶ",
)


def assert_same(text: str, hidden: tuple[Span, ...] = ()) -> None:
    assert finished_layers(text, hidden) == lines.finished_layers(text, hidden)
    source = canonical_text(text, hidden)
    (grams, folded), (others, again) = gram_columns(source), columns.gram_columns(source)
    assert (plain(grams), folded) == (plain(others), again)
    assert plain(reading_columns(source)) == plain(columns.reading_columns(source))
    words, reference = word_columns(source), columns.word_columns(source)
    assert plain(words.w) == plain(reference.w)
    for kind in WORD_KINDS:
        assert plain(words.keys(kind)) == plain(reference.keys(kind))


def plain(found: Columns) -> tuple[str, list[int], list[int], list[int]]:
    """Columns as they can be compared: a path keeps its numbers as it likes."""
    return found.terms, list(found.positions), list(found.starts), list(found.ends)


@pytest.mark.parametrize("text", TEXTS)
def test_both_paths_make_the_same_layers(text: str) -> None:
    assert_same(text)


def test_both_paths_make_the_same_layers_of_strange_texts() -> None:
    """benchmarks/native.py does so with 20,000."""
    for text, hidden in strange_texts(1500, random.Random(15)):
        assert_same(text, hidden)


def test_both_paths_make_the_same_layers_of_long_texts() -> None:
    for text, hidden in long_texts():
        assert finished_layers(text, hidden) == lines.finished_layers(text, hidden)
        if WHOLE or len(text) <= COMPARED:
            assert_same(text, hidden)


COMPARED = 20_000
"""Signs of the longest text whose columns are compared too, sign by sign, which takes ten times as long."""


def test_threads_do_not_disturb_one_another() -> None:
    texts = [text for text, _ in strange_texts(200, random.Random(4))]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(finished_layers, texts * 4)) == [lines.finished_layers(text) for text in texts] * 4


def test_what_one_thread_has_learnt_the_next_need_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(compiled, "_idle", [])
    monkeypatch.setattr(compiled, "kind_of", lambda line: asked.append(line) or japanese.kind_of(line))
    for _ in range(3):
        thread = threading.Thread(target=finished_layers, args=("冷戦の終結とソ連の解体",))
        thread.start()
        thread.join()
    assert asked and len(asked) == len(set(asked))


def test_what_is_forgotten_is_asked_again() -> None:
    rules = Rules()
    rules.most_kept = 3
    forgetful = Analyzer(Dictionary(DICTIONARY_FOLDER), rules)
    for text in TEXTS * 2:
        made = finished_layers(text)
        assert forgetful.lines(made.text)[:2] == (made.w, made.g)


def test_no_character_stands_beyond_the_tables() -> None:
    beyond = map(chr, range(LAST_SIGN + 1, sys.maxunicode + 1))
    assert not [sign for sign in beyond if sign.isalnum() or sign.isspace()], unicodedata.unidata_version


def in_python(call: str) -> str:
    """What a call of the room says where the extension is turned off."""
    code = f"from indexer import analysis; print(analysis.{call})"
    environment = {**os.environ, "SAKUIN_NATIVE": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_an_index_made_by_one_path_is_current_for_the_other() -> None:
    assert in_python("version()") == version()


def test_the_extension_can_be_turned_off() -> None:
    assert in_python("analysis_path()") == "in Python (SAKUIN_NATIVE=0)"


def test_an_extension_built_from_other_sources_is_left_alone() -> None:
    code = (
        "from indexer import config; config.NATIVE_EDITION += 1\n"
        "from indexer import analysis; print(analysis.analysis_path(), len(analysis.finished_layers('冷戦').w))\n"
        "from indexer.readers.pdf.compiled import extension; print(extension())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "another version" in done.stdout and done.stdout.endswith(" 2\nNone\n")


def header(length: int = 72, version: int = 102, charset: bytes = b"utf8", array: int = 0) -> bytes:
    """The beginning of a dictionary of MeCab, or all of one that is empty."""
    numbers = struct.pack("<10I", length ^ 0xEF718F77, version, 0, 0, 1, 1, array, 0, 0, 0)
    return numbers + charset.ljust(32, b"\0")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "sys.dic: it is no dictionary of MeCab"),
        (b"PK" * 100, "sys.dic: it is no dictionary of MeCab"),
        (header(length=80), "sys.dic: it is no dictionary of MeCab"),
        (header(version=103), "sys.dic: its version is 103, not 102"),
        (header(charset=b"EUC-JP"), "sys.dic: its charset is EUC-JP, not utf8"),
        (header(array=8), "sys.dic: the sizes in its header do not add up"),
    ],
)
def test_a_dictionary_of_another_layout_is_refused_with_the_reason(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "sys.dic").write_bytes(data)
    with pytest.raises(ValueError, match=sentence):
        Dictionary(str(tmp_path))


def test_a_dictionary_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"sys\.dic: No such file"):
        Dictionary(str(tmp_path))


@pytest.mark.parametrize("bins", [1, 7, 40])
def test_both_paths_make_the_same_sketches(bins: int) -> None:
    chance = random.Random(bins)
    words = ["冷戦", "nato", "ソ連", "a", "\x01", "us\x1fUS"]
    texts = ["", " ", "冷戦", *(" ".join(chance.choices(words, k=length)) for length in range(2, 200))]
    texts += [finished_layers(text).w for text in TEXTS]
    assert [sketch(text, bins) for text in texts] == [sketches.sketch(text, bins) for text in texts]
