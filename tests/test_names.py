"""One word for one thing: no public name of a package is defined twice, unless it is said here what each means."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

DIFFERENT: dict[str, dict[str, str]] = {
    "indexer": {
        "CJK": "a class of signs; the analysis's for words, others' for a rough judgement of weight or language",
        "CONTROL": "control signs: those that no text has, and those that HTML may not have",
        "CYRILLIC": "letters of a sample, and words of one",
        "CELL_GAP": "what parts the cells of a row, in Markdown and in HTML",
        "Entry": "an entry of a dictionary, and what an engine remembers of a passage",
        "FILE": "the name of the one file that a room keeps",
        "FORMS": "the forms of dates, a table for each language",
        "Form": "a writing of a dictionary's entry, and a form of dates",
        "GAP": "between paragraphs of a passage, and between terms of a line",
        "HEAD": "the head of a gloss, and the front matter of a file",
        "HINT": "what makes a date worth looking for, for each language",
        "KANA": "kana of the analysis, and what weighs for Japanese in bytes of unknown encoding",
        "KANJI": "kanji of the analysis, of numerals, and of everyday use",
        "KINDS": "kinds of keys, of actors, of dictionary entries",
        "Kind": "what sort of word a dictionary line is, and of entry a gloss is of",
        "MOST_WORDS": "of a gloss, and of a heading",
        "NOTHING": "the query that finds nothing, and values that say nothing",
        "NUMBERED": "a numbered heading, and a numbered line",
        "Near": "the query, and what is near in the sense of near-duplicates",
        "PACKAGES": "names to install packages by",
        "Part": "of a compound word, and of a web page",
        "Piece": "of a bilingual text, and of a paragraph",
        "Place": "where a phrase stands to tantivy, and where a passage stands in the store",
        "READING": "of a dictionary's form, and what the reading of files depends on",
        "Reader": "of collection.toml, and what a module of readers offers",
        "Run": "of characters, and of the indexer",
        "SAMPLE": "how much of a text is judged, for its encoding and for its language",
        "SHORTEST": "variant, and near-duplicate",
        "STARTS": "signs that dates begin with, for each language",
        "Table": "of collection.toml, and for str.translate",
        "UNDATED": "the value of a facet, and a number that sorts last",
        "build": "the glossary, and the index",
        "ensure": "an index, and a glossary",
        "find": "dates, and eras",
        "fold": "the analysis's spelling, and that of dates",
        "label": "of an actor, and of an era",
        "open_engine": "what every engine offers",
        "open_writer": "what every engine offers",
        "pairs": "of characters, and of entries with what they mean",
        "parse": "a date, and a page",
        "read": "what every reader offers",
        "words": "of Japanese, of HTML, and how many a line has",
    },
    "search_app": {
        "Bar": "of the histogram beside the hits, and of the chart of trends",
        "Change": "between two texts of a citation, and of a question",
        "Key": "what a name is looked up by, and what a word is sorted by",
        "LINES": "of a page of the concordance, and the API's description of them",
        "LONGEST": "what is completed, and what is corrected",
        "Line": "of the concordance, and of a chart",
        "MATCH": "the parameter, and the API's description of a mark",
        "Question": "as it was read, and of a batch",
        "Row": "of an export, of values, of parallel documents",
        "WORDS": "the words a question is described in, and the API's description of words",
        "blueprint": "what Flask registers of each module of routes",
        "switches": "a kind of parameter, and the page",
        "words": "a kind of parameter, and the page",
    },
}  # fmt: skip
"""Package -> public name that several modules define -> what each means by it."""


def definitions(package: str) -> dict[str, list[str]]:
    """Public name -> the modules of a package that define it at their top."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / package).rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            for name in names(node):
                if not name.startswith("_"):
                    found[name].append(str(file.relative_to(ROOT)))
    return found


def names(node: ast.stmt) -> list[str]:
    """The names a statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize("package", DIFFERENT)
def test_a_name_means_one_thing_or_it_is_said_what_each_means(package: str) -> None:
    twice = {name: files for name, files in definitions(package).items() if len(files) > 1}
    unsaid = {name: files for name, files in twice.items() if name not in DIFFERENT[package]}
    assert not unsaid, f"call one of each otherwise, or say in DIFFERENT what each means: {unsaid}"
    assert not set(DIFFERENT[package]) - set(twice), "these are defined once now: take them out of DIFFERENT"


def test_both_kinds_of_definition_are_seen() -> None:
    assert names(ast.parse("def f(): pass").body[0]) == ["f"]
    assert names(ast.parse("A: int = 1").body[0]) == names(ast.parse("A = 1").body[0]) == ["A"]
