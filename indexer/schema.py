"""The fields of the index, said once and read by engines, builder, parser, page and tests alike."""

from dataclasses import dataclass

from indexer.document import Label


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` is `text` (terms with positions, scored), `bag` (terms alone, scored) or `keyword` (whole values).

    A `facet` is counted and filtered on. `layer` is the analysis layer whose terms a text field holds.
    """

    name: str
    kind: str
    label: Label
    facet: bool = False
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What passages are counted and narrowed by: a field of whole values, an operator of the query language (`actor:`)
    and a parameter of a search, all of this name. An `authority` goes by any of its names; a `range` is of dates and
    may be typed as one (`year:1990..1995`). An `optional` one is shown where at least two documents have it."""

    name: str
    label: Label
    authority: bool = False
    range: bool = False
    optional: bool = False


FACET_TABLE = (
    Facet("era", Label("時代", "Era"), authority=True),
    Facet("year", Label("年", "Year"), range=True),
    Facet("actor", Label("人物・国・機関", "Actor"), authority=True),
    Facet("author", Label("著者", "Author"), optional=True),
    Facet("type", Label("種別", "Type"), optional=True),
    Facet("archive", Label("所蔵", "Archive"), optional=True),
    Facet("doc", Label("文書", "Document")),
    Facet("lang", Label("言語", "Language")),
)
"""Every facet, in the order in which pages and addresses have them. Where its values come from is said in
`pipeline.entries`, what they are called in `search_app.search.facets`."""

FIELDS = (
    Field("body_w", "text", Label("本文の語", "words of the text"), layer="w"),
    Field("body_g", "text", Label("本文の文字", "characters of the text"), layer="g"),
    Field("heading_w", "text", Label("見出しの語", "words of the headings"), layer="w"),
    Field("heading_g", "text", Label("見出しの文字", "characters of the headings"), layer="g"),
    Field("title_w", "text", Label("題名の語", "words of the title"), layer="w"),
    Field("title_g", "text", Label("題名の文字", "characters of the title"), layer="g"),
    Field("keys", "bag", Label("異表記の鍵", "variant keys"), layer="v"),
    *(Field(facet.name, "keyword", facet.label, facet=True) for facet in FACET_TABLE),
    Field("opens", "keyword", Label("冒頭", "what it opens")),
)

COMBINED = {"text_w": ("body_w", "heading_w", "title_w")}
"""Fields that hold the terms of several others as if these were one text: they are scored together (BM25F with equal
weights; Robertson, Zaragoza and Taylor 2004). Only a Term may ask for them. Measured on jsquad, a title that counts as
part of its text is worth 0.016 nDCG@10, and scored beside it 0.004."""

TEXT_FIELDS = tuple(field.name for field in FIELDS if field.kind in ("text", "bag"))
KEYWORD_FIELDS = tuple(field.name for field in FIELDS if field.kind == "keyword")
FACETS = tuple(facet.name for facet in FACET_TABLE)
OPTIONAL_FACETS = frozenset(facet.name for facet in FACET_TABLE if facet.optional)
AUTHORITIES = frozenset(facet.name for facet in FACET_TABLE if facet.authority)

PARTS = ("body", "heading", "title")
"""The parts of a passage that are searched; each has a word field `_w` and a literal field `_g`."""

UNDATED = "undated"
"""The value of `year` for a passage without any date."""

FORMAT_VERSION = 11
"""Raised when the fields or the tables of the store change; an index of another format asks to be rebuilt."""
