"""Whether the first hit of a name has it as typed, where other passages call the same thing otherwise."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpora import REPOSITORY, Corpus, Home, searcher

from indexer.query import Hit
from search_app.search.all_hits import first_hits
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.state.switches import EXPAND, NAMES

SAMPLE = Corpus("sample", "corpus", "passage", "corpus/collection.toml")
EVERY = 10_000
VARIANTS = (("without the dictionary", ("dictionary",)), ("with the dictionary", ()))


def main() -> None:
    opened = searcher(SAMPLE, Home(REPOSITORY, Path(tempfile.gettempdir()) / "sakuin-benchmarks"))
    for name, off in VARIANTS if opened.library.glossary else VARIANTS[:1]:
        rows = list(judged(opened, off))
        missed = [(typed, shown) for typed, first, shown in rows if not first]
        print(f"{name}: {len(rows) - len(missed)} of {len(rows)} names ({1 - len(missed) / len(rows):.3f})")
        for typed, shown in missed:
            print(f"    {typed}: {shown}")


def names(opened: Searcher) -> list[str]:
    """What the collection calls its actors, terms and eras, each name once."""
    known = opened.library.collection
    listed = (*known.actors, *known.terms, *known.eras)
    return list(dict.fromkeys(name for each in listed for name in each.names))


def judged(opened: Searcher, off: tuple[str, ...]) -> Iterator[tuple[str, bool, str]]:
    """Each name that is asked, whether its first hit has it in any writing, and how that hit begins."""
    for name in names(opened):
        typed = {hit.id for hit in _found(opened, name, NAMES[EXPAND])}
        hits = _found(opened, name, off)
        if typed and any(hit.id not in typed for hit in hits):
            text = opened.library.store.first_places([hits[0].id])[hits[0].id][0].passage.text
            yield name, hits[0].id in typed, text[:60].replace("\n", " ")


def _found(opened: Searcher, name: str, off: tuple[str, ...]) -> tuple[Hit, ...]:
    """The hits of a name as a whole, none where it is answered by its words."""
    found = first_hits(opened, SearchState(q=name, off=off), EVERY)
    return () if any(note.code == "by-words" for note in found.asked.notes) else found.hits


if __name__ == "__main__":
    main()
