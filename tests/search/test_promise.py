"""The promise: any run of two characters or more that stands in a passage is found, whatever MeCab makes of it.

The runs are drawn by chance (see promise.py), the same ones every time; benchmarks/promise.py draws 50,000.
"""

import random
from pathlib import Path

import pytest
from amounts import tried
from library import CORPUS, SEEDS, document, found_ids, query_of, searcher, searcher_of
from promise import OPERATORS, quotation, runs, visible

from indexer.document import Block, Passage
from search_app.search.searcher import Searcher


def drawn(library: Searcher, wanted: int, seed: int) -> list[tuple[Passage, str]]:
    """So many runs from all passages alike."""
    chance = random.Random(seed)
    store = library.library.store
    passages = {p.passage.id: p.passage for d in store.documents() for p in store.passages_of(d.id)}
    each = -(-wanted // len(passages))
    rows = [(p, run) for p in passages.values() for run in runs(visible(p), chance, each)]
    chance.shuffle(rows)
    return rows[:wanted]


def missed(library: Searcher, rows: list[tuple[Passage, str]], bare: bool = False) -> list[str]:
    """What is not found, each with where it stands."""
    result = []
    for passage, run in rows:
        question = run if bare else quotation(run)
        if question and passage.id not in found_ids(library, query_of(library, question)):
            at = visible(passage).index(run)
            result.append(f"{question!r} in {visible(passage)[max(0, at - 15) : at + 25]!r}")
    return result


def source(name: str) -> Path:
    folder = {"corpus": CORPUS, "seeds": SEEDS}[name]
    if not folder.is_dir():
        pytest.skip(f"{folder} is not beside the project; the promise is not tested on it")
    return folder


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(("name", "wanted"), [("corpus", tried(1500, 4000)), ("seeds", tried(600, 1500))])
def test_any_run_that_stands_in_a_passage_is_found_as_a_quotation(name: str, wanted: int, engine: str) -> None:
    library = searcher(source(name), engine)
    rows = drawn(library, wanted, 24)
    assert len(rows) == wanted
    assert sum(bool(quotation(run)) for _, run in rows) > 0.99 * wanted
    assert missed(library, rows) == []


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(("name", "wanted"), [("corpus", tried(500, 1200)), ("seeds", tried(300, 600))])
def test_any_run_without_operators_is_found_as_typed(name: str, wanted: int, engine: str) -> None:
    library = searcher(source(name), engine)
    rows = [row for row in drawn(library, wanted, 42) if not OPERATORS.search(row[1])]
    assert len(rows) > wanted * 0.6
    assert missed(library, rows, bare=True) == []


@pytest.mark.parametrize("bare", [False, True], ids=["in quotes", "as typed"])
def test_the_judge_of_the_engines_keeps_the_promise_too(bare: bool) -> None:
    store = searcher().library.store
    few = [d for d in store.documents() if d.id.startswith(("nato-0", "relations-14"))]
    texts = ((d, [p.passage.text for p in store.passages_of(d.id)]) for d in few)
    library = searcher_of(*(document(d.id, *text, title=d.title, lang=d.lang) for d, text in texts), engine="memory")
    rows = [row for row in drawn(library, 300, 7) if not bare or not OPERATORS.search(row[1])]
    assert len(rows) > 150
    assert missed(library, rows, bare) == []


TEXTS = (
    ("条約は北大西\n洋の安全を保つ。", "西洋の", "西\n洋"),
    ("In the inter-\nnational order of 1945 they met.", "international order", "order of 1945"),
    ("在「ソ」大使は「鉄のカーテン」と言った。", "在ソ大使", "在「ソ」大使"),
    ("ジョージ・ケナンは一九四六年に電報を送った。", "ジョージケナン", "ケナンは一"),
    ("ＮＡＴＯの東方拡大とＳＡＬＴⅡ条約。", "NATOの東", "SALTⅡ条約"),
    ("約100,000人の兵と3,500両の戦車があった。", "100,000人", "約100000人"),
    ("滿洲國の國際聯盟脱退は昭和八年である。", "満州国の国", "滿洲國"),
    ("それは本当か？いや、違う！と人々は言う。", "か？いや", "違う！と人"),
    ("The U.S. and the U.S.S.R. signed SALT II; it wasn’t ratified.", "U.S.S.R. signed", "wasn't ratified"),
    ("Никита Хрущёв и Джон Кеннеди.", "Хрущёв и", "Хрущев"),
    ("レフ・ヴァウェンサ（Lech Wałęsa）は議会で演説した。", "Wałęsa", "(Lech Walesa)"),
    ("コンピュータ―は、スタ―リンの時代になかった。", "タ―リンの", "スターリン"),
    ("ｿ連のｺﾞﾙﾊﾞﾁｮﾌ書記長。", "ソ連のゴル", "ｺﾞﾙﾊﾞﾁｮﾌ"),
    ("こゝろと国々、いすゞの歴史。", "ころと国", "こころと国国"),
    ("𠮷野家と𠮷田茂、葛\U000e0100城。", "𠮷田", "葛城"),
    ("核。核", "核", "核。核"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), TEXTS)
@pytest.mark.parametrize("engine", ["memory", "whoosh"])
def test_a_run_is_found_however_it_was_typeset(text: str, one: str, other: str, engine: str) -> None:
    library = searcher_of(document("a", text), document("b", "別の文書 has other words."), engine=engine)
    [place] = library.library.store.passages_of("a")
    for run in (one, other):
        assert found_ids(library, query_of(library, quotation(run))) == {place.passage.id}, run
        if not OPERATORS.search(run):
            assert found_ids(library, query_of(library, run)) == {place.passage.id}, run


@pytest.mark.parametrize("text", [row[0] for row in TEXTS])
def test_every_run_of_an_odd_text_is_found(text: str) -> None:
    library = searcher_of(document("a", text))
    [place] = library.library.store.passages_of("a")
    rows = [(place.passage, run) for run in dict.fromkeys(runs(text, random.Random(text), 60))]
    assert rows
    assert missed(library, rows) == []
    assert missed(library, [row for row in rows if not OPERATORS.search(row[1])], bare=True) == []


def test_hidden_text_does_not_count_and_does_not_part_what_is_around_it() -> None:
    library = searcher_of(
        document("ja", Block("大西[12]洋条約は熊襲《くまそ》と関係ない。", 0, ((2, 6), (12, 17)))),
        document("en", Block("The cold[note 3] war ended.", 0, ((8, 16),))),
    )  # fmt: skip
    [ja], [en] = (library.library.store.passages_of(name) for name in ("ja", "en"))
    for question in ('"大西洋条約"', '"西洋"', "大西洋", '"熊襲と関係"'):
        assert found_ids(library, query_of(library, question)) == {ja.passage.id}, question
    for question in ('"cold war"', '"the cold war ended"', "cold war"):
        assert found_ids(library, query_of(library, question)) == {en.passage.id}, question
    for question in ('"12"', '"くまそ"', "note", '"note 3"'):
        assert not found_ids(library, query_of(library, question)), question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("米ソ関係の歴史。", '"米ソ関連"'), ("The cold war ended.", '"cold wars"'),
        ("冷戦。終結", '"冷戦終結"'), ("The war. Cold peace.", '"war cold"'),
        ("ヴィエトナム", '"ビエトナム"'), ("physical", '"physics"'),
        ("ビルの話。", '"ビール"'), ("Apple", '"pp"'),
        ("斉藤", '"斎藤"'), ("us", '"US"'),
    ],
)  # fmt: skip
def test_what_does_not_stand_in_a_passage_is_not_found_as_a_quotation(text: str, question: str) -> None:
    library = searcher_of(document("a", text))
    assert not found_ids(library, query_of(library, question))
