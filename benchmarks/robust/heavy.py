"""Requests made to be heavy, each asked of a server just started: its processor time and the size of its answer."""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from speed_data import folder, rows

from indexer.config import Config
from indexer.pipeline.builder import Job, build
from search_app.web.app import create_app

Pairs = tuple[tuple[str, str], ...]

MOST_SECONDS, MOST_BYTES = 2.0, 2_000_000
"""What no answer may take at 5,000 passages."""

LATIN = ("government", "president", "meeting", "states", "soviet", "minister", "question", "department", "american")
COMMON = ("the", "of", "and", "to", "in", "that", "a", "is")
KANJI = ("自分", "人間", "今日", "日本", "東京", "先生", "時間", "一人", "世界", "生活", "問題", "仕事", "気持", "言葉")
KANA = ("した", "から", "ない", "って", "いる", "ある", "こと", "よう", "その", "それ", "まし", "です")
SEAL = "[sakuin a ¶1 0123456789abcdef sha256:0123456789ab] "
SENTENCE = "日本の世界の時間の問題の人間の生活の言葉は東京の先生の仕事です"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Heavy:
    """A request by what makes it heavy."""

    name: str
    path: str
    pairs: Pairs


def q(text: str, *more: tuple[str, str]) -> Pairs:
    """The parameters of a question."""
    return (("q", text), *more)


def words(count: int, form: str = "{}") -> str:
    """So many different words, each in a form."""
    stems = [*LATIN, *(f"{a}{b}" for a in LATIN for b in LETTERS)]
    return " ".join(form.format(word) for word in stems[:count])


def each(name: str, values: list[str]) -> Pairs:
    """A parameter given many times."""
    return tuple((name, value) for value in values)


REPORTED = (
    Heavy("fuzzy of 50 words", "/search", q(words(50, "{}~"))),
    Heavy("fuzzy, two edits, any of 50", "/search", q(words(50, "{}~2"), ("match", "any"))),
    Heavy("as 200 times", "/search", q("自分 日本", *each("as", [f"日本{n}" for n in range(200)]))),
    Heavy("near of eight words", "/search", q(f'"{" ".join(COMMON)}"~100')),
    Heavy("near of eight words, Japanese", "/search", q(f'"{" ".join(KANA[:8])}"~100')),
    Heavy("500 dates", "/search", q(" ".join(f"{1500 + n}年" for n in range(500)))),
    Heavy("a* b* … z*", "/search", q(" ".join(f"{letter}*" for letter in LETTERS))),
    Heavy("a* OR b* … z*", "/search", q(" OR ".join(f"{letter}*" for letter in LETTERS))),
    Heavy("lines of six common words", "/kwic", q(" OR ".join(COMMON[:6]))),
    Heavy("20,000 combining signs", "/search", q("\u0301" * 20_000)),
    Heavy("3,000 kanji", "/search", q("国" * 3_000)),
    Heavy("3,000 different kanji", "/search", q("".join(chr(0x4E00 + n) for n in range(3_000)))),
    Heavy("nothing found by a server just started", "/search", q("qwertzuiopü zxcvbnmas 封込")),
    Heavy("*a*a*a*a*a*a*a*a*b", "/search", q("*a*a*a*a*a*a*a*a*b")),
)
"""What was reported."""

OWN = (
    Heavy("*?*?*?…", "/search", q("*?" * 100 + "a")),
    Heavy("wildcards in 64 words", "/search", q(" ".join(f"*{a}*{b}*" for a in "aeiou" for b in "rstlnrstlnrst"))),
    Heavy("Japanese wildcards", "/search", q("の*に*を*は*た*て*と*が*で*も")),
    Heavy("64 nested near", "/search", q(" ".join(f'"{a} {b}"~50' for a in COMMON for b in COMMON))),
    Heavy("lines in order of all that is written", "/kwic", q("の OR the", ("order", "l1,r1,node"), ("width", "200"))),
    Heavy("lines of wildcards", "/kwic", q("a* OR の* OR *e*")),
    Heavy("trends of five questions of 64 words", "/trends", each("q", [words(60 + n) for n in range(5)])),
    Heavy("trends of the commonest", "/trends", each("q", ["の", "の OR the", "た OR a*", "は OR of", "*e*"])),
    Heavy("words of a long question", "/words", q(" ".join(KANA) + " " + " ".join(KANJI), ("match", "any"))),
    Heavy("strict spelling of everything", "/search", q("の た は に", ("fold", "0"))),
    Heavy("strict spelling of 64 words", "/search", q(" OR ".join((*KANA, *KANJI, *COMMON, *LATIN)), ("fold", "0"))),
    Heavy("200 values of each facet", "/search", q("日本", *each("doc", [f"d{n}" for n in range(400)]),
          *each("actor", [f"-人{n}" for n in range(400)]), *each("lang", [f"l{n}" for n in range(400)]))),
    Heavy("500 passages by id", "/search", each("id", [f"{n:016x}" for n in range(20_000)])),
    Heavy("10,000 alternatives dropped", "/search", q("日本", *each("drop", [f"name:{n}" for n in range(10_000)]))),
    Heavy("nested parentheses", "/search", q("(" * 400 + "日本" + ")" * 400)),
    Heavy("NOT of all that is common", "/search", q(" ".join(f"-{word}" for word in (*COMMON, *KANA)))),
    Heavy("misspelt, 64 words, nothing found", "/search", q(words(64, "x{}x"))),
    Heavy("misspelt, any of 64", "/search", q(words(64, "x{}q"), ("match", "any"))),
    Heavy("200 hits by document", "/search", q("の OR the", ("group", "doc"), ("per_page", "200"))),
    Heavy("the last page by date", "/search", q("の OR the", ("sort", "-date"), ("page", "999999"))),
    Heavy("a whole document of the commonest", "/search", q("", ("per_page", "200"))),
    Heavy("a feed of 200 entries", "/search.atom", q("の OR the", ("per_page", "200"))),
    Heavy("every value by name", "/values", q("の", ("facet", "doc"), ("order", "label"))),
    Heavy("citations by the thousand", "/cite/verify", each("c", [SEAL * 500])),
    Heavy("a year of 5,000 digits", "/search", q("year:" + "1" * 900, ("from", "9" * 5_000), ("until", "９" * 5_000))),
    Heavy("what a thousand letters go on as", "/suggest.json", q("a" * 5_000)),
    Heavy("long unspaced Japanese, any", "/search", q(SENTENCE * 30, ("match", "any"))),
    Heavy("emoji, 12 signs each in an address", "/search", q("𠮷野家" * 400)),
    Heavy("values of 10,000 letters", "/search", q("日本", *each("actor", ["あ" * 10_000 + str(n) for n in range(5)]))),
    Heavy("a JSON answer of the same", "/search.json", q(words(50, "{}~2"), ("per_page", "200"))),
)  # fmt: skip
"""And others of our own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer took: seconds of the processor, bytes; its status, and whether a note stands in it."""

    cpu: float
    size: int
    status: int
    noted: bool


def index(engine: str, count: int, work: Path) -> Path:
    """An index of so many passages of the scale set, or of the sample multiplied."""
    directory = work / f"{engine}-{count}"
    if not directory.is_dir():
        build(Job((folder(rows(count)[0], work),), directory, jobs=1, engine=engine))
    return directory


def cost(directory: Path, request: Heavy) -> Cost:
    """What one request takes of a server just started."""
    client = create_app(directory, Config()).test_client()
    cpu = time.thread_time()
    answer = client.get(request.path, query_string=[*request.pairs, ("ui", "en")], follow_redirects=True)
    size = len(answer.get_data())
    return Cost(
        time.thread_time() - cpu, size, answer.status_code, b"notices" in answer.data or b'"code"' in answer.data
    )


def main() -> None:
    """A line for each request; exit status 1 where one took more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-heavy")
    given = parser.parse_args()
    directory, heavy = index(given.engine, given.count, given.work), False
    for request in (*REPORTED, *OWN):
        found = cost(directory, request)
        heavy |= found.cpu > MOST_SECONDS or found.size > MOST_BYTES
        noted = "with a note" if found.noted else ""
        print(f"{request.name:45} {found.cpu:5.2f} s {found.size / 1000:7,.0f} kB  {found.status}  {noted}", flush=True)
    sys.exit(heavy)


if __name__ == "__main__":
    main()
