"""What JSON says of a hit's place in its source: path, pages, kind, and what the document says of itself, each once."""

from library import app_of, document, hits, searcher_of, state, whole

from indexer.document import Block, Mark
from search_app.export.json_objects import hit_object, page_object, reader_object
from search_app.reading.document import open_document

TEXT = "The minister spoke, and the harbour stayed closed."
TWO = (Mark(0, "page", "xii", 4), Mark(20, "page", "1", 5))
SAID = (("author", "甲; 乙"), ("archive", "Archive"), ("box", "12"))
FIRST = document(
    "a", Block(TEXT, marks=TWO), title="Cable", path="bundle.zip!/inner/cable.txt", date="1946-02~",
    authors=("甲", "乙"), type="cable", archive="Archive", publisher="Press", extra=SAID,
    origins=(("authors", "sidecar"), ("date", "header")),
)  # fmt: skip
SECOND = document("b", Block(TEXT, marks=(Mark(0, "slide", "3", 3),)), path="talk.pptx", extra=(("著者", "丙"),))


def test_a_hit_says_where_it_stands_at_each_place() -> None:
    found = searcher_of(FIRST, SECOND)
    made = hit_object(hits(found, "harbour")[0], state("harbour"))
    wanted = {
        "path": "bundle.zip!/inner/cable.txt", "pages": ["xii", "1"], "kind": "", "author": "甲; 乙",
        "document_date": "1946-02~", "type": "cable", "archive": "Archive",
    }  # fmt: skip
    assert {name: made[name] for name in wanted} == wanted
    second = {"path": "talk.pptx", "pages": ["3"], "author": "丙", "document_date": ""}
    assert {name: made["places"][1][name] for name in second} == second
    assert {name: made["places"][0][name] for name in second} == {name: wanted[name] for name in second}


def test_a_note_and_a_row_say_that_they_are_one() -> None:
    note = Block("See the treaty of peace.", marks=(Mark(0, "note", "1"),), kind="note")
    row = Block("Poltava | 11000 | Mariel Harbour", marks=(Mark(0, "row", "2", 2),), kind="row")
    found = searcher_of(document("a", "The Kremlin sees the world so.", note, row))
    kinds = {each["text"][:3]: each["kind"] for each in page_object(whole(found, state("")))["hits"]}
    assert kinds == {"The": "", "See": "note", "Pol": "row"}


def test_a_passage_says_the_same_by_its_permalink() -> None:
    found = searcher_of(FIRST, SECOND)
    hit = hit_object(hits(found, "harbour")[0], state("harbour"))
    answer = app_of(found).test_client().get(f"/passage/{hit['id']}.json").get_json()
    for name in ("path", "pages", "kind", "author", "document_date", "type", "archive", "places"):
        assert answer[name] == hit[name], name


def test_a_document_says_everything_once() -> None:
    made = reader_object(open_document(searcher_of(FIRST), "a", state("")))
    assert (made["authors"], made["type"], made["archive"], made["publisher"]) == (
        ["甲", "乙"],
        "cable",
        "Archive",
        "Press",
    )
    assert made["path"] == "bundle.zip!/inner/cable.txt"
    assert made["origins"] == {"authors": "sidecar", "date": "header"} and made["extra"] == {"box": "12"}
    assert [(each["pages"], each["kind"]) for each in made["passages"]] == [(["xii", "1"], "")]
