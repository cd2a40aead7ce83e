"""Rich Text Format (.rtf), as Word, LibreOffice, TextEdit and Ichitaro write it.

The ready-made converters give one text, in which a footnote stands within the sentence that refers to it, and say
nothing of headings; so the groups are followed here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from indexer.document import Block
from indexer.errors import ReadError
from indexer.readers.office import equations, office, runs
from indexer.readers.office.pagination import numeral
from indexer.readers.office.runs import Line
from indexer.readers.properties import ADDED
from indexer.readers.reading import File, Reading
from indexer.readers.rtf.styles import Fonts, Styles
from indexer.readers.rtf.words import CONTAINERS, FILE_ENCODINGS, FLOWS, KEPT, SIGNS, SKIPPED, Token, encoding, tokens

DEEPEST = 1_000
"""Word writes groups some 20 deep."""

TOO_DEEP = f"its groups lie more than {DEEPEST} deep, which no writing program does; it is broken or means harm"
NO_RTF = "no RTF, though its name says so; give it the ending of what it is"
CUT_OFF = "the end of the file is missing; what is there was read"


@dataclass(frozen=True, slots=True)
class State:
    """What holds until the group ends: where its text goes, and what its words have set.

    `place` is empty for the text of the document, `skip`, or the control word of a group that is treated apart.
    """

    place: str = ""
    encoding: str = ""
    fallback: int = 1
    hidden: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    is_optional: bool = False


@dataclass(slots=True)
class Flow:
    """Paragraphs that follow one another: those of the body, of a note, of a text box."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    is_endnote: bool = False


def read(file: File) -> Reading:
    """The one document of an RTF file. Raises ReadError where it is none, or its groups lie too deep."""
    if not file.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise ReadError(NO_RTF)
    reader = _Reader()
    for token in tokens(file.data):
        reader.take(token)
    reader.end()
    notes = (CUT_OFF,) if reader.depth else ()
    return office.reading(file, reader.flow.blocks, reader.said, reader.given, notes)


class _Reader:
    """What has been read so far, token by token."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self._fonts, self._styles = Fonts(), Styles()
        self._state, self._states = State(), list[State]()
        self._flows = [Flow()]
        self._kept: dict[str, str] = {}
        self._bytes = b""
        self._to_skip = 0
        self._counts = {False: 0, True: 0}

    @property
    def flow(self) -> Flow:
        return self._flows[-1]

    @property
    def depth(self) -> int:
        return len(self._states)

    def take(self, token: Token) -> None:
        """Go on by one token."""
        if token.text:
            skipped, self._to_skip = min(self._to_skip, len(token.text)), max(0, self._to_skip - len(token.text))
            self._bytes += token.text[skipped:]
            return
        self._decode()
        self._to_skip = 0
        if token.brace == "{":
            self._open()
        elif token.brace:
            self._close()
        else:
            self._word(token.word, token.number)

    def end(self) -> None:
        """The file ends; what is open is closed."""
        self._decode()
        while len(self._flows) > 1:
            self._end_flow(self._state.place)
        self._paragraph()
        self._row()

    def _decode(self) -> None:
        """Bytes become text once all of them are there: one character may be written `\\'83` and `A`."""
        if self._bytes:
            data, self._bytes = self._bytes, b""
            self._add(self._fonts.decode(data, self._state.encoding))

    def _add(self, text: str) -> None:
        place = self._state.place
        if place in KEPT or place == "stylesheet":
            self._kept[place] = self._kept.get(place, "") + text
        elif place in ("", *FLOWS) and not self._state.hidden:
            self.flow.line.add(text)

    def _open(self) -> None:
        if self.depth >= DEEPEST:
            raise ReadError(TOO_DEEP)
        self._states.append(self._state)

    def _close(self) -> None:
        if not self._states:
            return
        closed, self._state = self._state, self._states.pop()
        if closed.place == "stylesheet" and self._state.place == "stylesheet":
            self._styles.name(self._kept.pop("stylesheet", ""))
        elif closed.place != self._state.place:
            if closed.place in FLOWS:
                self._end_flow(closed.place)
            elif closed.place in KEPT:
                self._keep(closed.place, runs.joined_pairs(self._kept.pop(closed.place, "")).strip())

    def _keep(self, place: str, text: str) -> None:
        """What a group that is no text of the document says."""
        if place == "fldinst":
            self._add(equations.base(text))
        elif place == "propname":
            self._kept["named"] = text.lower()
        elif place != "staticval":
            self.given[place] = text
        elif key := ADDED.get(self._kept.get("named", "")):
            self.given[key] = text

    def _word(self, word: str, number: int | None) -> None:
        if word == "*":
            self._state = replace(self._state, is_optional=True)
        elif word in SKIPPED or (self._state.is_optional and not self._is_known(word)):
            self._state = replace(self._state, place="skip", is_optional=False)
        elif self._state.place != "skip":
            self._state = replace(self._state, is_optional=False)
            self._known_word(word, number)

    def _is_known(self, word: str) -> bool:
        return word in CONTAINERS or word in KEPT or word in FLOWS

    def _known_word(self, word: str, number: int | None) -> None:
        if word in SIGNS:
            self._add(SIGNS[word])
        elif word == "u" and number is not None:
            self._add(chr(number % 65536))
            self._to_skip = self._state.fallback
        elif word in FLOWS:
            self._state = replace(self._state, place=word, hidden=False, in_table=False)
            self._flows.append(Flow())
        elif word == "ud" and self._state.place == "upr":  # the words before it in older characters are skipped
            self._state = replace(self._state, place=self._states[-2].place)
        elif word in KEPT or word in ("fonttbl", "stylesheet", "upr"):
            self._state = replace(self._state, place=word)
        elif self._state.place == "fonttbl":
            self._fonts.word(word, number)
        elif word in STEPS:
            STEPS[word](self)
        else:
            self._set(word, 1 if number is None else number)

    def _set(self, word: str, number: int) -> None:
        """A property of the text that follows."""
        state = self._state
        if word in FILE_ENCODINGS:
            self._fonts.encoding = FILE_ENCODINGS[word]
        elif word == "ansicpg":
            self._fonts.encoding = encoding(number)
        elif word == "f":
            self._state = replace(state, encoding=self._fonts.of(number))
        elif word == "uc":
            self._state = replace(state, fallback=max(0, number))
        elif word in ("v", "deleted"):
            self._state = replace(state, hidden=number != 0)
        elif word == "plain":
            self._state = replace(state, hidden=False)
        elif word == "pard":
            self._state = replace(state, style=0, outline=None, in_table=False)
        elif word == "intbl":
            self._state = replace(state, in_table=number != 0)
        elif word == "ftnalt":
            self.flow.is_endnote = True
        elif state.place == "stylesheet":
            self._styles.word(word, number)
        elif word == "s":
            self._state = replace(state, style=number)
        elif word == "outlinelevel":
            self._state = replace(state, outline=number)

    def _paragraph(self) -> None:
        """The line ends, as a paragraph or within a cell."""
        flow, state = self.flow, self._state
        if not state.in_table:
            self._row()
        key = self._styles.says(state.style)
        level = self._styles.level(state.style, state.outline) or int(key == "title" and key not in self.said)
        block = flow.line.block(level)
        if len(self._flows) == 1:
            office.tell(self.said, key, block.text)
        (flow.cell if state.in_table else flow.blocks).extend((block, *flow.line.after))
        flow.line = Line()

    def _cell(self) -> None:
        self._state = replace(self._state, in_table=True)
        self._paragraph()
        self.flow.cells.append([block for block in self.flow.cell if block.text])
        self.flow.cell = []

    def _row(self) -> None:
        """The row that was being read, if any, is complete."""
        flow = self.flow
        cells = [*flow.cells, [block for block in flow.cell if block.text]]
        flow.blocks += (block for block in runs.row(cells) if block.text)
        flow.cells, flow.cell = [], []

    def _end_flow(self, place: str) -> None:
        """A note or a text box goes behind the paragraph in which it stands."""
        self._paragraph()
        self._row()
        flow = self._flows.pop()
        if place != "footnote":
            self.flow.line.after += flow.blocks
            return
        self._counts[flow.is_endnote] += 1
        label = numeral(self._counts[flow.is_endnote], "lowerRoman" if flow.is_endnote else "")
        text = "\n".join(block.text for block in flow.blocks if block.text)
        self.flow.line.after.append(runs.note(text, label))


STEPS: Mapping[str, Callable[[_Reader], None]] = {
    **dict.fromkeys(("par", "sect", "\r\n", "\n", "\r"), _Reader._paragraph),
    "cell": _Reader._cell,
    "row": _Reader._row,
}
"""Words that end a paragraph, a cell, a row; a backslash before a line break ends a paragraph too."""
