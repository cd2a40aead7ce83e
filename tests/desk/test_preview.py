"""A preview looks at few passages, and says of all what a run would say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from library import CONFIG, document, searcher_of

from indexer.collection import Collection
from indexer.document import Authority, Era, Label, Metadata
from indexer.metadata import describe_dated
from indexer.storage.index_directory import Library
from indexer.storage.records import document_of
from search_app.desk.preview import effects
from search_app.planning.weights import Weights

Change = Callable[[Collection], Collection]

TEXTS = (
    document("a", "# Yeltsin and the talks", "In 1993 they met.", "# Détente", "Mr. Clinton wrote.", date="1993-04-03"),
    document("b", "エリツィンは1994年に語った。", "ミハイル・ゴルバチョフが聞いた。", "ｸﾘﾝﾄﾝ大統領"),
    document("c", "YELTSIN spoke in 1975.", "Nothing is said here.", "The Yeltsins of the village.", date="1975"),
    document("d", "Boris Yel'tsin and Boris Yeltsin; Bill Clinton's letter.", "In 1985 nobody wrote."),
    document("e", "No name stands here, of 1962 or of 1990.", actors=("ＢＩＬＬ clinton", "gorbachev")),
    document("f", "# 冷戦と雪解け", "時代の名は見出しにある。", "ミハイル＝ゴルバチョフとジョージ・ブッシュ"),
)


def known(id: str, en: str, *names: str, surname: str = "") -> Authority:
    return Authority(id, "person", Label("", en), (en, *names), surname)


KNOWN = Collection(
    eras=(
        Era("cold-war", Label("冷戦", "Cold War"), date(1947, 1, 1), date(1991, 12, 31)),
        Era("thaw", Label("雪解け", "The thaw"), date(1953, 1, 1), date(1964, 12, 31), "cold-war"),
        Era("late", Label("末期", "Late years"), date(1985, 1, 1), date(1985, 12, 31), "thaw"),
        Era("nineties", Label("九〇年代", "The nineties"), date(1990, 1, 1), None),
    ),
    actors=(
        known("yeltsin", "Boris Yeltsin", "Yeltsin", "エリツィン", surname="Yeltsin"),
        known("bush", "George Bush"),
    ),
)


@pytest.fixture(params=["memory", "whoosh", "tantivy"], scope="module")
def library(request: pytest.FixtureRequest) -> Library:
    return searcher_of(*TEXTS, collection=KNOWN, engine=request.param).library


def person(collection: Collection, id: str, **values: object) -> Collection:
    """The collection with an actor changed."""
    return replace(collection, actors=tuple(replace(a, **values) if a.id == id else a for a in collection.actors))  # type: ignore[arg-type]


def era(collection: Collection, id: str, **values: object) -> Collection:
    return replace(collection, eras=tuple(replace(e, **values) if e.id == id else e for e in collection.eras))  # type: ignore[arg-type]


def more(collection: Collection, *names: str, surname: str = "") -> Collection:
    return replace(collection, actors=(*collection.actors, known("new", *names, surname=surname)))


CHANGES: dict[str, Change] = {
    "a name less": lambda now: person(now, "yeltsin", names=("Boris Yeltsin",)),
    "a name more, in another spelling": lambda now: person(now, "bush", names=("ジョージ＝ブッシュ",)),
    "nobody": lambda now: replace(now, actors=()),
    "a new person in two languages": lambda now: more(now, "MIKHAIL Gorbachev", "ミハイル゠ゴルバチョフ", "クリントン"),
    "a person of whom a document says that it is his": lambda now: more(now, "Bill Clinton"),
    "a name of two": lambda now: more(now, "Naina Yeltsin", "Yeltsin", surname="Yeltsin"),
    "other years": lambda now: era(now, "thaw", first=date(1970, 1, 1), last=date(1976, 12, 31)),
    "an open end": lambda now: era(now, "thaw", last=None),
    "another parent": lambda now: era(now, "thaw", parent="nineties"),
    "no parent": lambda now: era(now, "late", parent=""),
    "an era less": lambda now: replace(now, eras=now.eras[2:]),
    "another name of an era": lambda now: era(now, "thaw", names=("détente",)),
    "no eras": lambda now: replace(now, eras=()),
    "one era alone": lambda now: replace(now, eras=(Era("one", Label("一", "One"), date(1960, 1, 1), None),)),
    "an era and a person": lambda now: person(era(now, "late", last=None), "yeltsin", names=()),
}


def told_by_all(library: Library, before: Collection, now: Collection) -> dict[tuple[str, str], tuple[int, int]]:
    """The same as a preview, from every passage described twice."""
    was: dict[tuple[str, str], set[str]] = {}
    becomes: dict[tuple[str, str], set[str]] = {}

    def put(found: dict[tuple[str, str], set[str]], passage: str, about: Metadata) -> None:
        for key in [*(("actor", id) for id in about.actors), *(("era", id) for id in about.eras)]:
            found.setdefault(key, set()).add(passage)

    for row in library.store.documents():
        places = library.store.passages_of(row.id)
        passages, dates = [place.passage for place in places], [place.metadata.dates for place in places]
        for found, collection in ((was, before), (becomes, now)):
            for passage, about in zip(
                passages, describe_dated(document_of(row), passages, dates, collection), strict=True
            ):
                put(found, passage.id, about)
    ids = {entry.id for collection in (before, now) for entry in (*collection.actors, *collection.eras)}
    differ = {
        key: (len(becomes.get(key, set()) - was.get(key, set())), len(was.get(key, set()) - becomes.get(key, set())))
        for key in {*was, *becomes} if key[1] in ids
    }  # fmt: skip
    return {key: counts for key, counts in differ.items() if any(counts)}


@pytest.mark.parametrize("change", CHANGES)
def test_a_preview_misses_no_passage_that_would_be_anothers(library: Library, change: str) -> None:
    now = CHANGES[change](KNOWN)
    found = effects(library, KNOWN, now, Weights.of(CONFIG))
    assert {(each.facet, each.id): (each.more, each.fewer) for each in found} == told_by_all(library, KNOWN, now)
    assert found and all(each.examples for each in found)


def test_a_preview_says_what_the_change_does_though_the_one_before_is_not_indexed_yet(library: Library) -> None:
    before = more(KNOWN, "Mikhail Gorbachev", "ミハイル・ゴルバチョフ")
    now = era(before, "late", last=date(1986, 12, 31))
    assert effects(library, before, now, Weights.of(CONFIG)) == ()
    now = person(before, "new", names=("クリントン", "Bill Clinton"))
    [found] = effects(library, before, now, Weights.of(CONFIG))
    assert (found.id, found.more, found.fewer) == ("new", 2, 1)
    assert told_by_all(library, before, now) == {("actor", "new"): (2, 1)}


def test_only_documents_that_may_change_are_read(library: Library) -> None:
    assert effects(library, KNOWN, replace(KNOWN), Weights.of(CONFIG)) == ()
    assert effects(library, KNOWN, more(KNOWN, "qwertyzxcv"), Weights.of(CONFIG)) == ()
    first = library.store.passages_of("b")[0]
    assert list(library.store.places_beside([first.passage.id, "0" * 16, "none"])) == [library.store.passages_of("b")]
