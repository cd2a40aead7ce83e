"""Small files that mean harm, each standing for its kind: one word stands before the harm, and one behind it."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

FIRST, LAST = "停戦協定", "休戦会談"
"""What stands before and behind the harm; a file is read whole where LAST is found by its name."""

NEIGHBOURS: Mapping[str, str] = {
    "a_before.txt": "平和条約が調印された。",
    "zz_after.md": "# Armistice\n\nA peace treaty was signed.",
}
"""Files beside the hostile one -> what is in them."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, how it is made, and its modification time in seconds since 1970, where that is part of the harm."""

    name: str
    data: Callable[[], bytes]
    mtime: int | None = None


def framed(harm: str) -> Callable[[], bytes]:
    """A text with the harm between two paragraphs."""
    return lambda: f"{FIRST}\n\n{harm}\n\n{LAST}\n".encode("utf-8", "surrogatepass")


def page(harm: str, after: str = "") -> Callable[[], bytes]:
    """A page with the harm between two paragraphs."""
    return lambda: f"<html><body><p>{FIRST}</p>{harm}<p>{LAST}</p>{after}</body></html>".encode()


def front(matter: str) -> Callable[[], bytes]:
    """A Markdown file with this front matter."""
    return lambda: f"---\ntitle: {FIRST}\n{matter}\n---\n\n{LAST}\n".encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()


WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word(body: str) -> Callable[[], bytes]:
    """A Word document with this body."""
    written = f'<w:document xmlns:w="{WORD_NS}"><w:body>{body}</w:body></w:document>'
    return lambda: zipped({"[Content_Types].xml": TYPES.encode(), "word/document.xml": written.encode()})


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def nested_archives(depth: int) -> bytes:
    """An archive in an archive, so many times."""
    data, name = f"{FIRST}\n\n{LAST}\n".encode(), "inner.txt"
    for number in range(depth):
        data, name = zipped({name: data}), f"{number}.zip"
    return data


def nested_mail(depth: int) -> bytes:
    """A message of parts within parts."""
    begins = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    ends = "".join(f"--b{n}--\n" for n in reversed(range(depth)))
    head = f"From: a@example.org\nSubject: {FIRST}\nMIME-Version: 1.0\n"
    return f"{head}{begins}Content-Type: text/plain; charset=utf-8\n\n{LAST}\n{ends}".encode()


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS = "".join(f'<!ENTITY e{n + 1} "' + f"&e{n};" * 10 + '">' for n in range(9))

HOSTILE: tuple[Hostile, ...] = (
    # numbers
    Hostile("digits.txt", framed("7" * 50_000)),
    Hostile("digits_full_width.txt", framed("７" * 50_000 + "年")),
    Hostile("digits_kanji.txt", framed("昭和" + "二" * 20_000 + "年" + "千万億" * 5_000)),
    Hostile("digits.jsonl", lambda: f'{{"text": "{FIRST}", "n": {"7" * 50_000}}}\n{{"text": "{LAST}"}}\n'.encode()),
    Hostile("digits_front.md", front(f"date: {'9' * 50_000}\nid: {'8' * 50_000}")),
    Hostile("digits.csv", lambda: f"text,date\n{FIRST},{'9' * 20_000}\n{LAST},{'1' * 20_000}年\n".encode()),
    Hostile("numbers.jsonl", lambda: f'{{"text": "{FIRST}", "year": 1e999}}\n{{"text": "{LAST}", "year": NaN}}\n'.encode()),  # noqa: E501
    Hostile("dates.txt", framed("1972年5月26日、同年、翌年、" * 10_000)),
    Hostile("dates_open.txt", framed("昭和" * 50_000 + "1972-" * 50_000)),
    # nesting
    Hostile("aliases.md", front(ALIASES)),
    Hostile("front_brackets.md", front("a: " + "[" * 20_000)),
    Hostile("front_indents.md", front("\n".join(" " * n + "a:" for n in range(400)))),
    Hostile("front_tags.md", front("a: !!python/object/apply:os.system ['true']\nb: !!binary '*'\n? [1, 2]\n: 3")),
    Hostile("brackets.md", framed("[" * 10_000)),
    Hostile("links.md", framed("[a](" * 10_000)),
    Hostile("images.md", framed("![" * 10_000 + "](x)" * 10_000)),
    Hostile("quotes.md", framed(">" * 10_000 + " 甲")),
    Hostile("lists.md", framed("\n".join("  " * n + "- 甲" for n in range(600)))),
    Hostile("stars.md", framed("*a **a " * 20_000)),
    Hostile("ticks.md", framed(" ".join("`" * n for n in range(1, 700)))),
    Hostile("notes.md", framed("\n\n".join(f"甲[^{n}]\n\n[^{n}]: 乙[^{n + 1}]" for n in range(3_000)))),
    Hostile("references.md", framed("\n".join(f"[{n}]: /u" for n in range(20_000)) + "\n\n" + "[x] " * 20_000)),
    Hostile("cells.md", framed("|甲" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + "|乙" * 5_000 + "|")),
    Hostile("tags.md", framed("<div>" * 3_000)),
    Hostile("comment.md", framed("<!--\n甲\n\n乙")),
    Hostile("comments.md", framed("<!--" * 10_000)),
    Hostile("instructions.md", framed("<?" * 10_000)),
    Hostile("cdata.md", framed("<![CDATA[" * 10_000)),
    Hostile("scripts.md", framed("<script>\n" * 10_000)),
    Hostile("inside.md", framed("<div>\n<!-- 甲\n" + LAST + "\n\n</div>")),
    Hostile("references_open.md", framed("[a][" * 10_000)),
    Hostile("notes_within.md", framed("^[a ^[b " * 10_000)),
    Hostile("notes_defined.md", framed("[^a]:\n    [^b]: x\n" * 5_000)),
    Hostile("emphasis.md", framed("*a_ " * 10_000 + "「**」" * 10_000)),
    Hostile("titles.md", framed('[a](b "' * 10_000)),
    Hostile("lines_quoted.md", framed(">甲\n" * 10_000)),
    Hostile("rules.md", framed("甲\n---\n" * 10_000)),
    Hostile("items.md", framed("- 甲\n" * 10_000 + "\t- 乙" * 5_000)),
    Hostile("rows.md", framed("|甲|\n|-|\n" * 10_000)),
    Hostile("brackets_closed.txt", framed("（" * 50_000 + "「甲」）" * 50_000 + "]" * 50_000)),
    Hostile("entities.md", framed("&" * 100_000)),
    Hostile("deep.html", page("<div>" * 2_100 + "甲" + "</div>" * 2_100)),
    Hostile("deep_inline.html", page("<font>" * 20_000)),
    Hostile("tables.html", page("<table><tr><td>甲" * 800 + "</td></tr></table>" * 800)),
    Hostile("lists.html", page("<ul><li>甲" * 800)),
    Hostile("open_tags.html", page("<b" * 100_000 + ">")),
    Hostile("less.html", page("<" * 200_000)),
    Hostile("comments.html", page("<!--" * 50_000 + "-->")),
    Hostile("ruby.html", page("<ruby>漢<rt>かん" * 5_000)),
    Hostile("attribute.html", page(f'<p title="{"あ" * 500_000}" ' + "a=1 " * 50_000 + ">甲</p>")),
    Hostile("scripts.html", page("<script>" * 20_000 + "</script>")),
    Hostile("headings.html", page("<h1>甲</h1><h6>乙</h6>" * 5_000)),
    Hostile("levels.md", framed("\n\n".join(f"{'#' * (n % 6 + 1)} 甲{n}" for n in range(10_000)))),
    Hostile("deep.xml", lambda: f"<r><p>{FIRST}</p>{'<d>' * 5_000}{'</d>' * 5_000}<p>{LAST}</p></r>".encode()),
    Hostile("laughs.xml", lambda: f'<!DOCTYPE r [<!ENTITY e0 "甲">{LAUGHS}]><r>{FIRST}&e9;{LAST}</r>'.encode()),
    Hostile("outside.xml", lambda: f'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>{FIRST}&e;{LAST}</r>'.encode()),
    Hostile("deep.jsonl", lambda: f'{{"text": "{FIRST}", "a": {"[" * 50_000}}}\n{{"text": "{LAST}"}}\n'.encode()),
    Hostile("deep_closed.jsonl", lambda: f'{{"text": "{FIRST}", "a": {"[" * 900}{"]" * 900}}}\n{{"text": "{LAST}"}}\n'.encode()),  # noqa: E501
    Hostile("halves.jsonl", lambda: f'{{"text": "{FIRST}\\ud800", "id": "\\udfff"}}\n{{"text": "{LAST}"}}\n'.encode()),
    Hostile("kinds.jsonl", lambda: f'{{"text": ["{FIRST}"], "id": {{}}}}\n{{"text": "{LAST}", "title": [1, {{}}]}}\n'.encode()),  # noqa: E501
    Hostile("quotes.csv", lambda: (f"text,id\n{FIRST},1\n{LAST},2\n" + '"' * 99_999).encode()),
    Hostile("wide.csv", lambda: f"text{',x' * 20_000}\n{FIRST}\n{LAST}{',1' * 20_000}\n".encode()),
    Hostile("long_field.csv", lambda: ("text,id\n" + FIRST + ',1\n"' + "あ" * 200_000 + f'",2\n{LAST},3\n').encode()),
    Hostile("braces.rtf", lambda: rb"{\rtf1 before " + b"{" * 50_000 + b"}" * 50_000 + rb" after}"),
    Hostile("bin.rtf", lambda: rb"{\rtf1 before \bin999999999 after}"),
    Hostile("nested.zip", lambda: nested_archives(20)),
    Hostile("bomb.zip", lambda: zipped({"a.txt": b"0" * 50_000_000, "b.txt": LAST.encode()})),
    Hostile("names.zip", lambda: zipped({"../../etc/passwd": FIRST.encode(), "/b.txt": LAST.encode(), "\n.txt": b"x"})),
    Hostile("many.zip", lambda: zipped({f"{n}.txt": f"{LAST}{n}".encode() for n in range(1_500)})),
    Hostile("tables.docx", word("<w:tbl><w:tr><w:tc>" * 70 + PARAGRAPH.format(LAST) + "</w:tc></w:tr></w:tbl>" * 70)),
    Hostile("runs.docx", word(f"<w:p>{'<w:r><w:t>甲</w:t></w:r>' * 20_000}</w:p>{PARAGRAPH.format(LAST)}")),
    Hostile("bomb.docx", word("<w:p/>" * 2_000_000 + PARAGRAPH.format(LAST))),
    Hostile("parts.eml", lambda: nested_mail(300)),
    Hostile("header.eml", lambda: f"From: a@example.org\nSubject: {'=?utf-8?q?=E7=94=B2?= ' * 10_000}\n\n{LAST}\n".encode()),  # noqa: E501
    Hostile("arrays.pdf", lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>"),
    Hostile(
        "pages.pdf", lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>",
    ),
    # long things, and signs
    Hostile("one_line.txt", framed("あ" * 300_000)),
    Hostile("one_word.txt", framed("a" * 500_000)),
    Hostile("katakana.txt", framed("アヴァ" * 60_000)),
    Hostile("kanji.txt", framed("國聯盟對佛" * 30_000)),
    Hostile("combining.txt", framed("か" + "\u3099" * 100_000)),
    Hostile("joiners.txt", framed("a\u200d\ufe0f\u00ad" * 50_000)),
    Hostile("newlines.txt", framed("\n" * 500_000)),
    Hostile("spaces.txt", framed(" \u3000" * 200_000)),
    Hostile("short_lines.txt", framed("甲\n" * 50_000)),
    Hostile("hyphens.txt", framed("inter-\n" * 50_000)),
    Hostile("hyphens_inside.txt", framed("a-" * 100_000)),
    Hostile("dots.txt", framed("U.S." * 50_000)),
    Hostile("brackets.txt", framed("「" * 50_000 + "(" * 50_000)),
    Hostile("readings.txt", framed("漢《" * 20_000 + "｜字《じ》" * 20_000 + "［＃" * 20_000)),
    Hostile("headings.txt", framed("\n\n".join(f"第{n}章" for n in range(5_000)))),
    Hostile("ligatures.txt", framed("㍿㌔㍻ﷺ" * 30_000)),
    Hostile("directions.txt", framed("\u202e甲\u2066乙\u202d" * 5_000)),
    Hostile("zeros.txt", framed("甲\x00乙\x1b[31m")),
    Hostile("utf16.txt", lambda: f"{FIRST}\n\n{LAST}\n".encode("utf-16-le")),
    Hostile("half.txt", lambda: f"{FIRST}\n\n{LAST}\n".encode()[:-2]),
    Hostile("name\n\u202egpj.txt", framed("甲")),
    Hostile("x" * 250 + ".txt", framed("甲")),
    Hostile("year_9999.txt", framed("甲"), mtime=253_402_300_799),
    Hostile("year_1901.txt", framed("甲"), mtime=-2_145_916_800),
)  # fmt: skip


HEAVY = frozenset({
    "dates.txt", "dates_open.txt", "images.md", "references.md", "notes_within.md", "emphasis.md", "less.html",
    "attribute.html", "one_line.txt", "one_word.txt", "katakana.txt", "kanji.txt", "combining.txt",
    "hyphens.txt", "brackets_closed.txt", "readings.txt", "ligatures.txt", "many.zip", "lists.md", "newlines.txt",
    "spaces.txt", "joiners.txt", "long_field.csv", "entities.md", "open_tags.html",
})  # fmt: skip
"""Files whose sheer length takes more than a second; `benchmarks/robust/hostile.py` measures these too."""


def put(hostile: Hostile, folder: Path) -> Path:
    """Write a hostile file into the folder."""
    path = folder / hostile.name
    path.write_bytes(hostile.data())
    if hostile.mtime is not None:
        os.utime(path, (hostile.mtime, hostile.mtime))
    return path


def neighbours(folder: Path) -> None:
    """Write the files beside it."""
    for name, text in NEIGHBOURS.items():
        (folder / name).write_text(text, encoding="utf-8")
