"""What the tables at the head of an RTF file say: the encoding of each font, the heading of each style."""

from dataclasses import dataclass, field

from indexer.readers.office.office import SAYS
from indexer.readers.office.wordstyles import BODY, HEADING
from indexer.readers.plausibility import plausibility
from indexer.readers.rtf.words import CHARSETS, encoding


@dataclass(slots=True)
class Fonts:
    """The encoding of the file, and those of its fonts by their numbers."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    number: int = 0

    def word(self, word: str, number: int | None) -> None:
        """A control word in the table of fonts."""
        if word == "f":
            self.number = number or 0
        elif word == "fcharset" and (said := CHARSETS.get(number or 0)):
            self.fonts[self.number] = said
        elif word == "cpg" and number:
            self.fonts[self.number] = encoding(number)

    def of(self, font: int) -> str:
        """The encoding of text in a font; empty for that of the file."""
        return self.fonts.get(font, "")

    def decode(self, data: bytes, said: str) -> str:
        """Text in the encoding said, else in that of the file or the Western one, whichever gives the likelier text.

        In a Japanese file the words of a Western font say caf\\'e9.
        """
        readings = []
        for name in filter(None, (said, self.encoding, "cp1252")):
            try:
                readings.append(data.decode(name))
            except (UnicodeDecodeError, LookupError):
                continue
            if said or data.isascii():
                break
        return max(readings, key=plausibility, default="") or data.decode("cp1252", "replace")


@dataclass(slots=True)
class Styles:
    """The styles of paragraphs by their numbers."""

    levels: dict[int, int] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    number: int = 0

    def word(self, word: str, number: int) -> None:
        """A control word in the table of styles."""
        if word == "s":
            self.number = number
        elif word == "sbasedon":
            self.parents[self.number] = number
        elif word == "outlinelevel":
            self.levels[self.number] = number

    def name(self, text: str) -> None:
        """The style that was read is called so."""
        name = text.strip(" ;").lower()
        if heading := HEADING.match(name):
            self.levels.setdefault(self.number, int(heading[1]) - 1)
        if name in SAYS:
            self.keys[self.number] = SAYS[name]
        self.number = 0

    def says(self, style: int) -> str:
        """Of which of our keys a paragraph of this style is the value; empty for most."""
        return self.keys.get(style, "")

    def level(self, style: int, own: int | None) -> int:
        """The level of a heading, 1 to 6; 0 for a paragraph. `own` is the paragraph's own place in the outline."""
        seen: set[int] = set()
        while own is None and style not in seen:
            seen.add(style)
            own, style = self.levels.get(style), self.parents.get(style, style)
        return 0 if own is None or own >= BODY or own < 0 else min(own + 1, 6)
