"""People, eras and terms of a folder are made at the desk, and a preview says what the index will say."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, owner
from flask.testing import FlaskClient

from indexer.collection import load
from indexer.config import Config
from indexer.people.sound import sounds_alike
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.desk.list_requests import readings

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
    assert people["Boris Yeltsin"]["alike"] == "エリツィン" and people["エリツィン"]["alike"] == "Boris Yeltsin"
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
