"""collection.toml: what a good one gives, and the sentence for each mistake in a bad one."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from indexer.collection import Collection, iso_days, load
from indexer.document import Authority, Era, Label
from indexer.errors import CollectionError

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "collection.toml"
CORPUS = Path(__file__).parents[2] / "corpus" / "collection.toml"

GOOD = """\
[collection]
title = { ja = "米ソ関係", en = "US-Soviet relations" }
description = { en = "A sample" }

[[era]]
id = "cold-war"
ja = "冷戦期"
en = "Cold War era"
from = "1947-03-12"
to = "1991"
names = ["冷戦時代"]

[[era]]
id = "after"
ja = "冷戦後"
from = 1992-01-01
parent = "cold-war"

[[actor]]
id = "nato"
kind = "organization"
ja = "北大西洋条約機構"
en = "NATO"
names = ["NATO", "北大西洋条約機構", "Nato"]

[[term]]
id = "cold-war"
en = "Cold War"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "collection.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_collection_is_empty() -> None:
    assert vars(load(None)) == vars(Collection(Label("", ""), Label("", ""), (), (), (), ""))


def test_a_good_file_gives_labels_eras_actors_and_terms(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    collection = load(path)
    assert collection.title == Label("米ソ関係", "US-Soviet relations")
    assert collection.description.in_language("ja") == "A sample"
    assert collection.eras == (
        Era("cold-war", Label("冷戦期", "Cold War era"), date(1947, 3, 12), date(1991, 12, 31), "", ("冷戦時代",)),
        Era("after", Label("冷戦後", ""), date(1992, 1, 1), None, "cold-war", ()),
    )
    names = ("北大西洋条約機構", "NATO", "Nato")
    assert collection.actors == (Authority("nato", "organization", Label("北大西洋条約機構", "NATO"), names),)
    assert collection.terms == (Authority("cold-war", "term", Label("", "Cold War"), ("Cold War",)),)
    assert collection.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_empty_file_is_an_empty_collection_with_a_digest(tmp_path: Path) -> None:
    assert vars(load(written(tmp_path, ""))) == vars(Collection(digest=hashlib.sha256(b"").hexdigest()))


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert load(written(tmp_path, "\ufeff" + GOOD)).eras == load(written(tmp_path, GOOD)).eras


def test_one_name_may_stand_with_two_entries(tmp_path: Path) -> None:
    two = '[[actor]]\nid = "a"\nkind = "person"\nen = "Ford"\n[[actor]]\nid = "b"\nkind = "state"\nen = "Ford"\n'
    assert [actor.names for actor in load(written(tmp_path, two)).actors] == [("Ford",), ("Ford",)]


ERA = '[[era]]\nid = "a"\nja = "甲"\n\n'
INNER = '[[era]]\nid = "a"\nja = "甲"\nparent = "b"\n'
ACTOR = '[[actor]]\nid = "a"\nkind = "person"\nja = "甲"\n\n'

# (text, line of the mistake, key, a word of the message)
MISTAKES = [
    ('[collection]\ntitle = "a\n', 2, "", "not TOML"),
    ("[[era]]\nid = ", 2, "", "not TOML"),
    ('[[era]]\nja = "甲"\n', 1, "era.id", "is missing"),
    (ERA + '[[era]]\n# [[era]]\nja = "乙"\n', 5, "era.id", "is missing"),
    ('[[era]]\nid = "a"\n', 1, "era.ja", "is missing"),
    ('[[actor]]\nid = "a"\nja = "甲"\n', 1, "actor.kind", "is missing"),
    (ERA + '[[era]]\nid = "b"\nja = "乙"\ncolour = "red"\n', 8, "era.colour", "unknown key"),
    ('[collection]\nname = "x"\n', 2, "collection.name", "unknown key"),
    (ERA + '[[actors]]\nid = "b"\n', 5, "actors", "unknown table"),
    ('[collection]\ntitle = 3\n', 2, "collection.title", "must be"),
    ('[collection]\ntitle = { fr = "titre" }\n', 2, "collection.title", "must be"),
    ("[collection.title]\nde = 'x'\n", 1, "collection.title", "must be"),
    ('collection = "x"\n', 1, "collection", "must be a table"),
    ("[era]\nid = 'a'\n", 1, "era", "[[era]]"),
    ('[[term]]\nid = 7\nja = "甲"\n', 2, "term.id", "must be text"),
    ('[[term]]\nid = " "\nja = "甲"\n', 2, "term.id", "must be text"),
    (ERA + 'en = ""\n', ERA.count("\n") + 1, "era.en", "and say something"),
    ('[[term]]\nid = "a"\nja = "甲"\nnames = "乙"\n', 4, "term.names", "list of names"),
    ('[[term]]\nid = "a"\nja = "甲"\nnames = [\n  1,\n]\n', 4, "term.names", "must be text"),
    (ERA + ERA, 6, "era.id", "'a' is taken"),
    (ACTOR + ACTOR, 7, "actor.id", "'a' is taken"),
    (ERA + '[[era]]\nid = "b"\nja = "乙"\nparent = "c"\n', 8, "era.parent", "no era has the id 'c'"),
    ('[[era]]\nid = "a"\nja = "甲"\nparent = "a"\n', 4, "era.parent", "inside itself"),
    (INNER + '[[era]]\nid = "b"\nja = "乙"\nparent = "a"\n', 4, "era.parent", "inside itself"),
    ('[[era]]\nid = "a"\nja = "甲"\nfrom = "1991"\nto = "1990-12"\n', 4, "era.from", "after to"),
    (ERA + '[[era]]\nid = "b"\nja = "乙"\nfrom = "abc"\n', 8, "era.from", "'abc' is not a date; write a year"),
    ('[[era]]\nid = "a"\nja = "甲"\nto = "1990-13"\n', 4, "era.to", "'1990-13' is not a date"),
    ('[[era]]\nid = "a"\nja = "甲"\n"to" = true\n', 4, "era.to", "is not a date"),
    ('[[actor]]\nid = "a"\nja = "甲"\nkind = "ship"\n', 4, "actor.kind", "person, state, organization"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_key(tmp_path: Path, text: str, line: int, key: str, words: str) -> None:
    with pytest.raises(CollectionError) as caught:
        load(written(tmp_path, text))
    message = str(caught.value)
    assert message.startswith(f"collection.toml, line {line}" + (f", {key}: " if key else ": "))
    assert words in message


def test_a_missing_file_and_one_that_is_not_utf8_say_so(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="cannot be read"):
        load(tmp_path / "none.toml")
    path = tmp_path / "collection.toml"
    path.write_bytes("[collection]\ntitle = '米ソ'\n".encode("shift_jis"))
    with pytest.raises(CollectionError, match="line 2: not UTF-8"):
        load(path)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1969", (date(1969, 1, 1), date(1969, 12, 31))),
        ("1968-02", (date(1968, 2, 1), date(1968, 2, 29))),
        ("1969-05-01", (date(1969, 5, 1), date(1969, 5, 1))),
        ("1969-5", None),
        ("1969-02-29", None),
        ("0000", None),
        ("", None),
    ],
)
def test_iso_dates_are_their_first_and_last_day(text: str, days: tuple[date, date] | None) -> None:
    assert iso_days(text) == days


def test_the_sample_collection_is_without_mistakes() -> None:
    if not CORPUS.exists():
        pytest.skip("corpus/collection.toml is not there")
    collection = load(CORPUS)
    assert collection.title.ja and collection.eras and collection.actors and collection.terms


def test_the_collection_of_the_shared_cases_is_without_mistakes() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/cases/collection.toml is not there")
    assert {"nixon", "soviet-union"} <= {actor.id for actor in load(SHARED).actors}
