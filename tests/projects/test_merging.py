"""Two projects become one by passage: both notes with whose they are, all tags, the order of the first."""

from dataclasses import replace

import pytest
from sample import index_of, project_in

from search_app.projects.merging import merged
from search_app.projects.values import Highlight, Item, Project, Remark

WHOLE = project_in(index_of())
A, B, C, D = (replace(item, note="", tags=(), highlights=()) for item in WHOLE.items[:4])


def of(by: str, *items: Item) -> Project:
    return replace(WHOLE, id=by, title=f"{by}'s", by=by, items=items, searches=())


def noted(item: Item, note: str, *tags: str) -> Item:
    return replace(item, note=note, tags=tags)


def test_the_order_is_that_of_the_first_then_the_rest() -> None:
    both = merged(of("山田", C, A), of("Smith", B, A, D))
    assert [item.key for item in both.items] == [each.key for each in (C, A, B, D)]


@pytest.mark.parametrize(("mine", "theirs", "note", "remarks"), [
    ("甲", "乙", "甲", [("Smith", "乙")]),
    ("甲", "甲", "甲", []),
    ("甲", "", "甲", []),
    ("", "乙", "", [("Smith", "乙")]),
])  # fmt: skip
def test_both_notes_are_kept_and_marked_whose(
    mine: str, theirs: str, note: str, remarks: list[tuple[str, str]]
) -> None:
    (item,) = merged(of("山田", noted(A, mine)), of("Smith", noted(A, theirs))).items
    assert item.note == note and item.remarks == tuple(Remark(*each) for each in remarks)


def test_what_the_second_alone_has_stays_theirs() -> None:
    (item,) = merged(of("山田"), of("Smith", noted(B, "look again"))).items
    assert (item.note, item.remarks) == ("", (Remark("Smith", "look again"),))
    (own,) = merged(of("山田"), of("山田", noted(B, "見直す"))).items
    assert (own.note, own.remarks) == ("見直す", ()), "two projects of one person"


def test_tags_highlights_and_searches_are_united() -> None:
    first = replace(
        of("山田", replace(noted(A, "", "平和", "a"), highlights=(Highlight(0, 2),))), searches=WHOLE.searches[:1]
    )
    second = replace(of("Smith", replace(noted(A, "", "a", "b"), highlights=(Highlight(0, 2, "red"), Highlight(3, 5)))))
    both = merged(first, replace(second, searches=WHOLE.searches))
    assert both.items[0].tags == ("平和", "a", "b")
    assert both.items[0].highlights == (Highlight(0, 2), Highlight(3, 5))
    assert both.searches == WHOLE.searches


def test_to_merge_the_same_again_changes_nothing() -> None:
    first, second = of("山田", noted(A, "甲")), of("Smith", noted(A, "乙"), noted(B, "丙"))
    assert merged(merged(first, second), second) == merged(first, second)
