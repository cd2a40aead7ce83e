"""What files are and why they were not read, in Japanese for what is met most; the readers say all of it in English."""

import re

OCR = "文字認識（OCR）にかけてください。例: ocrmypdf"

IN_JAPANESE = (
    (r"the file is empty; .*", "空のファイルです。取り除くか、本文を入れてください。"),
    (r"the archive is empty; .*", "空の書庫です。取り除くか、ファイルを入れてください。"),
    (r"picture: not read; .*",
     "画像は読めません。文字が写っていれば、文字認識（OCR、例: tesseract、ocrmypdf）にかけて、"
     "結果をここに置いてください。"),
    (r"(.+): not read; (?:save|export) it as (.+)",
     "このままでは読めません（{0}）。{1} の形で保存し直してください。"),
    (r"([\d,]+) pages?, none with text: .*", f"{{0}}頁のどこにも文字のデータがありません。{OCR}"),
    (r"pages? (.+) of ([\d,]+) have no text: .*", f"全{{1}}頁のうち{{0}}頁に文字のデータがありません。{OCR}"),
    (r"([\d,]+) pages?, whose fonts do not say .*",
     f"{{0}}頁の字体が、どの文字を表すかを示していません。{OCR} --force-ocr"),
    (r"the fonts of pages? (.+) of ([\d,]+) do not say .*",
     f"全{{1}}頁のうち{{0}}頁の字体が、どの文字を表すかを示していません。{OCR} --force-ocr"),
    (r"secured: needs its password; .*",
     "パスワードで守られています。パスワードのない写しを作ってください。"
     "例: qpdf --decrypt --password=… 元 写し"),
    (r"not a whole file: .*", "ファイルの終わりが欠けているか、壊れています。もう一度写すか、入手し直してください。"),
    (r"damaged: read as far as .*", "壊れていて、直せたところまで読みました。完全な写しを入手してください。"),
    (r"formulas without their result: ([\d,]+); .*",
     "結果の入っていない数式が{0}個あります。Excel か LibreOffice で開いて保存し直してください。"),
    (r"no reader for '(.*?)'; .*",
     "「{0}」のファイルは読めません。中身が文字だけなら、名前の終わりを .txt に変えてください。"
     "ほかは PDF や .docx などで保存し直してください。"),
    (r"no reader for a file that is no text and has no suffix.*",
     "拡張子がなく、文字のファイルでもないので読めません。"),
    (r"cannot be opened .*", "開けません。読む権限があるか確かめてください。"),
    (r"not text in .*; save it as UTF-8 and try again", "文字コードがわかりません。UTF-8 で保存し直してください。"),
    (r"the zip archive is broken .*", "zip が壊れています。もう一度写すか、作り直してください。"),
    (r"its name is not UTF-8 and is shown as (.*); rename it",
     "ファイル名が UTF-8 でないので {0} と示しています。名前を変えてください。"),
    (r"it describes no file of this folder; .*",
     "このフォルダーのどのファイルも指していません。ファイル名を書くか、"
     "Zotero からファイルとともに書き出してください。"),
    (r"(.+?): there is no file (.*) beside it; .*",
     "{0}: 同じ場所に {1} がありません。名前を直すか、そのファイルを置いてください。"),
)  # fmt: skip
"""What a reason looks like as a whole -> the same in Japanese, with what its groups hold."""


KINDS = {
    "plain text": "テキスト", "mail": "メール", "mailbox": "メールボックス", "Word document": "Word 文書",
    "Excel workbook": "Excel ブック", "slides": "スライド", "OpenDocument text": "OpenDocument 文書",
    "OpenDocument spreadsheet": "OpenDocument 表計算", "OpenDocument slides": "OpenDocument スライド",
    "zip archive": "zip 書庫", "packed archive": "圧縮ファイル", "Ichitaro document (一太郎)": "一太郎 文書",
    "Word document of before 2007": "Word 文書（2007 より前）",
    "Excel workbook of before 2007": "Excel ブック（2007 より前）",
    "PowerPoint slides of before 2007": "PowerPoint スライド（2007 より前）", "Outlook message": "Outlook メール",
    "picture": "画像", "drawing": "図", "sound or film": "音声・映像", "program": "プログラム",
    "encrypted office document": "暗号化された文書", "Kindle book": "Kindle 本", "unknown format": "不明な形式",
}  # fmt: skip
"""What a kind of file is called in Japanese; the others go by the same name in both languages."""


def kind_in(ui: str, kind: str) -> str:
    """What a kind of file is called."""
    return KINDS.get(kind, kind) if ui == "ja" else kind


def said_in(ui: str, reason: str) -> tuple[str, str]:
    """The reason and the language it is in: that of the page where it can be said in it, else English."""
    for pattern, japanese in IN_JAPANESE if ui == "ja" else ():
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return japanese.format(*map(_listed, found.groups())), "ja"
    return reason, "en"


def _listed(held: str) -> str:
    """Lists as Japanese has them: 2, 3 and 5 -> 2・3・5, .docx or .txt -> .docx か .txt; all else as it is."""
    if re.fullmatch(r"[\d–-]+(, [\d–-]+)*( and [\d–-]+)?", held):
        return re.sub(", | and ", "・", held)
    return held.replace(" or ", " か ") if re.fullmatch(r"\.\w+ or \.\w+", held) else held
