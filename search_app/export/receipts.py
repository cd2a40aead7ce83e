"""The receipt of a search, for a methods section: what was asked, how it was read, and every passage it found.

`replay` asks the same again and says which passages came, went or moved.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from indexer.errors import SakuinError
from indexer.storage.records import Place
from search_app.export.citations import text_hash
from search_app.export.json_objects import expansion_object
from search_app.search.all_hits import all_hits
from search_app.search.searcher import Searcher
from search_app.state.match_kinds import SWITCHES
from search_app.state.parameters import Json, as_text
from search_app.state.state import SearchState, read_state

KIND = "sakuin-receipt"


def receipt(searcher: Searcher, state: SearchState) -> Json:
    """The receipt as JSON. `hits` holds all of them in their order, each with the hash of its text."""
    whole = state.changed(page=1)
    found = all_hits(searcher, whole)
    hits = [_hit(each.place) for each in found.found()]
    return {
        "kind": KIND,
        "sakuin": version("sakuin"),
        "made": date.today().isoformat(),
        "parameters": [list(pair) for pair in whole.pairs()],
        "url": whole.address(),
        "parsed": found.asked.parsed,
        "tree": as_json(found.asked.tree),
        "expansions": [expansion_object(each, whole) for each in found.asked.expansions],
        "switches": {switch.name: switch.name not in whole.off for switch in SWITCHES},
        "notes": [note.sentence("en") for note in found.asked.notes],
        "index": index_object(searcher),
        "counts": {"total": found.total, "folded": found.results.folded, "hits": len(hits)},
        "hits": hits,
    }


def _hit(place: Place) -> Json:
    passage = place.passage
    return {
        "id": passage.id,
        "doc": place.document.id,
        "paragraph": passage.ordinal + 1,
        "sha256": text_hash(passage.text),
    }


def index_object(searcher: Searcher) -> Json:
    """What an index is known by. `digest` changes with any passage, `fingerprint` with the analysis; `lag` is how many
    deleted passages count in scores: with 0 the order is that of an index made anew from the same files."""
    library = searcher.library
    files, documents, passages = library.store.counts()
    return {
        "engine": library.engine_name,
        "lag": library.engine.lag(),
        "fingerprint": library.store.meta("fingerprint"),
        "digest": searcher.digest,
        "files": files,
        "documents": documents,
        "passages": passages,
    }


def as_json(value: object) -> Any:
    """A tree of dataclasses as JSON; each object says its `node`."""
    if is_dataclass(value) and not isinstance(value, type):
        inner = {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
        return {"node": type(value).__name__} | inner
    if isinstance(value, (tuple, list)):
        return [as_json(each) for each in value]
    return value


@dataclass(frozen=True, slots=True)
class Replay:
    """A receipt beside the same search now. Each list has hits as the receipt writes them; `moved` are the fewest that
    must be moved to make the old order the new one. `same_index` says whether nothing in the index has changed."""

    added: tuple[Json, ...]
    removed: tuple[Json, ...]
    moved: tuple[Json, ...]
    same_index: bool
    before: Json
    now: Json

    @property
    def same(self) -> bool:
        """Whether the search found the same in the same order."""
        return not (self.added or self.removed or self.moved)


def replay(searcher: Searcher, written: object) -> Replay:
    """Asks a receipt's search again. Raises SakuinError for what is no receipt."""
    before = _checked(written)
    state, _ = read_state([(str(name), str(value)) for name, value in before["parameters"]], searcher.config)
    now = receipt(searcher, state)
    old, new = {hit["id"]: hit for hit in before["hits"]}, {hit["id"]: hit for hit in now["hits"]}
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    return Replay(
        tuple(hit for key, hit in new.items() if key not in old),
        tuple(hit for key, hit in old.items() if key not in new),
        tuple(new[key] for key in moved),
        _without_lag(before.get("index", {})) == _without_lag(now["index"]),
        before,
        now,
    )


def _without_lag(index: Json) -> Json:
    """What an index is known by whatever its scores are; receipts of earlier versions say nothing of these."""
    return {name: value for name, value in index.items() if name != "lag"}


def _checked(written: object) -> Json:
    if not isinstance(written, dict) or written.get("kind") != KIND:
        raise SakuinError("this is no receipt of a search; get one from the search page or with: sakuin receipt QUERY")
    hits, pairs = written.get("hits"), written.get("parameters")
    sound = isinstance(hits, list) and all(map(_is_hit, hits)) and isinstance(pairs, list) and all(map(_is_pair, pairs))
    if not sound or not all(isinstance(written.get(name, {}), Mapping) for name in ("counts", "index")):
        raise SakuinError("the receipt is damaged: its hits or its parameters cannot be read; get a new one")
    return written


def _is_hit(hit: object) -> bool:
    return isinstance(hit, Mapping) and _is_text(hit.get("id")) and _is_text(hit.get("doc", ""))


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(map(_is_text, pair))


def _is_text(value: object) -> bool:
    """Whether it is text that can be shown: JSON may escape half of a surrogate pair."""
    return isinstance(value, str) and as_text(value) == value


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Those not in a longest run that kept its order (Schensted 1961, "Longest increasing and decreasing
    subsequences")."""
    place = {key: number for number, key in enumerate(before)}
    ends: list[int] = []
    rank: list[int] = []
    for key in after:
        at = bisect_left(ends, place[key])
        ends[at : at + 1] = [place[key]]
        rank.append(at)
    kept, wanted = set(), len(ends) - 1
    last = len(before)
    for key, at in zip(reversed(after), reversed(rank), strict=True):
        if at == wanted and place[key] < last:
            kept.add(key)
            wanted, last = wanted - 1, place[key]
    return [key for key in after if key not in kept]
