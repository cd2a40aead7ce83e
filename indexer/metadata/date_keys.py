"""The terms by which a date is found, whatever calendar and language it is written in."""

from indexer.document import DateSpan


def date_keys(span: DateSpan) -> tuple[str, ...]:
    """What a date is found by: 1945-08-15 -> d:1945, d:1945-08, d:1945-08-15; the 1990s -> d:1990/1999."""
    first, last = span.first.isoformat(), span.last.isoformat()
    if first[:4] != last[:4]:
        return ("d:" + span.iso,)
    keys = ["d:" + first[:4]]
    if first[:7] == last[:7]:
        keys.append("d:" + first[:7])
    if first == last:
        keys.append("d:" + first)
    return tuple(keys)
