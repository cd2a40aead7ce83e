"""Which of the terms of an entry can be looked up while they are typed."""

from pathlib import Path

import pytest

from indexer.analysis import finished_layers
from indexer.pipeline import words_met
from indexer.pipeline.words_met import WordsMet
from indexer.storage.document_store import Store
from indexer.storage.store_writer import StoreWriter
from indexer.storage.vocabulary import WRITTEN

TEXTS = ("NATO拡大と冷戦。", "The U.S. fired 12 missiles at B-52 bases; ミサイル。", "")


def met(folder: Path) -> set[str]:
    with StoreWriter(folder) as store:
        words = WordsMet(store)
        for text in TEXTS:
            lines = finished_layers(text)
            none = {f"{part}_{layer}": "" for part in ("heading", "title") for layer in "wg"}
            words.keep({**none, "body_w": lines.w, "body_g": lines.g})
        words.settle()
        store.finish()
    with Store(folder) as store:
        return {word for _, word in store.vocabulary.words(WRITTEN, "")}


def test_words_of_japanese_alone_and_of_letters_alone_are_met(tmp_path: Path) -> None:
    found = met(tmp_path)
    assert {"冷戦", "拡大", "ミサイル", "nato", "missiles", "fired"} <= found
    assert not found & {"12", "52", "b-52", "missile", "と", "大と"}


def test_words_that_are_kept_in_between_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = met(tmp_path / "whole")
    monkeypatch.setattr(words_met, "MOST_HELD", 1)
    assert met(tmp_path / "often") == whole
