"""Groonga and Xapian as Debian brings them, asked the same questions; each runs in a process of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from speed_data import FACETS, Passage, Question

TEXTS, VALUES = 10, 40
HERE = Path(__file__).parent


def has_groonga() -> bool:
    """Whether the command is installed (apt: groonga-bin)."""
    return shutil.which("groonga") is not None


def xapian_python() -> str:
    """A Python that has Xapian's module (apt: python3-xapian), empty where none is found."""
    for python in (sys.executable, "/usr/bin/python3"):
        tried = subprocess.run([python, "-c", "import xapian"], capture_output=True, check=False)
        if tried.returncode == 0:
            return python
    return ""


class Groonga:
    """Groonga: the words split at spaces, the texts in its own bigrams; select with drilldowns of five facets."""

    name = "groonga"
    kinds = ("and", "or", "phrase", "literal", "prefix")

    def __init__(self, found: Sequence[Passage], work: Path) -> None:
        folder = work / "groonga"
        self._database = str(folder / "db")
        if not folder.is_dir():
            folder.mkdir()
            made = subprocess.run(
                ["groonga", "-n", self._database],
                input="".join(_schema(found)).encode(),
                capture_output=True,
                check=True,
            )
            assert b"[[-" not in made.stdout, made.stdout[:2000]
        self._process = subprocess.Popen(
            ["groonga", self._database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def ask(self, question: Question) -> int:
        column = "text" if question.kind == "literal" else "words"
        command = (
            f"select --table Docs --match_columns {column} --query {_quoted(_asked(question))} --limit {TEXTS} "
            f"--output_columns text --sort_keys -_score --drilldown {','.join(FACETS)} --drilldown_limit {VALUES}\n"
        )
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(command.encode())
        head, body = json.loads(_line(self._process.stdout))
        assert head[0] == 0, head
        return int(body[0][0][0])


def _line(stream: object) -> bytes:
    """One line of an unbuffered pipe, which may come in pieces."""
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(b"\n")):
        parts.append(stream.readline())  # type: ignore[attr-defined]
    return b"".join(parts)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _asked(question: Question) -> str:
    """A question in Groonga's query syntax."""
    terms = [term.replace("\\", "\\\\").replace('"', '\\"') for term in question.terms]
    match question.kind:
        case "literal":
            return question.typed
        case "phrase":
            return f'"{" ".join(terms)}"'
        case "prefix":
            return f"{terms[0]}*"
        case "or":
            return " OR ".join(f'"{term}"' for term in terms)
        case _:
            return " ".join(f'"{term}"' for term in terms)


def _schema(found: Sequence[Passage]) -> Iterator[str]:
    yield "table_create Docs TABLE_NO_KEY\n"
    for column in ("words", "text"):
        yield f"column_create Docs {column} COLUMN_SCALAR Text\n"
    for facet in FACETS:
        yield f"table_create F_{facet} TABLE_HASH_KEY ShortText\n"
        yield f"column_create Docs {facet} COLUMN_VECTOR F_{facet}\n"
    for name, tokenizer, source in (("Words", "TokenDelimit", "words"), ("Grams", "TokenBigram", "text")):
        normalizer = " --normalizer NormalizerAuto" if name == "Grams" else ""
        yield f"table_create {name} TABLE_PAT_KEY ShortText --default_tokenizer {tokenizer}{normalizer}\n"
        yield f"column_create {name} of COLUMN_INDEX|WITH_POSITION Docs {source}\n"
    yield "load --table Docs\n[\n"
    before = ""
    for passage in found:
        facets = {facet: [value for name, value in passage.facets if name == facet] for facet in FACETS}
        yield before + json.dumps({"words": passage.words, "text": passage.text} | facets, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


class Xapian:
    """Xapian over the words with positions; a facet of several values counts the first."""

    name = "xapian"
    kinds = ("and", "or", "phrase", "prefix")

    def __init__(self, found: Sequence[Passage], work: Path) -> None:
        path = work / "xapian"
        fresh = not path.is_dir()
        command = [xapian_python(), str(HERE / "speed_xapian.py"), str(path)]
        if fresh:
            rows = (json.dumps([p.words, p.text, dict(reversed(p.facets))], ensure_ascii=False) + "\n" for p in found)
            subprocess.run([*command, "write"], input="".join(rows).encode(), check=True)
        self._process = subprocess.Popen(
            [*command, "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, question: Question) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([question.kind, question.terms]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())
