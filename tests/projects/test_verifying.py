"""A project knows what became of what it cites, also in another index of the same texts, and which hits are new."""

from dataclasses import replace

import pytest
from library import with_settings
from sample import DOCUMENTS, index_of, project_in

from search_app.projects.choosing import chosen_documents
from search_app.projects.searches import look, saved
from search_app.projects.values import Highlight, Item, Project
from search_app.projects.verifying import Finding, counted, sentence, verified
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

PROJECT = project_in(index_of())


def found_in(searcher: Searcher, project: Project = PROJECT) -> dict[str, Finding]:
    return {finding.item.key: finding for finding in verified(searcher, project.items, lambda key: None, "")}


def named(findings: dict[str, Finding]) -> dict[str, list[str]]:
    """Status -> the texts of the items, documents as their ids."""
    statuses = {finding.status for finding in findings.values()}
    return {status: [called(f.item) for f in findings.values() if f.status == status] for status in statuses}


def called(item: Item) -> str:
    return item.facts.document if item.is_document else item.text


def test_in_the_same_index_everything_is_as_it_was_cited() -> None:
    assert set(named(found_in(index_of()))) == {"unchanged"}


def test_what_was_edited_taken_out_and_moved_is_named_and_nothing_else() -> None:
    now = {
        "treaty": ("The treaty was signed in Geneva in 1972.", *DOCUMENTS["treaty"][1:]),
        "accord": DOCUMENTS["joyaku"],
        "talks": ("Nothing came of them.",),
    }
    found = named(found_in(index_of(now)))
    assert found == {
        "changed": ["The talks went on in Vienna.", "The treaty was signed in Moscow in 1972.", "talks"],
        "moved": [*DOCUMENTS["joyaku"], "Nothing came of them."],
        "unchanged": list(DOCUMENTS["treaty"][1:]),
    }
    gone = named(found_in(index_of({"treaty": DOCUMENTS["treaty"]})))
    assert gone["gone"] == [*DOCUMENTS["joyaku"], *DOCUMENTS["talks"], "talks"]


def test_another_index_of_the_same_texts_finds_passages_and_documents_by_their_seals() -> None:
    found = found_in(index_of({f"archive/{name}": texts for name, texts in DOCUMENTS.items()}))
    assert set(named(found)) == {"moved"}
    assert {finding.now.facts.document for finding in found.values() if finding.now} == {
        f"archive/{name}" for name in DOCUMENTS
    }


def test_the_new_text_keeps_what_a_person_wrote_and_the_marks_that_still_stand() -> None:
    first = replace(PROJECT.items[0], highlights=(Highlight(0, 2), Highlight(9, 13)))
    assert (first.text[0:2], first.text[9:13]) == ("条約", "モスクワ")
    now = index_of(DOCUMENTS | {"joyaku": ("この条約は1972年にジュネーブで調印された。", *DOCUMENTS["joyaku"][1:])})
    (finding,) = verified(now, [first], lambda key: None, "")
    assert [(c.kind, c.text) for c in finding.changes if c.kind != "="] == [
        ("+", "この"), ("-", "モスクワ"), ("+", "ジュネーブ"),
    ]  # fmt: skip
    assert finding.now and (finding.now.note, finding.now.tags) == (first.note, first.tags)
    assert [(m.start, m.end) for m in finding.now.highlights] == [(2, 4)]


def test_a_text_that_was_altered_in_the_file_is_told() -> None:
    forged = replace(PROJECT.items[0], facts=replace(PROJECT.items[0].facts, hash="0" * 12))
    assert verified(index_of(), [forged], lambda key: None, "")[0].status == "misquoted"


def test_what_time_is_not_left_for_is_said_not_to_be_verified() -> None:
    hurried = with_settings(index_of(), seconds=1e-9).for_one_answer()
    assert set(named(found_in(hurried))) == {"unchecked"}


@pytest.mark.parametrize(("counts", "japanese", "english"), [
    ({"unchanged": 41}, "41件とも、引用したときのままです。", "All 41 are as they were cited."),
    ({"unchanged": 38, "changed": 2, "gone": 1}, "41件のうち、変わったもの2件、なくなったもの1件。",
     "Of 41 passages, 2 changed, 1 is gone."),
    ({"moved": 1, "gone": 2}, "3件のうち、なくなったもの2件、別のところにあるもの1件。",
     "Of 3 passages, 2 are gone, 1 stands elsewhere now."),
    ({}, "確かめるものがありません。", "There is nothing to verify."),
])  # fmt: skip
def test_what_became_of_all_is_a_sentence(counts: dict[str, int], japanese: str, english: str) -> None:
    assert (sentence(counts, "ja"), sentence(counts, "en")) == (japanese, english)


def test_counts_go_on_from_an_answer_before() -> None:
    counts = counted(found_in(index_of()).values(), {"unchanged": 2})
    assert counts == {"unchanged": 2 + len(PROJECT.items)}


@pytest.mark.parametrize(("q", "more"), [("treaty", "A new treaty."), ("条約", "新しい条約。")])
def test_a_hit_is_new_by_its_id(q: str, more: str) -> None:
    search = saved(index_of(), q, SearchState(q=q))
    assert look(index_of(), search).new == 0
    later = index_of({"joyaku": DOCUMENTS["joyaku"][1:], "treaty": DOCUMENTS["treaty"][1:], "new": (more,)})
    seen = look(later, search)
    assert (search.total, seen.search.total, seen.new, seen.exact) == (1, 1, 1, True), "as many as before, another one"
    assert look(later, seen.search).new == 0
    assert seen.search.digest != search.digest


def test_documents_that_are_not_there_are_not_chosen() -> None:
    assert [item.key for item in chosen_documents(index_of(), ["nowhere", "talks"], "")] == ["document:talks"]
