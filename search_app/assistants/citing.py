"""What an assistant is told of passages by their ids: their texts, their citations, whether citations still hold."""

from datetime import date
from itertools import takewhile
from pathlib import Path

from indexer.document import Span
from indexer.errors import SakuinError
from indexer.storage.index_directory import earlier_text
from indexer.storage.records import Place
from search_app.assistants.answers import LONGEST_TEXT, cut, first_few, fitted, permalink, sentences
from search_app.assistants.arguments import Pairs, number_of
from search_app.export.citations import Cited, authors_of, citations, cited
from search_app.export.verification import Verdict, seals, verify
from search_app.reading.document import open_passage
from search_app.reading.locators import BEGINNING, pages
from search_app.search.lookup import document_of, places_of
from search_app.search.searcher import Searcher
from search_app.state.links import document_address
from search_app.state.parameters import ID, Json
from search_app.state.state import SearchState, read_state

MOST_PARAGRAPHS = 50
"""Passages that are read in one go."""

MOST_SEALS = 50
"""Citations that are verified in one go."""


def facts_of(searcher: Searcher, place: Place, span: Span = BEGINNING) -> Cited:
    """What a passage is cited by."""
    return cited(place, searcher.library.collection.title, searcher.config.text("address"), span)


def read_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """Passages of a document, one after the other."""
    first, places = _from(searcher, dict(reversed(given))["id"], given)
    document, wanted = places[0].document, places[first - 1 :][: number_of(given, "paragraphs", 10, MOST_PARAGRAPHS)]
    head = {
        "doc": document.id,
        "title": cut(document.title),
        "author": cut("; ".join(authors_of(document))),
        "date": cut(document.date),
        "source": cut(document.source),
        "paragraphs": len(places),
        "notes": sentences(searcher.notes, "en"),
        "permalink": searcher.config.text("address") + document_address(document.id, SearchState()),
    }
    answer = fitted(head, "passages", [_passage(searcher, place) for place in wanted])
    after = first + max(len(answer["passages"]), 1)
    return answer | ({"next": after} if after <= len(places) else {})


def _from(searcher: Searcher, identifier: str, given: Pairs) -> tuple[int, tuple[Place, ...]]:
    """The number of the first passage that is read, and all passages of its document. Raises NotFound."""
    store = searcher.library.store
    if places := store.passages_of(identifier):
        return number_of(given, "start", 1, len(places)), places
    look_up = places_of if ID.fullmatch(identifier) else document_of
    look_up(searcher, identifier)
    place = store.places(identifier)[0]
    return place.passage.ordinal + 1, store.passages_of(place.document.id)


def _passage(searcher: Searcher, place: Place) -> Json:
    facts, passage = facts_of(searcher, place), place.passage
    said = {
        "id": passage.id,
        "paragraph": facts.paragraph,
        "headings": first_few(facts.headings, 4),
        "pages": first_few(pages(passage.marks), 4),
        "text": cut(passage.text, LONGEST_TEXT),
    }
    return said | {"permalink": permalink(facts), "seal": facts.seal}


def cite_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """The citations of a passage."""
    page = open_passage(searcher, dict(reversed(given))["id"], read_state(given, searcher.config)[0])
    facts = facts_of(searcher, page.place, page.span)
    made = {style: _shortened(text, facts.seal) for style, text in citations(facts, date.today()).items()}
    said = {"doc": facts.document, "title": cut(facts.title), "notes": sentences(searcher.notes, "en")}
    return said | _passage(searcher, page.place) | {"citations": made}


def _shortened(citation: str, seal: str) -> str:
    """A citation that is not too long, with its seal whole."""
    return f"{cut(citation.removesuffix(seal).rstrip(), 1_500)} {seal}"


def verify_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """What became of the texts of citations."""
    found = seals("\n".join(text for _, text in given))
    if not found:
        raise SakuinError("there is no citation of Sakuin in the text; one ends in [sakuin DOCUMENT ¶N ID sha256:HASH]")
    timely = takewhile(lambda seal: not searcher.budget.spent("time-seals"), found[:MOST_SEALS])
    verdicts = [verify(searcher, seal, lambda passage: earlier_text(directory, passage)) for seal in timely]
    head: Json = {"citations": len(found), "notes": sentences((*searcher.notes, *searcher.budget.notes), "en")}
    answer = fitted(head, "verdicts", [_verdict(searcher, each) for each in verdicts])
    return answer | {"left_out": len(found) - len(answer["verdicts"])}


def _verdict(searcher: Searcher, verdict: Verdict) -> Json:
    cited_, place = verdict.seal, verdict.place
    said = {"doc": cut(cited_.document), "paragraph": cited_.paragraph, "id": cited_.id, "status": verdict.status}
    said |= {"moved": verdict.moved} if verdict.moved else {}
    changes = "".join(
        each.text if each.kind == "=" else f"[{each.kind}{each.text}{each.kind}]" for each in verdict.changes
    )
    said |= {"changes": cut(changes, LONGEST_TEXT)} if changes else {}
    return said | ({"now": _now(facts_of(searcher, place))} if place else {})


def _now(facts: Cited) -> Json:
    place = {"doc": facts.document, "paragraph": facts.paragraph, "id": facts.id}
    return place | {"permalink": permalink(facts), "seal": facts.seal}
