"""Citations say what was cited in the styles people use, and can be verified for as long as the collection lives."""

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from folders import archive
from library import CONFIG, built, document, exported, searcher, searcher_of, state, whole

from indexer.document import Block, Label, Mark
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import earlier_text
from search_app.cli.main import main
from search_app.export.citations import STYLES, Cited, citation, citations, cited, date_words, text_hash
from search_app.export.formats import BY_NAME
from search_app.export.verification import CHANGED, GONE, MISQUOTED, UNCHANGED, UNKNOWN, changes, seals, verify
from search_app.reading.locators import LocatorPart
from search_app.search.searcher import Searcher, open_searcher
from search_app.web.app import create_app

TODAY = date(2026, 11, 25)

ENGLISH = Cited(
    "0123456789abcdef", "x-article", 3, "abcdef012345", ("George F. Kennan",), "The Sources of Soviet Conduct",
    ("Part II",), "1947-07-01", "Foreign Affairs", "US-Soviet relations", "en", "http://h/passage/0123456789abcdef",
)  # fmt: skip
JAPANESE = Cited(
    "fedcba9876543210", "relations.ja", 12, "012345abcdef", (), "冷戦はいかに終わったか", ("マルタ",), "1989/1991",
    "百科事典", "米ソ関係", "ja", "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "style", "text"),
    [
        (ENGLISH, "chicago",
         "George F. Kennan, “The Sources of Soviet Conduct,” Part II, July 1, 1947, Foreign Affairs, "
         "US-Soviet relations, ¶ 3, http://h/passage/0123456789abcdef. "
         "[sakuin x-article ¶3 0123456789abcdef sha256:abcdef012345]"),
        (ENGLISH, "apa",
         "George F. Kennan. (1947, July 1). The Sources of Soviet Conduct (Part II, para. 3). Foreign Affairs. "
         "US-Soviet relations. http://h/passage/0123456789abcdef. "
         "[sakuin x-article ¶3 0123456789abcdef sha256:abcdef012345]"),
        (ENGLISH, "mla",
         "George F. Kennan. “The Sources of Soviet Conduct.” Foreign Affairs, 1 July 1947, Part II, par. 3. "
         "US-Soviet relations, http://h/passage/0123456789abcdef. "
         "[sakuin x-article ¶3 0123456789abcdef sha256:abcdef012345]"),
        (ENGLISH, "sist02",
         "George F. Kennan. The Sources of Soviet Conduct. Part II. Foreign Affairs. 1947年7月1日. "
         "US-Soviet relations. 第3段落. http://h/passage/0123456789abcdef, (参照 2026-11-25). "
         "[sakuin x-article ¶3 0123456789abcdef sha256:abcdef012345]"),
        (JAPANESE, "chicago",
         "「冷戦はいかに終わったか」, マルタ, 1989年–1991年, 百科事典, 米ソ関係, ¶ 12. "
         "[sakuin relations.ja ¶12 fedcba9876543210 sha256:012345abcdef]"),
        (JAPANESE, "apa",
         "冷戦はいかに終わったか (マルタ, 第12段落). (1989年–1991年). 百科事典. 米ソ関係. "
         "[sakuin relations.ja ¶12 fedcba9876543210 sha256:012345abcdef]"),
        (JAPANESE, "mla",
         "「冷戦はいかに終わったか」. 百科事典, 1989年–1991年, マルタ, 第12段落. 米ソ関係. "
         "[sakuin relations.ja ¶12 fedcba9876543210 sha256:012345abcdef]"),
        (JAPANESE, "sist02",
         "冷戦はいかに終わったか. マルタ. 百科事典. 1989年–1991年. 米ソ関係. 第12段落. "
         "[sakuin relations.ja ¶12 fedcba9876543210 sha256:012345abcdef]"),
    ],
)  # fmt: skip
def test_a_passage_is_cited_in_every_style(facts: Cited, style: str, text: str) -> None:
    assert citations(facts, TODAY)[style] == text


def on(facts: Cited, *where: tuple[str, str, str]) -> Cited:
    return replace(facts, where=tuple(LocatorPart(*part) for part in where))


@pytest.mark.parametrize(
    ("facts", "chicago", "apa", "mla", "sist02"),
    [
        (on(ENGLISH, ("page", "117", "117")), ", p. 117,", "(Part II, p. 117)", ", Part II, p. 117.", ". p. 117."),
        (on(ENGLISH, ("page", "117", "118")),
         ", pp. 117–118,", "(Part II, pp. 117–118)", ", pp. 117–118.", ". pp. 117–118."),
        (on(ENGLISH, ("slide", "3", "3")), ", slide 3,", "(Part II, slide 3)", ", slide 3.", ". slide 3."),
        (on(ENGLISH, ("sheet", "Ships", "Ships"), ("row", "12", "12")),
         ", sheet Ships, row 12,", "(Part II, sheet Ships, row 12)", ", sheet Ships, row 12.",
         ". シート「Ships」、12行目."),
        (on(JAPANESE, ("page", "117", "117")), ", 117頁.", "(マルタ, 117頁)", ", マルタ, 117頁.", ". p. 117."),
        (on(JAPANESE, ("page", "4", "5"), ("note", "2", "2")),
         ", 4–5頁、注2.", "(マルタ, 4–5頁、注2)", ", 4–5頁、注2.", ". pp. 4–5, n. 2."),
        (on(JAPANESE, ("slide", "3", "3")), ", スライド3.", "(マルタ, スライド3)", ", スライド3.", ". slide 3."),
    ],
)  # fmt: skip
def test_where_the_source_has_pages_they_are_cited_and_the_seal_stays(
    facts: Cited, chicago: str, apa: str, mla: str, sist02: str
) -> None:
    made = citations(facts, TODAY)
    assert all(part in made[style] for style, part in zip(made, (chicago, apa, mla, sist02), strict=True)), made
    for text in made.values():
        assert text.endswith(facts.seal)
        assert not any(sign in text.removesuffix(facts.seal) for sign in ("¶", "para.", "par. ", "段落"))


@pytest.mark.parametrize(
    ("facts", "authors", "chicago", "apa", "mla", "sist02"),
    [
        (ENGLISH, ("A. One", "B. Two"),
         "A. One and B. Two, ", "A. One & B. Two. (", "A. One, and B. Two. “", "A. One; B. Two. "),
        (ENGLISH, ("A", "B", "C"), "A, B, and C, ", "A, B, & C. (", "A et al. “", "A; B; C. "),
        (ENGLISH, ("A", "B", "C", "D"), "A et al., ", "A et al. (", "A et al. “", "A; B; C; D. "),
        (JAPANESE, ("新渡戸", "内村"), "新渡戸、内村, ", "新渡戸、内村. (", "新渡戸、内村. 「", "新渡戸; 内村. "),
        (JAPANESE, ("甲", "乙", "丙", "丁"), "甲ほか, ", "甲ほか. (", "甲ほか. 「", "甲; 乙; 丙; 丁. "),
    ],
)  # fmt: skip
def test_several_authors_are_named_as_the_style_names_them(
    facts: Cited, authors: tuple[str, ...], chicago: str, apa: str, mla: str, sist02: str
) -> None:
    made, begins = citations(replace(facts, authors=authors), TODAY), (chicago, apa, mla, sist02)
    assert [made[style][: len(text)] for style, text in zip(made, begins, strict=True)] == list(begins)


@pytest.mark.parametrize("title", ["What Is to Be Done?", "Stalin Is Dead!", "The End."])
def test_a_title_that_ends_a_sentence_itself_is_given_no_full_stop_by_mla(title: str) -> None:
    assert citations(replace(ENGLISH, title=title), TODAY)["mla"].startswith(f"George F. Kennan. “{title}” Foreign")


def test_an_archive_is_cited_and_a_sheet_is_named_once() -> None:
    row = Block("Poltava | Mariel Harbour", marks=(Mark(0, "sheet", "Ships", 1), Mark(0, "row", "12", 12)), kind="row")
    found = searcher_of(document("a", "# Ships", row, title="Register", archive="National Archives, box 12"))
    text = citations(cited(found.library.store.passages_of("a")[0], Label("", ""), ""), TODAY)["chicago"]
    assert text.startswith("“Register,” National Archives, box 12, sheet Ships, row 12. [sakuin a ¶1 ")


@pytest.mark.parametrize(("q", "page"), [("", "117"), ("minister", "117"), ("harbour", "118")])
def test_every_face_cites_the_page_of_the_match_and_its_seal_verifies(q: str, page: str, tmp_path: Path) -> None:
    build(Job((archive(tmp_path / "docs"),), tmp_path / "index", jobs=1))
    found = opened(tmp_path / "index")
    passage = found.library.store.passages_of("note")[0].passage.id
    client = create_app(tmp_path / "index").test_client()
    made = client.get(f"/passage/{passage}.json", query_string={"q": q}).get_json()["citations"]["chicago"]
    assert f" p. {page}, http" in made
    assert made in unescape(client.get(f"/passage/{passage}", query_string={"q": q}).text)
    assert f"SP  - {page}\n" in client.get(f"/passage/{passage}.ris", query_string={"q": q}).text
    assert f" p. {page}." in next(row for row in exported(found, state(q), "tsv", "").splitlines() if passage in row)
    assert verify(found, seals(made)[0]).status == UNCHANGED
    found.library.close()


@pytest.mark.parametrize(
    ("written", "ja", "en", "year_first", "day_first"),
    [
        ("1994-09-27", "1994年9月27日", "September 27, 1994", "1994, September 27", "27 Sept. 1994"),
        ("1994-09", "1994年9月", "September 1994", "1994, September", "Sept. 1994"),
        ("1947-07-01", "1947年7月1日", "July 1, 1947", "1947, July 1", "1 July 1947"),
        ("1994-12-05", "1994年12月5日", "December 5, 1994", "1994, December 5", "5 Dec. 1994"),
        ("1994", "1994年", "1994", "1994", "1994"),
        ("1917/1991", "1917年–1991年", "1917–1991", "1917–1991", "1917–1991"),
        ("1990~", "1990年頃", "ca. 1990", "ca. 1990", "ca. 1990"),
        ("1991/..", "1991/..", "1991/..", "1991/..", "1991/.."),
        ("冷戦期", "冷戦期", "冷戦期", "冷戦期", "冷戦期"),
        ("", "", "", "", ""),
    ],
)
def test_a_date_is_said_in_the_words_of_its_language(
    written: str, ja: str, en: str, year_first: str, day_first: str
) -> None:
    assert (date_words(written, "ja"), date_words(written, "en")) == (ja, en)
    assert date_words(written, "en", "year") == year_first
    assert date_words(written, "ja", "day") == ja and date_words(written, "en", "day") == day_first


def test_a_hash_can_be_made_without_sakuin() -> None:
    # printf 冷戦 | sha256sum
    assert text_hash("冷戦") == "2739a9d42eec"


def test_a_document_with_signs_in_its_id_is_still_read_from_its_seal() -> None:
    facts = replace(ENGLISH, document="letters [1]/冷戦 50%.txt")
    assert seals(f"See {facts.seal} and {facts.seal}.")[0].document == facts.document
    assert len(seals(facts.seal * 2)) == 1


FIRST = "The treaty was signed in Moscow on 26 May 1972 by the two leaders, after long talks."
SECOND = "条約は1972年5月26日にモスクワで調印された。両首脳は長い交渉ののちに署名した。"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "treaty.en.txt").write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    (folder / "gone.txt").write_text("A note that will be taken out of the collection soon.\n", encoding="utf-8")
    return folder


def opened(directory: Path) -> Searcher:
    return open_searcher(directory, CONFIG)


def written_citations(found: Searcher) -> str:
    """A list of references: every passage of the collection."""
    places = [place for row in found.library.store.documents() for place in found.library.store.passages_of(row.id)]
    return "\n".join(citation(cited(place, Label("", ""), ""), STYLES[0], TODAY) for place in places)


def test_a_citation_is_unchanged_changed_or_gone(shelf: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(Job((shelf,), index, jobs=1))
    before = opened(index)
    text = written_citations(before)
    assert {verify(before, seal).status for seal in seals(text)} == {UNCHANGED}
    before.library.close()

    (shelf / "gone.txt").unlink()
    (shelf / "treaty.en.txt").write_text(
        f"{FIRST.replace('two leaders', 'presidents')}\n\n{SECOND}\n", encoding="utf-8"
    )
    build(Job((shelf,), index, jobs=1))
    after = opened(index)
    found = {seal.document: verify(after, seal, lambda key: earlier_text(index, key)) for seal in seals(text)}
    assert {name: verdict.status for name, verdict in found.items()} == {"gone": GONE, "treaty.en": CHANGED}
    changed = found["treaty.en"]
    assert [(c.kind, c.text) for c in changed.changes if c.kind != "="] == [("-", "two leaders"), ("+", "presidents")]
    assert "".join(c.text for c in changed.changes if c.kind != "+").startswith(FIRST)
    after.library.close()


def test_the_command_line_and_the_page_say_the_same(shelf: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(Job((shelf,), index, jobs=1))
    catalog_ = opened(index)
    text = written_citations(catalog_)
    catalog_.library.close()
    references = tmp_path / "references.txt"
    references.write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["cite", "verify", str(references), "--index", str(index)])
    assert run.exit_code == 0 and run.output.count("unchanged") == 2

    (shelf / "gone.txt").unlink()
    (shelf / "treaty.en.txt").write_text(f"{FIRST} At last.\n\n{SECOND}\n", encoding="utf-8")
    build(Job((shelf,), index, jobs=1))
    run = CliRunner().invoke(main, ["cite", "verify", str(references), "--index", str(index)])
    assert run.exit_code == 1
    assert "gone  gone " in run.output and "changed  treaty.en " in run.output and "At last" in run.output
    page = create_app(index).test_client().get("/cite/verify", query_string={"c": text, "ui": "en"}).text
    assert "Gone" in page and "<ins>" in page and "At last" in page


def test_a_quotation_shows_what_changed_when_no_earlier_text_is_left() -> None:
    before = searcher_of(document("a", FIRST))
    line = exported(before, state("treaty"), "ndjson")
    after = searcher_of(document("a", FIRST.replace("1972", "1973")))
    verdict = verify(after, seals(line)[0])
    assert verdict.status == CHANGED
    assert [(c.kind, c.text) for c in verdict.changes if c.kind != "="] == [("-", "1972"), ("+", "1973")]


def test_a_text_that_was_moved_is_unchanged_and_said_to_stand_elsewhere() -> None:
    before = searcher_of(document("a", FIRST))
    seal = seals(written_citations(before))[0]
    verdict = verify(searcher_of(document("b", SECOND), document("c", FIRST)), seal)
    assert verdict.status == UNCHANGED and verdict.moved and verdict.place and verdict.place.document.id == "c"


@pytest.mark.parametrize("document_id", ["treaty.en", "条約.ja", "無い文書"])
def test_an_invented_citation_is_not_known_here(document_id: str, tmp_path: Path) -> None:
    found = searcher_of(document("treaty.en", FIRST), document("条約.ja", SECOND))
    invented = f"[sakuin {document_id} ¶1 0123456789abcdef sha256:0123456789ab]"
    verdict = verify(found, seals(invented)[0])
    assert (verdict.status, verdict.changes) == (UNKNOWN, ())
    assert (verdict.place.document.id if verdict.place else "無い文書") == document_id


@pytest.mark.parametrize("text", ["両首脳は握手しただけである。", "The leaders only shook hands."])
def test_a_text_that_is_not_the_cited_one_proves_nothing(text: str) -> None:
    found = searcher_of(document("a", FIRST))
    seal = replace(seals("[sakuin a ¶1 0123456789abcdef sha256:0123456789ab]")[0], quoted=text)
    assert verify(found, seal, lambda passage_id: text).status == UNKNOWN


@pytest.mark.parametrize(("ui", "said"), [("ja", "ここでは知られていません"), ("en", "Not known here")])
def test_the_page_and_the_command_line_say_not_known_here(shelf: Path, tmp_path: Path, ui: str, said: str) -> None:
    build(Job((shelf,), tmp_path / "index", jobs=1))
    rows = (("treaty.en", "0123456789abcdef"), ("無い", "0123456789abcde0"))
    invented = "\n".join(f"[sakuin {name} ¶1 {key} sha256:0123456789ab]" for name, key in rows)
    page = create_app(tmp_path / "index").test_client().get("/cite/verify", query_string={"c": invented, "ui": ui}).text
    assert page.count(said) == 2
    (tmp_path / "references.txt").write_text(invented, encoding="utf-8")
    run = CliRunner().invoke(
        main, ["cite", "verify", str(tmp_path / "references.txt"), "--index", str(tmp_path / "index")]
    )
    assert run.exit_code == 1
    assert "unknown  treaty.en ¶1 0123456789abcdef: not known here; treaty.en ¶1 reads" in run.output
    assert "unknown  無い ¶1 0123456789abcde0" in run.output


def test_a_seal_that_was_copied_wrongly_is_not_called_unchanged() -> None:
    found = searcher_of(document("a", FIRST))
    seal = seals(written_citations(found))[0]
    assert verify(found, replace(seal, hash="0" * 12)).status == MISQUOTED


@pytest.mark.parametrize("name", BY_NAME)
def test_every_export_can_be_verified(name: str) -> None:
    text = exported(searcher(), state("NATO OR ソ連"), name)
    found = seals(text)
    assert len(found) == len(whole(searcher(), state("NATO OR ソ連")).hits)
    assert {verify(searcher(), seal).status for seal in found} == {UNCHANGED}


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("The cold war ended", "The Cold War ended", ["=The ", "-cold", "+Cold", "= ", "-war", "+War", "= ended"]),
        ("冷戦は終わった", "冷戦が終わった", ["=冷戦", "-は", "+が", "=終わった"]),
        ("同じ", "同じ", ["=同じ"]),
        ("", "新しい", ["+新しい"]),
    ],
)
def test_changes_are_told_by_words_and_by_characters(before: str, after: str, shown: list[str]) -> None:
    assert [change.kind + change.text for change in changes(before, after)] == shown


def test_what_is_no_citation_is_said_to_be_none(tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("Kennan 1947, 冷戦", encoding="utf-8")
    run = CliRunner().invoke(main, ["cite", "verify", str(plain), "--index", str(built())])
    assert run.exit_code == 2 and "no citation" in run.output
