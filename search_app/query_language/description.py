"""How a question was read, in words: 「冷戦」かつ「軍縮」または… ／ “cold war” and (“arms” or …)."""

from collections.abc import Callable

from indexer.document import Label
from search_app.query_language.syntax import (
    AllOf,
    AnyOf,
    Dated,
    Fuzzed,
    Has,
    InYears,
    Node,
    Quoted,
    Wild,
    Without,
    Word,
)

FieldName = Callable[[str, str], str]
"""The label of a field and a value in it: ("actor", "yeltsin") -> "人物 ボリス・エリツィン"."""

WORDS = {
    "word": Label("「{}」", "“{}”"),
    "quoted": Label("書かれたとおりの「{}」", "exactly “{}”"),
    "near": Label("{n}語以内に並ぶ「{}」", "“{}” within {n} words"),
    "ordered": Label("この順で{n}語以内に並ぶ「{}」", "“{}” in this order within {n} words"),
    "wild": Label("「{}」の形の語", "a word of the form “{}”"),
    "fuzzy": Label("「{}」と{n}字まで違う語", "a word at most {n} off “{}”"),
    "dated": Label("日付 {}", "the date {}"),
    "years": Label("{}年の箇所", "dated {}"),
    "title": Label("題名に{}", "{} in the title"),
    "heading": Label("見出しに{}", "{} in a heading"),
    "without": Label("{}のないもの", "without {}"),
    "and": Label(" と ", " and "),
    "or": Label(" または ", " or "),
}


def described(node: Node, ui: str, field_name: FieldName) -> str:
    """The tree of a question as a person would say it."""

    def say(key: str, text: str, **values: object) -> str:
        return WORDS[key].in_language(ui).format(text, **values)

    def part_of(part: str, text: str) -> str:
        return say(part, text) if part else text

    def inside(inner: Node) -> str:
        text = words(inner)
        return f"({text})" if isinstance(inner, AllOf | AnyOf) and len(inner.parts) > 1 else text

    def words(inner: Node) -> str:
        match inner:
            case Word(text, part):
                return part_of(part, say("word", text))
            case Quoted(text, None, _, part):
                return part_of(part, say("quoted", text))
            case Quoted(text, distance, ordered, part):
                return part_of(part, say("ordered" if ordered else "near", text, n=distance))
            case Wild(text, part):
                return part_of(part, say("wild", text))
            case Fuzzed(text, edits, part):
                return part_of(part, say("fuzzy", text, n=edits))
            case Dated(text, span):
                return say("dated", text if span.iso == text else f"{text} ({span.iso})")
            case InYears(text, _, _):
                return say("years", text)
            case Has(field, value):
                return field_name(field, value)
            case AllOf(parts):
                return WORDS["and"].in_language(ui).join(map(inside, parts))
            case AnyOf(parts):
                return WORDS["or"].in_language(ui).join(map(inside, parts))
            case Without(part):
                return say("without", inside(part))

    return words(node)
