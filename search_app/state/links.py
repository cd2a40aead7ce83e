"""Addresses of a search with one value more or less: a page shows hundreds, so what they share is written once."""

from collections.abc import Sequence
from urllib.parse import quote, quote_plus, urlencode

from indexer.schema import FACETS
from search_app.state.addresses import rooted
from search_app.state.state import SearchState, kept_value


def passage_address(passage_id: str, state: SearchState) -> str:
    """The permalink of a passage; the question goes along, so that it is marked there too."""
    return SearchState(q=state.q, ui=state.ui).address(f"/passage/{passage_id}")


def entry_address(facet: str, value: str, ui: str) -> str:
    """The page of an actor or of an era."""
    return SearchState(ui=ui).address(f"/{facet}/{quote(value)}")


def values_address(facet: str, state: SearchState) -> str:
    """The page of every value that a facet has in what a search finds."""
    return rooted("/values", urlencode([("facet", facet), *state.changed().pairs()]))


def document_address(document_id: str, state: SearchState, at: str = "", **more: str | int) -> str:
    """Where a document is read, at an id of its page such as p-0123456789abcdef; the search goes along. A long document
    comes in sections, so that the server is told the id too: ?at=page-117#page-117."""
    pairs = [*state.pairs(), *((name, str(value)) for name, value in more.items()), *([("at", at)] if at else [])]
    return rooted(f"/doc/{quote(document_id)}", urlencode(pairs)) + (f"#{at}" if at else "")


class Links:
    """The links of one search, or of another view of it with the parameters `pairs`; each is the address of what
    SearchState makes, from the first page."""

    def __init__(
        self, state: SearchState, path: str = "/search", pairs: Sequence[tuple[str, str]] | None = None
    ) -> None:
        self._chosen = {facet: state.values(facet) for facet in FACETS}
        self._left_out = {facet: state.left_out(facet) for facet in FACETS}
        pairs = state.changed().pairs() if pairs is None else pairs
        plain = [(name, value) for name, value in pairs if name not in (*FACETS, "page")]
        question = [pair for pair in plain if pair[0] == "q"]
        self._path = rooted(path)
        head, tail = urlencode(question), urlencode([pair for pair in plain if pair not in question])
        parts = [_part(facet, self._chosen[facet], self._left_out[facet]) for facet in FACETS]
        self._around = {
            facet: (_joined(head, *parts[:number]), _joined(*parts[number + 1 :], tail))
            for number, facet in enumerate(FACETS)
        }
        self._free = {facet for facet in FACETS if not self._chosen[facet] and not self._left_out[facet]}

    def toggled(self, facet: str, value: str) -> str:
        """With a value chosen, or no longer; an excluded value becomes neither."""
        if facet in self._free:
            return self._with(facet, value)
        chosen, left_out = self._chosen[facet], self._left_out[facet]
        if value in chosen or value in left_out:
            return self._address(facet, _but(chosen, value) if value not in left_out else chosen, _but(left_out, value))
        return self._address(facet, sorted((*chosen, value)), left_out)

    def _with(self, facet: str, value: str) -> str:
        before, after = self._around[facet]
        value = value if value.isascii() and value.isalnum() else quote_plus(kept_value(value))
        return f"{self._path}?{before}{'&' if before else ''}{facet}={value}{'&' if after else ''}{after}"

    def _address(self, facet: str, chosen: Sequence[str], left_out: Sequence[str]) -> str:
        before, after = self._around[facet]
        query = _joined(before, _part(facet, chosen, left_out), after)
        return f"{self._path}?{query}" if query else self._path


def _joined(*parts: str) -> str:
    return "&".join(filter(None, parts))


def _part(facet: str, chosen: Sequence[str], left_out: Sequence[str]) -> str:
    values = (*map(kept_value, chosen), *("-" + value for value in left_out))
    return "&".join(f"{facet}={quote_plus(value)}" for value in values)


def _but(values: Sequence[str], value: str) -> list[str]:
    return [each for each in values if each != value]
