"""Dates found in text in Japanese and English, with those that only the date before them explains.

`find` crosses the text with one regular expression that knows where a date can begin, tries the tables of
forms there, joins what から or "to" joins, and resolves 同年8月, 翌日 or "the following year" in reading order.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from indexer.document import DateSpan
from indexer.metadata import english_dates, japanese_dates, numeric_dates, readings
from indexer.metadata.mentions import UNSAID, Focus, Form, Mention, resolve


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `text[start:end]`; `relative` when another mention explains it.

    `focus` is what a later 同年 or 翌日 refers to; the next passage of a section is searched from there.
    Two dates of one expression (12月2日と3日) share their place.
    """

    start: int
    end: int
    span: DateSpan
    relative: bool = False
    focus: Focus = field(default_factory=Focus)


_WIDE = {
    ord(wide): narrow for wide, narrow in zip("　\u00a0\t（）［］〔〕，．：／·･", "   ()[][],.:/・・", strict=True)
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－〜～~"), "-")
_LETTERS = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_FOLD = _WIDE | _DASHES | _LETTERS | {ord("’"): "'"}
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]+")
_WRAP = re.compile(r"\n(?<=[A-Za-z0-9,年月]\n)(?=[A-Za-z0-9])(?![0-9]{4} ?:)")
_STARTS, _BEGINS = japanese_dates.STARTS + english_dates.STARTS, f"{japanese_dates.HINT}|{english_dates.HINT}"
_HINT = re.compile(f"[{_STARTS}](?:{_BEGINS})")
_HINT_SPELT = re.compile(f"[{_STARTS}{english_dates.SPELT_STARTS}](?:{_BEGINS}|{english_dates.SPELT})")
FORMS = numeric_dates.FORMS + japanese_dates.FORMS + english_dates.FORMS
_FORMS_AT = {
    begin: tuple(form for form in FORMS if begin in form.begins)
    for begin in {sign for form in FORMS for sign in form.begins}
}
_JOINED = re.compile(r" ?(?:-|から|より|、?至|(?:to|until|till|through)(?: the)?) ?|まで", re.ASCII)
_AND = re.compile(r" and ")
_SHARED = re.compile(r" ?(?:-|から|to|until|till|through|and|or|,|、|\(|/) ?")
_BETWEEN = re.compile(r"(?:^|[^A-Za-z])between $", re.IGNORECASE)


def fold(text: str) -> str:
    """`text` with full-width digits, letters and brackets narrow and every dash "-"; offsets do not move.

    A line break inside "28 June\\n1994" becomes a space; before "1911: " a line begins and it stays.
    """
    return _WRAP.sub(" ", _FOLDED.sub(lambda run: run[0].translate(_FOLD), text))


def find(
    text: str, anchor: date | DateSpan | Focus | None = None, home: DateSpan | None = None
) -> tuple[FoundDate, ...]:
    """The dates of `text` in order; `anchor` is what 同年, 翌日 and 12月30日 refer to before any date.

    An anchor that runs from one year into another explains nothing. `home` is the date of the document, which
    12月3日 without a year does not lie far behind (see `mentions.resolve`). What is impossible or unexplained
    is left out.
    """
    folded = fold(text)
    mentions = list(_mentions(folded))
    return tuple(_joined(folded, _resolved(folded, mentions, _focus(anchor), home))) if mentions else ()


def _focus(anchor: date | DateSpan | Focus | None) -> Focus:
    if isinstance(anchor, Focus):
        return anchor
    span = DateSpan(anchor, anchor) if isinstance(anchor, date) else anchor
    return Focus().moved(span) if span and span.first.year == span.last.year else Focus()


@lru_cache(maxsize=4_096)
def parse_query(text: str) -> DateSpan | None:
    """The date that the whole of `text` is (1994-05, 昭和四七, S47, Meiji 37, 1990..1995), else None.

    Remembered, since each way of asking less has the words of the question once more.
    """
    query = _ARTICLE.sub("", fold(unicodedata.normalize("NFKC", text).strip()), count=1)
    first, dots, last = query.partition("..")
    if dots:
        return _between(parse_query(first), parse_query(last))
    if _BARE.fullmatch(query):
        return _only(f"({query})")
    for form in _QUERIES:
        if form.may_be(query) and (match := form.pattern.fullmatch(query)) and (mention := form.read(match)):
            return mention.spans[0] if mention.spans else None
    return _only(query)


def _between(first: DateSpan | None, last: DateSpan | None) -> DateSpan | None:
    return replace(first, last=last.last) if first and last and first <= last else None


def _only(query: str) -> DateSpan | None:
    found = find(query)
    whole = len(found) == 1 and query[: found[0].start] + query[found[0].end :] in ("", "()")
    return found[0].span if whole and not found[0].relative else None


_ARTICLE = re.compile(r"\A(?:the|in) ", re.IGNORECASE)
_BARE = re.compile(r"[12][0-9]{3}")
_QUERIES = (
    Form("1994-05", r"(?P<year>[12][0-9]{3})[-/.](?P<month>1[0-2]|0?[1-9])", readings.western),
    Form("M37-38", r"(?P<era>[MTSHR])(?P<year>[0-9]{1,2})-(?P<until>[0-9]{1,2})", readings.era_range),
    Form("M37", r"(?P<era>[MTSHRmtshr])\.?(?P<year>[0-9]{1,2})", readings.era_date),
)


def _mentions(text: str) -> Iterator[Mention]:
    position, hints = 0, _HINT_SPELT if "teen" in text else _HINT
    while hint := hints.search(text, position):
        mention = _read(text, hint.start())
        position = hint.start() + 1
        while mention:
            yield mention
            position = max(position, mention.end)
            mention = _continued(text, mention)


def _continued(text: str, mention: Mention) -> Mention | None:
    """What is read only where a date with a year ends: the 1936 of "in 1933 and 1936", the 89年 of 1979年から89年."""
    if not mention.spans:
        return None
    if match := japanese_dates.SHORTENED.match(text, mention.end):
        return readings.shortened(match, mention)
    listed = english_dates.LISTED
    more = listed.pattern.match(text, mention.end) if text[mention.end - 1].isdigit() else None
    return listed.read(more) if more else None


def _read(text: str, position: int) -> Mention | None:
    for form in _FORMS_AT.get(text[position], ()):
        if (match := form.pattern.match(text, position)) and (mention := form.read(match)):
            return mention
    return None


def _resolved(text: str, mentions: list[Mention], focus: Focus, home: DateSpan | None) -> Iterator[FoundDate]:
    for mention, later in zip(mentions, [*mentions[1:], None], strict=True):
        relative, spans = mention.relative, mention.spans
        if relative and (behind := _year_behind(text, mention, later)):
            spans = resolve(relative, Focus().moved(behind))
        elif relative:
            spans = resolve(relative, focus, home)
        for span in spans:
            focus = focus.moved(span, _is_lunisolar(mention, focus)) if _moves_focus(mention) else focus
            yield FoundDate(mention.start, mention.end, span, bool(relative), focus)


def _is_lunisolar(mention: Mention, focus: Focus) -> bool:
    return focus.lunisolar if mention.relative else mention.lunisolar


def _moves_focus(mention: Mention) -> bool:
    """A decade and a look back (前年12月, "the previous day") leave the story where it was."""
    return not mention.vague and not (mention.relative and mention.relative.shift < 0)


def _year_behind(text: str, mention: Mention, later: Mention | None) -> DateSpan | None:
    """The year of "28 June to 3 July 1994" stands behind the second date and holds for the first."""
    if not later or not later.spans or not mention.relative or mention.relative.unit != UNSAID:
        return None
    return later.spans[0] if _SHARED.fullmatch(text, mention.end, later.start) else None


def _joined(text: str, dates: Iterator[FoundDate]) -> Iterator[FoundDate]:
    """One date for each "A から B", "A to B" and "between A and B" whose ends are in order."""
    pending: FoundDate | None = None
    for found in dates:
        if pending and _is_range(text, pending, found):
            pending = replace(
                found,
                start=pending.start,
                span=replace(pending.span, last=found.span.last),
                relative=pending.relative or found.relative,
            )
            continue
        if pending:
            yield pending
        pending = found
    if pending:
        yield pending


def _is_range(text: str, first: FoundDate, last: FoundDate) -> bool:
    between = _BETWEEN.search(text, max(0, first.start - 12), first.start)
    joint = _AND if between else _JOINED
    return bool(joint.fullmatch(text, first.end, last.start)) and first.span.first <= last.span.first
