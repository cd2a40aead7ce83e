"""Words of Latin, Greek and Cyrillic script: lemmas, acronyms, hyphenated compounds, one spelling for two.

`lemmas` says what is a form of what; where it is wrong, data/english.tsv says so.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis.folds import fold_letters
from indexer.analysis.lemmas import is_listed, lemma
from indexer.analysis.normalize import CJK, DASHES, pairs
from indexer.document import Span

_LETTERS = rf"[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*"
_WORD = re.compile(
    rf"(?P<dotted>(?<![A-Za-z])(?:[A-Z]\.){{2,}}(?:[A-Z](?![A-Za-z]))?)|{_LETTERS}(?:[-{DASHES}]{_LETTERS})*"
)
_UNITS = "km|cm|mm|m|kg|mg|g|t|kt|Mt|ha|[kMG]?W|[kMG]Wh|[kMG]?Hz|[KMGk]B|mph|lbs?|ft|yen|am|pm|bn"
_PART = re.compile(rf"[^\W\d_{CJK}]+(?=\d+s?(?![^\W_]))|\d+(?=(?:{_UNITS})(?![^\W_]))|{_LETTERS}")
"""B29 is two parts, as B-29 and B 29 are, and so is 500km; 3D, 20th and 1970s are one."""
_ACRONYM = re.compile("([A-Z]{2,6})(?:s|ed|ing)?")

_BASES = pairs("english.tsv")
"""Forms that `lemmas` would join or part wrongly: saw -> see, evening -> evening."""


class Part(NamedTuple):
    """One word: its stem (see `stem`), and the capitals it is written in where those make it an acronym (US, not us)."""

    stem: str
    acronym: str
    start: int
    end: int


class Compound(NamedTuple):
    """A word or a hyphenated compound; `closed` is the compound written as one (cease-fire -> ceasefire)."""

    parts: tuple[Part, ...]
    closed: str
    start: int
    end: int


def compounds(text: str) -> Iterator[Compound]:
    """The words of a canonical text that are not in Japanese script, in order."""
    for match in _WORD.finditer(text):
        start, found = match.start(), compound(match[0], bool(match["dotted"]))
        parts = tuple(Part(p.stem, p.acronym, start + p.start, start + p.end) for p in found.parts)
        yield Compound(parts, found.closed, start, match.end())


@lru_cache(maxsize=100_000)
def compound(text: str, dotted: bool) -> Compound:
    """A word by itself, its places counted from its own beginning."""
    if dotted:
        return Compound((_dotted(text),), "", 0, len(text))
    parts = tuple(_part(found[0], found.span()) for found in _PART.finditer(text))
    closed = stem("".join(_bare(found) for found in _PART.findall(text))) if len(parts) > 1 else ""
    return Compound(parts, closed, 0, len(text))


def found_words(text: str) -> Iterator[re.Match[str]]:
    """Where the words of `compounds` stand; `compound` tells of each by match[0] and match["dotted"]."""
    return _WORD.finditer(text)


def _dotted(text: str) -> Part:
    """U.S. -> US, U.S.S.R. -> USSR."""
    letters = text.replace(".", "")
    return Part(letters.lower(), letters, 0, len(text))


def _part(text: str, span: Span) -> Part:
    bare = _bare(text)
    acronym = _ACRONYM.fullmatch(bare)
    return Part(stem(bare), acronym[1] if acronym else "", *span)


_ENDING = re.compile(r"'s$|(?<=\b\d)s$|(?<=\b\d\d)s$", re.IGNORECASE)


def _bare(text: str) -> str:
    """Stalin's -> Stalin, El'tsin -> Eltsin, the 52s of B-52s -> 52."""
    return _ENDING.sub("", text).replace("'", "")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The term of one word, which its inflections share: lower case, without accents, American spelling, lemma."""
    folded = fold_letters(word)
    if not folded.isascii():
        return folded
    spelt = american(folded)
    return _BASES.get(folded) or _BASES.get(spelt) or american(lemma(spelt))


SPELLINGS = (
    (re.compile("^practis(?=(e|ed|es|ing)$)"), "practic"),
    (re.compile("(?<=[a-z]{2})is(?=(e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile("(?<=[a-z]{2})ys(?=(e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile("^(arm|ard|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|"
                "ranc|rig|rum|sav|splend|tum|val|vap|vig)our"), r"\1or"),
    (re.compile("^(cancel|counsel|dial|fuel|label|level|marshal|model|panel|quarrel|rival|signal|total|travel|"
                "tunnel|equal|initial|jewel|chisel|duel|libel|pedal|shovel|towel|channel)l(?=(ed|ing|er|ers|ery)$)"),
     r"\1"),
    (re.compile("^((?:kilo|centi|milli)?met|(?:kilo)?lit|cent|theat|fib|sab|spect|meag|calib|lust|somb|manoeuv|maneuv)"
                "re(?=(s|d)?$)"), r"\1er"),
    (re.compile("^(def|off|lic|pret)ence(?=s?$)"), r"\1ense"),
    (re.compile("^(catal|dial|anal|monol|epil|prol)ogue(?=s?$)"), r"\1og"),
    (re.compile("^sceptic"), "skeptic"),
    (re.compile("^programme(?=s?$)"), "program"),
    (re.compile("^manoeuv"), "maneuv"),
    (re.compile("^(judg|acknowledg|abridg)ement"), r"\1ment"),
    (re.compile("^grey"), "gray"),
    (re.compile("^plough"), "plow"),
    (re.compile("^mould"), "mold"),
    (re.compile("^cheque(?=s?$)"), "check"),
    (re.compile("^(arch|pal|encyclop|medi|h|an)ae"), r"\1e"),
    (re.compile("^aluminium$"), "aluminum"),
    (re.compile("^ageing$"), "aging"),
    (re.compile("^artefact"), "artifact"),
    (re.compile("^enquir(?=(e|ed|er|ers|es|ies|ing|y)$)"), "inquir"),
    (re.compile("^moustache"), "mustache"),
    (re.compile("^sulph"), "sulf"),
    (re.compile("^rouble(?=s?$)"), "ruble"),
    (re.compile("^tsar"), "czar"),
    (re.compile("^fulfil(?=(s|ment|ments)?$)"), "fulfill"),
    (re.compile("^(instal|enrol|skil|wil)(?=(ment|ments|ful|fully)$)"), r"\1l"),
)  # fmt: skip
"""British spellings and their American counterparts; words that only look British are listed otherwise than these."""

_NOT_BRITISH = re.compile(
    "^(adv|aris|advertis|appris|chast|circumcis|compris|compromis|demis|despis|dev|devis|disguis|enterpris|excis|"
    "exerci|exercis|franchis|improvis|incis|merchandis|prais|precis|premis|prom|promis|rais|ris|revis|superv|supervis|"
    "surmis|surpris|televis|trea|wis|adv|advis|expertis|concis|nois|pois|bruis|cruis|likewis|otherwis|paradis|porpois|"
    "turquois|malais|mayonnais|polonais|marquis|pleas|brows|tortois)(e|ed|es|er|ers|ing|ation|ations)$"
)


@lru_cache(maxsize=50_000)
def american(word: str) -> str:
    """programme -> program, labour -> labor, analyse -> analyze; promise and treatise stay."""
    if _NOT_BRITISH.match(word):
        return word
    spelt = word
    for pattern, replacement in SPELLINGS:
        spelt = pattern.sub(replacement, spelt)
    return spelt if is_listed(spelt) or not is_listed(word) else word


STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "were",
        "which",
        "who",
        "whom",
        "will",
        "with",
        "would",
        "what",
        "when",
        "where",
        "why",
        "how",
        "did",
        "do",
        "does",
        "not",
        "been",
        "being",
        "than",
        "then",
    ]
)
"""Words a question need not share with a text; they count when nothing else is asked."""
