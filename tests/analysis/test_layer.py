"""A layer answers from its columns what its tokens would say, in both languages and wherever the text was changed."""

import pytest

from indexer.analysis import Layer, analyze
from indexer.document import Span, Token

TEXTS: tuple[tuple[str, tuple[Span, ...]], ...] = (
    ("", ()),
    ("。", ()),
    ("国際連盟の国々と国会、京都と東京都。", ()),
    ("冷戦[12]は北大西\n洋条約とﾍﾞﾙﾘﾝ、第Ⅱ次ＮＡＴＯ拡大の１００,０００人。", ((2, 6),)),
    ("The cease-fire, a US-Soviet cease-fire; U.S. and us, cold’s 1,000 co-operation.", ()),
    ("inter-\nnational[3] politics\u00ad", ((16, 19),)),
)


def layers() -> list[tuple[str, Layer, list[Token]]]:
    """Every layer of the texts with its text, and with its tokens one by one."""
    analysed = [(text, analyze(text, hidden)) for text, hidden in TEXTS]
    return [(text, layer, list(layer)) for text, analysis in analysed for layer in (analysis.w, analysis.g)]


def test_a_layer_is_the_sequence_of_its_tokens() -> None:
    for _, layer, tokens in layers():
        assert len(layer) == len(tokens)
        assert [layer[number] for number in range(len(layer))] == tokens == layer[:]
        assert (layer[1:-1], layer[-1:]) == (tokens[1:-1], tokens[-1:])


def test_a_layer_finds_tokens_by_their_texts_and_beginnings() -> None:
    for _, layer, tokens in layers():
        wanted = {part for token in tokens for part in (token.text, token.text[:1], token.text + "x")}
        for text in {*wanted, "", "無"}:
            same, beginning = ([t for t in tokens if t.text == text], [t for t in tokens if t.text.startswith(text)])
            assert (layer.having(text), layer.has(text)) == (same, bool(same))
            assert layer.beginning(text) == beginning == layer.where(lambda other, text=text: other.startswith(text))  # type: ignore[misc]
            assert layer.has(text, beginning=True) or not beginning


def test_a_layer_finds_tokens_by_their_places() -> None:
    for text, layer, tokens in layers():
        for position in range(len(tokens) + 2):
            assert layer.at(position) == [token for token in tokens if token.position == position]
        for place in range(len(text) + 1):
            last = [(token.start, token.end) for token in tokens if token.start <= place][-2:]
            assert layer.around(place) == next((span for span in last if span[0] < place < span[1]), None)


@pytest.mark.parametrize(
    ("text", "key", "surfaces"),
    [
        ("北方領土（ほっぽうりょうど）は北方領土", "r:hopporyodo", ["北方領土", "ほっぽうりょうど", "北方領土"]),
        ("ゴルバチョフ書記長", "k:ゴルバチヨフ", ["ゴルバチョフ"]),
        ("ミサイルとミサイル", "e:missile", ["ミサイル", "ミサイル"]),
        ("Yōsuke Matsuoka met Matsuoka-san", "l:matuoka", ["Matsuoka", "Matsuoka"]),
        ("no name here", "l:matuoka", []),
    ],
)
def test_a_key_is_found_where_it_was_written(text: str, key: str, surfaces: list[str]) -> None:
    analysis = analyze(text)
    found = analysis.having_key(key)
    assert sorted(text[token.start : token.end] for token in found) == sorted(surfaces)
    assert found == [token for token in analysis.v if token.text == key]
