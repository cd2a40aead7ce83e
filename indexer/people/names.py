"""A person's name taken to pieces, and the forms that it takes in texts.

The order of archives, "Dulles, Allen W.", is that of the ALA-LC and RDA headings: the surname, a comma, the given
names, then titles and what the person was.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from indexer.metadata.actors import without_accents
from indexer.people.titles import ENGLISH, PARTICLES, SUFFIXES

JAPANESE = re.compile("[ぁ-ヺ一-鿿々]")
DOTS = re.compile("[・＝=゠]")
"""Between the parts of a foreign name in katakana, in the order of speech: ハリー・トルーマン."""
_INITIALS = re.compile(r"(?<=[A-Z]\.)(?=[A-Z])")
_INITIAL = re.compile(r"[A-Z]\.?")
_KANA = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_SMALL_KANA = str.maketrans("ァィゥェォ", "アイウエオ")
_NICKNAME = re.compile(r"\s*\((?P<name>[^)]*)\)")
_SURNAME_FIRST = re.compile(r"(?P<surname>\w+) (?P<given>\w+-[a-z]\w*)")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts; `whole` is the name as written, and all there is to say where it has no surname.

    `given` are given names and initials, `particle` the von before the surname, `role` what else is said of the
    person; the General and the Sir are in `whole` alone.
    """

    whole: str
    surname: str = ""
    given: tuple[str, ...] = ()
    particle: str = ""
    suffix: str = ""
    nickname: str = ""
    role: str = ""

    @property
    def full(self) -> str:
        """The name as a text gives it in full: Heinrich von Brentano, 吉田茂."""
        if not self.surname or not self.given or DOTS.search(self.whole):
            return self.whole
        if JAPANESE.search(self.whole):
            return self.surname + "".join(self.given)
        suffix = f", {self.suffix}" if self.suffix.startswith(("Jr", "Sr")) else f" {self.suffix}"
        return " ".join(filter(None, (*self.given, self.particle, self.surname))) + suffix.rstrip(" ")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that means this person alone, the fullest first; the surname by itself is none of them."""
        if not self.surname or not self.given or DOTS.search(self.whole):
            return (self.whole,)
        if JAPANESE.search(self.whole):
            return (self.full, f"{self.surname} {''.join(self.given)}")
        last = " ".join(filter(None, (self.particle, self.surname)))
        written = dict.fromkeys([self.full, *(f"{each} {last}" for each in self._given_forms())])
        written |= dict.fromkeys([self.inverted, self.whole])
        return tuple(dict.fromkeys(form for each in written for form in (each, without_accents(each))))

    @property
    def inverted(self) -> str:
        """The name in the order of archives: Brentano, Heinrich von."""
        return ", ".join(
            filter(None, (self.surname, " ".join(filter(None, (*self.given, self.particle))), self.suffix))
        )

    def _given_forms(self) -> list[str]:
        """Lyndon Baines, Lyndon B., Lyndon; W. Averell, Averell; of John Foster also Foster."""
        names = [each for each in self.given if not _INITIAL.fullmatch(each)]
        short = [each if _INITIAL.fullmatch(each) else f"{each[0]}." for each in self.given]
        forms = [" ".join(self.given)]
        if len(self.given) > 1 and names:
            forms += [" ".join([self.given[0], *short[1:]]), *names]
        return [*forms, self.nickname] if self.nickname else forms


def listed(text: str) -> PersonName:
    """The name of a list in the order of archives: "Dulles, Allen W., Director of Central Intelligence".

    A name without a comma is taken as it stands, unless its end or its hyphen shows that the surname comes first:
    "Kennan George F.", "Chou En-lai".
    """
    first, *rest = [part.strip() for part in text.split(",")]
    if not rest:
        return _unparted(first)
    given, *after = rest
    suffixes = [each for each in after if each in SUFFIXES]
    role = ", ".join(each for each in after if each not in SUFFIXES)
    name = _parts(first, given, ", ".join([first, given, *suffixes]))
    return replace(name, role=role, suffix=suffixes[0] if suffixes else name.suffix)


def spoken(text: str) -> PersonName:
    """The name in the order of speech: "Ambassador Llewellyn E. Thompson", "Heinrich von Brentano", "Ed Irwin, Jr."."""
    before, _, suffix = text.partition(",")
    words = before.split()
    while len(words) > 1 and words[0] in ENGLISH:
        words = words[1:]
    if words and words[-1] in SUFFIXES:
        words, suffix = words[:-1], words[-1]
    if len(words) < 2:
        return PersonName(text.strip(), surname=" ".join(words))
    name = _parts(words[-1], " ".join(words[:-1]), " ".join(words))
    return replace(name, suffix=suffix.strip()) if suffix.strip() in SUFFIXES else name


def japanese(text: str, role: str = "") -> PersonName:
    """吉田 茂 has its parts, 吉田茂 is a whole; ハリー・トルーマン has its surname last."""
    parts = re.split(r"[\s　]+", text.strip())
    if len(parts) == 2:
        return PersonName(text.strip(), parts[0], (parts[1],), role=role)
    if DOTS.search(text) and len(parts) == 1:
        *given, last = DOTS.split(text)
        return PersonName(text, last, tuple(given), role=role)
    return PersonName("".join(parts), role=role)


def _unparted(text: str) -> PersonName:
    words = text.split()
    if len(words) == 1:
        return PersonName(text, surname=text)
    if len(words) > 2 and _INITIAL.fullmatch(words[-1]):
        return _parts(words[0], " ".join(words[1:]), text)
    if found := _SURNAME_FIRST.fullmatch(text):
        return PersonName(text, surname=found["surname"])
    return PersonName(text)


def _parts(surname: str, given: str, whole: str) -> PersonName:
    nickname = found["name"] if (found := _NICKNAME.search(given)) else ""
    words = _INITIALS.sub(" ", _NICKNAME.sub("", given)).split()
    titles = [word for word in words if word in ENGLISH]
    particles = [word for word in words if word in PARTICLES]
    suffix = next((word for word in words if word in SUFFIXES), "")
    rest = tuple(word for word in words if word not in (*titles, *particles, *SUFFIXES))
    return PersonName(whole, surname, rest, " ".join(particles), suffix, nickname)


def spelling_key(name: str) -> str:
    """What transliterations of one name share: Vassily and Vasili, Troyanovsky and -ski, De Gaulle and DeGaulle,
    コズイレフ and コズィレフ, フーヴァー and フーバー."""
    letters = "".join(sign for sign in without_accents(unicodedata.normalize("NFKC", name)).lower() if sign.isalnum())
    for sound, usual in _KANA:
        letters = letters.replace(sound, usual)
    plain = letters.translate(_SMALL_KANA).replace("y", "i").replace("ei", "e").replace("ck", "k").replace("c", "k")
    return re.sub(r"(.)\1", r"\1", plain)


def same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of given names may be one person's: the shorter is found in the longer in order, an initial in
    its name (Lyndon B. in Lyndon Baines, William in J. William)."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(any(_same(name, each) for each in rest) for name in shorter)


def _same(one: str, other: str) -> bool:
    short, long = sorted((spelling_key(one), spelling_key(other)), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))
