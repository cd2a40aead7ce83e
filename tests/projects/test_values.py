"""A project is the same after it was written and read; what is no sound project is said in a sentence, never raised."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from sample import index_of, project_in

from search_app.projects.archive import packed, receipts_in, unpacked
from search_app.projects.checking import DEEPEST
from search_app.projects.reading import project_of
from search_app.projects.values import MOST_BYTES, MOST_ITEMS, ProjectMistake
from search_app.projects.writing import project_bytes, project_object

PROJECT = project_in(index_of())
WRITTEN = project_object(PROJECT)


def test_a_project_is_the_same_after_it_was_written_and_read() -> None:
    assert project_of(json.loads(project_bytes(PROJECT))) == PROJECT
    assert unpacked(packed(PROJECT)) == PROJECT
    assert unpacked(project_bytes(PROJECT)) == PROJECT, "project.json alone is enough"


def test_the_same_project_gives_the_same_bytes() -> None:
    assert packed(PROJECT, {"a.json": {"x": 1}}) == packed(unpacked(packed(PROJECT)), {"a.json": {"x": 1}})


def test_the_file_is_readable_without_sakuin() -> None:
    data = packed(PROJECT, {"0123.json": {"kind": "sakuin-receipt"}})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = ["project.json", "project.md", "citations.ris", "README.txt", "receipts/0123.json"]
        assert archive.namelist() == names and archive.testzip() is None
        text = archive.read("project.md").decode()
        assert archive.read("citations.ris").decode().count("ER  -") == len(PROJECT.items)
        readme = archive.read("README.txt").decode()
    assert receipts_in(data) == {"0123.json": {"kind": "sakuin-receipt"}}
    assert "> 条約は1972年にモスクワで調印された。" in text and "見直す \\*here\\*" in text
    assert all(item.facts.seal in text for item in PROJECT.items) and "条約, peace" in text
    assert "Sakuin がなくても読めます" in readme and "can be read without Sakuin" in readme


def test_what_a_file_says_that_is_not_known_is_kept() -> None:
    more = WRITTEN | {"later": {"deep": ["値", 1, None]}}
    more["items"] = [WRITTEN["items"][0] | {"mood": "glad"}]
    again = project_object(project_of(more))
    assert again["later"] == {"deep": ["値", 1, None]} and again["items"][0]["mood"] == "glad"


def changed(path: str, value: Any) -> Any:
    """The written project with one value another: changed("items.0.text", 3)."""
    whole = json.loads(json.dumps(WRITTEN))
    *above, last = path.split(".")
    part = whole
    for name in above:
        part = part[int(name)] if name.isdigit() else part[name]
    part[int(last) if last.isdigit() else last] = value
    return whole


NESTED: Any = []
for _ in range(DEEPEST + 1):
    NESTED = [NESTED]


@pytest.mark.parametrize(("value", "code", "where"), [
    ([], "project-none", ""),
    ({}, "project-none", ""),
    ({"kind": "sakuin-receipt"}, "project-none", ""),
    (changed("schema", 99), "project-newer", ""),
    (changed("title", ["x"]), "project-damaged", "title"),
    (changed("title", "長" * 5000), "project-too-many", "title"),
    (changed("items", {}), "project-damaged", "items"),
    (changed("items", [None] * (MOST_ITEMS + 1)), "project-too-many", "items"),
    (changed("items.1", "text"), "project-damaged", "items[1]"),
    (changed("items.0.text", 3), "project-damaged", "items[0].text"),
    (changed("items.0.document", ""), "project-damaged", "items[0].document"),
    (changed("items.0.paragraph", -1), "project-damaged", "items[0].paragraph"),
    (changed("items.0.paragraph", True), "project-damaged", "items[0].paragraph"),
    (changed("items.0.paragraph", 10**30), "project-damaged", "items[0].paragraph"),
    (changed("items.0.kept", "yes"), "project-damaged", "items[0].kept"),
    (changed("items.0.facts", []), "project-damaged", "items[0].facts"),
    (changed("items.0.facts.where", [["page", "1"]]), "project-damaged", "items[0].facts.where[0]"),
    (changed("items.0.highlights", [{"start": "0", "end": 1}]), "project-damaged", "highlights[0].start"),
    (changed("searches.0.parameters", [["q"]]), "project-damaged", "searches[0].parameters[0]"),
    (changed("searches.0.known", [1]), "project-damaged", "searches[0].known[0]"),
    (changed("later", NESTED), "project-damaged", "later"),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(value: object, code: str, where: str) -> None:
    with pytest.raises(ProjectMistake) as caught:
        project_of(value)
    assert caught.value.note.code == code and where in caught.value.note.value
    assert all(caught.value.note.sentence(lang) for lang in ("ja", "en"))


def test_a_highlight_outside_the_text_and_a_strange_colour_do_no_harm() -> None:
    marks = [{"start": 2, "end": 1}, {"start": 0, "end": 10**6}, {"start": 0, "end": 1, "colour": "url(x)"}]
    (mark,) = project_of(changed("items.0.highlights", marks)).items[0].highlights
    assert (mark.start, mark.end, mark.colour) == (0, 1, "yellow")


def test_half_a_surrogate_pair_becomes_text_wherever_it_stands() -> None:
    odd = json.loads('{"a\\ud800": "\\udfff"}')
    project = project_of(changed("title", "\ud800x") | {"later": odd})
    assert project_of(json.loads(project_bytes(project))) == project and packed(project)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_json", ".json"), data)
    return made.getvalue()


def bomb() -> bytes:
    return zipped(project_json=b"{" + b" " * (MOST_BYTES * 20))


def many_parts() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number:04d}", b"")
    return made.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed(PROJECT))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(("make", "code"), [
    (lambda: b"", "project-none"),
    (lambda: b"\x00" * 1000, "project-none"),
    (lambda: "綴り".encode(), "project-none"),
    (lambda: b"{", "project-damaged"),
    (lambda: b'{"a": NaN}', "project-damaged"),
    (lambda: b"{\xff}", "project-damaged"),
    (lambda: b"{" + b'"a":[' * 100_000, "project-damaged"),
    (lambda: b'{"a":' + b"1" * 100_000 + b"}", "project-damaged"),
    (lambda: b" " * (MOST_BYTES + 1), "project-too-big"),
    (bomb, "project-too-big"),
    (many_parts, "project-damaged"),
    (encrypted, "project-damaged"),
    (lambda: packed(PROJECT)[:-30], "project-none"),
    (lambda: packed(PROJECT)[:40] + b"\0" * 40 + packed(PROJECT)[80:], "project-damaged"),
    (lambda: zipped(other_json=b"{}"), "project-no-part"),
    (lambda: zipped(**{"..__..__project_json": b"{}"}), "project-no-part"),
    (lambda: zipped(project_json=b"[]"), "project-none"),
])  # fmt: skip
def test_a_hostile_file_is_a_mistake_with_a_sentence(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(ProjectMistake) as caught:
        unpacked(make())
    assert caught.value.note.code == code
    assert all(caught.value.note.sentence(lang) for lang in ("ja", "en"))
