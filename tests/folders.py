"""Folders of documents for tests that index them from disk, and the run over one."""

from pathlib import Path
from typing import Any

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


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


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
