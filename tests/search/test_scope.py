"""Words that stand in different passages are found together in a section or a document, if that is asked for."""

import random

import pytest
from library import built, document, documents_of, hits, searcher_of, state, whole

from indexer.config import Config
from search_app.search import scope as scope_module
from search_app.search.searcher import open_searcher

FILLER = " It was said again and again by those who had been there, and written down with care." * 12
"""So much that the next paragraph is a passage of its own."""

DOCUMENTS = (
    document("apart.en", "# Trade", "Grain was sold.", "# Arms", "Missiles were counted."),
    document(
        "near.en", "# Treaty", "Grain was shipped." + FILLER, "Missiles were signed for." + FILLER, "# Annex", "Wheat."
    ),
    document("near.ja", "# 条約", "穀物を運んだ。", "# 附属", "ミサイルを数えた。小麦。", lang="ja"),
    document("one.ja", "# 演説", "穀物とミサイルの話。", lang="ja"),
    document("titled.en", "Missiles arrived.", title="Grain"),
)


@pytest.fixture
def beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether words are looked for only beside the rarest, as among many passages."""
    if request.param:
        monkeypatch.setattr(scope_module, "MANY", 0)
        monkeypatch.setattr(scope_module, "TIMES", 0)
    return bool(request.param)


@pytest.mark.parametrize("engine", ["memory", "whoosh", "tantivy"])
@pytest.mark.parametrize("beside", [False, True], indirect=True, ids=["of all passages", "beside the rarest word"])
@pytest.mark.parametrize(
    ("question", "scope", "found"),
    [
        ("grain missiles lang:en", "passage", {"titled.en": 1}),
        ("grain missiles lang:en", "section", {"near.en": 2, "titled.en": 1}),
        ("grain missiles lang:en", "doc", {"apart.en": 2, "near.en": 2, "titled.en": 1}),
        ("穀物 ミサイル lang:ja", "passage", {"one.ja": 1}),
        ("穀物 ミサイル lang:ja", "section", {"one.ja": 1}),
        ("穀物 ミサイル lang:ja", "doc", {"near.ja": 2, "one.ja": 1}),
        ("grain missiles -wheat lang:en", "section", {"near.en": 2, "titled.en": 1}),
        ("grain missiles -wheat lang:en", "doc", {"apart.en": 2, "titled.en": 1}),
        ("穀物 ミサイル -小麦 lang:ja", "doc", {"one.ja": 1}),
        ("grain wheat OR missiles lang:en", "doc", {"apart.en": 1, "near.en": 3, "titled.en": 1}),
        ("grain (wheat OR missiles) lang:en", "doc", {"apart.en": 2, "near.en": 3, "titled.en": 1}),
        ("grain", "doc", {"apart.en": 1, "near.en": 1, "titled.en": 1}),
        ("grain nowhere", "doc", {}),
    ],
)
def test_a_scope_widens_what_words_stand_together_in(
    question: str, scope: str, found: dict[str, int], beside: bool, engine: str
) -> None:
    rows = hits(searcher_of(*DOCUMENTS, engine=engine), question, scope=scope, expand="0")
    given = [hit.document.id for hit in rows]
    assert {each: given.count(each) for each in given} == found


def test_with_documents_as_hits_two_words_apart_are_none_then_one_then_one() -> None:
    searcher = searcher_of(DOCUMENTS[1])
    found = [hits(searcher, "shipped signed", scope=scope, group="doc") for scope in ("passage", "section", "doc")]
    assert [documents_of(each) for each in found] == [[], ["near.en"], ["near.en"]]
    assert [len(each) for each in found] == [0, 1, 1]


@pytest.mark.parametrize(
    ("question", "kinds"), [("grain counted", {"document"}), ("shipped signed", {"section", "document"})]
)
def test_the_ladder_offers_the_scope_in_which_the_words_stand(question: str, kinds: set[str]) -> None:
    searcher = searcher_of(*DOCUMENTS[:2])
    steps = {step.kind: step for step in whole(searcher, state(question)).instead.steps}
    assert set(steps) & {"section", "document"} == kinds
    for kind in kinds:
        assert steps[kind].count == len(hits(searcher, question, scope=steps[kind].state.scope)) == 2


def test_beside_the_rarest_word_the_same_is_found_in_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (
        "ソ連",
        "冷戦",
        "ゴルバチョフ",
        "条約",
        "NATO",
        "missile",
        "Clinton",
        "核",
        "treaty",
        "アメリカ",
        "会談",
        "grain",
    )
    drawn = [random.Random(n).sample(words, 2 + n % 2) for n in range(24)]
    asked = [(" ".join(each), scope) for each in drawn for scope in ("section", "doc")]
    asked += [("ソ連 条約 -核", "doc"), ("NATO treaty -missile", "section")]
    found = []
    for many in (10**9, 0):
        monkeypatch.setattr(scope_module, "MANY", many)
        monkeypatch.setattr(scope_module, "TIMES", 0)
        library = open_searcher(built(), Config())  # which remembers nothing
        found.append([[hit.id for hit in hits(library, question, scope=scope)] for question, scope in asked])
    assert found[0] == found[1]
    assert sum(map(bool, found[0])) > 10
