"""What a page says of what it shows to programs that collect references, the same as the file of RIS says.

    Cited ─▶ meta tags   in the head of a document or a passage, for Zotero and Google Scholar
          ─▶ JSON-LD     beside them, for search engines
          ─▶ COinS       an empty element beside each hit, for reference managers

Sources: Google Scholar's Inclusion Guidelines for Webmasters, "Indexing" (the tags of HighWire Press); schema.org,
CreativeWork; the COinS convention of 2005 over ANSI/NISO Z39.88-2004 with its matrix for Dublin Core. `z:itemType` is
the type of an item in Zotero's RDF.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from search_app.export.bibliographies import genre, one_line, own_date, publisher
from search_app.export.citations import Cited
from search_app.state.parameters import Json

Said = tuple[tuple[str, str], ...]
"""Names with their values; a name that has several values stands several times, one that has none not at all."""


def meta_tags(cited: Cited, text: str = "") -> Said:
    """Name and content of each <meta>; `text` is that of a passage."""
    begins, ends = cited.pages
    return _given(
        ("z:itemType", genre(cited).zotero),
        ("citation_title", cited.title),
        *(("citation_author", author) for author in cited.authors),
        # As Google Scholar asks for it: 1947/07/01.
        ("citation_publication_date", own_date(cited).replace("-", "/")),
        ("citation_publisher", publisher(cited)),
        ("citation_series_title", cited.collection),
        ("citation_firstpage", begins),
        ("citation_lastpage", ends if ends != begins else ""),
        ("citation_language", cited.lang),
        ("citation_keywords", "; ".join(map(str, cited.years))),
        ("citation_abstract", text),
        ("citation_public_url", cited.address),
    )


def json_ld(cited: Cited) -> Json:
    """The same as schema.org has it. Who wrote is a name alone: whether a person or an office, nobody says."""
    begins, ends = cited.pages
    made: Json = {
        "@context": "https://schema.org",
        "@type": genre(cited).schema,
        "name": one_line(cited.title),
        "author": [one_line(author) for author in cited.authors],
        "dateCreated": own_date(cited),
        "publisher": one_line(publisher(cited)),
        "genre": one_line(cited.type),
        "inLanguage": cited.lang,
        "pagination": "–".join(dict.fromkeys(filter(None, (begins, ends)))),
        "keywords": [str(year) for year in cited.years],
        "isPartOf": {"@type": "Collection", "name": one_line(cited.collection)} if cited.collection else {},
        "identifier": cited.seal if cited.paragraph else cited.id,
        "url": cited.address,
    }
    return {name: value for name, value in made.items() if value}


def coins(cited: Cited, text: str = "") -> str:
    """What stands in the title of an element of the class Z3988. A page has one for each hit, so it is kept short."""
    pairs = _given(
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        # The matrix has no list of types; those of Zotero are what its readers know.
        ("rft.type", genre(cited).zotero),
        ("rft.title", cited.title),
        *(("rft.creator", author) for author in cited.authors),
        ("rft.date", own_date(cited)),
        ("rft.publisher", publisher(cited)),
        ("rft.pages", "-".join(dict.fromkeys(filter(None, cited.pages)))),
        ("rft.language", cited.lang),
        ("rft.description", text),
        ("rft.identifier", cited.address),
    )
    return urlencode(pairs, safe=":/")


def _given(*pairs: tuple[str, str]) -> Said:
    found: Iterable[tuple[str, str]] = ((name, one_line(value)) for name, value in pairs)
    return tuple((name, value) for name, value in found if value)
