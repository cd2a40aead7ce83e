"""Folders of documents for tests that index them from disk, and the run over one."""

import io
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from indexer.pipeline.builder import Job, Summary, build

COLLECTION = """\
[collection]
title = { ja = "米ソ関係", en = "US-Soviet relations" }

[[era]]
id = "war"
ja = "大戦期"
en = "War years"
from = "1939"
to = "1945"

[[era]]
id = "cold-war"
ja = "冷戦期"
en = "Cold War"
from = "1947"
to = "1991"

[[actor]]
id = "ussr"
kind = "state"
ja = "ソ連"
en = "Soviet Union"

[[actor]]
id = "usa"
kind = "state"
ja = "米国"
en = "United States"

[[actor]]
id = "gorbachev"
kind = "person"
ja = "ゴルバチョフ"
en = "Gorbachev"
"""

GRAIN_JA = """\
---
id: grain.ja
title: 穀物協定
lang: ja
date: 1972-07-08
actors: [usa, ussr]
---

## 背景

ソ連は不作のため、米国から穀物を買い入れた。

## 結果

昭和48年、価格は高騰し、封じ込めの時代は遠くなった。
"""

GRAIN_EN = """\
---
id: grain.en
title: The grain agreement
lang: en
date: 1972-07-08
actors: [usa, ussr]
---

## Background

After a bad harvest the Soviet Union bought grain from the United States.

## Outcome

In 1973 prices rose, and the days of containment seemed far away.
"""

FILES = {
    "collection.toml": COLLECTION,
    "grain.ja.md": GRAIN_JA,
    "grain.en.md": GRAIN_EN,
    "notes/memo.txt": "覚書\n\n鉄のカーテンについての覚書。一九四六年三月五日の演説を読む。\n",
    "page.html": "<html lang='en'><title>Summit</title><body><main><h1>Summit</h1>"
    "<p>Gorbachev met Reagan at Reykjavik in October 1986 to talk about missiles.</p></main></body></html>",
    "rows.jsonl": '{"id": "row-1", "lang": "ja", "year": 1987, "text": "中距離核戦力全廃条約に署名した。"}\n'
    '{"id": "row-2", "lang": "en", "year": 1987, "text": "They signed the treaty on intermediate forces."}\n',
    "table.csv": "id,title,lang,date,actors,text\n"
    "cell-1,赤の広場,ja,1987-05-28,ussr,若い飛行士が赤の広場に着陸した。\n"
    'cell-2,Red Square,en,1987-05-28,ussr,"A young pilot landed near Red Square, unhindered."\n',
}

WORDS_JA = ("穀物の輸出", "鉄のカーテン", "軍縮の交渉", "ゴルバチョフの演説", "港湾の封鎖", "条約への署名", "宇宙開発")

WORDS_EN = ("grain exports", "the bad harvest", "arms control", "Gorbachev in Geneva", "the harbour", "signed treaties")


NOTE = (
    "The ambassador called upon the minister in the afternoon and delivered the note of his government, which spoke of "
    "the landing at Sevastopol and of the talks that were to follow, and the minister answered that the harbour would "
    "stay closed to every fleet until the treaty had been signed by both sides."
)
"""A paragraph that goes over from page 117 to page 118."""

CABLE = """\
---
title: The long telegram
author: [George F. Kennan, 訳者]
date: 1946-02-22
type: telegram
archive: 米国国立公文書館, box 12
publisher: Department of State
---

The Kremlin sees the world so.[^1]

[^1]: The harbour of Odessa is meant.
"""


def archive(folder: Path) -> Path:
    """A folder as historians have it: a PDF with pages, a text with a note, a web page, a zip, a file that is empty
    and one that was cut off."""
    lines = textwrap.wrap(NOTE, 50)
    written(folder / "note.pdf", pdf(lines[:4], lines[4:], first=117))
    written(folder / "電報/cable.md", CABLE)
    written(folder / "talk.html", "<title>Talk</title><p>They spoke of the harbour.</p><script>alert(1)</script>")
    written(folder / "memo.txt", "覚書\n\n港湾の封鎖について両国は話し合った。\n")
    written(folder / "old.txt", "覚書\n\n封鎖について両国は昨日も話し合った。\n".encode("cp932"))
    written(folder / "jis.txt", "覚書\n\n封鎖の件は両国で今日も話し合われた。\n".encode("iso-2022-jp"))
    written(folder / "bundle.zip", zipped({"inner/note.txt": "A text of the harbour in a bundle.\n"}))
    written(folder / "empty.pdf", "")
    written(folder / "cut-off.docx", zipped({"word/document.xml": "<x/>"})[:60])
    return folder


def pdf(*pages: list[str], first: int = 1) -> bytes:
    """A PDF with the lines of each page, whose pages count from `first`."""
    made = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding)
    resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
    for lines in pages:
        made.add_blank_page(page_size=(420, 600))
        drawn = (f"BT /F 10 Tf 50 {520 - 13 * at} Td <{line.encode().hex()}> Tj ET" for at, line in enumerate(lines))
        made.pages[-1].Resources = resources
        made.pages[-1].Contents = made.make_stream("\n".join(drawn).encode())
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first)]))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return out.getvalue()


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def sample(folder: Path) -> Path:
    """FILES, written into a folder."""
    for name, content in FILES.items():
        written(folder / name, content)
    return folder


def run(source: Path, index: Path, **options: Any) -> Summary:
    return build(Job((source,), index, **{"jobs": 1, **options}))


def generations(index: Path) -> list[str]:
    return sorted(path.name for path in index.glob("gen-*"))


def many_documents(folder: Path, number: int) -> Path:
    """So many documents, Japanese and English in turn; every tenth has a paragraph that stands in others too."""
    for i in range(number):
        lang, words = (("ja", WORDS_JA), ("en", WORDS_EN))[i % 2]
        topic, other = words[i % len(words)], words[i * 3 % len(words)]
        year = 1940 + i % 50
        if lang == "ja":
            heading, title = "背景", f"{topic}の記録{i}"
            text = f"{year}年、ソ連と米国は{topic}について話し合った。{other}は記録{i}にある。"
            common = "両国の合意は同じ文面で発表された。"
        else:
            heading, title = "Background", f"Record {i} of {topic}"
            text = f"In {year} the Soviet Union and the United States spoke of {topic}; record {i} has {other} too."
            common = "The agreement was published in the same words by both sides."
        shared = f"## {i}\n\n{common}\n" if i % 10 < 2 else ""
        front = f"---\nid: doc-{i}\ntitle: {title}\nlang: {lang}\ndate: {year}\nactors: [ussr]\n---\n"
        written(folder / f"{i:04}.{lang}.md", f"{front}\n## {heading}\n\n{text}\n\n{shared}")
    written(folder / "collection.toml", COLLECTION)
    return folder
