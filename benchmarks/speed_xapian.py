"""Xapian's side of the measurements, run by a Python that has its module: `speed_xapian.py PATH write|ask` on lines of
JSON."""

import json
import sys

import xapian

FACETS = ("era", "year", "actor", "doc", "lang")
TEXTS = 10
LONGEST = 240
"""Bytes of a term that Xapian takes."""


def write(path: str) -> None:
    """Index the passages of standard input: [words, text, facets]."""
    database = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE)
    for line in sys.stdin:
        words, text, facets = json.loads(line)
        document = xapian.Document()
        document.set_data(text)
        for position, place in enumerate(words.split(" ")):
            for term in place.split("\x1f"):
                if term != "\x01" and len(term.encode()) <= LONGEST:
                    document.add_posting(term, position + 1)
        for slot, facet in enumerate(FACETS):
            document.add_value(slot, facets.get(facet, ""))
        database.add_document(document)
    database.commit()


def ask(path: str) -> None:
    """Answer the questions of standard input: [kind, terms] -> how many passages there are."""
    database = xapian.Database(path)
    enquire = xapian.Enquire(database)
    for line in sys.stdin:
        kind, terms = json.loads(line)
        enquire.set_query(_query(kind, terms))
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS))]
        enquire.clear_matchspies()
        for spy in spies:
            enquire.add_matchspy(spy)
        # All are looked at, so that the facets count all.
        found = enquire.get_mset(0, TEXTS, database.get_doccount())
        for spy in spies:
            list(spy.top_values(40))
        for hit in found:
            hit.document.get_data()
        print(found.get_matches_estimated(), flush=True)


def _query(kind: str, terms: list[str]) -> xapian.Query:
    if kind == "prefix":
        every = xapian.Query.WILDCARD_LIMIT_ERROR
        return xapian.Query(xapian.Query.OP_WILDCARD, terms[0], 0, every, xapian.Query.OP_SYNONYM)
    operators = {"or": xapian.Query.OP_OR, "phrase": xapian.Query.OP_PHRASE}
    return xapian.Query(operators.get(kind, xapian.Query.OP_AND), terms)


if __name__ == "__main__":
    {"write": write, "ask": ask}[sys.argv[2]](sys.argv[1])
