"""All that is in force in a search besides its question: each thing in words, with the search without it.

A researcher who counts lines or years must see what they were counted among, on every view of a search.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.document import Label
from indexer.schema import FACETS
from search_app.labels import LABELS
from search_app.search.facets import FACET_LABELS, Labels, chips
from search_app.state.match_kinds import EXPAND, FOLD, SWITCHES
from search_app.state.state import SearchState


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing in force, of a parameter: what it is called, what it says, whether it leaves something out."""

    parameter: str
    name: str
    value: str
    without: SearchState
    excluded: bool = False

    @property
    def label(self) -> str:
        """It in words: Era: Cold War."""
        return ": ".join(filter(None, (self.name, self.value)))


def conditions(state: SearchState, known: Labels) -> tuple[Condition, ...]:
    """What is in force, the filters first. `known` labels the values of facets."""
    return tuple(each for rule in (_filters, *RULES.values()) for each in rule(state, known))


def _filters(state: SearchState, known: Labels) -> Iterator[Condition]:
    for chip in chips(state, known):
        name = FACET_LABELS.get(chip.facet) or LABELS[chip.facet]
        value = _left_out(chip.label, state) if chip.excluded else chip.label
        parameter = "id" if chip.facet == "selection" else chip.facet
        yield Condition(parameter, name.in_language(state.ui), value, chip.without, chip.excluded)


def _left_out(value: str, state: SearchState) -> str:
    return f"{value} ({_said('excluded', state)})"


def _said(key: str, state: SearchState) -> str:
    return LABELS[key].in_language(state.ui)


Rule = Callable[[SearchState, Labels], Iterable[Condition]]
PLAIN = SearchState()


def _chosen(field: str, said: Mapping[object, str]) -> Rule:
    """A choice that is not the usual one; `said` has the label of each other value."""

    def rule(state: SearchState, _: Labels) -> Iterator[Condition]:
        value, usual = getattr(state, field), getattr(PLAIN, field)
        if value != usual:
            yield Condition(field, "", _said(said[value], state), state.changed(**{field: usual}))

    return rule


def _switched_off(group: str) -> Rule:
    labels: dict[str, Label] = {switch.name: switch.label for switch in SWITCHES if switch.group == group}

    def rule(state: SearchState, _: Labels) -> Iterator[Condition]:
        off = {name: label for name, label in labels.items() if name in state.off}
        # Where all are off (`expand=0`), the group is.
        whole = [(set(labels), LABELS[f"group-{group}"])]
        for names, label in whole if off == labels else [({name}, label) for name, label in off.items()]:
            without = state.changed(off=tuple(each for each in state.off if each not in names))
            yield Condition(group, _said("switched-off", state), label.in_language(state.ui), without, True)

    return rule


def _dropped(state: SearchState, _: Labels) -> Iterator[Condition]:
    for key in state.drop:
        yield Condition("drop", _said("not-searched", state), key.partition(":")[2], state.dropping(key), True)


def _counted_in(state: SearchState, _: Labels) -> Iterator[Condition]:
    for value in state.as_:
        without = state.changed(as_=tuple(each for each in state.as_ if each != value))
        excluded = value.startswith("-")
        label = _left_out(value[1:], state) if excluded else value
        yield Condition("as", _said("as-words", state), label, without, excluded)


def _per_page(state: SearchState, _: Labels) -> Iterator[Condition]:
    if state.per_page != PLAIN.per_page:
        value = _said("per-page", state).format(n=state.per_page)
        yield Condition("per_page", "", value, state.changed(per_page=PLAIN.per_page))


RULES: Mapping[str, Rule] = {
    "match": _chosen("match", {"any": "match-any"}),
    "scope": _chosen("scope", {"section": "scope-section", "doc": "scope-doc"}),
    FOLD: _switched_off(FOLD),
    EXPAND: _switched_off(EXPAND),
    "drop": _dropped,
    "as": _counted_in,
    "sort": _chosen("sort", {"date": "sort-date", "-date": "sort-date-desc", "doc": "sort-doc"}),
    "similar": _chosen("similar", {"show": "similar-shown"}),
    "group": _chosen("group", {"doc": "group-doc"}),
    "per_page": _per_page,
}
"""What names each parameter that is no filter, in the order in which they are shown."""

UNSAID = frozenset({"q", "page", "ui", "from", "until", "id", *FACETS})
"""Parameters that no rule has: the page says them in its heading, its pager, its language; filters are chips."""
