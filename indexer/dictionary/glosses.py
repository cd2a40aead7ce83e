"""From an entry of JMdict or JMnedict to pairs: a key, and what it means with how sure that is.

Three kinds of keys:

    j  a Japanese word as it is written             j:寺院          Buddhist temple 1.0, church 0.5 ...
    e  an English phrase in stems, without of, the  e:buddhist templ 寺院 0.8, 寺 0.6 ...
    n  a name or a word in Latin letters            n:ryoanzi       龍安寺 0.5 ...  (see `romaji_key`)

Words of a name are sorted, since names are written in both orders: Yoshinaga OUCHI and Oouchi Yoshinaga are both
n:oti yosinaga.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis import fold
from indexer.analysis.english import STOP_WORDS, compound, found_words, stem
from indexer.analysis.romaji import reading_key, romaji_key
from indexer.dictionary.jmdict import Entry, Form

MOST_WORDS = 5
"""Content words of the longest English phrase that is a key."""

MOST_FORMS = 2
"""Writings of one entry that an English phrase is looked for in: コールドウォー has four."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How far entries of a kind are trusted: `prior` beside rival entries, `quality` when alone; both in (0, 1]."""

    prior: float
    quality: float


COMMON, UNCOMMON = Kind(1.0, 1.0), Kind(0.3, 0.9)
KINDS = {
    "person": Kind(0.2, 0.9), "work": Kind(0.2, 0.9), "organization": Kind(0.2, 0.9), "company": Kind(0.2, 0.9),
    "station": Kind(0.2, 0.9), "product": Kind(0.2, 0.8), "place": Kind(0.1, 0.7), "unclass": Kind(0.05, 0.6),
    "surname": Kind(0.1, 0.6), "given": Kind(0.05, 0.6), "masc": Kind(0.05, 0.5), "fem": Kind(0.03, 0.4),
}  # fmt: skip
OTHER_NAMES = Kind(0.1, 0.7)
HEAD = 0.4
"""Of the last word of a gloss beside the whole: railway station is a station."""
RARE = 0.5
"""Of archaic, obsolete and obscure senses and of irregular writings."""
OTHER_FORM = 0.7
KANJI_BESIDE_KANA = 0.8
"""Of kanji where kana are usual: 独逸 beside ドイツ."""
READING = 0.8
"""Of a word found by how it sounds, beside one found by what it means."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and one translation of it, before it is known what rivals there are."""

    key: str
    text: str
    prior: float
    quality: float


@dataclass(frozen=True, slots=True)
class Writing:
    """A writing that an entry is looked for in, its key, and its standing in (0, 1] beside the entry's others."""

    text: str
    kana: bool
    key: str
    standing: float


# keys

_REMARK = re.compile(r"(?<!\s)\s*+(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)\s*")


def without_remarks(gloss: str) -> str:
    """temple (Buddhist) -> temple, dog (Canis (lupus) familiaris) -> dog; of a gloss that is only a remark, nothing."""
    while gloss != (shorter := _REMARK.sub(" ", gloss)):
        gloss = shorter
    return gloss.strip(" ,;:")


def japanese_key(text: str) -> str:
    """The key of a Japanese word: present forms, hiragana; ミサイル and みさいる are one."""
    return "j:" + fold(text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text))


def english_key(text: str) -> str:
    """The key of an English phrase by its stems: the Houses of Councillors -> e:hous councillor. Empty for none."""
    found = (compound(match[0], bool(match["dotted"])) for match in found_words(text))
    stems = [part.stem for each in found for part in each.parts]
    content = [each for each in stems if each not in STOP_WORDS] or stems
    return "e:" + " ".join(content) if content and len(content) <= MOST_WORDS else ""


def name_key(text: str) -> str:
    """The key of a name in Latin letters: Yoshinaga OUCHI -> n:oti yosinaga. Empty where no word is Japanese."""
    words = [word for word in text.replace(",", " ").split() if word.lower() != "no"]
    keys = [_romaji(word.lower()) for word in words]
    if not words or len(words) > MOST_WORDS or not any(keys):
        return ""
    return "n:" + " ".join(sorted(key or stem(word.strip(".'")) for key, word in zip(keys, words, strict=True)))


@lru_cache(maxsize=50_000)
def _romaji(word: str) -> str:
    return settled(romaji_key(word))


def settled(key: str) -> str:
    """A key with the long vowels gone that only came about by its making: Oouchi -> outi -> oti, as Ouchi has it."""
    return romaji_key(key) or key


def sound_key(kana: str) -> str:
    """The key of a reading: きんかくじ -> n:kinkakuzi; empty for one of less than two syllables."""
    key = settled(reading_key(kana))
    return "n:" + key if len(key) >= 4 else ""


_HEPBURN = (
    ("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"), ("tyo", "cho"), ("zy", "j"),
    ("si", "shi"), ("ti", "chi"), ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"),
)  # fmt: skip


def hepburn(key: str) -> str:
    """A reading as it is written in English texts: sinzyosai -> shinjosai."""
    for kunrei, written in _HEPBURN:
        key = key.replace(kunrei, written)
    return key


# weights


def kind_of(entry: Entry) -> Kind:
    """What sort of entry it is, which decides how sure its translations are."""
    if entry.kind:
        return KINDS.get(entry.kind, OTHER_NAMES)
    return COMMON if any(form.common for form in entry.forms) else UNCOMMON


def later(position: int, loss: float) -> float:
    """What the second, third ... sense or gloss is worth beside the first."""
    return 1 / (1 + loss * position)


def pairs(entry: Entry) -> Iterator[Pair]:
    """All keys of an entry with what each means."""
    kind = kind_of(entry)
    written = {usually: ranked_writings(entry.forms, usually) for usually in {s.usually_kana for s in entry.senses}}
    for number, sense in enumerate(entry.senses):
        worth = later(number, 0.6) * (RARE if sense.rare else 1.0)
        for place, printed in enumerate(sense.glosses):
            gloss = without_remarks(printed)
            if gloss:
                value = worth * later(place, 0.15)
                yield from _glossed(entry, kind, written[sense.usually_kana], gloss, value)
    yield from _sounding(entry, kind, written[entry.senses[0].usually_kana])


def _glossed(entry: Entry, kind: Kind, written: Sequence[Writing], gloss: str, value: float) -> Iterator[Pair]:
    if gloss.count(" ") <= MOST_WORDS + 1:
        for each in written:
            yield Pair(each.key, gloss, kind.prior * each.standing, kind.quality * value)
    for key, share in _gloss_keys(entry, gloss):
        for each in written[:MOST_FORMS]:
            yield Pair(key, each.text, kind.prior * value * share, kind.quality * value * each.standing * share)


def _gloss_keys(entry: Entry, gloss: str) -> Iterator[tuple[str, float]]:
    """Names go by their sound, as they are romanised in more than one way; those with an English word by both."""
    name = name_key(gloss) if entry.kind else ""
    if name:
        yield name, 1.0
    if not name or " " in gloss:
        whole = english_key(gloss)
        if whole:
            yield whole, 1.0
        head = gloss.partition(" of ")[0].split()
        if not entry.kind and 1 < len(head) <= 3 and head[0] not in ("to", "a", "an", "the"):
            yield english_key(head[-1]) or whole, HEAD


def _sounding(entry: Entry, kind: Kind, written: Sequence[Writing]) -> Iterator[Pair]:
    """神嘗祭 by Kannamesai: UniDic reads few such words right. A name of one word has its sound for a gloss."""
    if entry.kind and " " not in entry.senses[0].glosses[0]:
        return
    kanji = [each for each in written if not each.kana][:MOST_FORMS]
    for reading in entry.forms if kanji else ():
        key = sound_key(reading.text) if reading.kana and not reading.odd else ""
        for each in kanji if key else ():
            worth = kind.quality * each.standing * READING
            yield Pair(key, each.text, kind.prior, worth)
            if not entry.kind:
                yield Pair(each.key, hepburn(key[2:]), kind.prior, worth)


def ranked_writings(forms: Sequence[Form], usually_kana: bool) -> list[Writing]:
    """The writings of an entry in one sense, the usual first: ドイツ 1.0, 独逸 0.8, 独乙 0.56.

    Kana count where they are usual or there is nothing else; what comes after the first kanji or kana is an OTHER_FORM.
    Of writings with one key (りんご, リンゴ) the usual one stands for all.
    """
    kana = [form for form in forms if form.kana]
    kanji = [form for form in forms if not form.kana]
    found = [*_ranked(kanji, KANJI_BESIDE_KANA if usually_kana else 1.0)]
    if usually_kana or not kanji:
        found += _ranked(kana, 1.0)
    return sorted(found, key=lambda each: -each.standing)


def _ranked(forms: Sequence[Form], best: float) -> Iterator[Writing]:
    """Common ones first, irregular and outdated ones last, else as JMdict has them, which begins with the usual one."""
    unlike: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: (form.odd, not form.common)):
        unlike.setdefault(japanese_key(form.text), form)
    for place, (key, form) in enumerate(unlike.items()):
        standing = best * (OTHER_FORM if place else 1.0) * (RARE if form.odd else 1.0)
        yield Writing(form.text, form.kana, key, standing)
