"""Nothing found: every way on finds what it promises, and nothing is said to be nothing out of a true number."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from library import CONFIG, built, document, searcher, searcher_of, state, whole

from indexer.config import Config
from indexer.engines import EMBEDDED
from search_app.cli.main import main
from search_app.search.results_page import search
from search_app.search.zero_hits import Step
from search_app.state.state import SearchState, read_state
from search_app.web.app import create_app

EMPTY = (
    state("ゴルバチョフ qwertyzxcv"),
    state("Clinton Gorbachev 「鉄のカーテン」"),
    state("ゴルバチョフ -Gorbachev -ゴルバチョフ"),
    state("ゴルバチョフ", ("actor", "talbott")),
    state("Khrushchev", ("year", "1994"), ("lang", "en")),
    state("NATO", from_="1800", until="1850"),
    state("條約", expand="0", fold="0"),
    state("qwertyzxcv", ("era", "detente")),
    state("qwertyzxcv asdfghjk", ("era", "-cold-war"), ("doc", "nato-03.ja"), from_="1990", match="any"),
    state("title:冷戦 heading:qwertyzxcv year:1994"),
)


def count(asked: SearchState) -> int:
    """Passages that a search finds."""
    return search(searcher(), asked).total


@pytest.mark.parametrize("asked", EMPTY, ids=lambda asked: asked.address())
def test_every_step_finds_what_it_promises(asked: SearchState) -> None:
    page = search(searcher(), asked)
    assert page.total == 0 and page.instead.steps
    for step in page.instead.steps:
        assert count(step.state) == step.count > 0
        again, notes = read_state(step.state.pairs(), CONFIG)
        assert again == step.state and not notes


@pytest.mark.parametrize("asked", EMPTY, ids=lambda asked: asked.address())
def test_nothing_is_counted_out_of_what_the_filters_leave(asked: SearchState) -> None:
    about = search(searcher(), asked).instead.absence
    left = whole(searcher(), asked.changed(q="", off=(), similar="show")).hits
    assert about is not None and about.passages == len(left)
    assert dict(about.languages) == {lang: sum(hit.lang == lang for hit in left) for lang in {hit.lang for hit in left}}
    wanted = asked.values("doc")
    assert about.documents == len(
        {p.document.id for h in left for p in h.places if not wanted or p.document.id in wanted}
    )


def kinds(asked: SearchState, *texts: str) -> list[tuple[str, str, int]]:
    """The steps of a search in a small collection."""
    found = searcher_of(*(document(f"d{n}", text) for n, text in enumerate(texts)))
    return [(step.kind, step.name, step.count) for step in search(found, asked).instead.steps]


SMALL = ("The treaty was signed in Moscow.", "A summit was held in Geneva in 1985.", "条約はモスクワで結ばれた。")


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        (state("treaty Geneva"), [("any", "", 2), ("word", "treaty", 1), ("word", "Geneva", 1)]),
        (state("条約 首脳"), [("word", "首脳", 1), ("any", "", 1)]),
        (state("treaty", ("lang", "ja")), [("facet", "lang", 1)]),
        (state("summit", until="1980"), [("dates", "–1980", 1)]),
        (state("summit", ("doc", "d0"), until="1980"), [("unfiltered", "", 1)]),
        (state("nowhere"), []),
    ],
)
def test_each_part_that_stands_in_the_way_is_a_step(asked: SearchState, steps: list[tuple[str, str, int]]) -> None:
    assert kinds(asked, *SMALL) == steps


def test_undated_passages_are_said_to_be_left_out_where_dates_were_asked_for() -> None:
    found = searcher_of(*(document(f"d{n}", text) for n, text in enumerate(SMALL)))
    about = search(found, state("treaty", from_="1980")).instead.absence
    assert about is not None and (about.passages, about.undated) == (1, 2)
    nothing = search(found, state("nowhere")).instead.absence
    assert nothing is not None and (nothing.passages, nothing.documents, nothing.undated) == (3, 3, 0)


def test_where_something_is_found_no_way_on_is_offered() -> None:
    page = search(searcher(), state("冷戦"))
    assert page.instead.steps == () and page.instead.absence is None


def test_a_step_says_what_it_leaves_out() -> None:
    step = search(searcher(), EMPTY[0]).instead.steps[0]
    assert isinstance(step, Step) and step.name == "qwertyzxcv" and step.state.q == "ゴルバチョフ"


@pytest.mark.parametrize(
    ("ui", "lines"),
    [
        ("ja", ["絞り込みに合う", "qwertyzxcv を外すと"]),
        ("en", ["passages that the filters leave", "Without qwertyzxcv"]),
    ],
)
def test_the_command_line_says_the_same(ui: str, lines: list[str]) -> None:
    call = ["search", "ゴルバチョフ qwertyzxcv", "--actor", "yeltsin", "--ui", ui, "--index", str(built())]
    run = CliRunner().invoke(main, call)
    assert run.exit_code == 1 and all(line in run.output for line in lines), run.output


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ui": "ja"}, "索引に箇所が一つもありません。"),
        ({"ui": "en"}, "The index has no passage;"),
        ({"ui": "ja", "lang": "en"}, "絞り込みに合う箇所がそもそもありません。"),
        ({"ui": "en", "lang": "ja"}, "No passage at all fits the filters."),
    ],
)
@pytest.mark.parametrize("engine", EMBEDDED)
def test_an_index_of_an_empty_folder_is_searched_and_said_to_be_empty(
    tmp_path: Path, engine: str, asked: dict[str, str], sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    index = built(tmp_path / "empty", engine)
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    run = CliRunner().invoke(main, ["search", "冷戦", "--index", str(index), *options])
    assert run.exit_code == 1 and sentence in run.output, run.output
    answer = create_app(index, Config()).test_client().get("/search", query_string={"q": "war", **asked})
    assert answer.status_code == 200 and sentence in answer.text
