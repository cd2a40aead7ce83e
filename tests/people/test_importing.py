"""A list of people, as an archive has it, becomes tables that a collection is read by."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.collection import Collection, load
from indexer.errors import ReadError
from indexer.metadata.actors import actor_finder
from indexer.people.importing import imported
from indexer.people.lists import read_list
from indexer.people.names import listed, same_given
from indexer.people.tables import written
from search_app.cli.main import main

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listPerson>
<person><persName xml:lang="en"><surname>Dulles</surname><forename>Allen W.</forename></persName>
<persName xml:lang="ja">アレン・ダレス</persName><occupation>Director</occupation>
</person></listPerson></body></text></TEI>"""
FRUS_TEI = """<TEI><text><list>
<item><persName xml:id="p_DAW1">Dulles, Allen W.,</persName> Director</item></list></text></TEI>"""


def collection(folder: Path, text: str, name: str = "people.txt") -> Collection:
    source, made = folder / name, folder / "collection.toml"
    source.write_text(text, encoding="utf-8")
    made.write_text(written(imported(read_list(source))), encoding="utf-8")
    return load(made)


@pytest.mark.parametrize(
    ("name", "text", "label", "other"),
    [
        ("a.txt", "Dulles, Allen W., Director", "Allen W. Dulles", "Allen Dulles"),
        ("a.txt", "Norstad, General Lauris", "Lauris Norstad", "Norstad, General Lauris"),
        ("a.txt", "- Brentano, Heinrich von, Minister", "Heinrich von Brentano", "Brentano, Heinrich von"),
        ("a.txt", "Debré, Michel", "Michel Debré", "Michel Debre"),
        ("a.txt", "Johnson, Lyndon Baines", "Lyndon Baines Johnson", "Lyndon B. Johnson"),
        ("a.txt", "Kennan George F.", "George F. Kennan", "George Kennan"),
        ("a.txt", "吉田 茂、首相", "吉田茂", "吉田 茂"),
        ("a.csv", 'name,title,aliases\n"Dulles, Allen W.",Director,A. Dulles; Mr. D.', "Allen W. Dulles", "Mr. D."),
        ("a.csv", "name\nLlewellyn E. Thompson", "Llewellyn E. Thompson", "Llewellyn Thompson"),
        ("a.csv", "姓,名,肩書\n吉田,茂,首相", "吉田茂", "吉田 茂"),
        ("a.csv", "氏名,英語\n吉田茂,Shigeru Yoshida", "吉田茂", "Yoshida, Shigeru"),
        ("a.json", '{"v1": {"p1": "Dulles, Allen W."}}', "Allen W. Dulles", "Dulles, Allen W."),
        ("a.json", '[{"name": "吉田茂", "aliases": ["吉田首相"]}]', "吉田茂", "吉田首相"),
        ("a.xml", TEI, "アレン・ダレス", "Allen W. Dulles"),
        ("a.xml", FRUS_TEI, "Allen W. Dulles", "Allen Dulles"),
    ],
)
def test_lists_are_read_as_archives_have_them(tmp_path: Path, name: str, text: str, label: str, other: str) -> None:
    [actor] = collection(tmp_path, text, name).actors
    assert label in (actor.label.ja, actor.label.en)
    assert other in actor.names


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("Gromyko, Andrei A.\nGromyko, Andrei Andreivich", 1),
        ("Kuznetsov, Vassily V.\nKuznetsov, Vasili Vasilevich", 1),
        ("Fulbright, William\nFulbright, J. William", 1),
        ("Troyanovsky, Oleg A.\nTroyanovski, Oleg Antonovich", 1),
        ("吉田 茂\n吉田 茂、首相", 1),
        ("Dulles, Allen W.\nDulles, John Foster", 2),
        ("Johnson, Lyndon B.\nJohnson, U. Alexis", 2),
        ("吉田 茂\n吉田 松陰", 2),
    ],
)
def test_the_forms_of_one_person_are_one_table_and_two_people_are_two(tmp_path: Path, lines: str, count: int) -> None:
    assert len(collection(tmp_path, lines).actors) == count


DULLESES = "Dulles, Allen W.\nDulles, John Foster\nGromyko, Andrei\nWhite, Thomas D.\n吉田 茂\n佐藤 栄作\n佐藤 尚武"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Allen Dulles left. Mr. Dulles stayed.", ("allen-w-dulles",)),
        ("Mr. Dulles stayed.", ()),
        ("Gromyko and gromyko", ("andrei-gromyko",)),
        ("gromyko", ()),
        ("The White House", ()),
        ("General White said", ("thomas-d-white",)),
        ("吉田は", ("吉田茂",)),
        ("佐藤は", ()),
        ("佐藤栄作が来た。佐藤は", ("佐藤栄作",)),
    ],
)
def test_a_surname_means_its_only_bearer_or_the_one_named_in_full(
    tmp_path: Path, text: str, expected: tuple[str, ...]
) -> None:
    assert actor_finder(collection(tmp_path, DULLESES)).find(text) == expected


def test_the_full_name_of_one_passage_says_whom_the_surname_of_another_means(tmp_path: Path) -> None:
    finder = actor_finder(collection(tmp_path, DULLESES))
    assert finder.find_in(("Dulles", "Allen Dulles")) == (("allen-w-dulles",), ("allen-w-dulles",))
    assert finder.find_in(("佐藤は",), given=("佐藤尚武",)) == (("佐藤尚武",),)


@pytest.mark.parametrize("name", ['Q"uote, A\\b', "Control\x07, \x7fSign", "改行 \u2028 名"])
def test_any_name_is_written_as_toml_that_loads(tmp_path: Path, name: str) -> None:
    assert len(collection(tmp_path, json.dumps([name]), "a.json").actors) == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "\n", "no person"),
        ("a.json", "{", "not JSON"),
        ("a.xml", "<a>", "a.xml"),
        ("a.json", "[1]", "no person"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_name(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ReadError, match=name) as error:
        collection(tmp_path, text, name)
    assert said in str(error.value)


def test_initials_agree_with_names_and_other_names_do_not() -> None:
    assert same_given(listed("Bruce, David K.E.").given, listed("Bruce, David K. E.").given)
    assert not same_given(listed("Rostow, Walt W.").given, listed("Rostow, Eugene V.").given)


def test_the_command_writes_a_new_file_and_overwrites_none(tmp_path: Path) -> None:
    source, out = tmp_path / "people.txt", tmp_path / "people.toml"
    source.write_text("吉田 茂、首相", encoding="utf-8")
    command = ["actors", "import", str(source), "--out", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert "# 首相\n[[actor]]" in out.read_text(encoding="utf-8")
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "is there already" in again.output
