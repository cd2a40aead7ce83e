"""A message is a document, what is attached to it is another, and each text of it is there once."""

import base64
import mailbox
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers import File, Reading, read_file

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

JA = "米国はソビエト連邦を承認した。"
EN = "The United States recognised the Soviet Union."


def message(subject: str = "件名", text: str = JA, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = headers.pop("sender", "新渡戸稲造 <nitobe@example.org>")
    made["Date"] = headers.pop("date", "Mon, 06 May 1996 00:30:00 +0900")
    for name, value in headers.items():
        made[name.title()] = value
    made.set_content(text)
    return made


def taken(data: bytes | EmailMessage, name: str = "mail.eml") -> Reading:
    return read_file(File(name, data if isinstance(data, bytes) else data.as_bytes()))


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("新渡戸稲造 <nitobe@example.org>", "新渡戸稲造"),
        ('"Khrushchev, Nikita" <k@example.org>', "Khrushchev, Nikita"),
        ("b@example.org", "b@example.org"),
    ],
)
def test_the_headers_say_title_author_date_and_recipients(sender: str, author: str) -> None:
    sent = message("条約交渉の件", sender=sender, to="a@example.org, 外務省 <b@example.org>", cc="c@example.org")
    document = only(taken(sent))
    assert (document.title, document.authors, document.date) == ("条約交渉の件", (author,), "1996-05-06")
    assert (document.type, document.lang, document.id, document.path) == ("email", "ja", "mail", "mail.eml")
    extra = dict(document.extra)
    assert (extra["to"], extra["cc"]) == ("a@example.org; 外務省", "c@example.org")
    assert dict(document.origins)["title"] == "document"
    assert text(document) == JA


JIS = "国際聯盟".encode("iso2022_jp")
NEC = b"\x1b$B-!-j\x1b(B"  # ① and ㈱, which Windows writes into ISO-2022-JP


def word(data: bytes, charset: str = "ISO-2022-JP") -> bytes:
    return b"=?" + charset.encode() + b"?B?" + base64.b64encode(data) + b"?="


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (word(JIS), "国際聯盟"),
        (word(JIS, "Shift_JIS"), "国際聯盟"),
        (word(JIS, "us-ascii"), "国際聯盟"),
        (word(JIS, "x-unknown"), "国際聯盟"),
        (JIS, "国際聯盟"),
        ("国際聯盟".encode(), "国際聯盟"),
        ("国際聯盟の件について".encode("cp932"), "国際聯盟の件について"),
        (word(NEC), "①㈱"),
        (word("国際".encode()[:4], "utf-8") + b"\r\n " + word("国際".encode()[4:], "utf-8"), "国際"),
        (b"Re: " + word(JIS) + b"\r\n " + word(JIS), "Re: 国際聯盟国際聯盟"),
        (b"A folded\r\n subject", "A folded subject"),
        (b"=?broken?Q", "=?broken?Q"),
        ("détente".encode("latin-1"), "détente"),
    ],
)
def test_a_subject_is_decoded_by_its_bytes_whatever_its_label_says(raw: bytes, subject: str) -> None:
    assert only(taken(b"Subject: " + raw + b"\r\nFrom: a@example.org\r\n\r\ntext\r\n")).title == subject


@pytest.mark.parametrize("charset", ["iso-2022-jp", "us-ascii", "shift_jis", "utf-8", "", "x-unknown"])
@pytest.mark.parametrize("encoding", ["iso2022_jp", "cp932", "euc_jp", "utf-8"])
def test_a_text_is_decoded_by_its_bytes_whatever_its_label_says(charset: str, encoding: str) -> None:
    label = f"; charset={charset}" if charset else ""
    head = f"Subject: x\r\nContent-Type: text/plain{label}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert text(only(taken(head.encode() + f"{JA}\r\n".encode(encoding)))) == JA


def test_signs_that_windows_writes_into_iso_2022_jp_are_read() -> None:
    head = b"Subject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    assert text(only(taken(head + b"\x1b$B5DBj\x1b(B " + NEC + b"\r\n"))) == "議題 ①㈱"


def test_of_a_text_in_two_forms_the_plain_one_is_taken_once() -> None:
    sent = message()
    sent.add_alternative(f"<html><p>{JA}</p><script>ocelot</script></html>", subtype="html")
    reading = taken(sent)
    assert (text(only(reading)), reading.notes) == (JA, ())


@pytest.mark.parametrize("plain", ["", " \n"])
def test_where_there_is_no_plain_text_the_page_is_read(plain: str) -> None:
    sent = message(text=plain)
    sent.add_alternative(f"<html><body><p>{JA}</p><p>{EN}</p></body></html>", subtype="html")
    assert text(only(taken(sent))) == f"{JA}\n{EN}"


def test_an_attachment_is_a_document_of_its_own() -> None:
    sent = message()
    sent.add_attachment(EN, filename="報告 書.txt")
    sent.add_attachment(f"<p>{EN}</p>", subtype="html", filename="../../page.html")
    letter, report, page = taken(sent, "box/mail.ja.eml").documents
    assert (text(letter), letter.path) == (JA, "box/mail.ja.eml")
    assert (text(report), report.path) == (EN, "box/mail.ja.eml!/報告 書.txt")
    assert (text(page), page.path) == (EN, "box/mail.ja.eml!/page.html")


def test_an_attached_archive_is_opened_and_an_attached_message_is_a_document() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("公電.txt", JA)
    sent = message("outer", EN)
    sent.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    sent.add_attachment(message("転送された件", date="Tue, 07 Feb 1995 10:00:00 +0900"))
    outer, cable, forwarded = taken(sent).documents
    assert (outer.title, text(outer)) == ("outer", EN)
    assert (cable.path, text(cable)) == ("mail.eml!/a.zip!/公電.txt", JA)
    assert (forwarded.title, forwarded.date, forwarded.path) == ("転送された件", "1995-02-07", "mail.eml!/2.eml")
    assert text(forwarded) == JA


def test_a_picture_of_the_letterhead_is_passed_over_and_one_that_was_attached_is_named() -> None:
    sent = message()
    sent.add_alternative(f"<html><p>{JA}</p><img src='cid:logo'></html>", subtype="html")
    pages = sent.get_payload()
    assert isinstance(pages, list)
    pages[1].add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<logo>")
    sent.make_mixed()
    sent.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="写真.jpg")
    reading = taken(sent)
    assert text(only(reading)) == JA
    (note,) = reading.notes
    assert note.startswith("写真.jpg: picture: not read")


def test_an_attachment_inside_one_form_of_the_text_is_not_lost() -> None:
    """Apple Mail puts attachments between the pieces of the page: alternative(plain, mixed(page, file, page))."""
    page = EmailMessage()
    page.set_content("<p>page</p>", subtype="html")
    page.add_attachment(EN, filename="report.txt")
    sent = message()
    sent.make_alternative()
    sent.attach(page)
    letter, report = taken(sent).documents
    assert (text(letter), text(report)) == (JA, EN)


def test_every_message_of_a_mailbox_is_a_document(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box.mbox")
    second = message("Second of the box", f"{EN}\n\nFrom here on: nothing.\nFrom 1961 to 1963.\n")
    second.add_attachment(JA, filename="覚書.txt")
    for made in (message("第一"), second, message("第三", "")):
        box.add(made)
    box.close()
    reading = read_file(File("box.mbox", (tmp_path / "box.mbox").read_bytes()))
    assert [(d.id, d.title, d.path) for d in reading.documents] == [
        ("box#1", "第一", "box.mbox"),
        ("box#2", "Second of the box", "box.mbox"),
        ("box.mbox!/2/覚書", "覚書", "box.mbox!/2/覚書.txt"),
        ("box#3", "第三", "box.mbox"),
    ]
    assert "From here on: nothing.\nFrom 1961 to 1963." in text(reading.documents[1])
    assert reading.notes == ("message 3: there is no text in the message",)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_in_a_text_that_begins_with_from_parts_no_messages(end: str) -> None:
    lines = ("From - Tue Feb  7 10:00:00 1995", "Subject: 一", "", "First.", "", "From 1961 on, nothing.", "")
    more = ("", ">From 1962 on: quoted.", "", "From b@example.org Wed Feb  8 10:00:00 1995", "Subject: 二", "", JA, "")
    first, second = taken(end.join((*lines, *more)).encode(), "Inbox").documents
    assert (first.title, second.title, text(second)) == ("一", "二", JA)
    assert "From 1961 on, nothing." in text(first)
    assert "\nFrom 1962 on: quoted." in "\n" + text(first)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 06 May 1996 00:30:00 +0900", "1996-05-06"),
        ("Tue, 7 Feb 95 23:59:00 GMT", "1995-02-07"),
        ("平成7年", ""),
        ("Mon, 99 Foo 1996", ""),
        ("", ""),
    ],
)
def test_the_day_is_the_one_where_the_writer_was(date: str, expected: str) -> None:
    assert only(taken(f"Subject: x\nDate: {date}\n\ntext\n".encode())).date == expected


def nested(deep: int) -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(deep))
    return f"Subject: nest\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\nnestword\n".encode()


def test_parts_are_nested_some_deep_and_no_deeper() -> None:
    assert text(only(taken(nested(50)))) == "nestword"
    with pytest.raises(ReadError, match="nested too deeply"):
        taken(nested(3000))


def test_messages_within_messages_are_opened_three_deep() -> None:
    made = message("innermost")
    for number in range(5):
        outer = message(f"letter {number}")
        outer.add_attachment(made)
        made = outer
    reading = taken(made)
    assert [document.title for document in reading.documents] == ["letter 4", "letter 3", "letter 2", "letter 1"]
    (note,) = reading.notes
    assert note.endswith("1.eml: it lies more than 3 archives deep; unpack the outer ones into this folder")


@needs_shared
def test_the_mail_of_the_collection_is_read() -> None:
    first, second = taken((FILES / "box.mbox").read_bytes(), "box.mbox").documents
    assert (first.title, first.date, first.authors) == ("条約交渉の件", "1995-02-07", ("外務省",))
    assert (second.title, second.date) == ("Second of the box", "1995-02-08")
    assert "国際聯盟がいまだ公然成立せぬ" in text(first)
    assert "forces also took a direct part" in text(second)


# Pages saved with their pictures


def saved(page: str, charset: str = "utf-8", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Subject"] = "件名"
    made["Date"] = "Thu, 02 Mar 2000 12:00:00 -0000"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(page, subtype="html", charset=charset)
    made.add_related("ocelot { color: red }", subtype="css")
    made.add_related("<p>a frame</p>", subtype="html")
    return made.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"])
def test_of_a_saved_page_the_page_is_read_with_its_address_and_not_dated_by_its_saving(charset: str) -> None:
    page = f"<html lang='ja'><title>題</title><body><h1>題</h1><p>{JA}</p></body></html>"
    data = saved(page, charset, Snapshot_Content_Location="http://example.org/saved")
    document = only(taken(data, "saved.ja.mhtml"))
    assert (document.title, document.lang, document.date) == ("題", "ja", "")
    assert (document.source, dict(document.extra)["captured"]) == ("http://example.org/saved", "2000-03-02")
    assert (document.id, document.path, text(document)) == ("saved.ja", "saved.ja.mhtml", f"題\n{JA}")


def test_a_page_saved_by_internet_explorer_has_its_address_over_the_part() -> None:
    data = (
        b"From: <Saved by Windows Internet Explorer 8>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html";\r\n\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html;\r\n\tcharset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.org/x\r\n\r\n"
        b"<html><title>T</title><p>A d=C3=A9tente=\r\n of sorts.</p></html>\r\n--b--\r\n"
    )
    document = only(taken(data, "page.mht"))
    assert (document.source, text(document)) == ("http://example.org/x", "A détente of sorts.")


def test_a_saved_page_without_a_page_is_refused_with_advice() -> None:
    with pytest.raises(ReadError, match="there is no page in it; save the page anew"):
        taken(b"From: <Saved by Blink>\nContent-Type: text/css\n\nocelot {}\n", "saved.mhtml")


@needs_shared
def test_the_saved_page_of_the_collection_is_read() -> None:
    document = only(taken((FILES / "saved.ja.mhtml").read_bytes(), "saved.ja.mhtml"))
    assert (document.title, document.source) == ("国際聯盟とは如何なものか", "http://example.invalid/saved")
    assert "ocelot" not in text(document)
