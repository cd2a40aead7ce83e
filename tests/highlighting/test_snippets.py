"""Marks and snippets: every mark is a match and says why, and a snippet is the text as it stands."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from library import document, hits, names, searcher, searcher_of

from indexer.analysis import Analysis, analyze, canonical, fold, query_words
from indexer.analysis.derivations import derived
from indexer.analysis.english import stem
from indexer.analysis.folds import fold_letters, new_forms
from indexer.analysis.keys import origin_key
from indexer.analysis.numerals import number_value
from indexer.analysis.romaji import reading_key, romaji_key
from indexer.analysis.variants import katakana_key
from indexer.document import Block, Span, Token
from indexer.engines.base import edit_distance
from indexer.metadata import dates
from search_app.export.json_objects import snippet_html
from search_app.highlighting.match_reasons import VIAS, Match
from search_app.highlighting.snippets import LENGTHS, Piece, Snippet, pieces, snippet
from search_app.search.hits import HitView
from search_app.web.help_texts import VIA_LABELS

QUESTIONS = 300
"""They come to far more than 1,000 results."""


# what a mark must be, asked again from the text alone


def letters(text: str) -> str:
    """A text in the letters it is compared by, without spaces and signs."""
    return "".join(c for c in fold(canonical(text).text) if c.isalnum() or c == "ー")


@dataclass(frozen=True)
class Clause:
    """One part of a question: how it is typed, of which kind, and the words themselves."""

    typed: str
    kind: str
    text: str


def stems(text: str) -> set[str]:
    words = query_words(canonical(text))
    return {*words.terms, *words.closed}


def tokens(layer: tuple[Token, ...], match: Match) -> set[str]:
    return {token.text for token in layer if match.start <= token.start and token.end <= match.end}


def is_word(clause: Clause, hit: HitView, match: Match) -> bool:
    """The words of the clause stand there, in any inflection."""
    words = query_words(canonical(clause.text))
    there = tokens(layers(hit).w, match)
    loose = len(words.terms) >= 5 or words.linked
    return set(words.terms) <= there or bool(set(words.closed) & there) or (loose and bool(there & set(words.terms)))


def is_same(clause: Clause, hit: HitView, match: Match) -> bool:
    """The clause stands there as typed."""
    acronym = query_words(canonical(clause.text)).acronym
    shown = surface(hit, match)
    return letters(shown).rstrip("s") == letters(clause.text) if acronym else letters(shown) == letters(clause.text)


def is_name(clause: Clause, hit: HitView, match: Match) -> bool:
    """Another name of what goes by the words of the clause, its katakana in any rendering."""
    found = [name for authority in searcher().names.called(clause.text) for name in authority.names]
    shown, key = letters(surface(hit, match)), katakana_key(canonical(surface(hit, match)).text)
    return any(shown in (letters(name), letters(name) + "s") or key == katakana_key(name) != "" for name in found)


def is_near(clause: Clause, hit: HitView, match: Match) -> bool:
    return any(stems(word) <= tokens(layers(hit).w, match) for word in clause.text.split())


def is_date(clause: Clause, hit: HitView, match: Match) -> bool:
    wanted = dates.parse_query(clause.text)
    assert wanted
    anchor = next((span for span in hit.places[0].metadata.dates if span.inherited), None)
    spans = [f.span for f in dates.find(hit.text, anchor) if (f.start, f.end) == (match.start, match.end)]
    # A range is found by each of its years and by its ends.
    return any(wanted.first <= span.last and span.first <= wanted.last for span in spans)


def is_pattern(clause: Clause, hit: HitView, match: Match) -> bool:
    head, sign, tail = re.split(r"([*?])", clause.text, maxsplit=1)
    shown = letters(surface(hit, match))
    whole = re.compile(re.escape(letters(head)) + ("." if sign == "?" else ".*") + re.escape(letters(tail)))
    return bool(whole.fullmatch(shown)) or (sign == "*" and shown in (letters(head), letters(tail)))


def is_misspelt(clause: Clause, hit: HitView, match: Match) -> bool:
    term = next(iter(stems(clause.text))) if not clause.text.isascii() else letters(clause.text)
    there = tokens(layers(hit).w, match) | {letters(surface(hit, match))}
    return any(edit_distance(one, term) <= 1 for one in there)


def is_kana(clause: Clause, hit: HitView, match: Match) -> bool:
    keys = {katakana_key(run) for run in re.findall("[ァ-ヺー]{3,}", clause.text)}
    return katakana_key(canonical(surface(hit, match)).text) in keys


def is_number(clause: Clause, hit: HitView, match: Match) -> bool:
    def counted(text: str) -> list[str]:
        return [str(number_value(run) or run) for run in re.findall("[0-9〇一二三四五六七八九十百千万億兆]+|.", text)]

    return counted(letters(surface(hit, match))) == counted(letters(clause.text))


def is_spelling(clause: Clause, hit: HitView, match: Match) -> bool:
    return re.sub("[ぁ-ん]", "", letters(surface(hit, match))) == re.sub("[ぁ-ん]", "", letters(clause.text))


def is_derived(clause: Clause, hit: HitView, match: Match) -> bool:
    return bool(set(derived(stem(clause.text))) & tokens(layers(hit).w, match))


def is_borrowed(clause: Clause, hit: HitView, match: Match) -> bool:
    keys = {token.text for token in layers(hit).v if (token.start, token.end) == (match.start, match.end)}
    origins = {stem(part) for origin in query_words(canonical(clause.text)).origins for part in origin.split()}
    return origin_key(clause.text) in keys or bool(origins & tokens(layers(hit).w, match))


def is_sound(clause: Clause, hit: HitView, match: Match) -> bool:
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in clause.text)
    wanted = {"r:" + key for key in (reading_key(katakana), romaji_key(clause.text)) if key}
    return bool(wanted & {t.text for t in layers(hit).v if (t.start, t.end) == (match.start, match.end)})


def spelled(text: str) -> str:
    """A text in the letters a reader sees: only width, capitals, accents and typesetting are made one."""
    return "".join(c for c in fold_letters(canonical(text).text) if c.isalnum() or c == "ー")


def is_surface(clause: Clause, hit: HitView, match: Match) -> bool:
    """As typed; of several words, each as typed."""
    typed, shown = spelled(clause.text), spelled(surface(hit, match))
    several = len(query_words(canonical(clause.text)).terms) > 1
    return typed.rstrip("s") == shown.rstrip("s") or (
        several and (is_word if clause.kind == "word" else is_near)(clause, hit, match)
    )


def is_part_of_a_word(clause: Clause, hit: HitView, match: Match) -> bool:
    """As typed, and it cuts into a word of MeCab's."""
    cut = [t for t in layers(hit).w if t.start < match.start < t.end or t.start < match.end < t.end]
    return bool(cut) and is_same(clause, hit, match)


def is_old(clause: Clause, hit: HitView, match: Match) -> bool:
    """Other forms of the same kanji stand there, or in the clause."""
    shown = surface(hit, match)
    differs = new_forms(shown) != shown or new_forms(clause.text) != clause.text
    return differs and (is_same(clause, hit, match) or is_word(clause, hit, match))


def is_inflected(clause: Clause, hit: HitView, match: Match) -> bool:
    """The words in another form than the typed one."""
    words = is_word(clause, hit, match) if clause.kind == "word" else is_near(clause, hit, match)
    return words and letters(surface(hit, match)) != letters(clause.text)


def is_other_spelling(clause: Clause, hit: HitView, match: Match) -> bool:
    return is_spelling(clause, hit, match) or is_inflected(clause, hit, match)


def is_other_kana(clause: Clause, hit: HitView, match: Match) -> bool:
    differs = spelled(surface(hit, match)) != spelled(clause.text)
    return differs and (is_kana(clause, hit, match) or is_same(clause, hit, match) or is_word(clause, hit, match))


Check = Callable[[Clause, HitView, Match], bool]
WRITTEN: dict[str, Check] = {
    "surface": is_surface, "substring": is_part_of_a_word, "old-form": is_old, "kana": is_other_kana,
}  # fmt: skip
WORDLIKE: dict[str, Check] = {
    **WRITTEN, "inflection": is_inflected, "spelling": is_other_spelling, "number": is_number, "name": is_name,
    "derivation": is_derived, "loanword": is_borrowed, "reading": is_sound,
}  # fmt: skip
CHECKS: dict[str, dict[str, Check]] = {
    "word": WORDLIKE,
    "phrase": WRITTEN,
    "near": {**WRITTEN, "inflection": is_inflected, "spelling": is_inflected},
    "date": {**WRITTEN, "date": is_date},
    "pattern": {"wildcard": is_pattern},
    "misspelt": {**WRITTEN, "fuzzy": is_misspelt},
}
"""Kind of a clause -> reason -> whether a mark with this reason satisfies the clause."""


def surface(hit: HitView, match: Match) -> str:
    """What was marked, without what is hidden in it."""
    hidden = {i for span in hit.places[0].passage.hidden for i in range(*span)}
    return "".join(hit.text[i] for i in range(match.start, match.end) if i not in hidden)


@cache
def _layers(text: str, hidden: tuple[Span, ...]) -> Analysis:
    return analyze(text, hidden)


def layers(hit: HitView) -> Analysis:
    return _layers(hit.text, hit.places[0].passage.hidden)


# questions from the words of the corpus


def clause(text: str, chance: random.Random) -> Clause | None:
    """A clause of any kind out of a passage."""
    kind = chance.choice(("word", "word", "word", "phrase", "phrase", "near", "date", "pattern", "misspelt"))
    found = list(re.finditer(r"[A-Za-z]{4,}|[一-鿿]{2,6}|[ァ-ヺー]{3,}", text))
    if not found:
        return None
    one, other = chance.choice(found), chance.choice(found)
    word = one[0]
    if kind == "phrase":
        start, end = one.start(), one.end()
        cut = text[start : chance.choice([m.end() for m in found if end <= m.end() <= end + 40])]
        return None if set(cut) & set('"“”「」『』＂\n') else Clause(f'"{cut}"', kind, cut)
    if kind == "near":
        return Clause(f'"{word} {other[0]}"~8', kind, f"{word} {other[0]}") if word != other[0] else None
    if kind == "date":
        spans = [text[f.start : f.end] for f in dates.find(text) if not f.relative]
        written = [one for one in spans if dates.parse_query(one) and len(one.split()) <= 4]
        return Clause(chance.choice(written), kind, written[0]) if len(set(written)) == 1 else None
    if kind == "pattern":
        place = chance.randrange(2, len(word)) if len(word) > 2 else 0
        sign = chance.choice("*?" if place < len(word) - 1 else "*")
        pattern = word[:place] + sign + word[place + 1 :]
        return Clause(pattern, kind, pattern) if place else None
    if kind == "misspelt":
        return Clause(f"{word}~1", kind, word) if len(word) > 4 else None
    return Clause(word, kind, word)


def clauses(chance: random.Random) -> tuple[Clause, ...]:
    """One clause or two, out of one passage."""
    text = chance.choice(passages())
    drawn = [clause(text, chance) for _ in range(chance.choice((1, 1, 2)))]
    return tuple(one for one in drawn if one)


@cache
def passages() -> tuple[str, ...]:
    store = searcher().library.store
    return tuple(p.passage.text for row in store.documents() for p in store.passages_of(row.id))


@cache
def asked() -> tuple[tuple[tuple[Clause, ...], tuple[HitView, ...]], ...]:
    """Questions and all their hits."""
    chance = random.Random(1962)
    result = []
    while len(result) < QUESTIONS:
        if drawn := clauses(chance):
            result.append((drawn, hits(searcher(), " ".join(one.typed for one in drawn))))
    return tuple(result)


@pytest.fixture(scope="module", autouse=True)
def _forgotten_at_the_end() -> Iterator[None]:
    """Many hits are many objects; they would slow down what is tested after."""
    yield
    asked.cache_clear()
    _layers.cache_clear()


def every_hit() -> Iterator[tuple[tuple[Clause, ...], HitView]]:
    return ((drawn, hit) for drawn, found in asked() for hit in found)


def test_the_questions_drawn_are_of_all_kinds_and_find_something() -> None:
    assert {one.kind for drawn, _ in asked() for one in drawn} == set(CHECKS)
    assert sum(bool(found) for _, found in asked()) > 0.85 * QUESTIONS
    assert {match.via for _, hit in every_hit() for match in hit.matches} >= {
        "surface", "substring", "inflection", "spelling", "date", "name", "wildcard", "fuzzy", "loanword",
    }  # fmt: skip


def test_every_mark_satisfies_a_clause_of_the_question() -> None:
    assert sum(1 for _ in every_hit()) >= 1000
    for drawn, hit in every_hit():
        for match in hit.matches:
            checks = [(one, CHECKS[one.kind].get(match.via)) for one in drawn]
            good = any(check(one, hit, match) for one, check in checks if check)
            assert good, (drawn, match, hit.text[match.start : match.end], hit.id)


def test_marks_lie_in_the_text_in_order_and_none_overlaps_another() -> None:
    for drawn, hit in every_hit():
        ends = [0, *(match.end for match in hit.matches)]
        assert all(end <= match.start for end, match in zip(ends, hit.matches, strict=False)), (drawn, hit.matches)
        assert all(0 <= m.start < m.end <= len(hit.text) for m in hit.matches)
        assert all(hit.text[m.start : m.end].strip() == hit.text[m.start : m.end] for m in hit.matches)


def test_every_hit_shows_why_it_is_one() -> None:
    for drawn, hit in every_hit():
        if not any(one.kind == "date" for one in drawn):
            above = [piece for row in (hit.title, *hit.headings) for piece in row if piece.via]
            assert hit.matches or above, (drawn, hit.id)


def test_every_reason_has_its_words_in_both_languages() -> None:
    assert set(VIAS) == set(VIA_LABELS)
    assert all(label.ja and label.en and label.ja != label.en for label in VIA_LABELS.values())


def shown_at(hit: HitView) -> list[int]:
    """Where the snippet may begin in the text."""
    joined = "".join(piece.text for piece in hit.snippet.pieces)
    return [i for i in range(len(hit.text) - len(joined) + 1) if hit.text.startswith(joined, i)]


def marked(pieces_: tuple[Piece, ...], start: int) -> list[tuple[int, int, str]]:
    result = []
    for piece in pieces_:
        result += [(start, start + len(piece.text), piece.via)] if piece.via else []
        start += len(piece.text)
    return result


def clipped(found: tuple[Match, ...], start: int, end: int) -> list[tuple[int, int, str]]:
    rows = [(max(m.start, start), min(m.end, end), m.via) for m in found]
    return [row for row in rows if row[0] < row[1]]


def test_a_snippet_is_a_run_of_the_text_with_the_marks_that_lie_in_it() -> None:
    for drawn, hit in every_hit():
        joined = "".join(piece.text for piece in hit.snippet.pieces)
        places = shown_at(hit)
        assert places, (drawn, joined)
        windows = [(start, start + len(joined)) for start in places]
        assert any(marked(hit.snippet.pieces, a) == clipped(hit.matches, a, b) for a, b in windows), (drawn, joined)
        assert all(piece.text for piece in hit.snippet.pieces)
        assert hit.snippet.before == (places[0] > 0) or len(places) > 1
        assert bool(hit.matches) == any(piece.via for piece in hit.snippet.pieces), (drawn, hit.matches)


def test_a_snippet_is_not_much_longer_than_it_should_be_and_cuts_no_english_word() -> None:
    for _, hit in every_hit():
        joined = "".join(piece.text for piece in hit.snippet.pieces)
        longest = max([m.end - m.start for m in hit.matches], default=0)
        assert len(joined) <= LENGTHS[hit.lang] * 1.25 + max(longest, 30)
        start = shown_at(hit)[0]
        for edge in (start, start + len(joined)):
            around = hit.text[max(0, edge - 1) : edge + 1] if 0 < edge < len(hit.text) else ""
            first_mark = hit.matches[0].start if hit.matches else -1
            assert edge == first_mark or not re.fullmatch("[A-Za-z]{2}", around), (joined, around)


def test_titles_and_headings_are_whole_with_their_marks() -> None:
    for _, hit in every_hit():
        assert "".join(piece.text for piece in hit.title) == hit.document.title
        headings = ["".join(piece.text for piece in row) for row in hit.headings]
        assert headings == list(hit.places[0].passage.heading_path)


# one by one


def marks(text: str | Block, question: str, *known: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is marked in a text, and why."""
    library = searcher_of(document("a", text), collection=names(*known))
    [hit] = hits(library, question)
    return [(hit.text[match.start : match.end], match.via) for match in hit.matches]


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        # a phrase marks no stray words of it
        ("鉄の壁と鉄のカーテン、カーテンの鉄", "「鉄のカーテン」", [("鉄のカーテン", "surface")]),
        ("arms and control; arms control; control arms", '"arms control"', [("arms control", "surface")]),
        ("冷戦の終結。冷戦終結。", '"冷戦終結"', [("冷戦終結", "surface")]),
        ("The Cold war. War was cold.", "“cold war”", [("Cold war", "surface")]),
        # nearness marks the words in the window and none outside
        ("ソ連は穀物を買った。長い時の後、ソ連は消えた。", '"ソ連 穀物"~3', [("ソ連", "surface"), ("穀物", "surface")]),
        ("Arms a control b c d e f g control", '"arms control"~2', [("Arms", "surface"), ("control", "surface")]),
        ("control arms, much much later control", '"arms control"~>9', [("arms", "surface"), ("control", "surface")]),
        # a word in its inflections, the other words between them unmarked
        ("交渉を打ち切った。", "打ち切る", [("打ち切っ", "inflection")]),
        ("He negotiated treaties.", "treaty negotiate", [("negotiated", "inflection"), ("treaties", "inflection")]),
        ("ソ連と米国、ソ連", "ソ連", [("ソ連", "surface"), ("ソ連", "surface")]),
        ("War and war", "war", [("War", "surface"), ("war", "surface")]),
        # a line break within a word
        ("北大西\n洋条約", "大西洋", [("大西\n洋", "surface")]),
        ("The inter-\nnational order", "international", [("inter-\nnational", "surface")]),
        ("The cold\nwar ended.", '"cold war"', [("cold\nwar", "surface")]),
        # what is typeset otherwise
        ("ｿ連の滿洲國", "満州国", [("滿洲國", "old-form")]),
        ("ＣＯＬＤ ＷＡＲ", '"cold war"', [("ＣＯＬＤ ＷＡＲ", "surface")]),
        ("ジョージ・ケナンの電報", '"ジョージケナン"', [("ジョージ・ケナン", "surface")]),
        ("Lech Wałęsa spoke.", "walesa", [("Wałęsa", "surface")]),
        ("約100,000人", '"100000人"', [("100,000人", "surface")]),
        ("In the U.S. Senate", "US", [("U.S.", "surface")]),
        # other writings, each with its reason
        ("十四か条の原則", "14か条", [("十四か条", "number")]),
        ("交渉の打切り", "打ち切り", [("打切り", "spelling")]),
        ("イエリツィン大統領", "エリツィン", [("イエリツィン", "kana")]),
        ("ヴェトナム戦争", "ベトナム", [("ヴェトナム", "kana")]),
        ("昭和二十年八月の降伏", "1945年8月", [("昭和二十年八月", "date")]),
        ("It ended in August 1945.", "昭和20年8月", [("August 1945", "date")]),
        ("ゴルバチョフ書記長", "ゴルバ*", [("ゴルバ", "wildcard")]),
        ("Gorbachev resigned.", "gorba*", [("Gorbachev", "wildcard")]),
        ("A woman and two women", "wom?n", [("woman", "wildcard"), ("women", "wildcard")]),
        ("満州という国", "満*国", [("満", "wildcard"), ("国", "wildcard")]),
        ("Gorbachev resigned.", "Gorbachov~1", [("Gorbachev", "fuzzy")]),
        ("核と核兵器", "核", [("核", "surface"), ("核", "surface")]),
        # what is left out is not marked
        ("ソ連と米国", "ソ連 -中国", [("ソ連", "surface")]),
        ("War and peace", "war NOT love", [("War", "surface")]),
    ],
)  # fmt: skip
def test_what_is_marked_is_what_matched(text: str, question: str, found: list[tuple[str, str]]) -> None:
    assert marks(text, question) == found


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("The USSR agreed.", "ソ連", [("USSR", "name")]),
        ("ソ連は同意した。", "USSR", [("ソ連", "name")]),
        ("ソ連、すなわちUSSR", "ソ連", [("ソ連", "surface"), ("USSR", "name")]),
        ("The Kuril Islands", "千島列島", [("Kuril Islands", "name")]),
        ("千島列島", "Kuril Islands", [("千島列島", "name")]),
    ],
)
def test_another_name_is_marked_as_such(text: str, question: str, found: list[tuple[str, str]]) -> None:
    shown = marks(text, question, ("ソ連", "USSR"), ("千島列島", "Kuril Islands"))
    assert [row[0] for row in shown] == [row[0] for row in found]
    assert [row[1] for row in shown if row[1] == "name"] == [row[1] for row in found if row[1] == "name"]


@pytest.mark.parametrize(
    ("text", "hidden", "question", "found"),
    [
        ("昭和の冷[12]戦は終わった[13]。", ((4, 8), (14, 18)), '"冷戦は終わった"', "冷[12]戦は終わった"),
        ("昭和の冷[12]戦は終わった[13]。", ((4, 8), (14, 18)), "冷戦", "冷[12]戦"),
        ("The cold[12] war[3] ended.", ((8, 12), (16, 19)), '"cold war"', "cold[12] war"),
        ("The cold[12] war[3] ended.", ((8, 12), (16, 19)), '"war ended"', "war[3] ended"),
        ("熊襲《くまそ》の話と熊襲", ((2, 7),), '"熊襲の話"', "熊襲《くまそ》の話"),
        ("12の話[12]、または12[3]", ((4, 8), (14, 17)), '"12の話"', "12の話"),
    ],
)
def test_a_hidden_note_neither_parts_a_phrase_nor_shifts_its_mark(
    text: str, hidden: tuple[tuple[int, int], ...], question: str, found: str
) -> None:
    assert [shown for shown, _ in marks(Block(text, 0, hidden), question)] == [found]


TEXT = "はじめの文である。" * 20 + "ここに冷戦がある。" + "おわりの文である。" * 20
ENGLISH = "This is the first sentence. " * 20 + "Here is the cold war. " + "This is the last sentence. " * 20


@pytest.mark.parametrize(
    ("text", "lang", "mark", "start"),
    [(TEXT, "ja", "冷戦", "ここに冷戦がある。"), (ENGLISH, "en", "cold war", "Here is the cold war.")],
)
def test_a_snippet_begins_with_the_sentence_of_its_match(text: str, lang: str, mark: str, start: str) -> None:
    place = text.index(mark)
    shown = snippet(text, [Match(place, place + len(mark), "surface")], lang)
    joined = "".join(piece.text for piece in shown.pieces)
    assert start in joined and joined in text
    assert joined.index(mark) <= LENGTHS[lang] // 4
    assert [piece for piece in shown.pieces if piece.via] == [Piece(mark, "surface")]
    assert shown.before and shown.after


@pytest.mark.parametrize("lang", ["ja", "en", "ru"])
def test_a_short_text_is_shown_whole_and_a_long_one_without_matches_from_its_beginning(lang: str) -> None:
    assert snippet("短い文。short.", [], lang) == Snippet((Piece("短い文。short."),), False, False)
    shown = snippet(TEXT + ENGLISH, [], lang)
    assert (TEXT + ENGLISH).startswith(shown.pieces[0].text)
    assert (shown.before, shown.after) == (False, True)


def test_a_snippet_shows_the_window_with_the_most_kinds_of_matches() -> None:
    text = "冷戦。" + "あ" * 300 + "冷戦とソ連。" + "い" * 300
    found = [Match(0, 2, "literal"), Match(303, 305, "literal"), Match(306, 308, "name")]
    shown = [piece.text for piece in snippet(text, found, "ja").pieces if piece.via]
    assert shown == ["冷戦", "ソ連"]


def test_a_match_longer_than_a_snippet_is_shown_whole() -> None:
    text = "前。" * 50 + "長" * 400 + "。後" * 50
    found = [Match(100, 500, "exact")]
    assert Piece("長" * 400, "exact") in snippet(text, found, "ja").pieces


def test_pieces_are_cut_at_the_edges_of_their_window() -> None:
    found = [Match(1, 4, "word"), Match(6, 8, "exact")]
    assert pieces("abcdefghij", found, 2, 7) == (Piece("cd", "word"), Piece("ef"), Piece("g", "exact"))
    assert "".join(piece.text for piece in pieces("abcdefghij", found)) == "abcdefghij"
    assert pieces("", []) == ()


def test_a_snippet_in_html_marks_matches_and_lets_no_markup_through() -> None:
    library = searcher_of(document("a", 'He said <b>"war" & peace</b>.'))
    [hit] = hits(library, "war peace")
    assert snippet_html(hit.snippet) == (
        "He said &lt;b&gt;&quot;<mark data-via=\"surface\">war</mark>&quot; &amp; "
        "<mark data-via=\"surface\">peace</mark>&lt;/b&gt;."
    )  # fmt: skip
