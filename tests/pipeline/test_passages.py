"""How documents are cut into passages, and that what is inserted around a passage leaves it alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Block, Document, Passage
from indexer.pipeline.passages import MOST, passage_id, split, weigh
from indexer.readers import read

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the test data in ../shared is not here")

JA = "第{}回の首脳会談では、米国とソ連の代表が軍縮と通商について長い時間をかけて話し合い、共同声明を出したという。"
EN = "At summit number {} the delegations of the United States and the Soviet Union spoke at length about arms. "


def document(*blocks: Block, title: str = "") -> Document:
    return Document("d", title, "ja", blocks)


def prose(pattern: str, *numbers: int) -> str:
    return "".join(pattern.format(number) for number in numbers).strip()


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


@pytest.mark.parametrize(
    ("pattern", "sentences"),
    [(JA, 1), (JA, 8), (EN, 2), (EN, 11)],
    ids=["a Japanese sentence", "long Japanese", "English sentences", "long English"],
)
def test_a_paragraph_of_fitting_size_is_one_passage(pattern: str, sentences: int) -> None:
    text = prose(pattern, *range(sentences))
    assert texts(split(document(Block(text)))) == [text]


@pytest.mark.parametrize(("pattern", "end"), [(JA, "。"), (EN, ".")], ids=["ja", "en"])
def test_a_long_paragraph_is_cut_at_sentence_ends_and_its_later_parts_continue(pattern: str, end: str) -> None:
    passages = split(document(Block(prose(pattern, *range(60)))))
    assert len(passages) > 3
    assert [passage.continues for passage in passages] == [False] + [True] * (len(passages) - 1)
    assert all(passage.text.endswith(end) and weigh(passage.text) <= MOST for passage in passages)


@pytest.mark.parametrize(
    "inner", ["「そう思う。私もだ。」と述べた。", "（元外相。大統領。）に会った。", "『真理。正義。』を読んだ。"]
)
def test_no_cut_falls_within_quotation_marks_where_another_place_is_near(inner: str) -> None:
    passages = split(document(Block(inner * 120)))
    assert len(passages) > 2
    assert all(passage.text.startswith(inner[0]) and passage.text.endswith(inner[-4:]) for passage in passages)


def test_no_cut_falls_after_an_initial_or_an_abbreviation() -> None:
    passages = split(document(Block("Mr. George F. Kennan wrote to the U.S. Government about vol. 3 of it. " * 60)))
    assert len(passages) > 3
    assert all(passage.text.startswith("Mr. George") and passage.text.endswith("of it.") for passage in passages)


def test_a_note_mark_stays_with_its_sentence_and_hidden_spans_move_along() -> None:
    sentence = "首脳会談は成功のうちに終わったと報じられている。[12]"
    text = sentence * 60
    hidden = tuple((i + len(sentence) - 4, i + len(sentence)) for i in range(0, len(text), len(sentence)))
    passages = split(document(Block(text, 0, hidden)))
    assert len(passages) > 1
    for passage in passages:
        assert passage.text.endswith("。[12]")
        assert {passage.text[start:end] for start, end in passage.hidden} == {"[12]"}
        assert len(passage.hidden) == passage.text.count("[12]")


def test_nothing_is_cut_inside_a_word_however_long() -> None:
    assert texts(split(document(Block("a" * 5000)))) == ["a" * 5000]
    parts = texts(split(document(Block("détente " * 2000))))
    assert set(" ".join(parts).split()) == {"détente"}


@pytest.mark.parametrize(
    ("caption", "pattern"),
    [("対峙する米ソの戦車。ベルリンにて。", JA), ("Tanks in Berlin.", EN)],
    ids=["ja", "en"],
)
def test_a_short_paragraph_is_joined_with_the_next_or_else_the_one_before(caption: str, pattern: str) -> None:
    long = prose(pattern, 1, 2, 3, 4, 5)
    assert texts(split(document(Block(caption), Block(long)))) == [f"{caption}\n\n{long}"]
    assert texts(split(document(Block(long), Block(caption)))) == [f"{long}\n\n{caption}"]


def test_joined_paragraphs_keep_their_hidden_spans() -> None:
    (passage,) = split(document(Block("写真[1]", 0, ((2, 5),)), Block("  説明[2]", 0, ((4, 7),))))
    assert passage.text == "写真[1]\n\n説明[2]"
    assert [passage.text[start:end] for start, end in passage.hidden] == ["[1]", "[2]"]


def test_short_paragraphs_are_not_joined_across_a_heading() -> None:
    passages = split(document(Block("一つ。"), Block("次", 2), Block("二つ。")))
    assert [(passage.text, passage.heading_path) for passage in passages] == [("一つ。", ()), ("二つ。", ("次",))]


def test_the_heading_path_is_the_stack_of_headings_without_the_title() -> None:
    headings = (Block("米ソ関係", 1), Block("冷戦期", 2), Block("デタント", 4))
    blocks = (*headings, Block("本文。"), Block("Notes", 2), Block("注。"))
    paths = [passage.heading_path for passage in split(document(*blocks, title="米ソ関係"))]
    assert paths == [("冷戦期", "デタント"), ("Notes",)]
    assert split(document(*blocks, title="別の題"))[0].heading_path == ("米ソ関係", "冷戦期", "デタント")


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        ((Block("題", 1),), [("題", ())]),
        ((Block("A Treaty", 1), Block("別の題", 1)), [("別の題", ())]),
        ((Block("題", 1), Block("章", 2)), [("章", ())]),
        (
            (
                Block("出席者", 2),
                Block("吉田首相", 3),
                Block("Mr. Dulles", 3),
                Block("会談", 2),
                Block("本文。"),
                Block("以上", 3),
            ),
            [("吉田首相\n\nMr. Dulles", ("出席者",)), ("本文。\n\n以上", ("会談",))],
        ),
        ((Block("Talks", 2), Block("Text."), Block("Closed", 2)), [("Text.", ("Talks",)), ("Closed", ())]),
        (
            (Block("Talks", 2), Block("Text."), Block("Talks", 2), Block("More.")),
            [("Text.", ("Talks",)), ("More.", ("Talks",))],
        ),
        ((Block("章", 2), Block(" ", 3), Block("文。")), [("文。", ("章",))]),
    ],
)
def test_a_heading_with_nothing_below_it_is_text_of_the_section_around_it(
    blocks: tuple[Block, ...], wanted: list[tuple[str, tuple[str, ...]]]
) -> None:
    title = next((block.text for block in blocks if block.level == 1), "")
    assert [(passage.text, passage.heading_path) for passage in split(document(*blocks, title=title))] == wanted


@pytest.mark.parametrize("blocks", [(), (Block(" \n　"),), (Block("　", 1),)], ids=["nothing", "spaces", "a heading"])
def test_a_document_without_words_gives_no_passage(blocks: tuple[Block, ...]) -> None:
    assert split(document(*blocks)) == ()


def test_the_id_is_drawn_from_the_text_alone() -> None:
    first, second = split(document(Block("同じ文。"), Block("間", 1), Block("同じ文。")))
    assert first.id == second.id == passage_id("同じ文。")
    assert len(first.id) == 16
    assert (first.ordinal, second.ordinal) == (0, 1)


ITEMS = [f"  • Author {n}, Initial. A book about the history of relations number {n} (19{n:02})" for n in range(90)]


@pytest.mark.parametrize(
    "paragraphs",
    [[prose(JA, n, n + 1) for n in range(40)], [prose(EN, n, n + 1) for n in range(40)], ITEMS],
    ids=["Japanese prose", "English prose", "a long list"],
)
@pytest.mark.parametrize("inserted", ["新しい段落。", "A new item", prose(JA, 91, 92), prose(EN, *range(30))])
def test_a_paragraph_inserted_changes_the_passages_beside_it_only(paragraphs: list[str], inserted: str) -> None:
    before = split(document(*map(Block, paragraphs)))
    for place in (0, len(paragraphs) // 2, len(paragraphs)):
        after = split(document(*map(Block, [*paragraphs[:place], inserted, *paragraphs[place:]])))
        gone = {passage.id for passage in before} - {passage.id for passage in after}
        assert len(gone) <= 3


def test_a_sentence_inserted_into_a_very_long_paragraph_leaves_most_parts_alone() -> None:
    before = split(document(Block(prose(JA, *range(300)))))
    after = split(document(Block("まったく新しい一文がここに入る。" + prose(JA, *range(300)))))
    gone = {passage.id for passage in before} - {passage.id for passage in after}
    assert len(before) > 30
    assert len(gone) < len(before) / 2


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of any text, with hidden spans, headings and paragraphs long enough to be cut."""
    blocks = []
    for _ in range(draw(st.integers(0, 5))):
        words = st.sampled_from(["。", "「", "」", "\n", " ", "a.", "Word ", "[1]", "米国は", "ソ連、", "ー", "！"])
        pieces = draw(st.lists(words | st.text(max_size=4), max_size=12)) * draw(st.sampled_from([1, 1, 30, 200]))
        text = "".join(pieces)
        marks = sorted(set(draw(st.lists(st.integers(0, max(len(text), 1)), max_size=8))))
        hidden = tuple((a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if b <= len(text))
        blocks.append(Block(text, draw(st.sampled_from([0, 0, 0, 2])), hidden))
    return document(*blocks)


@given(documents())
def test_every_character_is_in_one_passage_and_the_hidden_ones_stay_hidden(given_document: Document) -> None:
    paragraphs = _below_headings(given_document)
    passages = split(given_document)
    assert "".join("".join(block.text.split()) for block in paragraphs) == "".join(
        "".join(passage.text.split()) for passage in passages
    )
    assert _hidden_characters(paragraphs) == _hidden_characters(passages)
    for passage in passages:
        assert passage.text == passage.text.strip()
        assert passage.id == passage_id(passage.text)
        edges = [edge for span in passage.hidden for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(passage.text) for edge in edges)


def _below_headings(given_document: Document) -> list[Block]:
    """The paragraphs, and the headings with none below them."""
    blocks = [block for block in given_document.blocks if block.text.strip()]
    after = [*blocks, Block("", 1)][1:]
    return [block for block, following in zip(blocks, after, strict=True) if not block.level or following.level]


def _hidden_characters(holders: list[Block] | tuple[Passage, ...]) -> str:
    return "".join("".join(holder.text[a:b].split()) for holder in holders for a, b in holder.hidden)


@given(documents())
def test_a_hidden_span_is_never_cut(given_document: Document) -> None:
    paragraphs = _below_headings(given_document)
    whole = [block.text[start:end].strip() for block in paragraphs for start, end in block.hidden]
    parts = [passage.text[start:end].strip() for passage in split(given_document) for start, end in passage.hidden]
    assert list(filter(None, parts)) == list(filter(None, whole))


@needs_shared
def test_a_row_of_the_question_set_is_one_passage_unless_it_is_too_long() -> None:
    path = SHARED / "data/jsquad/passages.jsonl"
    documents = read(path, path.parent).documents
    assert len(documents) > 2000
    assert all(len(split(row)) == 1 for row in documents if weigh(row.blocks[0].text) <= MOST)


@needs_shared
def test_the_famine_passage_of_the_article_has_the_headings_above_it() -> None:
    path = next((SHARED / "seeds").glob("000_*.txt"))
    (article,) = read(path, path.parent).documents
    (passage,) = [passage for passage in split(article) if "ハーバート・フーバーの下" in passage.text]
    assert passage.heading_path == ("歴史", "第二次世界大戦前 (1917年 - 1939年)", "米国によるロシア飢饉救援策")
    assert {passage.text[start:end] for start, end in passage.hidden} >= {"英語版", "[12][13]"}
