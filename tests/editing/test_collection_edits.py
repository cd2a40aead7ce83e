"""A collection.toml that is edited keeps, byte for byte, what nobody asked to change, and can always be read again."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.collection import load, parse
from indexer.editing import collection_file
from indexer.editing.collection_edits import (
    Add,
    AddName,
    Change,
    Edit,
    Merge,
    Reject,
    Remove,
    RemoveName,
    Restore,
    Split,
    applied,
)
from indexer.editing.collection_file import Changed, can_undo, edited, read, undo, write
from indexer.editing.collection_text import tables_of
from indexer.errors import CollectionError, DeskMistake

CORPUS = Path(__file__).parents[2] / "corpus" / "collection.toml"

FILE = """\
# ことわり：手で書いた file

[collection]
title = { ja = '米ソ', en = "US-Soviet" }   # kept as it is

# ---- People ／ 人物 ----

# the first president
[[actor]]
id = 'yeltsin'   # never changed
kind = "person"
ja = "ボリス・エリツィン"
names = [
    'エリツィン',  # the usual one
    "Yeltsin",
]

[[actor]]
id = "eltsin"
kind = "person"
en = "B. Eltsin"
surname = "Eltsin"

# ---- Eras ／ 時代 ----

[[era]]
from = 1947-03-12
id = "cold-war"
ja = "冷戦"

[[era]]
id = "detente"
en = "Détente"
parent = "cold-war"
"""


def after(*edits: Edit, text: str = FILE) -> str:
    result = applied(tables_of(text), edits).text
    parse(result.encode())
    return result


def test_a_file_that_is_not_edited_is_the_same_to_the_byte() -> None:
    for text in (FILE, CORPUS.read_text(encoding="utf-8"), "", "# only a comment", "\ufeff" + FILE):
        assert tables_of(text).text == text
        assert tables_of(text.replace("\n", "\r\n")).text == text.replace("\n", "\r\n")


CHANGES = [
    (Change("actor", "yeltsin", {"en": "Boris Yeltsin"}), [], ['en = "Boris Yeltsin"']),
    (Change("actor", "yeltsin", {"ja": "大統領"}), ['ja = "ボリス・エリツィン"'], ['ja = "大統領"']),
    (AddName("actor", "eltsin", "エリツィン"), [], ['names = ["エリツィン"]']),
    (AddName("actor", "eltsin", "ボリス", "ja"), [], ['ja = "ボリス"']),
    (RemoveName("actor", "yeltsin", "Yeltsin"), ['    "Yeltsin",'], []),
    (Change("actor", "eltsin", {"surname": ""}), ['surname = "Eltsin"'], []),
    (Change("actor", "yeltsin", {"kind": "state"}), ['kind = "person"'], ['kind = "state"']),
    (Change("era", "cold-war", {"to": "1991"}), [], ['to = "1991"']),
    (Change("era", "detente", {"parent": ""}), ['parent = "cold-war"'], []),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "gone", "new"), CHANGES)
def test_an_edit_touches_its_own_lines_alone(edit: Edit, gone: list[str], new: list[str]) -> None:
    before, now = FILE.splitlines(), after(edit).splitlines()
    for line in gone:
        before.remove(line)
    for line in new:
        now.remove(line)
    assert now == before


def test_what_is_as_it_was_is_not_written_anew() -> None:
    same = {"ja": "ボリス・エリツィン", "en": "", "names": ("エリツィン", "Yeltsin")}
    assert after(Change("actor", "yeltsin", same), Change("era", "cold-war", {"from": "1947-03-12"})) == FILE


def test_keys_of_a_table_come_in_one_order() -> None:
    text = after(Change("actor", "eltsin", {"ja": "エリツィン", "names": ("Yeltsin",)}))
    lines = text[text.index('id = "eltsin"') : text.index("# ---- Eras")].split("\n")
    assert [line.partition(" ")[0] for line in lines if line] == ["id", "kind", "ja", "en", "surname", "names"]


def test_a_new_entry_stands_behind_the_last_of_its_kind_and_before_the_next_chapter() -> None:
    text = after(Add("actor", {"id": "yoshida-shigeru", "kind": "person", "ja": "吉田茂", "names": ("吉田 茂",)}))
    new = '[[actor]]\nid = "yoshida-shigeru"\nkind = "person"\nja = "吉田茂"\nnames = ["吉田 茂"]\n\n'
    assert text.replace(new, "") == FILE
    assert text.index('id = "eltsin"') < text.index(new) < text.index("# ---- Eras")


def test_a_removed_entry_takes_the_comment_right_above_it_and_no_other() -> None:
    text = after(Remove("actor", "yeltsin"), Remove("actor", "eltsin"))
    assert "the first president" not in text and "[[actor]]" not in text
    assert "# ---- People" in text and "# ---- Eras" in text and "手で書いた" in text


def test_eras_inside_a_removed_one_come_into_the_one_around_it() -> None:
    three = after(Add("era", {"id": "talks", "en": "Talks", "parent": "detente"}))
    assert [era.parent for era in parse(after(Remove("era", "detente"), text=three).encode()).eras] == ["", "cold-war"]
    assert [era.parent for era in parse(after(Remove("era", "cold-war")).encode()).eras] == [""]


def test_entries_in_two_languages_become_one_with_all_their_names_and_comments() -> None:
    said = FILE.replace('[[actor]]\nid = "eltsin"', '# of a letter\n[[actor]]\nid = "eltsin"')
    text = after(Merge("actor", "yeltsin", ("eltsin",)), text=said)
    [actor] = parse(text.encode()).actors
    assert (actor.id, actor.label.ja, actor.label.en) == ("yeltsin", "ボリス・エリツィン", "B. Eltsin")
    assert set(actor.names) == {"ボリス・エリツィン", "B. Eltsin", "エリツィン", "Yeltsin", "Eltsin"}
    assert "# of a letter" in text and "# the usual one" in text and "# the first president" in text


SURNAMES = [
    (("ブッシュ", "Bush"), "Bush"), (("Bush", "ブッシュ"), "Bush"), (("吉田", "Yoshida"), "Yoshida"),
    (("", "池田"), "池田"), (("池田", "吉田"), "池田"), (("Wałęsa", "Walesa"), "Wałęsa"), (("", ""), ""),
]  # fmt: skip


@pytest.mark.parametrize(("surnames", "kept"), SURNAMES)
def test_of_two_surnames_the_one_that_is_told_from_words_by_its_capital_stays(
    surnames: tuple[str, str], kept: str
) -> None:
    one, other = (
        {"id": id, "kind": "person", "en": id, "surname": surname} for id, surname in zip("ab", surnames, strict=True)
    )
    text = after(Add("actor", one), Add("actor", other), Merge("actor", "a", ("b",)), text="")
    [actor] = parse(text.encode()).actors
    assert actor.surname == kept and set(filter(None, surnames)) <= set(actor.names)


def test_what_was_rejected_stays_at_the_end() -> None:
    era = Add("era", {"id": "thaw", "en": "The thaw", "from": "1953", "to": "1964"})
    late = Add("era", {"id": "late", "en": "Late"})
    edits = (
        Add("actor", {"id": "a", "kind": "person", "en": "A"}),
        Reject(("General",)),
        era,
        Reject(("White",)),
        late,
    )
    text = after(*edits, text="# head\n")
    headers = [line for line in text.splitlines() if line.startswith("[")]
    assert headers == ["[[actor]]", "[[era]]", "[[era]]", "[proposals]"]
    assert text.endswith('rejected = ["General", "White"]\n') and "\n\n\n" not in text


def test_some_names_of_an_entry_become_one_of_their_own() -> None:
    values = {"id": "other", "kind": "person", "en": "Yeltsin"}
    actors = parse(after(Split("actor", "yeltsin", ("Yeltsin",), values)).encode()).actors
    assert [(each.id, each.names) for each in actors[:2]] == [
        ("yeltsin", ("ボリス・エリツィン", "エリツィン")), ("other", ("Yeltsin",)),
    ]  # fmt: skip


def test_rejected_names_stand_in_a_table_that_says_what_it_is() -> None:
    text = after(Reject(("West Berlin", "大西洋")), Reject(("White House", "大西洋")), Restore(("West Berlin",)))
    assert parse(text.encode()).rejected == ("大西洋", "White House")
    assert text.startswith(FILE) and "もう挙げません" in text
    assert parse(text.encode()).means_as(parse(FILE.encode()))


HOSTILE = [
    '"quoted" and \\ and \'', "名前\n[[actor]]\nid = \"x\"", "back\\slash\\n", "😀👩‍👩‍👧",
    "tab\there", "\u2028line", '"""', "'''",
    "\x00nul", "\ud800lone", "]] # no comment", "é" * 300, "\ufeffbom", "ＮＡＴＯ　（北大西洋）",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_may_hold_anything(name: str) -> None:
    text = after(
        Add("actor", {"id": "new", "kind": "person", "ja": name}),
        AddName("actor", "yeltsin", name),
        Change("actor", "eltsin", {"en": name}),
        Reject((name,)),
    )
    said = parse(text.encode())
    written = said.rejected[0]
    new = next(actor for actor in said.actors if actor.id == "new")
    assert (new.label.ja, written in said.actors[0].names, said.actors[1].label.en) == (written, True, written)
    assert len(said.actors) == 3 and text.startswith(FILE[: FILE.index("names = [")])
    assert written == name or not name.isprintable()


def test_line_ends_and_the_mark_at_the_beginning_stay_as_they_are() -> None:
    dos = "\ufeff" + FILE.replace("\n", "\r\n")
    text = after(
        Add("actor", {"id": "a", "kind": "person", "ja": "吉田茂"}),
        Change("actor", "eltsin", {"ja": "エリツィン"}),
        text=dos,
    )
    assert text.startswith("\ufeff#") and text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("text", [
    'actor = [{ id = "a", kind = "person", ja = "甲" }]\n',
    '[["actor"]]\nid = "a"\nkind = "person"\nja = "甲"\n',
    '[[actor]]\nid = "a"\nkind = "person"\nja = "甲"\n[collection.title]\nja = "乙"\n',
])  # fmt: skip
def test_tables_in_other_forms_are_not_edited(text: str) -> None:
    with pytest.raises(CollectionError, match="text editor"):
        tables_of(text)


def test_what_looks_like_a_header_inside_a_text_is_none() -> None:
    text = '[[actor]]\nid = "a"\nkind = "person"\nja = """\n[[actor]]\n# x"""\n\n[[actor]]\nid = "b"\n'
    assert [block.name for block in tables_of(text).blocks if block.name] == ["actor", "actor"]
    assert applied(tables_of(text), [Remove("actor", "b")]).text.startswith(
        '[[actor]]\nid = "a"\nkind = "person"\nja = """\n[[actor]]'
    )


NOT_THERE: list[Edit] = [
    Change("actor", "nobody", {"ja": "誰"}), Remove("era", "yeltsin"), Merge("actor", "yeltsin", ("x",)),
    AddName("term", "x", "y"),
]  # fmt: skip


@pytest.mark.parametrize("edit", NOT_THERE)
def test_an_entry_that_is_not_there_is_said_to_be_none(edit: Edit) -> None:
    with pytest.raises(DeskMistake, match="with the id"):
        after(edit)


UNREADABLE: list[Sequence[Edit]] = [
    [Add("era", {"id": "x", "ja": "逆", "from": "1990", "to": "1980"})],
    [Add("era", {"id": "x", "ja": "無", "from": "昭和"})],
    [Add("era", {"id": "x", "ja": "親", "parent": "nowhere"})],
    [Change("era", "cold-war", {"parent": "detente"})],
    [Add("actor", {"id": "yeltsin", "kind": "person", "ja": "二人目"})],
    [Add("actor", {"id": "x", "kind": "ship", "ja": "船"})],
    [Add("term", {"id": "nameless"})],
    [RemoveName("era", "detente", "Détente")],
]


@pytest.mark.parametrize("edits", UNREADABLE)
def test_what_could_not_be_read_again_is_never_written(tmp_path: Path, edits: Sequence[Edit]) -> None:
    (tmp_path / "collection.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(CollectionError, match=r"line \d+"):
        edited(read(tmp_path), edits)
    assert (tmp_path / "collection.toml").read_text(encoding="utf-8") == FILE


def test_a_file_with_a_mistake_says_the_line_and_is_not_edited(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('[[actor]]\nid = "a"\nkind = "ship"\nja = "船"\n', encoding="utf-8")
    opened = read(tmp_path)
    assert "line 3" in opened.mistake
    with pytest.raises(CollectionError, match="line 3"):
        edited(opened, [Reject(("x",))])


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "collection.toml").symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(CollectionError, match="link"):
        edited(read(tmp_path / "folder"), [Reject(("x",))])


def test_edits_are_undone_one_by_one_until_there_is_no_file(tmp_path: Path) -> None:
    texts = []
    for name in ("吉田茂", "Yeltsin", "ソ連"):
        opened = read(tmp_path)
        texts.append(opened.text)
        write(
            opened,
            edited(opened, [Add("actor", {"id": name, "kind": "person", "ja": name})]),
            tmp_path / "i",
        )
    assert [actor.label.ja for actor in load(tmp_path / "collection.toml").actors] == ["吉田茂", "Yeltsin", "ソ連"]
    for text in reversed(texts):
        assert can_undo(read(tmp_path), tmp_path / "i")
        undo(read(tmp_path), tmp_path / "i")
        assert read(tmp_path).text == text
    assert not (tmp_path / "collection.toml").exists() and not can_undo(read(tmp_path), tmp_path / "i")


def test_a_new_file_says_what_it_is_in_both_languages(tmp_path: Path) -> None:
    write(read(tmp_path), edited(read(tmp_path), [Add("actor", {"id": "a", "kind": "person", "ja": "甲"})]), tmp_path)
    text = (tmp_path / "collection.toml").read_text(encoding="utf-8")
    assert text.startswith("# What this collection") and "机（sakuin desk）" in text
    assert text.endswith('\n\n[[actor]]\nid = "a"\nkind = "person"\nja = "甲"\n')


def test_what_another_program_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    opened = read(tmp_path)
    change = edited(opened, [Add("actor", {"id": "a", "kind": "person", "ja": "甲"})])
    (tmp_path / "collection.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(Changed):
        write(opened, change, tmp_path / "i")
    assert (tmp_path / "collection.toml").read_text(encoding="utf-8") == FILE
    after_that = read(tmp_path)
    assert after_that.digest == hashlib.sha256(FILE.encode()).hexdigest()
    write(after_that, edited(after_that, [Reject(("x",))]), tmp_path / "i")
    (tmp_path / "collection.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(DeskMistake, match="undo"):
        undo(read(tmp_path), tmp_path / "i")


def test_only_a_limited_number_of_earlier_texts_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_file, "MOST_KEPT", 3)
    for number in range(6):
        opened = read(tmp_path)
        write(opened, edited(opened, [Reject((f"{number}",))]), tmp_path / "i")
    assert len(list((tmp_path / "i" / collection_file.KEPT).iterdir())) == 3
