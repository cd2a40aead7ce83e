"""Files of all hits hold exactly the hits, in every format, and other programs can read them."""

import csv
import io
import json
from pathlib import Path

import pytest
import rispy
from click.testing import CliRunner
from library import app_of, built, document, exported, searcher, searcher_of, state, whole
from pybtex.database import parse_string

from indexer.config import Config
from indexer.document import Block, Mark
from search_app.cli.main import main
from search_app.export.bibliographies import bibtex
from search_app.export.citations import cited
from search_app.export.formats import BOM, BY_NAME, COLUMNS, FORMATS, cell, export
from search_app.export.verification import seals
from search_app.state.state import SearchState
from search_app.web.app import create_app

STATES = (
    state("NATO"),
    state("冷戦"),
    state("ソ連 OR 米国", sort="date"),
    state("Clinton Yeltsin", ("lang", "ja"), sort="-date"),
    state("", ("actor", "yeltsin"), similar="show"),
    state("ゴルバチョフ", group="doc"),
    state("Why did NATO expand", match="any"),
    state("qwertyzxcv"),
)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter))


def ids_in(name: str, text: str) -> list[str]:
    """The ids of a file's entries, in their order, as another program reads them."""
    match name:
        case "csv" | "excel.csv":
            return [row["id"] for row in rows(text)]
        case "tsv":
            return [row["id"] for row in rows(text, "\t")]
        case "ndjson":
            return [json.loads(line)["id"] for line in text.splitlines()]
        case "bib":
            return [key.removeprefix("sakuin-") for key in parse_string(text, "bibtex").entries]
        case "ris":
            return [record["id"] for record in rispy.loads(text)]
        case "md" | "xlsx":
            return [seal.id for seal in seals(text)]
        case _:
            return [item["id"] for item in json.loads(text)]


@pytest.mark.parametrize("asked", STATES, ids=lambda asked: asked.address())
@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_a_file_holds_exactly_the_hits_in_their_order(kind: object, asked: SearchState) -> None:
    name = kind.name  # type: ignore[attr-defined]
    hits = [hit.id for hit in whole(searcher(), asked).hits]
    assert ids_in(name, exported(searcher(), asked, name)) == hits


def test_page_and_command_line_write_the_same_file(tmp_path: Path) -> None:
    client = create_app(built()).test_client()
    for name in BY_NAME:
        answer = client.get(f"/search.{name}?q=NATO&sort=date&page=2")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].endswith(f'.{name}"')
        wanted = f"{BY_NAME[name].media_type}; charset=utf-8" if BY_NAME[name].is_text else BY_NAME[name].media_type
        assert answer.headers["Content-Type"] == wanted
        out = tmp_path / name
        call = ["export", "NATO", "--sort", "date", "--format", name, "--out", str(out), "--index", str(built())]
        run = CliRunner().invoke(main, call, env={"SAKUIN_ADDRESS": "http://localhost/"})
        assert run.exit_code == 0, run.output
        # Bytes, for a table ends its lines as RFC 4180 says.
        assert out.read_bytes() == answer.data


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+81 3", "'+81 3"),
        ("-冷戦", "'-冷戦"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=x", "'\t=x"),
        ("\r=x", "'\r=x"),
        ("＝1", "'＝1"),
        ("＠条約", "'＠条約"),
        ("冷戦=", "冷戦="),
        ("NATO", "NATO"),
        (-1.5, -1.5),
    ],
)
def test_no_cell_is_a_formula(written: object, shown: object) -> None:
    assert cell(written) == shown


def test_a_formula_in_a_text_is_neutral_in_every_table() -> None:
    found = searcher_of(document("a", "=cmd|' /C calc'!A0 条約", title="+title"))
    for name in ("csv", "excel.csv", "tsv"):
        row = rows(exported(found, state("条約"), name), "\t" if name == "tsv" else ",")[0]
        assert row["text"].startswith("'=") and row["title"] == "'+title"


def test_a_table_begins_with_what_a_hit_is_cited_by() -> None:
    assert [name for name, _ in COLUMNS][:4] == ["id", "citation", "date", "lang"]
    row = rows(exported(searcher(), state("Yeltsin", ("doc", "nato-03.en")), "csv"))[0]
    assert row["doc"] == "nato-03.en" and row["date"] == "1994-09-27" and row["lang"] == "en"
    assert row["url"] == f"http://sakuin.test/passage/{row['id']}"
    assert row["citation"].endswith("]") and row["id"] in row["citation"]


def test_excel_is_told_the_encoding_and_nobody_else() -> None:
    assert exported(searcher(), state("冷戦"), "excel.csv").startswith(BOM)
    assert not exported(searcher(), state("冷戦"), "csv").startswith(BOM)


def test_a_hit_is_one_line_of_a_table_separated_by_tabs() -> None:
    found = searcher_of(document("a", Block("一行目\n二行目 条約\t表")))
    assert len(exported(found, state("条約"), "tsv").splitlines()) == 2


NAMED = {"textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbackslash": "\\"}
AWKWARD = "50% of $5 & #1 _x_ {brace \\ slash ~ ^ 「冷戦」 “quoted”"


def test_what_is_special_to_bibtex_is_read_back_as_it_was() -> None:
    found = searcher_of(document("a_b", AWKWARD, title=AWKWARD, source="A & B"))
    text = exported(found, state("brace"), "bib")
    entry = next(iter(parse_string(text, "bibtex").entries.values()))
    plain = entry.fields["abstract"]
    for name, meant in NAMED.items():
        plain = plain.replace(f"\\{name}{{}}", meant)
    for sign in "&%$#_":
        plain = plain.replace("\\" + sign, sign)
    assert plain == AWKWARD
    assert entry.fields["howpublished"] == r"A \& B"


def test_ris_keeps_a_text_of_several_lines_in_one_field() -> None:
    found = searcher_of(document("a", Block("一行目の条約\n二行目")))
    assert rispy.loads(exported(found, state("条約"), "ris"))[0]["abstract"] == "一行目の条約 二行目"


def test_an_author_and_a_date_reach_every_reference_manager() -> None:
    extra = (("author", "George F. Kennan"),)
    found = searcher_of(document("x", "The sources of conduct.", title="X", date="1947-07", extra=extra))
    asked = state("conduct")
    assert json.loads(exported(found, asked, "csl.json"))[0]["author"] == [{"literal": "George F. Kennan"}]
    assert json.loads(exported(found, asked, "csl.json"))[0]["issued"] == {"date-parts": [[1947, 7]]}
    record = rispy.loads(exported(found, asked, "ris"))[0]
    assert record["authors"] == ["George F. Kennan"] and record["year"] == "1947"
    entry = next(iter(parse_string(exported(found, asked, "bib"), "bibtex").entries.values()))
    assert entry.fields["date"] == "1947-07" and "Kennan" in str(entry.persons["author"][0])


AUTHORS = ("George F. Kennan", "外務省")
ABOUT = {"title": "X", "date": "1946-02-22", "archive": "国立公文書館, box 12", "path": "bundle.zip!/x.txt"}
SPANNING = Block("The sources of conduct are two.", marks=(Mark(0, "page", "117", 3), Mark(15, "page", "118", 4)))


@pytest.mark.parametrize(("q", "page"), [("sources", "117"), ("conduct", "118"), ('"sources of conduct"', "117–118")])
def test_authors_pages_and_archive_reach_every_file(q: str, page: str) -> None:
    found = searcher_of(document("x", SPANNING, authors=AUTHORS, type="Telegram", publisher="Press", **ABOUT))
    item = json.loads(exported(found, state(q), "csl.json"))[0]
    assert item["author"] == [{"literal": name} for name in AUTHORS] and item["page"] == page
    assert (item["type"], item["genre"]) == ("personal_communication", "Telegram")
    assert (item["archive"], item["publisher"]) == ("国立公文書館, box 12", "Press")
    record = rispy.loads(exported(found, state(q), "ris"))[0]
    begins, _, ends = page.partition("–")
    assert record["authors"] == list(AUTHORS) and record["type_of_reference"] == "PCOMM"
    assert (record["start_page"], record.get("end_page", "")) == (begins, ends)
    assert (record["name_of_database"], record["publisher"]) == ("国立公文書館, box 12", "Press")
    entry = next(iter(parse_string(exported(found, state(q), "bib"), "bibtex").entries.values()))
    assert ["".join(person.last_names) for person in entry.persons["author"]] == [f"{{{name}}}" for name in AUTHORS]
    assert (entry.fields["pages"], entry.fields["library"]) == (page.replace("–", "--"), "国立公文書館, box 12")


def test_a_table_ends_with_author_pages_path_and_who_gave_the_date() -> None:
    found = searcher_of(document("x", SPANNING, authors=AUTHORS, **ABOUT))
    assert [name for name, _ in COLUMNS][-5:] == ["text", "author", "pages", "path", "date_origin"]
    row = rows(exported(found, state("conduct"), "csv"))[0]
    assert (row["author"], row["pages"], row["path"]) == ("George F. Kennan; 外務省", "117 118", "bundle.zip!/x.txt")


@pytest.mark.parametrize(
    ("said", "ris", "csl"),
    [
        ("letter", "PCOMM", "personal_communication"), ("書簡", "PCOMM", "personal_communication"),
        ("Report", "RPRT", "report"), ("報告書", "RPRT", "report"), ("条約", "GEN", "treaty"),
        ("newspaper", "NEWS", "article-newspaper"), ("finding aid", "GEN", "document"), ("", "GEN", "document"),
    ],
)  # fmt: skip
def test_a_type_is_what_reference_managers_call_it(said: str, ris: str, csl: str) -> None:
    found = searcher_of(document("x", "The sources of conduct.", type=said))
    assert rispy.loads(exported(found, state("conduct"), "ris"))[0]["type_of_reference"] == ris
    assert json.loads(exported(found, state("conduct"), "csl.json"))[0]["type"] == csl


def test_where_no_publisher_is_named_the_source_stands_for_it() -> None:
    alone = searcher_of(document("x", "Of conduct.", source="Foreign Affairs"))
    both = searcher_of(document("x", "Of conduct.", source="Foreign Affairs", publisher="Press"))
    assert json.loads(exported(alone, state("conduct"), "csl.json"))[0]["publisher"] == "Foreign Affairs"
    item = json.loads(exported(both, state("conduct"), "csl.json"))[0]
    assert (item["publisher"], item["source"]) == ("Press", "Foreign Affairs")


@pytest.mark.parametrize("text", ["条約の件。", "Of a treaty."])
@pytest.mark.parametrize("publisher", ["", "外務省"])
def test_a_source_that_is_an_address_is_an_address_and_no_publisher(text: str, publisher: str) -> None:
    address = "https://a.example/?a=1&b=2"
    found = searcher_of(document("x", text, source=address, publisher=publisher))
    record = rispy.loads(exported(found, state(), "ris"))[0]
    assert record["urls"][-1] == address and len(record["urls"]) == 2
    assert record.get("publisher", "") == publisher and "database_provider" not in record
    item = json.loads(exported(found, state(), "csl.json"))[0]
    assert (item.get("publisher", ""), item["source"]) == (publisher, address)
    page = app_of(found).test_client().get("/doc/x").text
    assert ("citation_publisher" in page) == bool(publisher)


def test_one_passage_can_be_taken_away_too() -> None:
    client = create_app(built()).test_client()
    passage = whole(searcher(), state("冷戦")).hits[0].id
    for name in ("bib", "ris", "csl.json", "csv"):
        answer = client.get(f"/passage/{passage}.{name}")
        assert ids_in(name, answer.data.decode()) == [passage]
    assert client.get("/passage/0123456789abcdef.ris").status_code == 404
    assert client.get(f"/passage/{passage}.exe").status_code == 404


@pytest.mark.parametrize("text", ["条約\u2028の\x85件。", "Of a\u2029 treaty."])
def test_an_object_of_ndjson_is_one_line_to_whoever_parts_lines(text: str) -> None:
    (line,) = exported(searcher_of(document("a", text)), state(), "ndjson").splitlines()
    assert json.loads(line)["text"] == text


def test_an_export_begins_before_all_of_it_is_exported() -> None:
    parts = export(searcher(), state(""), BY_NAME["ndjson"], "")
    assert json.loads(next(parts))["id"]
    assert len(list(parts)) == len(whole(searcher(), state("")).hits) - 1


def test_a_key_of_bibtex_has_the_id_of_the_passage() -> None:
    place = whole(searcher(), state("冷戦")).hits[0].places[0]
    assert bibtex(cited(place, searcher().library.collection.title, ""), "").startswith(
        f"@misc{{sakuin-{place.passage.id},"
    )


@pytest.mark.parametrize("address", ["/search.csv", "/search.ris", "/kwic.tsv", "/receipt.json"])
def test_a_server_may_refuse_what_is_too_much_and_says_so(address: str) -> None:
    client = create_app(built(), Config(most_taken=5)).test_client()
    answer = client.get(f"{address}?q=NATO")
    assert answer.status_code == 413 and "narrow the search" in answer.text
    assert client.get(f"{address}?q=ゴルバチョフ&lang=ja").status_code == 200
