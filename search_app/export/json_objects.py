"""The page as JSON: the same answer as the page and the command line give."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from html import escape

from indexer.schema import FACETS
from indexer.storage.records import DocumentRow, Place
from search_app.export.citations import authors_of
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.snippets import Snippet
from search_app.notes import Note
from search_app.planning.expansion import Expansion
from search_app.query_language.scripts import language_of
from search_app.reading.companions import Companion
from search_app.reading.document import PassagePage, Reader
from search_app.reading.locators import pages
from search_app.search.all_hits import BareHit
from search_app.search.facets import Chip
from search_app.search.hits import HitView, principal_date
from search_app.search.results_page import Page
from search_app.search.zero_hits import Absence, Step
from search_app.state.links import passage_address
from search_app.state.parameters import Json
from search_app.state.state import SearchState
from search_app.suggestions.spelling import Proposal
from search_app.views.problems import Problems
from search_app.views.word_boundaries import Longer, WordBoundaries


def notes_object(notes: Iterable[Note], language: str) -> list[Json]:
    """What an answer says of the question, in a language of the interface."""
    return [{"code": note.code, "text": note.sentence(language)} for note in notes]


def page_object(page: Page) -> Json:
    """What `/search.json` and `sakuin search --json` give."""
    language = page.state.ui
    return {
        "total": page.total,
        "folded": page.folded,
        "page": page.state.page,
        "per_page": page.state.per_page,
        "pages": page.pages,
        "hits": [hit_object(hit, page.state) for hit in page.hits],
        "facets": {facet: _facet(page, facet) for facet in FACETS},
        "filters": [_chip(chip) for chip in page.filters.chips],
        "notes": notes_object(page.question.notes, language),
        "parsed": page.question.parsed,
        "expansions": [expansion_object(expansion, page.state) for expansion in page.question.expansions],
        "dropped": list(page.state.drop),
        "off": list(page.state.off),
        "suggestions": [_suggestion(each, page.state) for each in page.instead.suggestions],
        "reading": page.question.sentence,
        "without": [_step(step) for step in page.instead.steps],
        "absence": _absence(page.instead.absence) if page.instead.absence else None,
        "url": page.state.address(),
    }


def _absence(absence: Absence) -> Json:
    return asdict(absence) | {"languages": dict(absence.languages)}


def _step(step: Step) -> Json:
    return {"kind": step.kind, "name": step.name, "count": step.count, "url": step.state.address()}


def _suggestion(proposal: Proposal, state: SearchState) -> Json:
    return {
        "q": proposal.question,
        "typed": proposal.typed,
        "word": proposal.word,
        "count": proposal.count,
        "url": state.changed(q=proposal.question).address(),
    }


def hit_object(hit: HitView, state: SearchState) -> Json:
    """One hit. `matches` are offsets into `text`; `snippet` is HTML with <mark>; `date` is ISO 8601."""
    return _passage(hit, state) | {
        "snippet": snippet_html(hit.snippet),
        "matches": [_match(match) for match in hit.matches],
        "similar": [_similar(place, state) for place in hit.similar],
        "similar_count": hit.similar_count,
    }


def bare_hit_object(found: BareHit, state: SearchState) -> Json:
    """A hit without its marks."""
    return _passage(found, state) | {"similar": list(found.similar), "similar_count": len(found.similar)}


def _passage(hit: HitView | BareHit, state: SearchState) -> Json:
    first, about = hit.places[0], hit.metadata
    return {
        "id": hit.id,
        "url": passage_address(hit.id, state),
        "doc": first.document.id,
        "title": first.document.title,
        "heading_path": list(first.passage.heading_path),
        "date": principal_date(about.dates, first.document.date),
        "years": about.years,
        "eras": list(about.eras),
        "actors": list(about.actors),
        "lang": first.passage.lang,
        "score": hit.score,
        "text": first.passage.text,
        "places": [_place(place) for place in hit.places],
    } | _source(first)


def _place(place: Place) -> Json:
    document, passage = place.document, place.passage
    said = {"doc": document.id, "title": document.title, "heading_path": list(passage.heading_path)}
    return said | _standing(place)


def _standing(place: Place) -> Json:
    """Where a passage stands in its source, and what the document there says of itself."""
    document = place.document
    return {
        "path": document.path,
        "pages": list(pages(place.passage.marks)),
        "author": "; ".join(authors_of(document)),
        "document_date": document.date,
        "date_origin": dict(document.origins).get("date", ""),
    }


def _source(place: Place) -> Json:
    """The same of the first place, and what sort of text it is there."""
    kinds = {"kind": place.passage.kind, "type": place.document.type, "archive": place.document.archive}
    return _standing(place) | kinds


def _match(match: Match) -> Json:
    """A mark; where another name or a translation was found, which one and in what language."""
    found: Json = {"start": match.start, "end": match.end, "via": match.via}
    return found | ({"other": match.other, "lang": language_of(match.other)} if match.other else {})


def expansion_object(expansion: Expansion, state: SearchState) -> Json:
    """What is searched beside a typed word, and the search without it."""
    return {
        "kind": expansion.kind,
        "typed": expansion.typed,
        "text": expansion.text,
        "lang": expansion.lang,
        "drop": expansion.key,
        "without": state.dropping(expansion.key).address(),
    }


def _similar(place: Place, state: SearchState) -> Json:
    url = passage_address(place.passage.id, state)
    return {"id": place.passage.id, "url": url, "doc": place.document.id, "title": place.document.title}


def reader_object(reader: Reader) -> Json:
    """What `sakuin show DOCUMENT --json` gives."""
    document = reader.document
    return {
        "id": document.id,
        "title": document.title,
        "lang": document.lang,
        "date": document.date,
        "source": document.source,
        "parallel": document.parallel,
        "authors": list(authors_of(document)),
        "type": document.type,
        "archive": document.archive,
        "publisher": document.publisher,
        "path": document.path,
        "origins": dict(document.origins),
        "extra": _extra(document),
        "passages": [_reader_passage(p.place) for p in reader.passages],
    }


SAID_ONCE = frozenset({"author", "authors", "type", "archive", "publisher"})
"""Keys that a document keeps in `extra` as they were written, and that have their own places here."""


def _extra(document: DocumentRow) -> Json:
    return {key: value for key, value in document.extra if key not in SAID_ONCE}


def _reader_passage(place: Place) -> Json:
    passage = place.passage
    return {
        "id": passage.id,
        "heading_path": list(passage.heading_path),
        "pages": list(pages(passage.marks)),
        "kind": passage.kind,
        "text": passage.text,
    }


def passage_object(page: PassagePage, citations: Mapping[str, str]) -> Json:
    """What `/passage/ID.json` and `sakuin show PASSAGE --json` give."""
    return {
        "id": page.place.passage.id,
        "text": page.place.passage.text,
        "lang": page.place.passage.lang,
        "dates": list(page.metadata_dates),
        "places": [_place(place) for place in page.places],
        "citations": dict(citations),
    } | _source(page.place)


def companions_object(passage_id: str, found: Iterable[Companion]) -> Json:
    """What `/passage/ID/companions.json` and `sakuin companions --json` give."""
    rows = [hit_object(each.hit, SearchState()) | {"because": list(map(asdict, each.because))} for each in found]
    return {"id": passage_id, "companions": rows}


def problems_object(found: Problems) -> Json:
    """What `/problems.json` gives."""
    return {"unread": found.unread, "partly": found.partly, "files": [asdict(file) for file in found.files]}


def word_boundaries_object(found: WordBoundaries, state: SearchState) -> Json:
    """What `/words.json` and `sakuin words --json` give."""
    return {
        "counted": found.counted,
        "total": found.total,
        "words": [
            {
                "word": lens.word,
                "as_word": lens.as_word,
                "inside": lens.inside,
                "neither": lens.neither,
                "rows": [_longer(row) for row in lens.rows],
            }
            for lens in found.words
        ],
        "alone": [{"word": each.word, "passages": each.passages, "url": each.address} for each in found.alone],
        "notes": notes_object(found.notes, state.ui),
        "url": state.address("/words"),
    }


def _longer(row: Longer) -> Json:
    return {
        "word": row.word,
        "occurrences": row.occurrences,
        "passages": row.passages,
        "keep": row.keep_address,
        "leave": row.leave_address,
    }


def snippet_html(snippet: Snippet) -> str:
    """A snippet with its matches in <mark>, all else escaped."""
    inner = "".join(
        f'<mark data-via="{piece.via}">{escape(piece.text)}</mark>' if piece.via else escape(piece.text)
        for piece in snippet.pieces
    )
    return ("…" if snippet.before else "") + inner + ("…" if snippet.after else "")


def _facet(page: Page, facet: str) -> list[Json]:
    chosen, left_out = page.state.values(facet), page.state.left_out(facet)
    return [
        {"value": value, "label": label, "count": count, "selected": value in chosen, "excluded": value in left_out}
        for value, label, count in page.counts(facet)
    ]


def _chip(chip: Chip) -> Json:
    return {"facet": chip.facet, "label": chip.label, "excluded": chip.excluded, "remove": chip.address}
