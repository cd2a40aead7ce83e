"""Nearly the same text: which pairs are twins and which only look like it, the same groups however they came about,
and pages on which every group stands once."""

import json
import random
import shutil
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library import document, searcher_of

from indexer.analysis import Lines, finished_layers
from indexer.config import Config
from indexer.pipeline import near_duplicate_groups as groups
from indexer.pipeline.builder import Job, build
from indexer.pipeline.near_duplicate_groups import stars
from indexer.pipeline.near_duplicates import BANDS, RESEMBLANCE, ROWS, are_twins, bands, letters, resemblance, shingles
from indexer.query import SORTS
from indexer.storage.document_store import Store
from indexer.storage.index_directory import STORE, current_generation
from search_app.cli.main import main
from search_app.export.trec_run import Question, answered
from search_app.search.results_page import Page, search
from search_app.search.searcher import Searcher
from search_app.state.state import read_state
from search_app.web.app import create_app

CONFIG = Config()

JA = (
    "日本国政府は、ソ連との交渉を再開することに同意し、昭和三十一年十月十九日にモスクワで共同宣言に署名した。"
    "両国の間の戦争状態は、この宣言が効力を生ずる日に終了し、平和と友好の関係が回復される。鳩山総理は帰国の後、"
    "国会で長い報告を行い、領土の問題が残されたことを認めたが、漁業と抑留者の問題については大きな前進であるという"
    "考えを述べた。ヴェトナムの代表も傍聴席にあった。野党の議員は報告を静かに聞き、質問は翌日に延ばされた。"
)
EN = (
    "The Japanese government agreed to take up the talks with the Soviet Union again, and on 19 October 1956 a joint "
    "declaration was signed at Moscow. The state of war between the two countries was to end on the day on which the "
    "declaration came into force, and relations of peace and friendship were to be restored. After his return Prime "
    "Minister Hatoyama gave the Diet a long report; he admitted that the question of the islands had been left open, "
    "but called the settlement of fisheries and of the prisoners a great step forward. Members of the opposition "
    "listened to the report in silence, and questions were put off until the following day."
)

Change = tuple[str, str]

SAME: tuple[tuple[str, Change, Change], ...] = (
    ("not a letter", ("、", "，"), (",", "")),
    ("spaces and lines", ("。", "。\n　"), (". ", ".\n  ")),
    ("old forms", ("国", "國"), ("October", "OCTOBER")),
    ("an old spelling", ("という考え", "といふ考へ"), ("opposition", "oppo-\nsition")),
    ("a slip of the scanner", ("静かに", "諍かに"), ("settlement", "settlernent")),
    ("a slip in a long name", ("延ばされ", "廷ばされ"), ("Hatoyama", "Hatoyana")),
    ("a word", ("長い", "詳しい"), ("long", "detailed")),
    ("a word more", ("大きな", "たいへん大きな"), ("great", "really great")),
    ("a clause less", ("野党の議員は報告を静かに聞き、", ""), (", and questions were put off", "")),
    ("a number in other numerals", ("十九日", "19日"), ("1956", "１９５６")),
    ("another rendering", ("ヴェトナム", "ベトナム"), ("Prime Minister", "prime minister")),
)
"""What happened to the text; the change in Japanese, the change in English."""

OTHER: tuple[tuple[str, Change, Change], ...] = (
    ("the day", ("十九日", "二十日"), ("19 October", "20 October")),
    ("the month", ("十月", "九月"), ("October", "September")),
    ("the year", ("三十一年", "三十二年"), ("1956", "1957")),
    ("a number in words", ("両国の間", "三国の間"), ("two countries", "three countries")),
    ("a person", ("鳩山", "石橋"), ("Hatoyama", "Ishibashi")),
    ("a country", ("ソ連との", "ドイツとの"), ("Soviet Union", "United States")),
    ("a place", ("モスクワ", "ワシントン"), ("Moscow", "London")),
    ("a place in kanji", ("モスクワ", "東京"), ("at Moscow", "at Tokyo")),
    ("a negation", ("認めたが", "認めなかったが"), ("he admitted", "he never admitted")),
    ("not", ("回復される", "回復されない"), ("were to be restored", "were not to be restored")),
    ("half of it", (JA[100:], "そのころ農村では米の不作が続いていた。" * 5), (EN[300:], "The harvest was poor. " * 15)),
)
"""What differs, though the text looks the same; in Japanese, in English."""


def changed(text: str, change: Change) -> str:
    assert change[0] in text
    return text.replace(*change)


both = pytest.mark.parametrize("lang", ["ja", "en"])


@both
@pytest.mark.parametrize(("what", "ja", "en"), SAME, ids=[row[0] for row in SAME])
def test_these_are_twins(what: str, ja: Change, en: Change, lang: str) -> None:
    text, change = (JA, ja) if lang == "ja" else (EN, en)
    assert are_twins(text, changed(text, change)) and are_twins(changed(text, change), text)


def test_one_negation_may_be_written_for_another() -> None:
    first, second = (changed(JA, ("残されたこと", f"残され{end}こと")) for end in ("ない", "ぬ"))
    assert are_twins(first, second) and not are_twins(first, JA)


def test_a_sentence_that_names_somebody_is_not_left_out_of_a_twin() -> None:
    assert not are_twins(JA, changed(JA, ("ヴェトナムの代表も傍聴席にあった。", "")))


@both
@pytest.mark.parametrize(("what", "ja", "en"), OTHER, ids=[row[0] for row in OTHER])
def test_these_only_look_like_twins(what: str, ja: Change, en: Change, lang: str) -> None:
    text, change = (JA, ja) if lang == "ja" else (EN, en)
    other = changed(text, change)
    assert not are_twins(text, other) and not are_twins(other, text)
    if what != "half of it":
        assert resemblance(shingles(letters(text)), shingles(letters(other))) >= RESEMBLANCE


@pytest.mark.parametrize(("a", "b"), [("Iran", "Iraq"), ("Austria", "Australia"), ("Johnson", "Johnston")])
def test_names_one_letter_apart_are_other_names_unless_they_are_long(a: str, b: str) -> None:
    assert not are_twins(changed(EN, ("Moscow", a)), changed(EN, ("Moscow", b)))


@pytest.mark.parametrize(
    ("text", "has"), [(JA, True), (EN, True), (JA[:90], True), (JA[:75], False), (EN[:200], True), (EN[:150], False)]
)
def test_a_short_text_has_no_twins(text: str, has: bool) -> None:
    assert len(bands(finished_layers(text))) == (BANDS if has else 0)


def test_what_is_hidden_is_no_part_of_a_text() -> None:
    noted = JA[:60] + "[12]" + JA[60:]
    plain, marked = finished_layers(JA), finished_layers(noted)
    assert bands(finished_layers(noted, [(60, 64)])) == bands(plain) != bands(marked)


@pytest.mark.parametrize("share", [0.9, 0.8])
def test_texts_of_some_resemblance_share_a_band_about_as_often_as_the_formula_says(share: float) -> None:
    chance = random.Random(7)
    terms = [f"term{number}" for number in range(4000)]
    found, tries = 0, 300
    for _ in range(tries):
        both_have = chance.choices(terms, k=300)
        rest = round(300 * (1 - share) / (2 * share))
        a, b = (Lines(" ".join(both_have + chance.choices(terms, k=rest)), "", "", "x" * 500) for _ in "ab")
        found += bool(set(bands(a)) & set(bands(b)))
    assert found / tries == pytest.approx(1 - (1 - share**ROWS) ** BANDS, abs=0.05)


# Groups

pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


def _near(drawn: list[tuple[int, int]]) -> dict[str, frozenset[str]]:
    edges = {(a, b) for a, b in drawn if a != b} | {(b, a) for a, b in drawn if a != b}
    return {str(a): frozenset(str(y) for x, y in edges if x == a) for a in range(10)}


@given(pairs, st.randoms())
def test_a_group_is_a_passage_and_twins_of_it_in_whatever_order_they_came(
    drawn: list[tuple[int, int]], chance: random.Random
) -> None:
    near = _near(drawn)
    names = stars(near)
    members = list(near.items())
    chance.shuffle(members)
    assert stars(dict(members)) == names
    for passage, name in names.items():
        assert names[name] == name and (passage == name or passage in near[name])
    assert all(list(names.values()).count(name) > 1 for name in names.values())
    for passage in near.keys() - names.keys():
        assert near[passage] <= names.keys()


def test_a_chain_does_not_become_one_group() -> None:
    near = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c", "e"}, "e": {"d"}}
    names = stars({passage: frozenset(twins) for passage, twins in near.items()})
    assert names == {"a": "b", "b": "b", "c": "b", "d": "d", "e": "d"}


# However they came about

SLIPS = {
    "ja": ("再開", "同意", "共同", "状態", "効力", "友好", "長い", "大きな"),
    "en": ("agreed", "talks", "joint", "came", "between", "friendship", "listened", "great"),
}
"""Words whose first letter may be another; a few such slips apart two texts are twins no more."""


def variant(lang: str, slips: frozenset[int], year: int) -> str:
    text = changed(JA, ("三十一年", f"{year}年")) if lang == "ja" else changed(EN, ("1956", str(year)))
    for place in slips:
        word = SLIPS[lang][place]
        text = changed(text, (word, ("x" if lang == "en" else "ぱ") + word[1:]))
    return text


variants = st.builds(
    variant, st.sampled_from(["ja", "en"]), st.frozensets(st.integers(0, 7), max_size=6), st.sampled_from([31, 32])
)
edits = st.lists(
    st.dictionaries(st.integers(0, 7), st.one_of(st.none(), st.lists(variants, min_size=1, max_size=2)), max_size=5),
    min_size=1, max_size=4,
)  # fmt: skip
"""Runs, each after some files were written (as these rows) or taken out."""


def write(source: Path, files: Mapping[int, list[str] | None]) -> None:
    for number, texts in files.items():
        path = source / f"{number}.jsonl"
        if texts is None:
            path.unlink(missing_ok=True)
        else:
            rows = ({"id": f"{number}-{i}", "text": text} for i, text in enumerate(texts))
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def kept(index: Path) -> tuple[dict[str, str], dict[int, bytes]]:
    generation = current_generation(index)
    assert generation
    with Store(generation / STORE) as store:
        return dict(store.passages.twins), dict(store.bands())


@pytest.mark.parametrize("hubs", [1, 2, 8])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(runs=edits)
def test_an_index_brought_up_to_date_has_the_groups_of_one_made_anew(
    hubs: int, runs: list[dict[int, list[str] | None]]
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "HUBS", hubs)
        source, index, anew = (Path(name) / each for each in ("source", "index", "anew"))
        source.mkdir()
        for files in runs:
            write(source, files)
            build(Job((source,), index, jobs=1, engine="memory"))
            shutil.rmtree(anew, ignore_errors=True)
            build(Job((source,), anew, jobs=1, engine="memory"))
            assert kept(index) == kept(anew)


@pytest.mark.parametrize("hubs", [1, 8])
def test_a_family_is_one_group_however_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hubs: int) -> None:
    monkeypatch.setattr(groups, "HUBS", hubs)
    texts = [changed(JA, ("長い", f"{sign}い")) for sign in "永深浅暗明軽重強弱甘辛苦酸渋熱"]
    (tmp_path / "source").mkdir()
    write(tmp_path / "source", dict(enumerate([text] for text in texts)))
    build(Job((tmp_path / "source",), tmp_path / "index", jobs=1, engine="memory"))
    names = kept(tmp_path / "index")[0]
    assert len(names) == len(texts) and len(set(names.values())) == 1


# What is shown


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def searcher(request: pytest.FixtureRequest) -> Searcher:
    """Three groups, some passages alone; two languages, several dates."""
    chance = random.Random(3)
    texts = [variant(lang, frozenset(s), 31) for lang in ("ja", "en") for s in ([], [1], [2], [1, 2], [3])]
    texts += [variant("ja", frozenset(s), 40) for s in ([], [5], [6])]
    texts += [
        "ソ連の穀物の買い付けは予定のとおりに進んだ。",
        "The Soviet Union bought grain.",
        variant("ja", frozenset(), 50),
    ]
    chance.shuffle(texts)
    documents = [
        document(f"d{n}", text, title=f"第{n}号", date=f"19{50 + n}-01-01") for n, text in enumerate(texts)
    ]  # fmt: skip
    return searcher_of(*documents, engine=request.param)


def ask(searcher: Searcher, *given: tuple[str, str]) -> Page:
    state, notes = read_state(given, CONFIG)
    assert not notes
    return search(searcher, state)


QUESTIONS = ("", "ソ連", "報告 OR report", "Moscow", "穀物", "ソ連 -穀物", "存在しない語")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.sampled_from(QUESTIONS), sort=st.sampled_from(SORTS), per_page=st.integers(1, 6),
    filters=st.lists(st.sampled_from([("lang", "ja"), ("lang", "-ja"), ("year", "1956"), ("from", "1955")])),
)  # fmt: skip
def test_the_pages_have_each_group_once_and_in_order(
    searcher: Searcher, q: str, sort: str, per_page: int, filters: list[tuple[str, str]]
) -> None:
    base = [("q", q), ("sort", sort), *filters]
    apart = ask(searcher, *base, ("similar", "show"), ("per_page", "200"))
    expected: dict[str, list[tuple[str, float]]] = {}
    for hit in apart.hits:
        expected.setdefault(searcher.twins.get(hit.id, hit.id), []).append((hit.id, hit.score))
    pages = [ask(searcher, *base, ("per_page", str(per_page)))]
    for number in range(2, pages[0].pages + 2):
        pages.append(ask(searcher, *base, ("per_page", str(per_page)), ("page", str(number))))
    shown = [hit for page in pages for hit in page.hits]
    assert [(hit.id, hit.score) for hit in shown] == [rows[0] for rows in expected.values()]
    similar = [[place.passage.id for place in hit.similar] for hit in shown]
    assert similar == [[row[0] for row in rows[1:]] for rows in expected.values()]
    assert len(shown) + pages[0].folded == apart.total == pages[0].total
    assert all(len(page.hits) == per_page for page in pages[:-2]) and not pages[-1].hits
    assert (pages[0].filters.values, apart.folded) == (apart.filters.values, 0)


def test_there_is_something_to_fold_and_something_that_is_not(searcher: Searcher) -> None:
    page = ask(searcher)
    assert sorted(hit.similar_count for hit in page.hits) == [0, 0, 0, 2, 4, 4]
    assert (page.total, page.folded) == (16, 10)


def test_a_search_makes_no_table_of_all_passages() -> None:
    found = searcher_of(*(document(f"d{n}", variant("en", frozenset([n]), 31)) for n in range(3)))
    assert ask(found, ("q", "Moscow")).folded == 2 and "_numbers" not in vars(found.library.store.passages)


def test_a_batch_never_folds(searcher: Searcher) -> None:
    question = Question.read(b'{"id": 1, "q": "report"}', "here", None, CONFIG)
    total = ask(searcher, ("q", "report")).total
    assert len(answered(searcher, question, 100, "passage").lines) == total == 5


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twins")
    (folder / "source").mkdir()
    write(folder / "source", {n: [variant("en", frozenset([n]), 31)] for n in range(4)})
    build(Job((folder / "source",), folder / "index", jobs=1))
    return folder / "index"


@pytest.mark.parametrize(("ui", "said"), [("en", "3 similar"), ("ja", "似た箇所 3件")])
def test_the_command_line_and_the_page_say_how_many_are_similar(index: Path, ui: str, said: str) -> None:
    printed = CliRunner().invoke(main, ["search", "report", "--index", str(index), "--ui", ui]).output
    assert f"({said})" in printed and printed.count("\n1. ") == 1 and "\n2. " not in printed
    apart = CliRunner().invoke(main, ["search", "report", "--index", str(index), "--similar", "show"]).output
    assert "\n4. " in apart and "similar" not in apart
    client = create_app(index).test_client()
    page = client.get(f"/search?q=report&ui={ui}").text
    assert f"<summary>{said}</summary>" in page and "similar=show" in page and page.count('class="hit"') == 1
    apart = client.get(f"/search?q=report&ui={ui}&similar=show").text
    assert said not in apart and apart.count('class="hit"') == 4 and "similar=show" in apart


def test_the_json_names_the_similar_passages(index: Path) -> None:
    answer = create_app(index).test_client().get("/search.json?q=report").get_json()
    (hit,) = answer["hits"]
    assert (answer["total"], answer["folded"], answer["pages"], hit["similar_count"]) == (4, 3, 1, 3)
    assert sorted([hit["doc"], *(each["doc"] for each in hit["similar"])]) == ["0-0", "1-0", "2-0", "3-0"]
    for each in hit["similar"]:
        assert each.keys() == {"id", "url", "doc", "title"} and each["url"].startswith(
            f"/passage/{each['id']}?q=report"
        )


@given(
    st.lists(st.sampled_from([0, 1, 255, 256, 65_536, 2**24, 2**32 - 1, 7, 70, 700, 7_000]), max_size=60),
    st.sets(st.sampled_from([0, 1, 256, 65_536, 2**32 - 1, 7, 8])),
)
def test_the_few_bands_of_a_small_run_are_looked_up_as_many_are(column: list[int], values: set[int]) -> None:
    kept = array(groups.BAND, column)
    searched, gone_through = (
        sorted(map(list, groups.places_repeated(kept, values, few=few))) for few in (len(values), len(values) - 1)
    )
    assert searched == gone_through
    assert searched == sorted([n for n, each in enumerate(column) if each == v] for v in values if column.count(v) > 1)
