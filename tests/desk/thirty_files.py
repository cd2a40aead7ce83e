"""A folder of thirty files of mixed kinds, Japanese and English, as a historian might have them: no collection.toml."""

import json
from pathlib import Path

from folders import pdf, written, zipped
from readers.test_docx import docx, p
from readers.test_mail import message

PAGE = "<!doctype html><html lang='{lang}'><title>{title}</title><body><p>{text}</p></body></html>"

TEXTS = {
    "1961-06-03 Vienna.txt": "First meeting.\n\nPresident John Kennedy told Chairman Nikita Khrushchev of Berlin.",
    "1961-06-04 Vienna.txt": "Second meeting.\n\nChairman Khrushchev answered President Kennedy and spoke of Laos.",
    "1962-10-22 speech.md": "# Address on Cuba\n\nPresident Kennedy spoke of the missiles for seventeen minutes.\n",
    "1962-10-26 letter.md": "# A letter\n\nChairman Nikita Khrushchev wrote to President Kennedy of a knot of war.\n",
    "1963-06-10 address.html": PAGE.format(
        lang="en", title="A strategy of peace", text="President Kennedy spoke at the American University."
    ),
    "cables/moscow 2550.txt": "Embassy Moscow.\n\nChairman Khruschev received us; Mr. Khruschev was in good spirits.",
    "cables/moscow 2551.txt": "Embassy Moscow.\n\nWe saw Khruschev again. Chairman Khruschev asked about wheat.",
    "1986-10-11 Reykjavik.txt": "First day.\n\nPresident Ronald Reagan met General Secretary Mikhail Gorbachev alone.",
    "1986-10-12 Reykjavik.txt": "Second day.\n\nGeneral Secretary Gorbachev asked President Reagan twice.",
    "1987-12-08 treaty.md": "# The treaty\n\nPresident Reagan and General Secretary Gorbachev signed it at noon.\n",
    "1989-12-02 Malta.html": PAGE.format(
        lang="en", title="Malta", text="President George Bush met General Secretary Gorbachev aboard the Gorky."
    ),
    "1989-12-03 Malta.txt": "Second day.\n\nPresident Bush and General Secretary Gorbachev spoke of Germany.",
    "会談/ウィーン.txt": "ウィーン会談の記録\n\nケネディ大統領はフルシチョフ首相にベルリンの問題を語った。",
    "会談/書簡.txt": "書簡の写し\n\nフルシチョフ首相はケネディ大統領に平和を求め、ケネディ大統領はこれに答えた。",
    "会談/演説.md": "# 平和の戦略\n\nケネディ大統領はアメリカン大学で核実験の停止を訴えた。\n",
    "会談/レイキャビク.html": PAGE.format(
        lang="ja", title="レイキャビク", text="レーガン大統領はゴルバチョフ書記長とホフディ館で会った。"
    ),
    "会談/条約.txt": "条約の調印\n\nゴルバチョフ書記長とレーガン大統領はワシントンで署名した。",
    "会談/マルタ.md": "# マルタ会談\n\nゴルバチョフ書記長はブッシュ大統領と船の上で会った。\n",
}  # fmt: skip

OLD = "覚書\n\n池田首相は昭和三十六年六月、ワシントンでケネディ大統領と会談した。池田首相は翌日も大統領を訪ねた。\n"

TABLE = (
    "date,title,text\n1985-11-19,Geneva,President Reagan and General Secretary Gorbachev walked to the pool house.\n"
)

LINES = (
    {"title": "ジュネーブ", "date": "1985-11-20", "text": "レーガン大統領とゴルバチョフ書記長は共同声明を読み上げた。"},
    {"title": "Geneva, the second day", "date": "1985-11-20", "text": "Secretary Gorbachev read it again."},
)  # fmt: skip

WORD_FILES = {
    "memoir.docx": ("Chapter three", "In that winter Khrushchev sent for me. Chairman Khrushchev had read the report."),
    "回想.docx": ("第三章", "その冬、フルシチョフ首相は私を呼んだ。フルシチョフは報告を読んでいた。"),
    "notes on Malta.docx": ("Notes", "President Bush had prepared a list. Mr. Bush read it out to Gorbachev."),
}

DAMAGED: dict[str, bytes] = {
    "scan 014.jpg": b"\xff\xd8\xff\xe0",
    "report.docx": zipped({"word/document.xml": "<x/>"})[:60],
    "empty.pdf": b"",
}
"""What cannot be read."""


def thirty_files(folder: Path) -> Path:
    """The folder, filled."""
    for name, text in TEXTS.items():
        written(folder / name, text)
    for name, paragraphs in WORD_FILES.items():
        written(folder / name, docx("".join(map(p, paragraphs))))
    written(folder / "会談/池田.txt", OLD.encode("cp932"))
    written(folder / "geneva.csv", TABLE)
    written(folder / "geneva.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES))
    written(folder / "mail/reply.eml", _mail("Re: the Malta notes", "President Bush's notes of Malta lie in box 12."))
    written(folder / "mail/返信.eml", _mail("マルタの記録", "ブッシュ大統領の記録は十二番の箱にあります。"))
    written(folder / "cable 1987.pdf", pdf(["Embassy Moscow, telegram.", "", "President Reagan thanked Gorbachev."]))
    for name, data in DAMAGED.items():
        written(folder / name, data)
    return folder


def _mail(subject: str, text: str) -> bytes:
    return message(subject, text, date="Mon, 06 May 1996 00:30:00 +0900").as_bytes()
