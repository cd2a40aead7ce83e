"""One hit of a search, with all that a citation of it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from search_app.export.citations import STYLES, Cited, citations, cited
from search_app.export.json_objects import hit_object
from search_app.highlighting.match_reasons import Match
from search_app.notebook.shown import passage_html
from search_app.reading.locators import first_span, locator_words, pages
from search_app.search.hits import HitView, principal_date
from search_app.search.searcher import Searcher
from search_app.state.links import passage_address
from search_app.state.parameters import Json
from search_app.state.state import SearchState


@dataclass(frozen=True, repr=False)
class CitedHit:
    """A passage that a search found, at the first of its places. `view` is the hit as the page shows it, `facts` what
    its citations are made of."""

    view: HitView
    facts: Cited
    state: SearchState
    base: str

    @property
    def id(self) -> str:
        """The id of the passage, 16 hexadecimal figures."""
        return self.view.id

    @property
    def doc(self) -> str:
        """The id of the document."""
        return self.view.document.id

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.view.document.title

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above the passage, from the highest."""
        return self.view.places[0].passage.heading_path

    @property
    def lang(self) -> str:
        """The language of the passage."""
        return self.view.lang

    @property
    def author(self) -> str:
        """Who wrote the document."""
        return "; ".join(self.facts.authors)

    @property
    def date(self) -> str:
        """The date that the page shows it with (ISO 8601), empty where there is none."""
        return principal_date(self.view.metadata.dates, self.view.document.date)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it is found under."""
        return tuple(self.view.metadata.years)

    @property
    def eras(self) -> tuple[str, ...]:
        """The ids of its eras."""
        return self.view.metadata.eras

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of those whom it names."""
        return self.view.metadata.actors

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages or slides on which it stands, where its source has any."""
        return pages(self.view.places[0].passage.marks)

    @property
    def text(self) -> str:
        """The passage as it is written."""
        return self.view.text

    @property
    def matches(self) -> tuple[Match, ...]:
        """What matched: offsets into `text`, and why."""
        return self.view.matches

    @property
    def snippet(self) -> str:
        """The part of the text that the page shows."""
        shown = self.view.snippet
        return "…" * shown.before + "".join(piece.text for piece in shown.pieces) + "…" * shown.after

    @property
    def score(self) -> float:
        """What it is ranked by; scores of one search may be compared with one another."""
        return self.view.score

    @property
    def seal(self) -> str:
        """What a citation of it is verified by."""
        return self.facts.seal

    @property
    def citations(self) -> Mapping[str, str]:
        """Its citation in every style, by the name of the style (see export.citations)."""
        return citations(self.facts, date.today())

    @property
    def citation(self) -> str:
        """Its citation in Chicago's style, as a note."""
        return self.citations[STYLES[0].name]

    @property
    def permalink(self) -> str:
        """Its address; whole where the setting `address` says where the collection is published."""
        return self.base + passage_address(self.id, self.state)

    def as_dict(self) -> Json:
        """The hit as `/search.json` has it, with its seal, its citation and its permalink."""
        own = {"seal": self.seal, "citation": self.citation, "permalink": self.permalink}
        return hit_object(self.view, self.state) | own

    def __repr__(self) -> str:
        return f"<{self.doc} ¶{self.facts.paragraph} {self.id}: {self.title}>"

    def _repr_html_(self) -> str:
        where = locator_words(self.facts.where, self.state.ui)
        return passage_html(self.title, (self.date, *self.facts.headings, where), self.view.snippet, self.seal)


def cited_hit(searcher: Searcher, view: HitView, state: SearchState) -> CitedHit:
    """A hit, cited at its first match."""
    base = searcher.config.text("address")
    facts = cited(view.places[0], searcher.library.collection.title, base, first_span(view.matches))
    return CitedHit(view, facts, state, base)
