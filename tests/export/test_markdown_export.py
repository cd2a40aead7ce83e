"""What Markdown is made of hits reads as it was written, in any reader of CommonMark."""

import pytest
from library import document, exported, searcher, searcher_of, state, whole
from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.document import Block, Label
from search_app.export.citations import cited
from search_app.export.markdown import escaped
from search_app.export.verification import UNCHANGED, seals, verify

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def texts(found: list[Token], around: str) -> list[str]:
    """The text inside each element of a kind, without any markup; with markup in it, that is shown."""
    inside, made = 0, []
    for token in found:
        inside += token.nesting if token.type.startswith(around) else 0
        if inside and token.type == "inline":
            made.append("".join(map(shown, token.children or ())))
    return made


def shown(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type == "softbreak" else f"<{token.type}>"


def lines_of(found: list[Token]) -> list[str]:
    """The lines of all quotations."""
    return [line for text in texts(found, "blockquote") for line in text.splitlines()]


@pytest.mark.parametrize("q", ["冷戦", "Yeltsin"])
def test_each_hit_has_its_heading_its_text_and_its_citation(q: str) -> None:
    found = READER.parse(exported(searcher(), state(q), "md"))
    hits = whole(searcher(), state(q)).hits
    headings = texts(found, "heading")
    assert headings[0] == q and len(headings) == len(hits) + 1
    for number, (heading, hit) in enumerate(zip(headings[1:], hits, strict=True), 1):
        assert heading.startswith(f"{number}. {hit.document.title}")
    assert [line for hit in hits for line in hit.text.splitlines() if line] == lines_of(found)
    written = seals(exported(searcher(), state(q), "md"))
    assert [seal.id for seal in written] == [hit.id for hit in hits]
    assert {verify(searcher(), seal).status for seal in written} == {UNCHANGED}


AWKWARD = (
    "*a* _b_ **c** __d__ `e` [f](g) ![h](i) <b>j</b> &amp; &lt; ~~k~~ | l | \\ m", "1. one", "2) two", "- three",
    "+ four", "* five", "# six", "### seven ##", "> eight", "===", "---", "```", "~~~", "| a | b |", "|---|---|",
    "「条約」*調印* ［一］", "１．全角の番号", "http://h/a_b_c", "[id]: http://h", "<!-- x -->", "C #",
)  # fmt: skip


@pytest.mark.parametrize("line", AWKWARD)
def test_a_line_of_signs_is_text(line: str) -> None:
    assert texts(READER.parse(escaped(line)), "paragraph") == [line]
    assert texts(READER.parse(f"## {escaped(line)}"), "heading") == [line]
    assert texts(READER.parse(f"> text\n> {escaped(line)}"), "blockquote") == [f"text\n{line}"]


def test_a_title_a_text_and_an_id_full_of_signs_read_as_they_were_written() -> None:
    lines = [line for line in AWKWARD if line != "[id]: http://h"]
    block = Block("\n".join(lines))
    title = AWKWARD[0]
    found = searcher_of(document("a``b*c*_d_", block, title=title, lang="en"))
    text = exported(found, state("three"), "md")
    tokens = READER.parse(text)
    assert texts(tokens, "heading") == ["three", f"1. {title}"]
    assert texts(tokens, "blockquote") == ["\n".join(lines)]
    seal = cited(found.library.store.passages_of("a``b*c*_d_")[0], Label("", ""), "").seal
    assert texts(tokens, "paragraph")[-1].endswith(f" {seal}") and seal in text


def test_paragraphs_of_a_text_stay_paragraphs() -> None:
    found = searcher_of(document("a", Block("一行目の条約\n二行目\n\n三行目")))
    assert texts(READER.parse(exported(found, state("条約"), "md")), "blockquote") == ["一行目の条約\n二行目", "三行目"]


@pytest.mark.parametrize(
    ("ui", "said"), [("ja", "{n}件 · 米ソ・米露関係"), ("en", "{n} passages · US-Soviet and US-Russian relations")]
)
def test_the_head_says_what_was_asked_of_what_and_how_to_ask_it_again(ui: str, said: str) -> None:
    asked = state("*冷戦*", ui=ui)
    lines = exported(searcher(), asked, "md").splitlines()
    assert lines[0] == "# \\*冷戦\\*"
    assert lines[2:4] == [said.format(n=whole(searcher(), asked).total), f"<http://sakuin.test{asked.address()}>"]
    assert exported(searcher(), state(ui=ui), "md", "").splitlines()[3] == ""
