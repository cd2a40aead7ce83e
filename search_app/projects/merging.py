"""Two projects as one: by passage, with the notes of both and whose they are, in the order of the first."""

from dataclasses import replace

from search_app.projects.values import Highlight, Item, Project, Remark, SavedSearch


def merged(first: Project, second: Project) -> Project:
    """The first project with all that the second has besides; to merge the same again changes nothing more."""
    theirs = {item.key: item for item in second.items}
    both = [_together(item, theirs[item.key], first, second) if item.key in theirs else item for item in first.items]
    here = {item.key for item in first.items}
    rest = [_brought(item, second, first) for item in second.items if item.key not in here]
    return replace(
        first,
        made=min(filter(None, (first.made, second.made)), default=""),
        changed=max(first.changed, second.changed),
        items=(*both, *rest),
        searches=_searches(first.searches, second.searches),
        more={**second.more, **first.more},
    )


def _together(mine: Item, theirs: Item, first: Project, second: Project) -> Item:
    """An item that both have: the text is the first's, which for a passage is the same."""
    if second.id == first.id:  # two copies of one project: what was written last is what is meant
        return theirs if theirs.changed > mine.changed else mine
    return replace(
        mine,
        remarks=_remarks(mine, theirs, second),
        tags=tuple(dict.fromkeys((*mine.tags, *theirs.tags))),
        highlights=_highlights(mine, theirs),
        chosen=min(filter(None, (mine.chosen, theirs.chosen)), default=""),
        changed=max(mine.changed, theirs.changed),
        more={**theirs.more, **mine.more},
    )


def _remarks(mine: Item, theirs: Item, second: Project) -> tuple[Remark, ...]:
    brought = [*theirs.remarks, *([Remark(second.owner, theirs.note)] if theirs.note else [])]
    return tuple(dict.fromkeys((*mine.remarks, *(each for each in brought if each.text != mine.note))))


def _brought(item: Item, second: Project, first: Project) -> Item:
    """An item that the second alone has; its note stays theirs, unless both are of one person."""
    if not item.note or second.id == first.id or (second.by and second.by == first.by):
        return item
    return replace(item, note="", remarks=tuple(dict.fromkeys((*item.remarks, Remark(second.owner, item.note)))))


def _highlights(mine: Item, theirs: Item) -> tuple[Highlight, ...]:
    """What either marked; where the texts differ (of a document, whose first passage may), the first's alone."""
    if mine.text != theirs.text:
        return mine.highlights
    found = {(each.start, each.end): each for each in (*theirs.highlights, *mine.highlights)}
    return tuple(found[key] for key in sorted(found))


def _searches(first: tuple[SavedSearch, ...], second: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
    """Each search once, as it was last looked at, by the name that the first has for it."""
    found = {search.parameters: search for search in first}
    for search in second:
        mine = found.get(search.parameters)
        if mine is None:
            found[search.parameters] = search
        elif search.looked > mine.looked:
            found[search.parameters] = replace(search, name=mine.name)
    return tuple(found.values())
