"""People, eras and terms of a folder are made at the desk, and a preview says what the index will say."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, owner
from flask.testing import FlaskClient
from small_dictionary import database

from indexer.collection import load
from indexer.config import Config
from indexer.dictionary.glossary import Glossary
from indexer.dictionary.glossary import build as build_glossary
from indexer.people.sound import sounds_alike
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.desk.list_requests import readings
from search_app.desk.people_found import KEPT, PeopleFinder
from search_app.desk.people_names import names_in_other_language

TEXTS = {
    "a.txt": "President Boris Yeltsin met Secretary Christopher in 1993. Yeltsin spoke of reform.",
    "b.txt": "エリツィン大統領は1993年、クリストファー国務長官に語った。エリツィンは改革を約束した。",
    "c.txt": "President Yeltsin and Secretary Christopher spoke again in 1994.",
    "d.txt": "In 1947 nothing was said of anyone.",
}


def indexed(folder: Path) -> None:
    build(Job((folder,), folder / ".sakuin", jobs=1, engine="whoosh"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    indexed(tmp_path)
    return tmp_path


def state(client: FlaskClient) -> Any:
    return client.get("/desk/lists.json?ui=en").get_json()


def sent(client: FlaskClient, action: str, *edits: dict[str, Any], digest: str | None = None) -> Any:
    body = {"digest": state(client)["digest"] if digest is None else digest, "edits": list(edits)}
    return client.post(f"/desk/lists/{action}.json?ui=en", json=body, headers=HERE)


def found_people(client: FlaskClient) -> Any:
    client.post("/desk/people/find.json", json={}, headers=HERE)
    for _ in range(300):
        if (proposed := state(client)["proposed"])["state"] != "running":
            return proposed
        time.sleep(0.1)
    raise AssertionError("the search for people does not end")


def said_by_index(folder: Path, facet: str) -> dict[str, set[str]]:
    """The passages of each actor or era, as the index has them."""
    library = open_library(folder / ".sakuin", Config())
    found: dict[str, set[str]] = {}
    for document in library.store.documents():
        for place in library.store.passages_of(document.id):
            for id in getattr(place.metadata, facet):
                found.setdefault(id, set()).add(place.passage.id)
    library.close()
    return found


YELTSIN = {"ja": "エリツィン", "en": "Boris Yeltsin", "kind": "person", "names": ["Yeltsin"]}


def test_people_are_proposed_with_an_example_and_who_sounds_alike(folder: Path) -> None:
    found = found_people(owner(folder))
    assert found["state"] == "done"
    people = {each["ja"] or each["en"]: each for each in found["people"]}
    assert people["Boris Yeltsin"]["alike"]["ja"] == "エリツィン"
    assert people["エリツィン"]["alike"]["en"] == "Boris Yeltsin"
    assert len(people["エリツィン"]["passage"]) == 16 and "エリツィン" in people["エリツィン"]["example"]
    uses = [each["uses"] for each in found["people"]]
    assert uses == sorted(uses, reverse=True)


def test_who_is_accepted_or_rejected_is_proposed_no_more(folder: Path) -> None:
    client = owner(folder)
    before = {each["en"] or each["ja"] for each in found_people(client)["people"]}
    now = sent(
        client, "save", {"do": "add", "table": "actor", "values": YELTSIN}, {"do": "reject", "names": ["Christopher"]}
    )
    left = {each["en"] or each["ja"] for each in now.get_json()["proposed"]["people"]}
    assert before - left == {"Boris Yeltsin", "エリツィン", "Christopher"}
    collection = load(folder / "collection.toml")
    assert (collection.actors[0].id, collection.rejected) == ("boris-yeltsin", ("Christopher",))


def test_all_who_are_proposed_are_reached_by_asking_for_more_or_by_a_name(folder: Path) -> None:
    client = owner(folder)
    everyone = found_people(client)
    assert everyone["total"] == len(everyone["people"]) == 3

    def asked(query: str) -> list[str]:
        found = client.get(f"/desk/lists.json?ui=en&{query}").get_json()["proposed"]
        return [found["total"], *(each["ja"] or each["en"] for each in found["people"])]

    assert asked("most=1") == [3, everyone["people"][0]["en"] or everyone["people"][0]["ja"]]
    assert asked("q=ｴﾘﾂｨﾝ") == [1, "エリツィン"] and asked("q=吉田") == [0]
    assert asked("q=YELT boris") == [1, "Boris Yeltsin"] and asked("most=0&q=yelt") == [1]


def test_who_is_in_the_file_in_one_language_is_offered_for_the_other(folder: Path) -> None:
    client = owner(folder)
    found_people(client)
    one = {"do": "add", "table": "actor", "values": {"en": "Boris Yeltsin", "surname": "Yeltsin", "kind": "person"}}
    people = {each["ja"]: each for each in sent(client, "save", one).get_json()["proposed"]["people"]}
    assert people["エリツィン"]["alike"] == {"id": "boris-yeltsin", "ja": "", "en": "Boris Yeltsin"}


def test_who_was_rejected_may_be_proposed_again(folder: Path) -> None:
    client = owner(folder)
    found_people(client)
    assert sent(client, "save", {"do": "reject", "names": ["エリツィン"]}).get_json()["rejected"] == ["エリツィン"]
    now = sent(client, "save", {"do": "restore", "names": ["エリツィン"]}).get_json()
    assert not now["rejected"] and "エリツィン" in {each["ja"] for each in now["proposed"]["people"]}


def test_what_was_found_holds_while_the_documents_say_the_same(folder: Path) -> None:
    client = owner(folder)
    before = found_people(client)
    sent(client, "save", {"do": "add", "table": "era", "values": {"en": "Reform", "from": "1993", "to": "1994"}})
    indexed(folder)
    assert state(client)["proposed"] == before == state(owner(folder))["proposed"]
    (folder / "e.txt").write_text("President Clinton and Secretary Talbott; Clinton and Talbott again.", "utf-8")
    indexed(folder)
    older = state(client)["proposed"]
    assert (older["state"], older["older"], older["people"]) == ("none", True, before["people"])
    now = found_people(client)
    assert (now["state"], now["older"], now["total"]) == ("done", False, before["total"] + 2)


def test_a_search_of_documents_that_have_changed_since_ends_and_leaves_nothing(folder: Path) -> None:
    for n in range(400):
        (folder / f"more-{n}.txt").write_text(f"Letter {n}. President Yeltsin wrote to Mr. Christopher.", "utf-8")
    indexed(folder)
    finder = PeopleFinder(folder / ".sakuin")
    assert finder.start().state == "running" and finder.thread
    (folder / "more-1.txt").unlink()
    indexed(folder)
    assert (found := finder.finding()).state == "none" and not found.people
    finder.thread.join(30)
    assert not finder.thread.is_alive() and finder.finding() == found
    assert not (folder / ".sakuin" / KEPT).exists()


def test_a_preview_says_what_the_index_says_after_the_run(folder: Path) -> None:
    client = owner(folder)
    edits = [
        {"do": "add", "table": "actor", "values": YELTSIN},
        {"do": "add", "table": "era", "values": {"ja": "九三年", "en": "Year 1993", "from": "1993", "to": "1993"}},
    ]
    told = sent(client, "preview", *edits).get_json()["effects"]
    assert not (folder / "collection.toml").exists()
    sent(client, "save", *edits)
    indexed(folder)
    eras, actors = said_by_index(folder, "eras"), said_by_index(folder, "actors")
    promised = {effect["id"]: effect["more"] for effect in told if effect["more"]}
    assert promised == {id: len(passages) for id, passages in (eras | actors).items()}
    assert promised["boris-yeltsin"] == 3
    assert all(effect["examples"] for effect in told)
    less = sent(client, "preview", {"do": "remove-name", "table": "actor", "id": "boris-yeltsin", "name": "Yeltsin"})
    [effect] = less.get_json()["effects"]
    assert (effect["id"], effect["more"], effect["fewer"]) == ("boris-yeltsin", 0, 1)


def test_entries_are_merged_split_renamed_and_undone(folder: Path) -> None:
    client = owner(folder)
    sent(client, "save", {"do": "add", "table": "actor", "values": {"en": "Yeltsin", "kind": "person"}},
         {"do": "add", "table": "actor", "values": {"ja": "吉田茂", "kind": "person"}})  # fmt: skip
    assert [each["id"] for each in state(client)["actor"]] == ["yeltsin", "yoshida-shigeru"]
    sent(client, "save", {"do": "merge", "table": "actor", "id": "yeltsin", "others": ["yoshida-shigeru"]})
    assert [each["ja"] for each in state(client)["actor"]] == ["吉田茂"]
    split = {
        "do": "split",
        "table": "actor",
        "id": "yeltsin",
        "names": ["吉田茂"],
        "values": {"ja": "吉田茂", "kind": "person"},
    }
    renamed = {"do": "change", "table": "actor", "id": "yeltsin", "values": {"en": "Boris Yeltsin"}}
    now = sent(client, "save", split, renamed).get_json()
    assert [(each["id"], each.get("en")) for each in now["actor"]] == [
        ("yeltsin", "Boris Yeltsin"),
        ("yoshida-shigeru", None),
    ]
    for _ in range(3):
        assert (
            client.post("/desk/lists/undo.json", json={"digest": state(client)["digest"]}, headers=HERE).status_code
            == 200
        )
    assert not (folder / "collection.toml").exists()


@pytest.mark.parametrize("edits", [
    "x", [], [1], [{}], [{"do": "run"}], [{"do": "add"}], [{"do": "add", "table": "../x", "values": {"ja": "甲"}}],
    [{"do": "add", "table": "actor", "values": {"ja": 1}}], [{"do": "add", "table": "actor", "values": {"path": "x"}}],
    [{"do": "reject", "names": "x"}], [{"do": "remove", "table": "actor", "id": "nobody"}],
    [{"do": "add", "table": "era", "values": {"ja": "逆", "from": "1990", "to": "1980"}}],
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(tmp_path: Path, edits: Any) -> None:
    client = owner(tmp_path)
    answer = client.post("/desk/lists/save.json?ui=en", json={"digest": "", "edits": edits}, headers=HERE)
    assert answer.status_code == 400 and "cannot be written" in answer.get_json()["error"]
    assert not list(tmp_path.iterdir())


def test_an_edit_of_a_file_that_another_program_wrote_is_refused_in_the_language_of_the_page(tmp_path: Path) -> None:
    client = owner(tmp_path)
    (tmp_path / "collection.toml").write_text("# mine\n", encoding="utf-8")
    body = {"digest": "", "edits": [{"do": "reject", "names": ["x"]}]}
    for ui, said in (("ja", "ほかのプログラム"), ("en", "Another program")):
        answer = client.post(f"/desk/lists/save.json?ui={ui}", json=body, headers=HERE)
        assert answer.status_code == 409 and said in answer.get_json()["error"]
    assert (tmp_path / "collection.toml").read_text(encoding="utf-8") == "# mine\n"


def test_a_file_with_a_mistake_is_shown_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('[[era]]\nid = "x"\nja = "時代"\nfrom = "昭和"\n', encoding="utf-8")
    assert "line 4" in state(owner(tmp_path))["mistake"]


@pytest.mark.parametrize("path", ["save", "preview", "undo"])
def test_lists_are_for_their_owner_alone(tmp_path: Path, path: str) -> None:
    assert owner(tmp_path).post(f"/desk/lists/{path}.json", json={"digest": "", "edits": []}).status_code == 403


LISTS = [
    ("people.csv", "name,title\n\"Dulles, Allen W.\",Director\n", "Allen W. Dulles"),
    ("人名録.txt", "吉田 茂、首相\n", "吉田茂"),
    ("a.ris", "TY  - BOOK\nAU  - Kennan, George F.\nER  - \n", "George F. Kennan"),
    ("../../x.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><listPerson><person><persName><surname>Herter</surname>"
     "<forename>Christian</forename></persName></person></listPerson></TEI>", "Christian Herter"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "name"), LISTS)
def test_a_list_of_people_becomes_rows_to_be_gone_through(tmp_path: Path, file: str, text: str, name: str) -> None:
    data = {"list": (BytesIO(text.encode()), file)}
    people = owner(tmp_path).post("/desk/people/import.json", data=data, headers=HERE).get_json()["people"]
    assert [each["ja"] or each["en"] for each in people] == [name]
    assert not list(tmp_path.iterdir())


IN_THE_DICTIONARY = [
    (("清原",), ["Kiyohara"]), (("大内 義長", "大内義長"), ["Oouchi Yoshinaga"]), (("Kiyohara",), ["清原"]),
    (("Duke Kiyohara", "Kiyohara"), ["清原"]), (("Missile",), ["ミサイル"]), (("church",), []), (("乗る",), []),
]  # fmt: skip


@pytest.mark.parametrize(("names", "others"), IN_THE_DICTIONARY)
def test_the_dictionary_has_names_in_the_other_language(tmp_path: Path, names: list[str], others: list[str]) -> None:
    build_glossary(database(tmp_path / "jamdict.db"), "test", tmp_path / "glossary.sqlite")
    glossary = Glossary(tmp_path / "glossary.sqlite")
    assert names_in_other_language(glossary, *names) == others
    glossary.close()


def test_without_a_dictionary_no_names_are_offered(tmp_path: Path) -> None:
    assert owner(tmp_path).get("/desk/people/names.json?name=清原&name=&ui=ja").get_json() == {"names": []}


ALIKE = [
    ("エリツィン", "Yeltsin", True), ("フルシチョフ", "Khrushchev", True), ("サッチャー", "Thatcher", True),
    ("吉田", "Yoshida", True),
    ("ルーズベルト", "Roosevelt", True), ("ベーカー", "Baker", True), ("エリツィン", "Clinton", False),
    ("吉田", "Truman", False),
]  # fmt: skip


@pytest.mark.parametrize(("ja", "en", "alike"), ALIKE)
def test_names_that_sound_alike_are_told_by_their_consonants(ja: str, en: str, alike: bool) -> None:
    assert sounds_alike(ja, en) is alike


READ = [
    ("吉田茂", "yoshida shigeru"),
    ("幣原喜重郎", "shidehara kijuro"),
    ("ボリス・エリツィン", "borisu eltsin"),
    ("マッチ箱", "match bako"),
]


@pytest.mark.parametrize(("name", "read"), READ)
def test_a_japanese_name_is_read_for_its_id(name: str, read: str) -> None:
    assert " ".join(readings(name)) == read
