"""The markup of Aozora Bunko: ruby 《…》, its beginning ｜, annotations ［＃…］ and characters written ※［＃…］.

［＃５字下げ］会期と用語［＃「会期と用語」は中見出し］    a heading, rewritten as `### 会期と用語`
南｜亜米利加《アメリカ》                               ｜ and 《アメリカ》 are hidden
※［＃「衄のへん＋絆のつくり」、U+8845、62-12］         the character itself, 衅
いろ／＼、つく／″＼                                    the signs of repetition, いろ〳〵 and つく〴〵
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.document import Span

LEGEND = re.compile(r"^-{20,}\n.*?^-{20,}\n", re.MULTILINE | re.DOTALL)
"""The list of signs below the title, between two lines of hyphens."""

LEGEND_TITLE = "【テキスト中に現れる記号について】"
COLOPHON = re.compile(r"^底本：", re.MULTILINE)
ANNOTATION = re.compile(r"［＃(?:[^［］]|［[^［］]*］)*］")
RUBY = re.compile(r"(?<=[^\s　。、「（《》])《[^《》\n]{1,60}》")
RUBY_BEGINS = re.compile(r"(｜)[^｜《》\n]{1,40}(《[^《》\n]{1,60}》)")
KANA_RUBY = re.compile(r"(?<=[一-鿿々〆ヶ])《[ぁ-ゖァ-ヺー・ゝゞ]{1,30}》")
"""Outside Aozora 《…》 may be a quotation, so only kana after a kanji is taken for a reading: 熊襲《くまそ》."""

NO_AUTHOR = re.compile(r"(?:訳|編|校訂|校註|挿絵)$")
"""Who stands below the author: 森鷗外訳."""

GAIJI = re.compile(
    r"※(?:［＃|[（(])[^［］()（）]*?(?:U\+([0-9A-Fa-f]{4,6})|([12])-(\d{1,2})-(\d{1,2}))[^［］()（）]*(?:］|[)）])"
)
"""`※［＃…、第3水準1-90-17］`; pages write it with round brackets."""

HEADING = re.compile(r"［＃[^［］]*?(同行|窓)?(大|中|小)見出し[^［］]*］")
HEADING_BLOCK = re.compile(r"［＃ここから(大|中|小)見出し］(.*?)［＃ここで\1見出し終わり］", re.DOTALL)
LEVELS: Mapping[str, int] = {"大": 2, "中": 3, "小": 4}


@dataclass(frozen=True, slots=True)
class Work:
    """A text of Aozora Bunko taken apart; `text` has its headings marked with `#`."""

    title: str
    author: str
    colophon: str
    text: str


def unpack(text: str) -> Work | None:
    """The work, or None if `text` is not in the manner of Aozora Bunko."""
    colophon = COLOPHON.search(text)
    if LEGEND_TITLE not in text and not (colophon and "青空文庫" in text[colophon.start() :]):
        return None
    body, end = (text[: colophon.start()], text[colophon.start() :]) if colophon else (text, "")
    head, _, body = body.lstrip("\n").partition("\n\n")
    names = [line.strip() for line in head.split("\n") if line.strip()]
    body = _marked(gaiji(repeated(LEGEND.sub("\n", "\n" + body, count=1))))
    mark = "# " if "\n##" in body else ""
    author = next((name for name in reversed(names[1:]) if not NO_AUTHOR.search(name)), "")
    return Work(names[0], author, end.strip(), f"{mark}{names[0]}\n\n{body}")


def hidden(text: str, is_aozora: bool = False) -> list[Span]:
    """The readings and annotations in a paragraph."""
    patterns = (ANNOTATION, RUBY if is_aozora else KANA_RUBY)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    begun = RUBY_BEGINS.finditer(text) if "｜" in text else ()
    return spans + [match.span(group) for match in begun for group in (1, 2)]


def repeated(text: str) -> str:
    """The long signs of repetition, which Shift_JIS has no characters for."""
    return text.replace("／″＼", "〴〵").replace("／＼", "〳〵")


def gaiji(text: str) -> str:
    """Characters that Shift_JIS lacks, put where their description stands."""
    return GAIJI.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """By code point (U+8845), or by plane, row and cell of JIS X 0213 (1-90-17)."""
    code, plane, row, cell = match.groups()
    try:
        if code:
            return chr(int(code, 16))
        pair = bytes((0xA0 + int(row), 0xA0 + int(cell)))
        return (b"\x8f" * (plane == "2") + pair).decode("euc_jis_2004")
    except ValueError:
        return match.group()


def _marked(body: str) -> str:
    """The body with `#` headings, and without the lines that hold instructions to the typesetter alone."""
    body = HEADING_BLOCK.sub(lambda m: f"{' '.join(m[2].split())}［＃{m[1]}見出し］", body)
    return "\n".join(_line(line) for line in body.split("\n"))


def _line(line: str) -> str:
    found = HEADING.search(line)
    words = ANNOTATION.sub("", line).strip()
    if found and words and not found[1]:
        return f"\n{'#' * LEVELS[found[2]]} {RUBY.sub('', words).replace('｜', '')}\n"
    return line if words else ""
