"""The words of the desk, in Japanese and English side by side; what other pages say too is in `search_app.labels`."""

from indexer.document import Label

WORDS = {
    "desk-files": Label("ファイル", "Files"),
    "desk-projects": Label("綴り", "Projects"),
    "desk-sections": Label("机の頁", "Pages of the desk"),
    "desk-search": Label("検索へ", "To the search"),
    "desk-scripts": Label(
        "机の頁には JavaScript が要ります。検索の頁にはいりません。",
        "The desk needs JavaScript; the search does without.",
    ),
    "desk-open": Label("フォルダーを開く", "Open a folder"),
    "desk-open-help": Label(
        "文書の入ったフォルダーの場所を入れてください。文書そのものは書き換えません。索引は中の .sakuin に、訂正は metadata.csv に、人物や時代は collection.toml に書きます。",
        "The path of the folder that holds the documents. These are never changed: the index goes into .sakuin inside, corrections into metadata.csv, people and eras into collection.toml.",
    ),
    "desk-path": Label("フォルダーの場所", "Path of the folder"),
    "desk-do-open": Label("開く", "Open"),
    "desk-another": Label("別のフォルダー", "Another folder"),
    "desk-index": Label("索引を作る", "Index"),
    "desk-index-again": Label("索引に反映する", "Bring the index up to date"),
    "desk-index-starts": Label("読み込みを始めています…", "Starting to read…"),
    "desk-index-reading": Label("読み込み中: {file}", "Reading {file}"),
    "desk-index-ends": Label("索引を仕上げています…", "Finishing the index…"),
    "desk-index-bar": Label("索引づくりの進み具合", "Progress of indexing"),
    "desk-index-stop": Label("止める", "Stop"),
    "desk-index-stopping": Label("止めています…", "Stopping…"),
    "desk-index-done": Label("文書{documents}件、箇所{passages}件。", "{documents} documents, {passages} passages."),
    "desk-index-unread": Label("読めなかったファイルが{n}件あります。", " {n} files could not be read."),
    "desk-index-stopped": Label("止めました。索引は前のままです。", "Stopped; the index is as it was before."),
    "desk-index-failed": Label(
        "索引を作れませんでした。前の索引はそのままです。", "The index could not be made; the one before is as it was."
    ),
    "desk-index-busy": Label(
        "別の sakuin が同じ索引に書いています。終わるのを待って、もう一度始めてください。",
        "Another sakuin is writing to this index; wait for it to end, then start again.",
    ),
    "desk-index-collection": Label(
        "collection.toml に読めない箇所があります。直してから、もう一度始めてください。",
        "collection.toml says something that cannot be meant; correct it, then start again.",
    ),
    "desk-index-not-allowed": Label(
        "ディスクの空きか、読み書きの権限が足りません。",
        "The disk is full, or the rights to read or write are missing.",
    ),
    "desk-lost": Label(
        "机のプログラムが答えません。sakuin desk が動いているか確かめてください。",
        "The desk does not answer; see whether sakuin desk still runs.",
    ),
    "desk-files-help": Label(
        "フォルダーの中のすべてのファイルです。読めなかったものが先に並び、理由と、どうすればよいかを添えています。",
        "Every file of the folder. Those that could not be read stand first, with the reason and what to do.",
    ),
    "desk-filter": Label("絞り込み", "Filter"),
    "desk-files-filter": Label("ファイル名・種類・理由で", "by name, kind or reason"),
    "desk-files-file": Label("ファイル", "File"),
    "desk-files-kind": Label("種類", "Kind"),
    "desk-files-size": Label("大きさ", "Size"),
    "desk-files-documents": Label("文書", "Documents"),
    "desk-files-said": Label("理由と、どうするか", "Reason, and what to do"),
    "desk-files-new": Label("新しい", "new"),
    "desk-files-changed": Label("変わった", "changed"),
    "desk-files-gone": Label("なくなった", "gone"),
    "desk-files-sidecar": Label("他のファイルの書誌", "describes other files"),
    "desk-files-unread": Label("読めなかった", "not read"),
    "desk-files-partly": Label("一部だけ", "in part"),
    "desk-files-shown": Label("{total}件中{n}件", "{n} of {total} files"),
    "desk-files-nothing": Label(
        "このフォルダーにはまだファイルがありません。文書を入れて、この頁を開き直してください。",
        "There is no file in this folder yet; put documents into it, then open this page again.",
    ),
    "desk-files-waiting": Label(
        "前回の索引づくりのあとに増えた、変わった、またはなくなったファイルが{n}件あります。",
        "{n} files were added, changed or taken away since the index was made.",
    ),
    "desk-no-index": Label(
        "まだ索引がありません。索引ができると、この頁が使えます。",
        "There is no index yet; this page can be used as soon as there is one.",
    ),
    "desk-to-it": Label("机へ", "To the desk"),
    "desk-more": Label("続きを表示", "Show more"),
    "desk-documents": Label("文書", "Documents"),
    "desk-documents-help": Label(
        "値を選んで Enter（または F2）で直し、Enter で決め、Esc でやめます。直したことはフォルダーの metadata.csv に書かれ、文書そのものは変わりません。空にすると、文書自身の値に戻ります。",
        "Choose a value and press Enter (or F2) to correct it, Enter to keep it, Esc to leave it. Corrections go into metadata.csv in the folder; the documents stay as they are. An emptied value gives back what the document itself says.",
    ),
    "desk-documents-filter": Label("題・日付・作成者・ファイル名で", "by title, date, author or file"),
    "desk-documents-which": Label("どの文書", "Which"),
    "desk-documents-all": Label("すべて", "all"),
    "desk-documents-no-title-said": Label("題が推定", "title guessed"),
    "desk-documents-date-inferred": Label("日付が推定", "date inferred"),
    "desk-documents-date-missing": Label("日付がない", "no date"),
    "desk-documents-date-unread": Label("日付が読めない", "date not understood"),
    "desk-documents-author-missing": Label("作成者がない", "no author"),
    "desk-documents-type-missing": Label("種別がない", "no type"),
    "desk-documents-corrected": Label("索引に未反映", "not in the index yet"),
    "desk-documents-title": Label("題", "Title"),
    "desk-documents-author": Label("作成者", "Author"),
    "desk-documents-date": Label("日付", "Date"),
    "desk-documents-lang": Label("言語", "Language"),
    "desk-documents-type": Label("種別", "Type"),
    "desk-documents-file": Label("ファイル", "File"),
    "desk-documents-select-all": Label("表示中の文書をすべて選ぶ", "Select all that are shown"),
    "desk-documents-select-row": Label("選ぶ: {title}", "Select: {title}"),
    "desk-documents-undo": Label("元に戻す", "Undo"),
    "desk-documents-redo": Label("やり直す", "Redo"),
    "desk-documents-many": Label("選んだ文書の", "Of those selected, set"),
    "desk-documents-value": Label("値", "Value"),
    "desk-documents-set": Label("{n}件に入れる", "Set for {n}"),
    "desk-documents-s": Label("metadata.csv など", "sidecar"),
    "desk-documents-h": Label("前付け・列", "header"),
    "desk-documents-d": Label("文書の中", "document"),
    "desk-documents-p": Label("ファイルの属性", "properties"),
    "desk-documents-i": Label("推定", "inferred"),
    "desk-documents-g": Label("本文・名前から", "guessed"),
    "desk-documents-b": Label("文書の値に戻る", "back to the document's own"),
    "desk-documents-waits": Label("未反映", "not indexed yet"),
    "desk-documents-shown": Label("{total}件中{n}件", "{n} of {total} documents"),
    "desk-documents-selected": Label("{n}件を選択", "{n} selected"),
    "desk-documents-waiting": Label(
        "{n}件の訂正がまだ索引に入っていません。", "{n} documents have corrections that are not in the index yet."
    ),
    "desk-documents-understood": Label("{value} と読みます", "understood as {value}"),
    "desk-documents-no-date": Label(
        "「{value}」は日付として読めません。例: 1950-05-26、昭和25年5月、1950年頃",
        "“{value}” cannot be understood as a date. Examples: 1950-05-26, 26 May 1950, c. 1950",
    ),
    "desk-documents-no-lang": Label(
        "「{value}」という言語を知りません。例: 日本語、英語、ru",
        "“{value}” is no language known here. Examples: English, 日本語, ru",
    ),
    "desk-documents-again": Label(
        "もう一度 Enter を押すと、このまま書きます。", "Press Enter once more to keep it as it is."
    ),
    "desk-documents-saved": Label("metadata.csv に書きました（{n}件）。", "Written to metadata.csv ({n})."),
    "desk-documents-undone": Label("元に戻しました。", "Undone."),
    "desk-documents-redone": Label("やり直しました。", "Done again."),
    "desk-documents-left": Label(
        "ほかのプログラムが変えた{n}か所はそのままです。",
        "{n} values that another program changed were left as they are.",
    ),
    "desk-documents-meanwhile": Label(
        "{file} は、この頁が読んだあとに別のプログラムが変えました。入れた値は残してあります。",
        "{file} was changed by another program since this page read it. What you typed is kept.",
    ),
    "desk-documents-mine": Label("読み直して、入れた値を書く", "Read it again and write what I typed"),
    "desk-documents-unwritable": Label(
        "{file} に書けません（{reason}）。フォルダーの権限を確かめるか、ほかのプログラムで開いていれば閉じてください。",
        "{file} cannot be written ({reason}). See to the rights of the folder, or close the file in other programs.",
    ),
    "desk-documents-unfit": Label(
        "この訂正は読めません。頁を開き直してください。", "This correction cannot be understood; open the page again."
    ),
    "desk-documents-lock-elsewhere": Label(
        "このフォルダーの外のファイルなので、ここでは直せません。そのフォルダーを机で開いてください。",
        "Its file lies outside of this folder; open that folder at the desk.",
    ),
    "desk-documents-lock-twins": Label(
        "同じファイルに同じ id の文書が複数あります。ファイルの中で id を分けてください。",
        "Several documents of its file have the same id; tell them apart in the file itself.",
    ),
    "desk-documents-lock-unnamed": Label(
        "ファイル名が UTF-8 でないので、metadata.csv に書けません。ファイルの名前を変えてください。",
        "The name of its file is not UTF-8, so that metadata.csv cannot name it; rename the file.",
    ),
    "desk-documents-read": Label("読む", "Read"),
    "desk-documents-none": Label(
        "文書がまだありません。索引ができるとここに並びます。",
        "There are no documents yet; they stand here when the index is made.",
    ),
}
