"""Words that stand in different passages are found together in a section or a document, if that is asked for."""

import pytest
from library import document, documents_of, hits, searcher_of, state, whole

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


@pytest.mark.parametrize("engine", ["memory", "whoosh", "tantivy"])
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
    question: str, scope: str, found: dict[str, int], engine: str
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
