"""The file of a project: a zip of project.json with all that is readable without Sakuin beside it.

The same project with the same receipts gives the same bytes. What comes in is taken for hostile: of a zip only
project.json is opened, of no more than a project may weigh, and no name in it is ever a path.
"""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from search_app.export.bibliographies import ris
from search_app.projects.checking import damaged
from search_app.projects.markdown import project_markdown
from search_app.projects.reading import project_of, read_json
from search_app.projects.values import MOST_BYTES, Project, ProjectMistake, SavedSearch
from search_app.projects.writing import project_bytes
from search_app.state.parameters import Json

PART = "project.json"
MEDIA_TYPE = "application/vnd.sakuin.project+zip"

LONGEST_DIRECTORY = 1024 * 1024
"""Bytes of a zip's list of its parts: of a project with a receipt for each search it has some 40,000."""

_END = struct.Struct("<4s4H2IH")
"""The end of a zip's list (APPNOTE 6.3.10, 4.3.16): signature, four numbers, size, offset, comment."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The moment of every part: when it was made stands in project.json."""

Receipts = Mapping[str, Json]
"""The receipt of a saved search by its `receipt_name`."""

_README = """\
索引 Sakuin のプロジェクトです。Sakuin がなくても読めます。
A project of Sakuin. It can be read without Sakuin.

project.md      選んだ箇所（引用・注記・札）と保存した検索  the passages with citations, notes and tags; the searches
project.json    同じものを、Sakuin が読む形で           the same, as Sakuin reads it
citations.ris   文献管理ソフト（Zotero など）用の書誌      the citations for reference managers such as Zotero
receipts/       検索ごとの記録。sakuin replay で再現できます  a receipt for each search; sakuin replay asks it again

引用の末尾の [sakuin …] は、引用した文がいまも同じかを確かめるための印です。
The [sakuin …] at the end of a citation is its seal: by it anyone can tell whether the text is still the one cited.
"""


def packed(project: Project, receipts: Receipts | None = None) -> bytes:
    """The file of a project."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in _parts(project, receipts or {}):
            info = zipfile.ZipInfo(name, _OLDEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, data)
    return made.getvalue()


def _parts(project: Project, receipts: Receipts) -> Iterator[tuple[str, bytes]]:
    yield PART, project_bytes(project)
    yield "project.md", project_markdown(project).encode()
    yield "citations.ris", project_ris(project).encode()
    yield "README.txt", _README.encode()
    for name in sorted(receipts):
        yield f"receipts/{name}", (json.dumps(receipts[name], ensure_ascii=False, indent=1) + "\n").encode()


def project_ris(project: Project) -> str:
    """What a project cites, as RIS."""
    return "".join(ris(item.facts, item.text) for item in project.items)


def receipt_name(search: SavedSearch) -> str:
    """The name of the receipt of a saved search: the same for the same question."""
    return hashlib.sha256(json.dumps(search.parameters).encode()).hexdigest()[:12] + ".json"


def unpacked(data: bytes) -> Project:
    """The project in a file, or in a project.json alone. Raises ProjectMistake."""
    if len(data) > MOST_BYTES:
        raise ProjectMistake("project-too-big", f"{MOST_BYTES // 2**20} MB")
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return project_of(read_json(data))
    with _opened(data) as archive:
        return project_of(read_json(_part(archive, PART, MOST_BYTES)))


def receipts_in(data: bytes) -> Receipts:
    """The receipts in a file, as far as they can be read: they are made again where they cannot."""
    found: dict[str, Any] = {}
    try:
        with _opened(data) as archive:
            for name in archive.namelist():
                if name.startswith("receipts/") and name.endswith(".json"):
                    found[name.removeprefix("receipts/")] = read_json(_part(archive, name, MOST_BYTES))
    except ProjectMistake:
        return found
    return found


def _opened(data: bytes) -> zipfile.ZipFile:
    at = data.rfind(b"PK\5\6")
    if at < 0 or len(data) < at + _END.size:
        raise ProjectMistake("project-none")
    # zipfile makes an object of each part it lists before anyone can ask how many these are.
    if _END.unpack_from(data, at)[5] > LONGEST_DIRECTORY or b"PK\6\7" in data[max(at - 20, 0) : at]:
        raise damaged("zip")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError) as error:
        raise damaged("zip") from error


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One part, whatever it says of its size: no more is unpacked than it may have."""
    if name not in archive.NameToInfo:
        raise ProjectMistake("project-no-part", name)
    try:
        with archive.open(name) as part:
            data = part.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise damaged(name) from error
    if len(data) > most:
        raise ProjectMistake("project-too-big", f"{most // 2**20} MB")
    return data
