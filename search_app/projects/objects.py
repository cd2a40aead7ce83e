"""What became of a project, as JSON for the pages and other programs."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from indexer.storage.records import Place
from search_app.projects.searches import Look
from search_app.projects.verifying import Finding, counted, sentence
from search_app.projects.writing import item_object, search_object
from search_app.state.links import document_address
from search_app.state.parameters import Json
from search_app.state.state import SearchState


def findings_object(findings: Iterable[Finding], before: Mapping[str, int], lang: str) -> Json:
    """All findings, how many there are of each status (those counted `before` too), and a sentence on these."""
    found = tuple(findings)
    counts = {status: number for status, number in sorted(counted(found, before).items()) if number}
    return {
        "said": sentence(counts, lang),
        "counts": counts,
        "findings": [_finding(each, lang) for each in found],
    }


def _finding(finding: Finding, lang: str) -> Json:
    return {
        "key": finding.item.key,
        "status": finding.status,
        "place": _place(finding.place, lang) if finding.place else None,
        "changes": [asdict(change) for change in finding.changes],
        "now": item_object(finding.now) if finding.now else None,
    }


def _place(place: Place, lang: str) -> Json:
    document, passage = place.document, place.passage
    return {
        "document": document.id,
        "title": document.title or document.id,
        "lang": document.lang,
        "paragraph": passage.ordinal + 1,
        "url": document_address(document.id, SearchState(ui=lang), f"p-{passage.id}"),
    }


def look_object(look: Look) -> Json:
    """A saved search now: what it finds, how much of that is new, and as what it would be saved."""
    return {
        "new": look.new,
        "exact": look.exact,
        "url": look.state.address(),
        "search": search_object(look.search),
    }
