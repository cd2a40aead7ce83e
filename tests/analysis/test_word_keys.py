"""What words and titles are looked up by."""

import pytest

from indexer.analysis.word_keys import letter_pairs, sound_keys, written_keys


@pytest.mark.parametrize(
    ("text", "is_title", "keys"),
    [
        ("Missile", False, ["missile"]),
        ("ミサイル", False, ["みさいる"]),
        ("國際聯盟", False, ["国際連盟"]),
        ("Soviet Union", False, ["soviet union", "union"]),
        ("東京会談の記録", False, ["東京会談の記録"]),
        ("東京会談の記録", True, ["東京会談の記録", "の記録", "記録"]),
        ("Talks on arms", True, ["talks on arms", "on arms", "arms"]),
    ],
)
def test_words_go_by_themselves_names_and_titles_by_each_of_their_words(
    text: str, is_title: bool, keys: list[str]
) -> None:
    assert written_keys(text, is_title) == keys


def test_japanese_words_go_by_their_sound_where_it_is_known() -> None:
    assert dict(sound_keys(["冷戦", "ミサイル", "とうきょう", "㐂㐆"])) == {
        "冷戦": "reisen",
        "ミサイル": "misairu",
        "とうきょう": "tokyo",
    }


@pytest.mark.parametrize(("word", "pairs"), [("cat", {"^c", "ca", "at", "t$"}), ("冷戦", {"^冷", "冷戦", "戦$"})])
def test_pairs_of_letters_have_the_ends_of_a_word_too(word: str, pairs: set[str]) -> None:
    assert letter_pairs(word) == pairs
