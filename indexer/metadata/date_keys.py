"""The terms by which a date is found, whatever calendar and language it is written in."""

from calendar import monthrange

from indexer.document import DateSpan


def date_keys(span: DateSpan) -> tuple[str, ...]:
    """What a date is found by: 1945-08-15 -> d:1945, d:1945-08, d:1945-08-15.

    A longer one is found by each of its years, by its ends and as a whole: 16 to 28 October 1962 by d:1962, d:1962-10,
    d:1962-10-16, d:1962-10-28, d:1962-10-16/1962-10-28. One of more than 200 years as a whole only.
    """
    years = [f"{year:04d}" for year in span.years]
    ends = _ends(span) if years else ()
    return tuple(dict.fromkeys(f"d:{key}" for key in (*years, *ends, span.iso)))


def asked_key(span: DateSpan, by_year: bool = False) -> str:
    """The one of them that a question with this date asks for; `by_year` for one that names a year: 昭和元年, though
    the last week of 1926 alone, means 1926."""
    one_year = span.first.year == span.last.year
    return f"d:{span.first.year:04d}" if by_year and one_year else f"d:{span.iso}"


def _ends(span: DateSpan) -> tuple[str, ...]:
    """The months and days on which a span begins and ends; of whole years nothing, of whole months no days."""
    first, last = span.first.isoformat(), span.last.isoformat()
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return ()
    whole_months = first.endswith("-01") and span.last.day == monthrange(span.last.year, span.last.month)[1]
    return (first[:7], last[:7]) if whole_months else (first[:7], first, last[:7], last)
