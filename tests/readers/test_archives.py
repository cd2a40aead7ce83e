"""What lies in a zip is read as if it lay in the folder, nothing is written, and no zip fills the memory."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import File, Reading, read_file
from indexer.readers.reading import Budget

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

JA = "米国はソビエト連邦を承認した。"
EN = "The United States recognised the Soviet Union."


def packed(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def misnamed(name: str, encoding: str, content: str = JA) -> bytes:
    """A zip with one member whose name is written in `encoding` and not flagged as UTF-8."""
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    return packed({stand_in: content}).replace(stand_in.encode(), raw)


def unpacked(data: bytes, name: str = "bundle.zip") -> Reading:
    return read_file(File(name, data))


def texts(reading: Reading) -> dict[str, str]:
    return {document.path: "\n".join(block.text for block in document.blocks) for document in reading.documents}


def test_every_member_is_a_document_with_its_path_in_the_archive() -> None:
    reading = unpacked(
        packed({"inner/cable.txt": EN, "公電/第一号.md": f"# 題\n\n{JA}", "table.csv": "id,text\nr1,行"})
    )
    assert texts(reading) == {
        "bundle.zip!/inner/cable.txt": EN,
        "bundle.zip!/公電/第一号.md": f"題\n{JA}",
        "bundle.zip!/table.csv": "行",
    }
    assert [document.id for document in reading.documents] == [
        "bundle.zip!/inner/cable",
        "bundle.zip!/公電/第一号",
        "r1",
    ]
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("公文.txt", "cp932"),
        ("ソ連表示能力.txt", "cp932"),  # the second byte of ソ, 表, 能 is a backslash
        ("フォルダ/外交ノート.txt", "cp932"),
        ("公文.txt", "utf-8"),
        ("café.txt", "cp437"),
        ("détente.txt", "cp437"),
        ("letter.txt", "ascii"),
    ],
)
def test_a_name_without_the_flag_for_utf8_is_read_as_it_was_meant(name: str, encoding: str) -> None:
    assert list(texts(unpacked(misnamed(name, encoding)))) == [f"bundle.zip!/{name}"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../../../etc/公文.txt", "bundle.zip!/etc/公文.txt"),
        ("/etc/passwd.txt", "bundle.zip!/etc/passwd.txt"),
        ("..\\..\\windows\\a.txt", "bundle.zip!/windows/a.txt"),
        ("./a/./b.txt", "bundle.zip!/a/b.txt"),
    ],
)
def test_a_name_that_leads_elsewhere_is_a_name_only(tmp_path: Path, name: str, path: str) -> None:
    assert list(texts(unpacked(packed({name: JA})))) == [path]
    assert list(tmp_path.iterdir()) == []


def test_what_systems_leave_in_archives_is_passed_over_without_a_word() -> None:
    junk = ("inner/__MACOSX/._cable.txt", ".DS_Store", "a/.git/config.txt", "Thumbs.db", "desktop.ini", "folder/")
    reading = unpacked(packed({"cable.txt": EN, **dict.fromkeys(junk, "junk")}))
    assert (list(texts(reading)), reading.notes) == (["bundle.zip!/cable.txt"], ())


def test_members_that_cannot_be_read_are_named_each_with_the_reason_and_the_others_are_read() -> None:
    pictures: dict[str, str | bytes] = {f"p{number}.png": b"\x89PNG\r\n\x1a\n" for number in range(30)}
    reading = unpacked(packed({"a.txt": EN, "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "空.txt": "", **pictures}))
    assert list(texts(reading)) == ["bundle.zip!/a.txt"]
    old, empty, picture = reading.notes
    assert old == "旧.doc: Word document of before 2007: not read; save it as .docx"
    assert empty == "空.txt: the file is empty; remove it or put text in it"
    assert picture.startswith("p0.png, p1.png, p2.png")
    assert "p19.png and 10 more: picture: not read; if it shows a text" in picture


def test_an_encrypted_member_is_named_with_what_to_do() -> None:
    data = bytearray(packed({"秘密.txt": JA, "open.txt": EN}, zipfile.ZIP_STORED))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    reading = unpacked(bytes(data))
    assert list(texts(reading)) == ["bundle.zip!/open.txt"]
    assert reading.notes == ("秘密.txt: it is encrypted; unpack it with its password into this folder",)


def test_a_broken_member_is_named_and_its_neighbours_are_read() -> None:
    data = packed({"a.txt": EN, "壊.txt": JA}, zipfile.ZIP_STORED)
    reading = unpacked(data.replace(JA.encode(), JA.encode()[::-1], 1))
    assert list(texts(reading)) == ["bundle.zip!/a.txt"]
    (note,) = reading.notes
    assert note.startswith("壊.txt: it is broken (Bad CRC-32")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and nothing more", "the zip archive is broken"),
        (packed({}), "the archive is empty"),
        (packed({f"{number}.txt": "x" for number in range(10_001)}), "it holds 10,001 files, more than 10,000"),
        (packed({"zeros.txt": bytes(60_000_000)}), "would unpack to 60,000,000, which is too much"),
    ],
)
def test_an_archive_is_refused_before_anything_is_unpacked(data: bytes, reason: str) -> None:
    tracemalloc.start()
    with pytest.raises(ReadError, match=reason):
        unpacked(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize(("deep", "found"), [(1, True), (2, True), (3, True), (4, False), (25, False)])
def test_archives_within_archives_are_opened_three_deep(deep: int, found: bool) -> None:
    data = packed({"底.txt": JA})
    for _ in range(deep - 1):
        data = packed({"n.zip": data, "neighbour.txt": EN})
    reading = unpacked(data)
    assert ("bundle.zip" + "!/n.zip" * (deep - 1) + "!/底.txt" in texts(reading)) is found
    assert any("more than 3 archives deep" in note for note in reading.notes) is not found
    assert deep == 1 or EN in texts(reading).values()


@pytest.mark.parametrize(
    ("budget", "reason"), [(Budget(bytes=1000), "more than 1,000,000,000 bytes"), (Budget(members=3), "10,000 files")]
)
def test_what_is_unpacked_is_counted_over_all_archives_within_one(budget: Budget, reason: str) -> None:
    inner = packed({"a.txt": EN * 5, "b.txt": JA * 5})
    with pytest.raises(ReadError, match=reason):
        read_file(File("bundle.zip", packed({f"{name}.zip": inner for name in "abcdef"}), budget=budget))


@needs_shared
def test_the_bundles_of_the_collection_are_read() -> None:
    assert list(texts(unpacked((FILES / "bundle.zip").read_bytes()))) == ["bundle.zip!/inner/cable.txt"]
    shift_jis = unpacked((FILES / "bundle-sjis-names.zip").read_bytes(), "b.zip")
    assert list(texts(shift_jis)) == ["b.zip!/公文.txt"]
