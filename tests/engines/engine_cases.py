"""A small collection in both languages, and short ways to write queries and entries for the engines' contract."""

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from indexer.analysis import analyze, canonical, gram_slots
from indexer.document import IndexEntry
from indexer.engines import engine_module
from indexer.engines.base import BM25, Engine
from indexer.query import And, DateRange, Fuzzy, Near, Or, Phrase, Prefix, Query, Slot, Term, Wildcard
from indexer.terms import GAP, STACK, Terms, bag, finished

ROWS = (
    # id, words of the text (| a gap, / stacked), the text in characters, dates, actors, language
    ("a1", "cold war containment policy", "冷戦と封じ込め政策", [(10, 20)], "us", "en"),
    ("a2", "containment policy toward us/US | war", "ソ連の核兵器", [(30, 30)], "us ussr", "en"),
    ("a3", "war cold war", "反核兵器の声明", [], "", "en"),
    ("a4", "policy | containment", "NATO拡大と大西洋条約", [(5, 8), (40, 50)], "nato", "ja"),
    ("b1", "treaty ceasefir/ceas fire line", "第2次大戦", [(20, 30)], "ussr", "ja"),
    ("b2", "berlin berlin berlin wall", "ベルリンの壁", [(60, 60)], "ussr", "ja"),
    ("b3", "berlin wall", "ベルリン封鎖", [], "us", "ja"),
    ("b4", "wall of berlin and the long line of the treaty", "条約の線", [(15, 15)], "", "en"),
    ("c1", "冷戦 終結 宣言", "冷戦終結宣言", [(70, 70)], "us ussr", "ja"),
    ("c2", "冷戦 | 終結", "冷戦。終結", [(70, 75)], "", "ja"),
    ("c3", "ゴルバチョフ ソ連", "ゴルバチョフとソ連", [(65, 65)], "ussr", "ja"),
    ("c4", "ゴルバチョフ gorbachev", "ミハイル・ゴルバチョフ", [(65, 65)], "ussr", "en"),
)
ALL = tuple(row[0] for row in ROWS)
"""Every id, in the order the documents read."""


def terms(words: str) -> Terms:
    """`cold war | us/US` -> cold@0 war@1 (gap) us@3 US@3."""
    return " ".join(GAP if place == "|" else place.replace("/", STACK) for place in words.split())


def entry(passage_id: str, words: str = "", text: str = "", **other: object) -> IndexEntry:
    """An entry; `other` are its keywords, besides `dates` and `order`."""
    analysis = analyze(text)
    texts = {"body_w": terms(words), "body_g": finished(analysis.g)}
    texts["keys"] = bag(token.text for token in analysis.v)
    dates = other.pop("dates", ())
    order = other.pop("order", (passage_id[0], int(passage_id[1:])))
    keywords: Mapping[str, tuple[str, ...]] = {name: tuple(str(value).split()) for name, value in other.items()}
    return IndexEntry(passage_id, texts, keywords, tuple(dates), order)  # type: ignore[arg-type]


def collection() -> list[IndexEntry]:
    """The entries of ROWS, the last one first, so that nothing is in order by chance."""
    entries = [
        entry(id_, words, text, dates=dates, actor=actor, lang=lang, doc=id_[0])
        for id_, words, text, dates, actor, lang in ROWS
    ]
    return entries[::-1]


def write(name: str, path: Path, put: Iterable[IndexEntry], delete: Iterable[str] = ()) -> None:
    """One commit of the engine `name` at `path`."""
    with engine_module(name).open_writer(path) as writer:
        for passage_id in delete:
            writer.delete(passage_id)
        for one in put:
            writer.put(one)
        writer.commit()


def opened(name: str, path: Path) -> Engine:
    return engine_module(name).open_engine(path, BM25())


def w(text: str) -> Term:
    """A word of the text."""
    return Term("body_w", text)


def p(words: str, field: str = "body_w", start: int = 0) -> Phrase:
    """`cold war`; `_` stands for any word, a final `*` makes a prefix, `/` stacks."""
    slots = []
    for offset, place in zip(count(start), words.split(), strict=False):
        for word in place.split("/") if place != "_" else ():
            slots.append(Slot(word.rstrip("*"), offset, prefix=word.endswith("*")))
    return Phrase(field, tuple(slots))


def near(*parts: str, distance: int, ordered: bool = False) -> Near:
    return Near(tuple(p(part) for part in parts), distance, ordered)


def literal(text: str) -> Phrase:
    """The phrase of the literal layer that finds `text` as it stands."""
    slots = tuple(Slot(slot.text, slot.offset, slot.prefix) for slot in gram_slots(canonical(text)))
    return Phrase("body_g", slots)


def one_of_each_kind(field: str) -> list[Query]:
    """A query of each kind that names a field, asking for the terms berlin, en and 1."""
    words = ("berlin", "en", "1")
    return [
        *(Term(field, word) for word in words),
        *(Phrase(field, (Slot(word, 0),)) for word in words),
        *(Near((Phrase(field, (Slot(word, 0),)),) * 2, 3) for word in words),
        Prefix(field, ""),
        Wildcard(field, "*n"),
        Fuzzy(field, "em"),
        And((Term(field, "en"), DateRange())),
        Or((Term(field, "en"), Wildcard(field, "?"))),
    ]
