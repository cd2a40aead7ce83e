"""Questions and requests drawn by chance, asked in process or over HTTP: none may raise, end in 500 or take long.

python benchmarks/robust/fuzz.py --index DIRECTORY --count 100000 --seed 7
python benchmarks/robust/fuzz.py --index DIRECTORY --count 10000 --seed 7 --http
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from flask.testing import FlaskClient
from strange_texts import strange_text

from indexer.config import Config
from indexer.schema import FACETS
from search_app.search.execution import count
from search_app.search.results_page import search
from search_app.search.searcher import Searcher, open_searcher
from search_app.state.state import PARAMETERS, SearchState, read_state
from search_app.views.concordance import concordance, read_concordance_view
from search_app.views.facet_values import values
from search_app.views.trends import read_trends_view, trends
from search_app.views.word_boundaries import word_boundaries
from search_app.web.app import create_app

Pairs = list[tuple[str, str]]
Make = Callable[["Drawing"], str]

SLOW = 1.0
"""Processor seconds that no question may take, of a machine that does PIECE in PIECE_SECONDS: one whose processors
share a core with others, or are told to go slow, takes longer over everything."""

PIECE, PIECE_SECONDS = 500_000, 0.03

MOST_BYTES = 2_000_000
"""What no answer may have that is not a file of all hits."""

SHOWN = 5


@dataclass(frozen=True)
class Drawing:
    """What is drawn from: chance, and words that the index has."""

    chance: random.Random
    known: Sequence[str]
    ids: Sequence[str] = ()
    documents: Sequence[str] = ()

    def word(self) -> str:
        """A word of the index, whole or cut, in either case."""
        word = self.chance.choice(self.known)
        cut = self.chance.random()
        return word[: self.chance.randint(1, len(word))] if cut < 0.2 else word.upper() if cut < 0.3 else word

    def words(self, most: int) -> str:
        """Some words, with spaces of either width."""
        return self.chance.choice(" 　").join(self.word() for _ in range(self.chance.randint(1, most)))

    def number(self) -> int:
        """A small number, seldom a large one."""
        return self.chance.choice((0, 1, 2, 3, 5, 10, 99, 100, 1000, 9_999_999_999))

    def spoilt(self, word: str) -> str:
        """A word with a sign put in, taken out or changed."""
        at = self.chance.randrange(len(word) + 1)
        sign = self.chance.choice(("*", "?", "~", "-", "ー", "'", '"', ":", "(", "x", "国", "\u0301", ""))
        return word[:at] + sign + word[at + self.chance.randint(0, 1) :]

    def times(self, make: Make, most: int) -> str:
        """Several of a kind."""
        return " ".join(make(self) for _ in range(self.chance.randint(1, most)))


KINDS: tuple[tuple[int, Make], ...] = (
    (30, lambda draw: draw.word()),
    (8, lambda draw: draw.words(6)),
    (6, lambda draw: draw.spoilt(draw.word())),
    (3, lambda draw: draw.word() + draw.word()),
    (4, lambda draw: f"{draw.word()}~{draw.chance.choice(('', '0', '1', '2', '9'))}"),
    (3, lambda draw: draw.spoilt(draw.word()) + "*"),
    (2, lambda draw: "".join(draw.chance.choice("*?aのe国") for _ in range(draw.chance.randint(1, 30)))),
    (4, lambda draw: f'"{draw.words(5)}"'),
    (3, lambda draw: f'"{draw.words(9)}"~{draw.chance.choice(("", ">"))}{draw.number()}'),
    (2, lambda draw: f"「{draw.words(2)}」"),
    (3, lambda draw: f"{draw.chance.choice((*FACETS, 'title', 'heading', 'x'))}:{draw.word()}"),
    (3, lambda draw: f"year:{draw.number()}..{draw.number()}"),
    (3, lambda draw: draw.chance.choice(("昭和20年8月", "August 1945", "1994-05-03", "令和99年", "30 Feb 1999"))),
    (8, lambda draw: draw.chance.choice(("AND", "OR", "NOT", "-", "(", ")", "((", "OR OR", "ＮＯＴ", "（"))),
    (2, lambda draw: strange_text(draw.chance)[:60]),
    (1, lambda draw: draw.chance.choice((*draw.known[:50], "国", "a", "́", "𠮷")) * draw.chance.randint(1, 400)),
    (1, lambda draw: draw.times(lambda d: f"{d.word()}~2", 40)),
    (1, lambda draw: draw.times(lambda d: f"*{d.word()}*", 40)),
    (1, lambda draw: draw.times(lambda d: f'"{d.words(8)}"~50', 10)),
    (1, lambda draw: draw.times(lambda d: f"{d.chance.randint(1, 2100)}年", 80)),
    (1, lambda draw: " OR ".join(draw.words(1) for _ in range(draw.chance.randint(2, 70)))),
)  # fmt: skip
"""How often each piece of a question is drawn, and how it is made."""


def question(draw: Drawing) -> str:
    """A question of a few pieces, now and then of many."""
    pieces = draw.chance.choice((1, 1, 2, 2, 3, 4, 6, 12))
    makers = draw.chance.choices([make for _, make in KINDS], [weight for weight, _ in KINDS], k=pieces)
    return draw.chance.choice((" ", " ", " ", "", "　")).join(make(draw) for make in makers)


def parameters(draw: Drawing) -> Pairs:
    """A question and, half of the time, a few other parameters, with values that they take or do not."""
    pairs = [("q", question(draw))]
    if draw.chance.random() < 0.5:
        names = draw.chance.choices((*FACETS, *(row.name for row in PARAMETERS)), k=draw.chance.randint(1, 4))
        pairs += ((name, value) for name in names for value in _values(draw, name))
    return pairs


def _values(draw: Drawing, name: str) -> Iterator[str]:
    choices = next((row.kind.choices for row in PARAMETERS if row.name == name), ())
    plain = [
        *choices,
        str(draw.number()),
        "1994",
        "0",
        "1",
        "-1",
        "undated",
        "ja",
        "en",
        draw.word(),
        f"name:{draw.word()}",
    ]
    plain += [
        *draw.chance.sample(draw.ids, min(1, len(draw.ids))),
        *draw.chance.sample(draw.documents, min(1, len(draw.documents))),
    ]
    repeated = draw.chance.choice((1, 1, 1, 2, 5, 300))
    yield from (draw.chance.choice(("", "", "-")) + draw.chance.choice(plain) for _ in range(repeated))


# in process


def answered(searcher: Searcher, pairs: Pairs, draw: Drawing) -> None:
    """One answer, of a page of hits nearly always."""
    one = searcher.for_one_answer()
    state, notes = read_state(pairs, one.config)
    view = draw.chance.random()
    if view < 0.90:
        search(one, state, notes)
    elif view < 0.93:
        concordance(one, read_concordance_view([*pairs, ("order", "l1,r1")], state)[0])
    elif view < 0.95:
        trends(one, read_trends_view([*pairs, ("q", draw.word())], state, one.config)[0])
    elif view < 0.97:
        word_boundaries(one, state)
    elif view < 0.98:
        values(one, state, draw.chance.choice(FACETS), "label")
    else:
        one.suggester.options(state.q, lambda q: count(one, SearchState(q=q)))


# over HTTP


def address(draw: Drawing, paths: Sequence[str]) -> str:
    """The address of a request: one that the API's description has, with parameters; now and then beyond it."""
    path = draw.chance.choice((*paths, "/search", "/search", "/doc/{id}", "/passage/{id}", "/kwic", "/trends", "/words",
                               "/values", "/cite/verify", "/switches", "/problems", "/", "/search.csv", "/search.ris",
                               "/nothing", "/original/{id}"))  # fmt: skip
    for name in ("{id}", "{format}", "{name}"):
        some = draw.chance.choice((*draw.ids[:20], *draw.documents[:20], "0" * 16, "../../etc/passwd", draw.word()))
        path = path.replace(name, quote(some if name == "{id}" else draw.chance.choice(("csv", "bib", "x"))))
    return f"{path}?{'&'.join(f'{name}={_encoded(draw, value)}' for name, value in _asked(draw))}"


def _asked(draw: Drawing) -> Pairs:
    own = (("facet", draw.chance.choice((*FACETS, "x"))), ("order", draw.chance.choice(("l1", "label", "x,,r9"))),
           ("width", str(draw.number())), ("collation", "code"), ("measure", "hits"), ("beside", "1"), ("ui", "en"),
           ("c", f"[sakuin {draw.word()} ¶{draw.number()} {'0' * 16} sha256:{'0' * 12}]" * draw.chance.randint(1, 300)),
           (draw.word().replace("&", ""), "x"))  # fmt: skip
    return [*parameters(draw), *draw.chance.sample(own, draw.chance.randint(0, 3))]


def _encoded(draw: Drawing, value: str) -> str:
    """A value as an address has it, seldom in bytes that are no text."""
    if draw.chance.random() < 0.02:
        return quote_from_bytes(draw.chance.randbytes(draw.chance.randint(1, 40)))
    return quote(value, safe="", errors="replace")


def fetched(client: FlaskClient, paths: Sequence[str], draw: Drawing) -> None:
    """One request, whole. Raises AssertionError for a status of 500 or more, and for an answer too large."""
    method = draw.chance.choice(("GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS"))
    asked = address(draw, paths)
    with closing(client.open(asked, method=method)) as answer:
        assert answer.status_code < 500, f"{answer.status_code} for {method} {asked}"
        size = len(answer.get_data())
        is_file = "attachment" in answer.headers.get("Content-Disposition", "")
        assert size <= MOST_BYTES or is_file, f"{size:,} bytes for {method} {asked}"


# runs


@dataclass
class Report:
    """What a run came to: how many questions in how many seconds, how many were slow, what failed."""

    asked: int = 0
    seconds: float = 0.0
    slow: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add(self, seconds: float, what: str, failure: str = "") -> None:
        """Note one question."""
        self.asked += 1
        self.seconds += seconds
        self.slow += seconds > SLOW
        if failure:
            self.failed.append(f"{what}\n{failure}")
        self.slowest = sorted([*self.slowest, (seconds, what)], reverse=True)[:SHOWN]

    def line(self) -> str:
        """What came of it so far."""
        slowest = max((seconds for seconds, _ in self.slowest), default=0.0)
        return (
            f"{self.asked:,} asked in {self.seconds:,.0f} s of CPU, {len(self.failed)} failed, "
            f"{self.slow} took more than {SLOW:g} s, the slowest {slowest:.2f} s"
        )


def run(index: Path, number: int, seed: int, http: bool, config: Config | None = None, say: bool = False) -> Report:
    """`number` questions, each drawn from the seed and its own number, so that one can be asked again alone."""
    searcher, report = open_searcher(index, config or Config()), Report()
    for make in searcher.warming():
        make()
    store, engine = searcher.library.store, searcher.library.engine
    known = sorted({term for part in ("body_w", "body_g") for term in engine.vocabulary(part, "")})
    ids, documents = sorted(store.passage_ids()), [row.id for row in store.documents()]
    client = create_app(index, config).test_client()
    paths = list(json.loads(client.get("/openapi.json").get_data())["paths"])
    for place in range(number):
        chance = random.Random(f"{seed}-{place}")
        draw = Drawing(chance, known, ids, documents)
        one = partial(fetched, client, paths, draw) if http else partial(answered, searcher, parameters(draw), draw)
        timed(report, f"seed {seed}-{place} {one.args[1] if not http else ''}", one)
        if say and (place + 1) % 1000 == 0:
            print(report.line(), flush=True)
    return report


def timed(report: Report, what: str, one: Callable[[], None]) -> None:
    """Do it, and note what it took and how it failed. What seems slow is held against what else is slow just now."""
    before, failure = time.thread_time(), ""
    try:
        one()
    except Exception:
        failure = traceback.format_exc()
    seconds = time.thread_time() - before
    report.add(seconds if seconds <= SLOW else seconds / slowness(), what[:2_000], failure)


def slowness() -> float:
    """In how many times PIECE_SECONDS this machine does a fixed piece of work now, at least 1."""
    before = time.thread_time()
    sum(number * number for number in range(PIECE))
    return max(1.0, (time.thread_time() - before) / PIECE_SECONDS)


def main() -> None:
    """Exit status 1 if anything failed or was too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--http", action="store_true")
    given = parser.parse_args()
    report = run(given.index, given.count, given.seed, given.http, say=True)
    print(*(f"{seconds:.2f} s  {what}" for seconds, what in report.slowest), sep="\n")
    print(*report.failed, sep="\n\n")
    print(report.line())
    sys.exit(bool(report.failed or report.slow))


if __name__ == "__main__":
    main()
