"""Threads share an opened index from a server's first moment, and each is answered as if it were alone.

A test run opens each engine's index a few times. Fifty times each, as before a release, with

    SAKUIN_STARTS=50 python -m pytest tests/test_threads.py

What is shared besides the engines and SQLite allows it for one reason: fugashi's Tagger and PyStemmer's Stemmer are not
made for threads, but hold the interpreter's lock from their call to the copy of its result (neither has `nogil`).
"""

import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from library import CORPUS, built
from werkzeug.test import TestResponse

from indexer.analysis import compiled, japanese
from indexer.engines import EMBEDDED, ENGINES, engine_module
from indexer.signs import Table
from indexer.sqlite_reading import open_reading
from search_app.web.app import create_app
from search_app.web.open_index import index_of

STARTS = int(os.environ.get("SAKUIN_STARTS", "0"))
"""How often each engine's index is opened; 0 for the few of a test run."""

THREADS = 16
EACH = 3
"""Addresses that a thread asks for, one after another."""

SWITCH_SECONDS = 1e-4
"""How long a thread runs before another may; Python's own 5 ms hide nine faults of ten."""

ADDRESSES = (
    "/search.json?q=冷戦",
    "/search.json?q=cold war",
    "/search.json?q=ソ連 核兵器",
    "/search.json?q=soviet missile",
    "/search.json?q=軍縮&group=doc",
    "/search.json?q=treaty&group=doc",
    "/search.json?q=交渉&similar=show&sort=date",
    "/search.json?q=negotiations&similar=show&sort=-date",
    "/search.json?q=「首脳会談」",
    '/search.json?q="foreign minister"',
    "/search.json?q=例戦",
    "/search.json?q=misile",
    "/search.json?q=れいぜん",
    "/search.json?q=gorbachov",
    "/search.json?q=ミサ*",
    "/search.json?q=diplom*",
    "/search.json?q=日本 -米国&match=any&per_page=50",
    "/search.json?q=japan -america&match=any&per_page=50",
    "/search.json?lang=ja&per_page=50",
    "/search.json?lang=en&per_page=50",
    "/kwic.json?q=政府",
    "/kwic.json?q=government",
    "/trends.json?q=戦争",
    "/trends.json?q=war",
    "/words.json?q=条約",
    "/words.json?q=会議",
    "/suggest.json?q=とう",
    "/suggest.json?q=sov",
)

Answer = tuple[str, int, Any]
"""An address, the status of its answer, and the JSON."""


@contextmanager
def restless() -> Iterator[list[str]]:
    """Threads change often meanwhile; gives what they die of, for the warm-up has nobody else to tell."""
    died: list[str] = []
    hook, interval = threading.excepthook, sys.getswitchinterval()
    threading.excepthook = lambda args: died.append(repr(args.exc_value))
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield died
    finally:
        threading.excepthook = hook
        sys.setswitchinterval(interval)


def together(*calls: Callable[[], object]) -> list[str]:
    """Begins the calls at one moment, each in a thread, and waits for all that they began; gives what any died of."""
    others, barrier = set(threading.enumerate()), threading.Barrier(len(calls))

    def begin(call: Callable[[], object]) -> None:
        barrier.wait()
        call()

    with restless() as died:
        asking = [threading.Thread(target=begin, args=(call,)) for call in calls]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        for thread in set(threading.enumerate()) - others:
            thread.join()
    return died


def answer(got: TestResponse, address: str) -> Answer:
    return address, got.status_code, got.get_json(silent=True)


def alone(directory: Path) -> dict[str, Answer]:
    """Every address and its answer, asked of a fresh application by one thread."""
    app = create_app(directory)
    answers = {address: answer(app.test_client().get(address), address) for address in ADDRESSES}
    index_of(app).searcher().library.close()
    return answers


def first_moment(directory: Path) -> tuple[list[Answer], list[str]]:
    """The answers of a fresh application to threads that all ask it at once, and what it or they died of."""
    app = create_app(directory, warm=True)
    answers: list[Answer] = []

    def ask(number: int) -> None:
        first = number * len(ADDRESSES) // THREADS
        for address in (ADDRESSES[first:] + ADDRESSES[:first])[:EACH]:
            answers.append(answer(app.test_client().get(address), address))

    died = together(*(lambda number=number: ask(number) for number in range(THREADS)))  # type: ignore[misc]
    index_of(app).searcher().library.close()
    return answers, died


def wrong_starts(directory: Path, starts: int) -> dict[int, list[str]]:
    """The starts at which anything went wrong, and what."""
    wanted, wrong = alone(directory), {}
    assert {status for _, status, _ in wanted.values()} == {200}
    for start in range(starts):
        answers, died = first_moment(directory)
        other = [f"{row[0]} got {what_differs(row, wanted[row[0]])}" for row in differing(answers, wanted)]
        if told := [f"a thread died of {error}" for error in died] + other:
            wrong[start] = told
    return wrong


def what_differs(got: Answer, wanted: Answer) -> str:
    """The status of an answer, and which parts of it are others than those wanted."""
    parts = [name for name, value in (wanted[2] or {}).items() if (got[2] or {}).get(name) != value]
    return f"another answer, status {got[1]}, in {parts}, notes {(got[2] or {}).get('notes')}"


def differing(answers: Sequence[Answer], wanted: dict[str, Answer]) -> list[Answer]:
    return [row for row in answers if row != wanted[row[0]]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One document of the corpus in both languages."""
    for path in CORPUS.glob("correspondence/doc-00.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize("engine", EMBEDDED)
def test_threads_that_ask_at_once_are_answered_as_one_alone(engine: str, small: Path) -> None:
    """The engine that judges the others reads every passage for every question, and so gets few of them."""
    directory = built(small, engine) if engine == "memory" else built(engine=engine)
    wrong = wrong_starts(directory, STARTS or 2)
    assert not wrong, f"{len(wrong)} starts: {wrong}"


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_how_threads_share_its_library(engine: str) -> None:
    assert "\nThreads: " in str(engine_module(engine).__doc__)


def asked_together(ask: Callable[[int], object], wanted: Callable[[int], object], times: int) -> list[int]:
    """The numbers that `ask` does not answer as `wanted`, asked each in turn by all threads, each from its own on."""
    wrong: list[int] = []
    right = [wanted(number) for number in range(times)]

    def begin(first: int) -> None:
        for number in (*range(first, times), *range(first)):
            if ask(number) != right[number]:
                wrong.append(number)

    died = together(*(lambda n=n: begin(n * times // THREADS) for n in range(THREADS)))  # type: ignore[misc]
    assert not died
    return wrong


def test_threads_that_ask_one_sqlite_file_the_same_get_each_its_own(tmp_path: Path) -> None:
    """Python 3.12 and later mix them up where the connection keeps a cache of statements."""
    with closing(sqlite3.connect(tmp_path / "rows.sqlite")) as base, base:
        base.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)")
        base.executemany("INSERT INTO rows VALUES (?, ?)", ((n, f"冷戦 {n} cold war") for n in range(2000)))
    with closing(open_reading(tmp_path / "rows.sqlite")) as shared:
        one = "SELECT text FROM rows WHERE number = ?"
        assert not asked_together(
            lambda n: shared.execute(one, (n,)).fetchone(), lambda n: (f"冷戦 {n} cold war",), 2000
        )
        two = "SELECT number FROM rows WHERE number IN (?, ?) ORDER BY number"
        assert not asked_together(
            lambda n: [number for (number,) in shared.execute(two, (n, n + 1))], lambda n: [n, n + 1], 1999
        )


def test_threads_share_the_tagger() -> None:
    def cut(number: int) -> list[japanese.Word]:
        return list(japanese.words(f"第{number}回の米ソ軍縮交渉は{number}日に東京で封じ込め政策を話し合った"))

    assert not asked_together(cut, cut, 300)


def test_the_rules_are_handed_over_while_another_thread_folds_a_text() -> None:
    """Each thread hands the extension the tables of the rules, which meanwhile learn from what other threads fold."""
    table, folded = Table({ord("箇"): "か"}), threading.Event()

    def fold() -> None:
        for code in range(0x3400, 0x20000):
            chr(code).translate(table)
        folded.set()

    def hand_over() -> None:
        while not folded.is_set():
            assert compiled._signs(table) == {"箇": "か"}

    assert not together(fold, hand_over)
