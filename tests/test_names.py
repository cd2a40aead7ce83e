"""One word for one thing: no public name of a package is defined twice, unless it is said here what each means."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

DIFFERENT: dict[str, dict[str, str]] = {
    "indexer": {
        "Change": "of a table of a collection, and of a cell of a register",
        "Entry": "of a dictionary, of an engine, of a book's contents, of a PDF's outline, of a sidecar",
        "FacetCounter": "of tantivy, and of OpenSearch",
        "Field": "of the schema, and a field code in Word",
        "Flow": "of columns of a PDF, and of RTF",
        "Form": "a writing of a dictionary's entry, and a form of dates",
        "Item": "of a book's spine, and of a Markdown list",
        "Kind": "what sort of word a dictionary line is, and of entry a gloss is of",
        "Line": "of office text, and of a PDF",
        "Page": "recognised, of a PDF, of the web",
        "Paragraph": "recognised, and of a PDF",
        "Parts": "of a date, and of a message",
        "Row": "of a spreadsheet, and of a table of documents",
        "Run": "of characters, of the indexer, of a PDF's text",
        "Story": "what Word and OpenDocument read a text into",
        "Style": "of OpenDocument, and of Word",
        "Styles": "of OpenDocument, of Word, of RTF",
        "Token": "of a layer, and of RTF",
        "Translator": "into tantivy's terms, and into OpenSearch's",
        "beginning": "as a pattern of tantivy's, and as a question to OpenSearch",
        "blocks": "what each of these readers ends with",
        "build": "the glossary, and the index",
        "bytes_of": "a file on the disk, and one that a cluster keeps",
        "columns": "of a page, and how wide a text is",
        "count": "of entries, and of rows",
        "day": "of a mail's header, and of a file's property",
        "decoded": "a part of a mail, and a file",
        "describe": "a document's passages, and a document by its sidecar",
        "described": "a document by what it is given, and by a register after a correction",
        "edited": "a collection.toml, and a register",
        "entries": "of the dictionary, and of a register",
        "extension": "what is compiled, of each room that looks for its own",
        "find": "dates, eras, sidecars",
        "finished_layers": "by the extension where it was built, and in Python",
        "fold": "the analysis's spelling, and that of dates",
        "folded": "a heading, and a name, for comparison",
        "gram_columns": "by the extension where it was built, and in Python",
        "hidden": "Aozora's notes, and hyphens",
        "joined": "lines, spans, words",
        "keys": "of the columns of a table, and of those of a register",
        "kind_of": "a word, an entry, a file",
        "label": "of an actor, and of an era",
        "labels": "of eras, of recognised pages, of a PDF's pages",
        "lag": "what every engine offers",
        "language": "of a text's tag, of a property, of an item",
        "merge": "what every engine offers, and the files of a store",
        "named": "headings of a PDF, and elements by name",
        "open_engine": "what every engine offers",
        "open_writer": "what every engine offers",
        "opened": "what each of these formats is kept in",
        "pairs": "of characters, and of entries with what they mean",
        "parse": "dates, messages, trees, Markdown, pages",
        "part": "front matter from text, and a part of a TEI header",
        "parts": "of a message, and of a page",
        "people": "in a mail, in an item, in an edition",
        "pieces": "of a bilingual text, and of a page read flat",
        "plain": "XML as it may be parsed, and a cell without its apostrophe",
        "properties": "of each kind of file",
        "read": "what every reader offers",
        "read_file": "with what is said of it, and in memory",
        "read_tree": "what every reader of XML offers",
        "reading_columns": "by the extension where it was built, and in Python",
        "readings": "of a dictionary's entry, and how a word may sound",
        "settled": "a romanised name, and lines",
        "shown": "a name, and a number",
        "signed": "as a pattern of tantivy's, and as a question to OpenSearch",
        "sketch": "by the extension where it was built, and in Python",
        "slides": "of both kinds of presentation",
        "units": "of a number format, and of lines",
        "whole": "text without halves of pairs, and a TEI header",
        "word_columns": "by the extension where it was built, and in Python",
        "words": "of Japanese, of trees, of pages, how many a line has",
        "written": "a cell of a register, and tables of people",
    },
    "search_app": {
        "Bar": "of the histogram beside the hits, and of the chart of trends",
        "Change": "between two texts of a citation, and of a question",
        "Column": "of the table of terms, and of a workbook",
        "Finding": "what became of a citation, and people found in an index",
        "Line": "of the concordance, and of a chart",
        "Question": "as it was read, and of a batch",
        "Row": "of an export, and of parallel documents",
        "switches": "a kind of parameter, and the page",
        "told": "what is wrong with a project, and with an edit of a list",
        "words": "a kind of parameter, and the page",
    },
}
"""Package -> public class or function that several modules define -> what each means by it."""

CONSTANTS = {"PLAUSIBLE", "SAMPLE", "DEEPEST", "ENOUGH", "T", "R", "SOFT_HYPHEN"}
"""Constants of the same name and value that may well differ one day: measures of each reader's own, type variables."""


def definitions(package: str) -> dict[str, list[str]]:
    """Public class or function -> the modules of a package that define it at their top."""
    found: dict[str, list[str]] = defaultdict(list)
    for file, node in statements(package):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found[node.name].append(file)
    return found


def constants(package: str) -> dict[tuple[str, str], list[str]]:
    """(Public name, the expression of its value) -> the modules of a package that define both."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, node in statements(package):
        for name in names(node):
            if not name.startswith("_") and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                found[name, ast.unparse(node.value)].append(file)
    return found


def statements(package: str) -> Iterator[tuple[str, ast.stmt]]:
    """Every statement at the top of a module, with its file."""
    for file in sorted((ROOT / package).rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            yield str(file.relative_to(ROOT)), node


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


@pytest.mark.parametrize("package", DIFFERENT)
def test_no_constant_is_said_twice(package: str) -> None:
    twice = {name: files for (name, _), files in constants(package).items() if len(files) > 1}
    unsaid = {name: files for name, files in twice.items() if name not in CONSTANTS}
    assert not unsaid, f"import the one from the other: {unsaid}"


def test_both_kinds_of_definition_are_seen() -> None:
    assert names(ast.parse("def f(): pass").body[0]) == ["f"]
    assert names(ast.parse("A: int = 1").body[0]) == names(ast.parse("A = 1").body[0]) == ["A"]
