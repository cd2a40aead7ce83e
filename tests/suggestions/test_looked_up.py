"""What is looked up in the store is what stands in lists of everything that the index has."""

import random
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from everything import Everything, beginning
from folders import run, written
from library import document, names, searcher, searcher_of

from indexer.analysis.word_keys import sound_keys
from indexer.config import Config
from search_app.search.searcher import Searcher, open_searcher
from search_app.suggestions.completion import Entry
from search_app.suggestions.edit_candidates import Nearby

ENGINES = ("whoosh", "tantivy")

Keyed = tuple[list[tuple[str, Entry]], list[tuple[str, Entry]]]


@cache
def everything(engine: str) -> tuple[Everything, Keyed]:
    judge = Everything(searcher(engine=engine).library)
    return judge, judge.keyed()


def some_beginnings(keyed: Keyed, chance: random.Random) -> list[str]:
    """Beginnings of what there is: as it is written, folded, in kana and in Latin letters."""
    whole = [text for rows in keyed for key, entry in chance.sample(rows, 60) for text in (key, entry.text)]
    return sorted({text[: chance.randint(1, 5)] for text in whole} | {"か", "ア", "国", "s", "the", "とうき", "shins"})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_beginning_leads_to_what_a_look_at_everything_finds(engine: str) -> None:
    suggester = searcher(engine=engine).suggester
    judge, keyed = everything(engine)
    for typed in some_beginnings(keyed, random.Random(1)):
        assert suggester._beginning(typed) == beginning(typed, judge, keyed), typed


def slips(words: Sequence[str], chance: random.Random) -> list[str]:
    """Some of the words, each with a letter dropped, doubled or taken from another word."""
    found = []
    for word in chance.sample(words, 80):
        at = chance.randrange(len(word))
        found.append(word[:at] + chance.choice(("", word[at] * 2, chance.choice(words)[0])) + word[at + 1 :])
    return [slip for slip in found if slip]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_words_near_a_slip_are_those_of_a_list_of_all_words(engine: str) -> None:
    known = searcher(engine=engine).speller._words
    judge, chance = everything(engine)[0], random.Random(2)
    latin, japanese = [*judge.latin(), *known._written], judge.japanese()
    sounds = [key for _, key in sound_keys(japanese)]
    for stored, words in ((known.letters, latin), (known.characters, japanese), (known.sounds, sounds)):
        listed = Nearby(words)
        for typed in slips(sorted(set(words)), chance):
            assert stored.near(typed, 1) == listed.near(typed, 1), typed
            assert stored.near(typed, 2) == listed.near(typed, 2), typed


def found(library: Searcher, typed: str) -> list[str]:
    return [entry.text for entry in library.suggester._beginning(typed)]


def test_two_authorities_of_one_name_are_both_offered() -> None:
    library = searcher_of(document("a", "新橋で会った。"), collection=names(["Shinbashi", "新橋"], ["Station", "新橋"]))
    assert found(library, "しんば") == ["新橋", "新橋"]


def test_of_many_titles_alike_each_is_offered_once() -> None:
    library = searcher_of(*(document(f"d{n}", f"第{n}の文。", title=f"社説{n % 2}") for n in range(9)))
    assert found(library, "社") == ["社説", "社説0", "社説1"]


LETTERS = {
    "a": "# 社説 その一\n\n港湾の封鎖を論じた。The blockade of the port.\n",
    "b": "# Talks on grain\n\n穀物の輸出。\n",
}
EDITED = {
    "a": "# 社説 その二\n\n港湾の開放を論じた。The opening of the port.\n",
    "c": "# 穀物の話\n\nGrain was bought.\n",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_after_a_run_what_is_gone_is_offered_no_more_and_what_is_new_is(tmp_path: Path, engine: str) -> None:
    for texts in (LETTERS, EDITED):
        shutil.rmtree(tmp_path / "letters", ignore_errors=True)
        for name, text in texts.items():
            written(tmp_path / "letters" / f"{name}.md", text)
        run(tmp_path / "letters", tmp_path / "index", engine=engine)
    opened = open_searcher(tmp_path / "index", Config())
    try:
        judge = Everything(opened.library)
        keyed = judge.keyed()
        for typed in ("社", "ふう", "か", "こ", "block", "open", "tal", "gra", "そ"):
            assert opened.suggester._beginning(typed) == beginning(typed, judge, keyed), typed
        assert found(opened, "社説") == ["社説 その二"] and found(opened, "block") == []
    finally:
        opened.library.close()
