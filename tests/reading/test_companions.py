"""Beside a passage stand those of the other language that tell of the same, and it is said what both say."""

from dataclasses import replace

import pytest
from library import document, searcher_of
from small_dictionary import database

from indexer.collection import Collection
from indexer.dictionary.glossary import Glossary, build
from indexer.document import Authority, Label, Metadata
from indexer.engines import ENGINES
from search_app.planning.companions import MOST as MOST_CLUES
from search_app.planning.companions import SURE, ClueFinder
from search_app.planning.index_statistics import NO_STATISTICS
from search_app.reading.companions import companions, other_language
from search_app.search.searcher import Searcher

KHRUSHCHEV = Authority("khrushchev", "person", Label("フルシチョフ", "Khrushchev"), ("フルシチョフ", "Khrushchev"))
NAMES = Collection(actors=(KHRUSHCHEV,))

PAIRS = {
    "date": ("大正3年に始まり、昭和20年8月15日に終わった。", "It began in 1914 and was over on August 15, 1945."),
    "name": ("昭和36年6月、フルシチョフは語った。", "In June 1961 Khrushchev spoke."),
    "reading": ("遺体は千住の回向院に葬られた。", "He was buried in Ekoin, which stands in Senju."),
    "loanword": ("サミットでミサイルが論じられた。", "The summit discussed missiles."),
    "literal": ("文書 NSC 68 は渡された。", "Paper NSC 68 was handed to him."),
    "dictionary": ("寺院に林檎があった。", "There were apples in the Buddhist temple."),
}
"""A way into the other language -> a passage and its partner."""

FILLER = tuple(document(f"weather-{n}.en", f"Letter {n} told of the weather and the harvest.") for n in range(9))
FILLER += tuple(document(f"weather-{n}.ja", f"手紙{n}号は天気と収穫のことを述べた。") for n in range(9))


def library(*kinds: str, engine: str = "memory") -> Searcher:
    texts = {f"{kind}.{lang}": text for kind in kinds for lang, text in zip(("ja", "en"), PAIRS[kind], strict=True)}
    pairs = (document(name, text, lang=name[-2:]) for name, text in texts.items())
    return searcher_of(*pairs, *FILLER, collection=NAMES, engine=engine)


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    folder = tmp_path_factory.mktemp("dictionary")
    build(database(folder / "package.db"), "test", folder / "glossary.sqlite")
    return Glossary(folder / "glossary.sqlite")


def found(searcher: Searcher, document_id: str) -> list[tuple[str, dict[str, str]]]:
    """The documents of the companions of a document's first passage, each with what it shares and the way there."""
    places = searcher.library.store.passages_of(document_id)[:1]
    rows = companions(searcher, places)
    return [(row.hit.document.id, {f"{each.here} = {each.there}": each.kind for each in row.because}) for row in rows]


def test_every_way_has_a_pair() -> None:
    assert set(PAIRS) == set(SURE)


@pytest.mark.parametrize(("here", "there"), [("ja", "en"), ("en", "ja")])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", PAIRS)
def test_each_way_leads_to_the_partner_alone_and_is_said(
    kind: str, engine: str, here: str, there: str, glossary: Glossary
) -> None:
    searcher = library(*PAIRS, engine=engine)
    searcher = replace(searcher, library=replace(searcher.library, glossary=glossary))
    ((partner, shared),) = found(searcher, f"{kind}.{here}")
    assert partner == f"{kind}.{there}"
    assert kind in shared.values()


@pytest.mark.parametrize(
    ("document_id", "shared"),
    [
        ("date.ja", {"1945-08-15 = 1945-08-15": "date", "1914 = 1914": "date"}),
        ("date.en", {"1945-08-15 = 1945-08-15": "date", "1914 = 1914": "date"}),
        ("name.ja", {"khrushchev = khrushchev": "name", "1961-06 = 1961-06": "date"}),
        ("reading.ja", {"回向院 = Ekoin": "reading", "千住 = Senju": "reading"}),
        ("reading.en", {"Ekoin = 回向院": "reading", "Senju = 千住": "reading"}),
        ("loanword.ja", {"サミット = summit": "loanword", "ミサイル = missiles": "loanword"}),
        ("loanword.en", {"summit = サミット": "loanword", "missiles = ミサイル": "loanword"}),
    ],
)
def test_what_both_say_is_given_as_it_stands(document_id: str, shared: dict[str, str]) -> None:
    ((_, given),) = found(library(*PAIRS), document_id)
    assert given == shared


def test_one_word_in_common_may_be_a_chance() -> None:
    one = document("one.ja", "ミサイルの話。", lang="ja")
    assert found(searcher_of(one, document("other.en", "Missiles again."), *FILLER), "one.ja") == []


@pytest.mark.parametrize(("lang", "text"), [("en", "回向院、千住、水戸、"), ("ja", "Ekoin, Senju and Mito, ")])
def test_a_long_passage_is_asked_for_by_no_more_than_its_most_telling_clues(lang: str, text: str) -> None:
    numbered = "".join(f"{text}{number}, " for number in range(1_000))
    assert len(ClueFinder(NO_STATISTICS, lang).clues([numbered], Metadata())) == MOST_CLUES


@pytest.mark.parametrize("lang", ["ja", "en", "ru"])
def test_a_collection_of_one_language_has_no_companions(lang: str) -> None:
    searcher = searcher_of(document("a", "1972, NATO, Moscow.", lang=lang), document("b", "1972, NATO.", lang=lang))
    assert other_language(searcher, lang) == ""
    assert found(searcher, "a") == []
