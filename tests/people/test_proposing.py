"""Documents alone say whom they name: tables to be gone through, in both languages, the most frequent first."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.collection import Collection, load
from indexer.document import Block, Document
from indexer.people.proposing import Survey, proposed
from indexer.people.tables import Entry, written
from search_app.cli.main import main


def document(text: str, number: int = 1, **said: tuple[str, ...]) -> Document:
    return Document(f"d{number}", "", "en", tuple(map(Block, text.split("\n\n"))), **said)


def people(text: str, least: int = 1) -> list[str]:
    return [entry.person.best.full for entry in proposed([document(text)], least)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I met Secretary of State Herter.", ["Herter"]),
        ("Foreign Minister Gromyko's note", ["Gromyko"]),
        ("with Messrs. Kohler, Bohlen and Merchant", ["Bohlen", "Kohler", "Merchant"]),
        ("Ambassador Llewellyn E. Thompson", ["Llewellyn E. Thompson"]),
        ("told W. Averell Harriman so", ["W. Averell Harriman"]),
        ("as Walter Ulbricht said", ["Walter Ulbricht"]),
        ("President de Gaulle", ["de Gaulle"]),
        ("at the Embassy Walter S. Robertson said", ["Walter S. Robertson"]),
        ("Premier Chou En-lai", ["Chou En-lai"]),
        ("From: Amb. Charles Bohlen\nTo: Department of State", ["Charles Bohlen"]),
        ("エリツィン大統領に会った", ["エリツィン"]),
        ("クリストファー国務長官", ["クリストファー"]),
        ("ジョージ・ケナンが来た", ["ジョージ・ケナン"]),
        ("ウィリアム・N・ハスキル大佐", ["ウィリアム・N・ハスキル"]),
        ("大使デビッド・R・フランシスは", ["デビッド・R・フランシス"]),
        ("幣原外相は", ["幣原"]),
        ("林大使は", ["林"]),
        ("吉田茂が帰国した", ["吉田茂"]),
        ("差出人：吉田　茂\n宛先：外務省", ["吉田茂"]),
        ("ゴルバチョフは", ["ゴルバチョフ"]),
    ],
)
def test_a_title_a_given_name_or_a_line_shows_a_person(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the General Assembly and the Secretary General met Mr. President.",
        "A. The Soviets left. B. Soviet leaders stayed, with the U.S. Government.",
        "Foreign Ministers Meeting in West Berlin",
        "Minister Washington said. He lives in Washington.",
        "General Observations. The observations of the staff",
        "To: Department of State",
        "Our problems are many. see Annex C. Problems remain.",
        "George Washington, once. " + "Washington, July 20. " * 60,
        "Aa-" * 5000,
        "A. " * 5000 + "Messrs. " + "And, " * 5000,
        "パンとルミ",
        "源氏は倉庫局長官を",
        "アメリカ大統領はトルーマン・ドクトリンとバルト三国を論じた",
        "ワシントン・サミット",
        "東京の政府は",
    ],
)
def test_a_body_a_place_or_a_heading_is_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lloyd came. Selwyn Lloyd left.", ["Selwyn Lloyd"]),
        ("Christian A. Herter. Secretary Herter. Christian Herter.", ["Christian A. Herter"]),
        ("John F. Dulles met Allen W. Dulles. Mr. Dulles spoke.", ["Allen W. Dulles", "John F. Dulles"]),
        ("Jane Kennedy, John F. Kennedy, told J. Kennedy", ["Jane Kennedy", "John F. Kennedy"]),
        ("Mr. Dobrynin. Dobrynin Robert Kennedy. Robert F. Kennedy", ["Dobrynin", "Robert F. Kennedy"]),
        ("レーガン大統領。ロナルド・レーガンは", ["ロナルド・レーガン"]),
        ("コズイレフ外相とコズィレフ外相", ["コズイレフ"]),
        ("吉田首相は吉田茂といい", ["吉田茂"]),
    ],
)
def test_the_forms_of_one_person_are_one_table(text: str, expected: list[str]) -> None:
    assert sorted(people(text)) == sorted(expected)


def test_mark_up_and_authors_are_people_and_ids_are_none() -> None:
    found = proposed([document("", actors=("Dulles, Allen W.", "united-states"), authors=("吉田 茂",))], 1)
    assert {entry.person.best.full for entry in found} == {"Allen W. Dulles", "吉田茂"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mr. Gromyko left. Gromyko was angry.", "2 times in 1 document: with a title ／ 1文書に2回（肩書つき）"),
        ("幣原外相は幣原喜重郎という", "2 times in 1 document: with a title, with a given name ／ "),
    ],
)
def test_a_table_says_how_often_and_why_and_gives_an_example(text: str, said: str) -> None:
    [entry] = proposed([document(text)], 1)
    assert entry.remarks[0].startswith(said)
    assert entry.remarks[1].startswith("d1: ")


def test_who_stands_more_often_comes_first_and_who_stands_too_seldom_is_left_out() -> None:
    survey = Survey()
    survey.add(document("Mr. Rusk. ゴア副大統領とゴア副大統領。 Mr. Gromyko."))
    survey.add(document("Gromyko again, and Gromyko.", 2))
    assert [entry.surname for entry in survey.entries(1)] == ["Gromyko", "ゴア", "Rusk"]
    assert [entry.surname for entry in survey.entries(2)] == ["Gromyko", "ゴア"]


def read_back(folder: Path, entries: tuple[Entry, ...]) -> Collection:
    path = folder / "collection.toml"
    path.write_text(written(entries), encoding="utf-8")
    return load(path)


def test_the_tables_are_a_collection_and_who_has_one_is_not_proposed_again(tmp_path: Path) -> None:
    documents = [document("Ambassador Llewellyn E. Thompson met 吉田茂 and 幣原外相.")]
    known = read_back(tmp_path, proposed(documents, 1))
    assert len(known.actors) == 3
    assert proposed(documents, 1, known) == ()


def test_the_command_writes_a_new_file_and_overwrites_none(tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "people.toml"
    folder.mkdir()
    (folder / "a.txt").write_text("Mr. Gromyko left. Gromyko was angry, said Gromyko.", encoding="utf-8")
    (folder / "b.txt").write_text("幣原外相と幣原外相", encoding="utf-8")
    command = ["actors", "propose", str(folder), "--out", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    tables = tomllib.loads(out.read_text(encoding="utf-8"))["actor"]
    assert [table["surname"] for table in tables] == ["Gromyko", "幣原"]
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "is there already" in again.output


def test_a_folder_that_names_nobody_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine. 晴れていた。", encoding="utf-8")
    for options, said in (
        ([], "no people found that stand 2 times or more; try --least 1"),
        (["--least", "1"], "no people found; import a list of them"),
    ):
        result = CliRunner().invoke(main, ["actors", "propose", str(tmp_path), *options])
        assert result.exit_code == 2
        assert said in result.output


def test_a_file_that_cannot_be_read_is_said_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mr. Gromyko and Mr. Gromyko", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    result = CliRunner().invoke(main, ["actors", "propose", str(tmp_path)])
    assert result.exit_code == 0 and "left out: b.pdf: " in result.stderr
    assert "proposed: 1; go through" in result.stderr and 'surname = "Gromyko"' in result.stdout
