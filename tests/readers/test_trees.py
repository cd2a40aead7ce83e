"""XML of unknown origin is read safely, or refused with a reason in words."""

from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers.trees import local, parse

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("<p>承認<!-- 註 -->した<?pb 3?>。</p>", "utf-8", "承認した。"),
        ("<?xml version='1.0' encoding='Shift_JIS'?><p>表ソ能予</p>", "shift_jis", "表ソ能予"),
        ("<?xml version='1.0' encoding='UTF-16'?><p>d&#233;tente &amp; 緊張</p>", "utf-16", "détente & 緊張"),
        ("<!DOCTYPE p SYSTEM 'http://127.0.0.1:1/p.dtd'><p>not fetched</p>", "utf-8", "not fetched"),
        ("<!DOCTYPE p SYSTEM 'no-such-file.dtd'><p>not looked for</p>", "utf-8", "not looked for"),
        ("<p xml:id='1'>twice<q xml:id='1'/></p>", "utf-8", "twice"),
        ("<!DOCTYPE p [<!ENTITY unused 'x'>]><p>kept</p>", "utf-8", "kept"),
    ],
)
def test_well_formed_xml_in_any_encoding_becomes_a_tree_without_comments(text: str, encoding: str, words: str) -> None:
    root = parse(text.encode(encoding))
    assert (local(root), root.text) == ("p", words)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f'<!DOCTYPE x [<!ENTITY a0 "lol">{LAUGHS}]><x>&a9;</x>', "swell to many times the size"),
        (f'<!DOCTYPE x [<!ENTITY a0 "lol">{LAUGHS}]><x y="&a9;"/>', "swell to many times the size"),
        ('<!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]><x>&p;</x>', "uses entities that its document type"),
        ("<x>&nbsp;</x>", "uses entities that its document type"),
        ("<x>" * 300 + "</x>" * 300, "more than 256 deep"),
        ("<x>一<y></x>", r"not well-formed XML \(Opening and ending tag mismatch.*save it again"),
        ("", "not well-formed XML"),
        ("<?xml version='1.0' encoding='no-such'?><x/>", "not well-formed XML"),
    ],
)
def test_what_is_broken_or_means_harm_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        parse(text.encode())


def test_no_document_type_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "p.dtd").write_text("<!ATTLIST p rend CDATA 'from the disk'>")
    root = parse(f"<!DOCTYPE p SYSTEM '{tmp_path}/p.dtd'><p>承認</p>".encode())
    assert (root.text, dict(root.attrib)) == ("承認", {})
