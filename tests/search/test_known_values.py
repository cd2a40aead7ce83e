"""Filters take a value by any name it has, in both languages; an unknown one is said, with the nearest names."""

import json
from functools import cache

import pytest
from click.testing import CliRunner
from library import app_of, built, document, documents_of, searcher, searcher_of, state, whole

from indexer.collection import Collection
from indexer.document import Authority, Label
from search_app.cli.main import main
from search_app.notes import Note
from search_app.search import known_values
from search_app.search.searcher import Searcher


@cache
def shelf() -> Searcher:
    """Documents without a list of names: actors are what the documents say of themselves."""
    return searcher_of(
        document("letter.ja", "条約について書いた。", title="吉田の手紙", lang="ja", actors=("吉田茂",)),
        document("letter.en", "He wrote on the treaty.", title="A letter of Dulles", lang="en", actors=("Dulles",)),
    )


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        ("actor", "エリツィン", "yeltsin"),
        ("actor", "イエリツィン", "yeltsin"),
        ("actor", "YELTSIN", "yeltsin"),
        ("actor", "Ельцин", "yeltsin"),
        ("actor", "yeltsin", "yeltsin"),
        ("era", "戦間期", "interwar"),
        ("era", "Interwar period", "interwar"),
        ("era", "interwar", "interwar"),
        ("lang", "日本語", "ja"),
        ("lang", "japanese", "ja"),
        ("lang", "JA", "ja"),
        ("lang", "英語", "en"),
        ("doc", "nato-01.ja", "nato-01.ja"),
        ("doc", "NATO-01.JA", "nato-01.ja"),
    ],
)
def test_a_filter_takes_any_name_of_its_value(facet: str, typed: str, value: str) -> None:
    named, plain = whole(searcher(), state("", (facet, typed))), whole(searcher(), state("", (facet, value)))
    assert named.state == plain.state and named.total == plain.total > 0
    assert not named.question.notes
    assert [chip.label for chip in named.filters.chips] == [chip.label for chip in plain.filters.chips]
    left_out, other = state("", (facet, f"-{typed}")), state("", (facet, f"-{value}"))
    assert whole(searcher(), left_out).state == whole(searcher(), other).state


@pytest.mark.parametrize(
    ("facet", "typed", "found"),
    [
        ("doc", "吉田の手紙", "letter.ja"),
        ("doc", "a letter of dulles", "letter.en"),
        ("actor", "吉田茂", "letter.ja"),
        ("actor", "dulles", "letter.en"),
        ("lang", "英語", "letter.en"),
    ],
)
def test_a_document_has_its_title_and_an_actor_needs_no_list(facet: str, typed: str, found: str) -> None:
    page = whole(shelf(), state("", (facet, typed)))
    assert documents_of(page.hits) == [found] and not page.question.notes


def test_the_titles_of_many_documents_are_looked_up_and_not_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_values, "MOST_GATHERED", 1)
    for typed, found in (("吉田の手紙", "letter.ja"), ("a LETTER of dulles", "letter.en"), ("letter.en", "letter.en")):
        page = whole(shelf(), state("", ("doc", typed)))
        assert documents_of(page.hits) == [found] and not page.question.notes
    for typed in ("吉田の手", "of dulles", "無い文書"):
        page = whole(shelf(), state("", ("doc", typed)))
        assert page.total == 0 and page.question.notes == (Note("unknown-value", f"doc={typed}"),)
    assert not shelf().known_values.names("doc").values


@pytest.mark.parametrize(
    ("facet", "typed", "nearest"),
    [
        ("actor", "エリツイソ", "エリツィン"),
        ("actor", "Yeltsen", "Yeltsin"),
        ("era", "戦間基", "戦間期"),
        ("era", "Interwar perod", "Interwar period"),
    ],
)
def test_an_unknown_name_is_said_with_the_nearest(facet: str, typed: str, nearest: str) -> None:
    page = whole(searcher(), state("", (facet, typed)))
    assert page.total == 0 and page.question.notes[0] == Note("unknown-name", typed)
    assert page.question.notes[1].code == "nearest-names" and nearest in page.question.notes[1].value.split(" / ")
    asked = whole(searcher(), state(f'{facet}:"{typed}"'))
    assert asked.total == 0 and nearest in asked.question.notes[-1].value.split(" / ")


@pytest.mark.parametrize(
    ("facet", "typed", "nearest"),
    [
        ("doc", "nato-01.js", "nato-01.ja"),
        ("doc", "無い文書", ""),
        ("lang", "クリンゴン語", ""),
        ("lang", "klingon", ""),
    ],
)
def test_an_unknown_document_or_language_is_said_too(facet: str, typed: str, nearest: str) -> None:
    page = whole(searcher(), state("", (facet, typed)))
    assert page.total == 0 and page.question.notes[0] == Note("unknown-value", f"{facet}={typed}")
    assert [nearest in note.value for note in page.question.notes[1:]] == [True] * bool(nearest)


@pytest.mark.parametrize(
    ("ui", "said"), [("ja", ("江戸時代の人", "この資料群にありません")), ("en", ("江戸時代の人", "knows no actor"))]
)
def test_the_page_says_it_in_its_language(ui: str, said: tuple[str, str]) -> None:
    page = app_of(searcher()).test_client().get("/search", query_string={"actor": "江戸時代の人", "ui": ui})
    assert page.status_code == 200 and all(words in page.text for words in said)


@pytest.mark.parametrize(
    ("option", "typed"), [("--actor", "クリントン"), ("--lang", "英語"), ("--era", "Interwar period")]
)
def test_the_command_line_takes_the_same_names(option: str, typed: str) -> None:
    run = CliRunner().invoke(main, ["search", "", option, typed, "--index", str(built()), "--json"])
    facet = option.removeprefix("--")
    assert run.exit_code == 0
    assert json.loads(run.stdout)["total"] == whole(searcher(), state("", (facet, typed))).total > 0


def test_a_name_that_only_documents_have_is_known_to_the_query_language() -> None:
    page = whole(shelf(), state("actor:吉田茂"))
    assert page.total == 1 and not page.question.notes


@cache
def namesakes() -> Searcher:
    """Two of one surname in each language."""
    people = (("アレン・ダレス", "Allen Dulles", "Dulles"), ("ジョン・ダレス", "John Dulles", "Dulles"))
    western = tuple(Authority(en, "person", Label(ja, en), (ja, en), surname) for ja, en, surname in people)
    japanese = tuple(Authority(ja, "person", Label(ja, ""), (ja,), "佐藤") for ja in ("佐藤栄作", "佐藤尚武"))
    return searcher_of(document("d", "Allen Dulles, 佐藤栄作"), collection=Collection(actors=(*western, *japanese)))


@pytest.mark.parametrize(("typed", "who"), [("Dulles", "Allen Dulles / John Dulles"), ("佐藤", "佐藤栄作 / 佐藤尚武")])
def test_a_surname_of_several_is_said_with_those_who_have_it(typed: str, who: str) -> None:
    for asked in (state("", ("actor", typed)), state(f"actor:{typed}")):
        page = whole(namesakes(), asked)
        assert page.total == 0 and page.question.notes == (Note("shared-surname", who),)
