"""How text becomes terms: Japanese and English side by side, and what is promised of every text."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indexer.analysis import Analysis, analyze, canonical, fold, gram_slots, query_words, version
from indexer.analysis.english import american, stem
from indexer.analysis.japanese import prepare
from indexer.analysis.literal import runs
from indexer.analysis.normalize import _FIGURES, _MEASURES, pairs
from indexer.analysis.numerals import NUMBER, kanji_number, number_value
from indexer.analysis.variants import katakana_key
from indexer.document import Token
from indexer.engines.occurrences import phrase_starts
from indexer.query import Phrase, Slot


def words(text: str) -> list[str]:
    """The terms of the word layer; those on one place are joined by `/`, in order of the alphabet."""
    return stacked(analyze(text).w)


def grams(text: str) -> list[str]:
    return [f"{token.text}@{token.position}" for token in analyze(text).g]


def stacked(tokens: tuple[Token, ...]) -> list[str]:
    places: dict[int, list[str]] = {}
    for token in tokens:
        places.setdefault(token.position, []).append(token.text)
    return ["/".join(sorted(terms)) for _, terms in sorted(places.items())]


def found(query: str, text: str) -> bool:
    """Whether the literal layer finds `query` in `text`."""
    places: dict[str, set[int]] = {}
    for token in analyze(text).g:
        places.setdefault(token.text, set()).add(token.position)
    slots = tuple(Slot(slot.text, slot.offset, slot.prefix) for slot in gram_slots(canonical(query)))

    def positions(slot: Slot) -> list[int]:
        if slot.prefix:
            return sorted({at for term, there in places.items() if term.startswith(slot.text) for at in there})
        return sorted(places.get(slot.text, ()))

    return bool(phrase_starts(Phrase("body_g", slots), positions))


CANONICAL = (
    # written, canonical, (start, end) in the canonical text, what was written there
    ("冷戦", "冷戦", (0, 2), "冷戦"),
    ("cold war", "cold war", (0, 4), "cold"),
    ("ＮＡＴＯ拡大", "NATO拡大", (0, 4), "ＮＡＴＯ"),
    ("ｿ連", "ソ連", (0, 1), "ｿ"),
    ("ｺﾞﾙﾊﾞﾁｮﾌ", "ゴルバチョフ", (0, 2), "ｺﾞﾙ"),
    ("か゛ん", "がん", (0, 1), "か゛"),
    ("ハ\u309aン", "パン", (0, 1), "ハ\u309a"),
    ("5㌫の", "5パーセントの", (1, 6), "㌫"),
    ("5㌫の", "5パーセントの", (2, 3), "㌫"),
    ("SALTⅡ条約", "SALT II条約", (5, 7), "Ⅱ"),
    ("Ⅱ条約", "II条約", (0, 2), "Ⅱ"),
    ("第Ⅱ部", "第 II部", (2, 4), "Ⅱ"),
    ("①国", "1国", (0, 1), "①"),
    ("北大西\n洋条約", "北大西洋条約", (2, 4), "西\n洋"),
    ("北大西 \n 洋条約", "北大西洋条約", (3, 4), "洋"),
    ("終わり。\n始まり", "終わり。\n始まり", (4, 5), "\n"),
    ("大西\n\n洋", "大西\n\n洋", (2, 4), "\n\n"),
    ("inter-\nnational law", "international law", (0, 13), "inter-\nnational"),
    ("post-\nWar", "post-\nWar", (0, 4), "post"),
    ("スタ―リン", "スターリン", (2, 3), "―"),
    ("disarma\u00ad\nment", "disarmament", (0, 11), "disarma\u00ad\nment"),
    ("軍\u00adbases\u00ad", "軍bases", (0, 1), "軍"),
    ("The firſt ſeſſion", "The first session", (10, 17), "ſeſſion"),
    ("Gorʹkiĭ", "Gorkiĭ", (0, 3), "Gor"),
    ("ob\u02baezd", "obezd", (0, 3), "ob\u02bae"),
    ("soi\ufe20u\ufe21z", "soiuz", (2, 4), "i\ufe20u"),
    ("T\u0361Sar'", "TSar'", (0, 2), "T\u0361S"),
    ("各〻の", "各々の", (1, 2), "〻"),
    ("明白々々", "明白明白", (0, 4), "明白々々"),
    ("一つ々々", "一つ一つ", (2, 4), "々々"),
    ("の前々々回", "の前々々回", (2, 4), "々々"),
    ("一つ々々々", "一つ一つ々", (4, 5), "々"),
    ("いろ／＼の案", "いろいろの案", (0, 4), "いろ／＼"),
    ("しみ／″＼と", "しみじみと", (0, 4), "しみ／″＼"),
    ("トキ〴〵", "トキドキ", (0, 4), "トキ〴〵"),
    ("N. K. V. D. archive", "N.K.V.D. archive", (0, 8), "N. K. V. D."),
    ("in Part A. I see", "in Part A. I see", (8, 10), "A."),
    ("J・F・ケネディ", "J.F.ケネディ", (0, 4), "J・F・"),
    ("Ｎ・Ａ・Ｔ・Ｏ軍", "N.A.T.O軍", (0, 7), "Ｎ・Ａ・Ｔ・Ｏ"),
    ("A・B両案", "A・B両案", (0, 3), "A・B"),
    ("一二・五％の増加", "12.5 percentの増加", (0, 4), "一二・五"),
    ("１・５倍", "1.5倍", (0, 3), "１・５"),
    ("二・二六事件", "二・二六事件", (0, 4), "二・二六"),
    ("二・三人", "二・三人", (0, 3), "二・三"),
    ("20％の", "20 percentの", (2, 10), "％"),
    ("20 % of", "20 percent of", (2, 10), " %"),
    ("a%20b", "a%20b", (1, 2), "%"),
    ("コンピュ－ター", "コンピューター", (4, 5), "－"),
    ("サン-テグジュペリ", "サン-テグジュペリ", (2, 3), "-"),
    ("1945―1991", "1945―1991", (4, 5), "―"),
    ("100,000人", "100000人", (0, 6), "100,000"),
    ("１００，０００人", "100000人", (0, 6), "１００，０００"),
    ("1,234,567", "1234567", (0, 7), "1,234,567"),
    ("1,23", "1,23", (1, 2), ","),
    ("1941,1942", "1941,1942", (4, 5), ","),
    ("に，100,000人", "に,100000人", (2, 8), "100,000"),
    ("in 1941, 100,000 men", "in 1941, 100000 men", (9, 15), "100,000"),
    ("p.1,234", "p.1234", (2, 6), "1,234"),
    ("“war”", '"war"', (1, 4), "war"),
    ("Stalin’s", "Stalin's", (6, 7), "’"),
    ("Gau\u00dfe", "Gausse", (3, 5), "\u00df"),
    ("so\u00adviet", "soviet", (0, 6), "so\u00adviet"),
    ("冷\u200b戦", "冷戦", (0, 2), "冷\u200b戦"),
    ("\ufeff冷戦", "冷戦", (0, 1), "冷"),
    ("葛\U000e0100城", "葛城", (0, 1), "葛"),
    ("神\ufe00", "神", (0, 1), "神"),
    ("\ufa19", "神", (0, 1), "\ufa19"),
    ("", "", (0, 0), ""),
)


@pytest.mark.parametrize(("written", "text", "span", "surface"), CANONICAL)
def test_canonical_text_remembers_what_was_written(
    written: str, text: str, span: tuple[int, int], surface: str
) -> None:
    result = canonical(written)
    assert result.text == text
    if surface:
        start, end = result.span(*span)
        assert written[start:end] == surface


@pytest.mark.parametrize(
    ("text", "hidden", "shown", "terms"),
    [
        ("大西[12]洋", [(2, 6)], "大西洋", ["大西@0", "西洋@1", "洋@2"]),
        ("cold war[3]s", [(8, 11)], "cold wars", ["cold@0", "wars@1"]),
        ("漢字かんじを", [(2, 5)], "漢字を", ["漢字@0", "字を@1", "を@2"]),
        ("abc", [(1, 3), (0, 2)], "", []),
        ("a冷戦", [(0, 1)], "冷戦", ["冷戦@0", "戦@1"]),
    ],
)
def test_hidden_spans_are_passed_over_as_if_not_there(
    text: str, hidden: list[tuple[int, int]], shown: str, terms: list[str]
) -> None:
    assert canonical(text, hidden).text == shown
    assert [f"{token.text}@{token.position}" for token in analyze(text, hidden).g] == terms


def test_a_token_across_a_hidden_span_covers_what_was_written() -> None:
    token = next(token for token in analyze("大西[12]洋", [(2, 6)]).g if token.text == "西洋")
    assert (token.start, token.end) == (1, 7)


FOLDED = (
    ("ソ連", "そ連"), ("Cold War", "cold war"),
    ("國際聯盟", "国際連盟"), ("Łódź", "lodz"),
    ("滿洲", "満州"), ("Übermensch", "ubermensch"),
    ("きよう", "きよう"), ("Møller", "moller"),
    ("きょう", "きよう"), ("Горбачёв", "горбачев"),
    ("あつた", "あつた"), ("Йошкар", "йошкар"),
    ("あった", "あつた"), ("naïve", "naive"),
    ("14ヵ条ヶ", "14か条か"), ("ΑΘΗΝΑ", "αθηνα"),
    ("ヴェトナム", "ゔえとなむ"), ("ビール", "びーる"),
    ("国々", "国国"), ("こゝろ", "こころ"), ("いすゞ", "いすず"), ("ハヽ", "はは"), ("バヾ", "ばば"),
    ("すた―りん", "すたーりん"), ("かーア", "かーあ"), ("国―国", "国―国"), ("1-2", "1-2"),
    ("、々", "、々"), ("々", "々"), ("々々", "々々"), ("ーゝ", "ーゝ"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_a_fold_looks_at_one_character(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_table_of_old_forms_leads_to_present_forms_of_one_character() -> None:
    assert all(len(new) == 1 for new in pairs("kyujitai.tsv").values())
    assert not set(pairs("kyujitai.tsv").values()) & pairs("kyujitai.tsv").keys()


GRAMS = (
    ("核", "核@0"),
    ("冷戦", "冷戦@0 戦@1"),
    ("大西洋", "大西@0 西洋@1 洋@2"),
    ("cold war", "cold@0 war@1"),
    ("NATO拡大。", "nato@0 拡大@1 大@2"),
    ("第2次", "第@0 2@1 次@2"),
    ("冷戦。終結", "冷戦@0 戦@1 終結@3 結@4"),
    ("冷戦。」（終結", "冷戦@0 戦@1 終結@3 結@4"),
    ("「冷戦」", "冷戦@0 戦@1"),
    ("war. peace", "war@0 peace@2"),
    ("cease-fire", "cease@0 fire@1"),
    ("Stalin's", "stalin@0 s@1"),
    ("冷 戦", "冷戦@0 戦@1"),
    ("冷\u3000戦", "冷戦@0 戦@1"),
    ("冷\n戦", "冷戦@0 戦@1"),
    ("冷\n\n戦", "冷@0 戦@2"),
    ("冷・戦", "冷戦@0 戦@1"),
    ("在「ソ」米", "在そ@0 そ米@1 米@2"),
    ("冷（戦）", "冷@0 戦@2"),
    ("国―国", "国国@0 国@1"),
    ("日ソ NATO", "日そ@0 そ@1 nato@2"),
    ("NATO NATO", "nato@0 nato@1"),
    ("100,000人", "100000@0 人@1"),
    ("1.5", "1@0 5@2"),
    ("Łódź市", "lodz@0 市@1"),
    ("国々", "国国@0 国@1"),
    ("", ""),
    ("。。。", ""),
)


@pytest.mark.parametrize(("text", "expected"), GRAMS)
def test_the_literal_layer_counts_characters_and_leaves_gaps(text: str, expected: str) -> None:
    assert grams(text) == expected.split()


LITERAL = (
    # query, text, found
    ("核", "反核運動", True),
    ("核", "原子核", True),
    ("核", "格", False),
    ("大西", "大西洋", True),
    ("西洋", "大西洋", True),
    ("大洋", "大西洋", False),
    ("第2次", "第2次大戦", True),
    ("2次", "第2次大戦", True),
    ("と第", "国と第2次", True),
    ("2プラス", "2プラス4", True),
    ("NATO拡", "NATO拡大", True),
    ("拡NATO", "NATO拡大", False),
    ("nato拡大", "ＮＡＴＯ拡大", True),
    ("ジョージ・ケナン", "ジョージ　ケナン", True),
    ("ジョージケナン", "ジョージ・ケナン", True),
    ("國際聯盟", "国際連盟", True),
    ("国際連盟", "國際聯盟", True),
    ("に対して", "ニ對シテ", True),
    ("あった", "あつた", True),
    ("ビル", "ビール", False),
    ("ベトナム", "ヴェトナム", False),
    ("冷戦終結", "冷戦。終結", False),
    ("在ソ大使", "在「ソ」大使", True),
    ("在「ソ」大使", "在ソ大使", True),
    ("冷戦、終結", "冷戦。終結", True),
    ("cold war", "the Cold War", True),
    ("cold war", "cold. War", False),
    ("cold-war", "cold war", True),
    ("col", "cold", False),
    ("lodz", "Łódź", True),
    ("100000", "100,000", True),
    ("100,000", "は，100,000人", True),
    ("SALTII", "SALTⅡ", False),
    ("SALT II", "SALTⅡ", True),
)


@pytest.mark.parametrize(("query", "text", "is_found"), LITERAL)
def test_what_stands_in_a_text_is_found_as_it_stands(query: str, text: str, is_found: bool) -> None:
    assert found(query, text) is is_found


def test_one_character_asks_for_any_gram_that_begins_with_it() -> None:
    assert [(slot.text, slot.offset, slot.prefix) for slot in gram_slots(canonical("核"))] == [("核", 0, True)]
    assert [(slot.text, slot.prefix) for slot in gram_slots(canonical("核2"))] == [("核", False), ("2", False)]
    assert gram_slots(canonical("。")) == ()


WORDS = (
    # okurigana: one verb and its noun
    ("打ち切り", ["打ち切り"]), ("打切り", ["打ち切り"]), ("打ち切る", ["打ち切り"]), ("打ち切った", ["打ち切り"]),
    ("話し合い", ["話し合い"]), ("話し合う", ["話し合い"]),
    ("封じ込め", ["封じ込め"]), ("封じ込める", ["封じ込め"]), ("封じ込め政策", ["封じ込め", "政策"]),
    ("受入れ", ["受け入れ"]), ("受け入れた", ["受け入れ"]),
    ("終わり", ["終わり"]), ("終わった", ["終わり"]), ("始まる", ["始まり"]), ("始まり", ["始まり"]),
    ("見た", ["見る"]), ("考へらる", ["考え"]), ("答へた", ["答え"]), ("終る", ["終わり"]),
    # a name's lemma is its reading
    ("伊藤", ["伊藤"]), ("伊東", ["伊東"]),
    # lemmas carry suffixes, and katakana names are not the nouns that sound like them
    ("サーバー", ["サーバー"]), ("ブッシュ", ["ブッシュ"]), ("ミチ", ["ミチ"]),
    ("ケン", ["ケン"]), ("未知", ["未知"]), ("メドヴェージェフ", ["メドヴェージェフ"]),
    # function words take no place
    ("米ソの関係", ["米ソ", "関係"]), ("米ソ関係", ["米ソ", "関係"]), ("関係。", ["関係"]),
    ("の", []), ("", []), ("。", []), ("冷戦\0終結", ["冷戦", "終結"]),
    # width, old forms, a dash for the long vowel mark, a line break inside a word
    ("ｿ連", ["ソ連"]), ("會談", ["会談"]), ("滿洲", ["満州"]), ("スタ―リン", ["スターリン"]), ("会\n談", ["会談"]),
    # English
    ("containing", ["contain"]), ("The Cold War", ["the", "cold", "war"]), ("Wars", ["war"]),
    ("Stalin's", ["stalin"]), ("Stalin’s", ["stalin"]), ("GORBACHEV'S", ["gorbachev"]), ("Congress's", ["congress"]),
    ("El'tsin", ["eltsin"]), ("the Soviets' reply", ["the", "soviet", "reply"]), ("Soviets’", ["soviet"]),
    ("cease-fire", ["cease/ceasefire", "fire"]), ("ceasefire", ["ceasefire"]),
    ("cease\u2010fire", ["cease/ceasefire", "fire"]), ("Lend-Lease Act", ["lend/lendlease", "lease", "act"]),
    ("B29", ["b/b29", "29"]), ("B-29s", ["b/b29", "29"]), ("B 29", ["b", "29"]),
    ("B29爆撃機", ["b/b29", "29", "爆撃", "機"]),
    ("NSC68", ["NSC/nsc/nsc68", "68"]), ("3D", ["3d"]), ("1970s", ["1970s"]), ("H2O", ["h2o"]),
    ("US", ["US/us"]), ("us", ["us"]), ("Us", ["us"]), ("U.S.", ["US/us"]),
    ("U. S. S. R.", ["USSR/ussr"]), ("N. K.", ["NK/nk"]), ("J. F. Kennedy", ["JF/jf", "kennedy"]),
    ("Ｊ・Ｆ・K", ["JFK/jfk"]),
    ("500km", ["500/500km", "km"]), ("500 km", ["500", "km"]), ("8pm", ["8/8pm", "pm"]), ("5G", ["5g"]),
    ("20th", ["20th"]),
    ("U.S.S.R.", ["USSR/ussr"]), ("対U.S.政策", ["対", "US/us", "政策"]),
    ("USSR", ["USSR/ussr"]), ("ICBMs", ["ICBM/icbm"]), ("ICBM", ["ICBM/icbm"]),
    ("I", ["i"]), ("USA's", ["USA/usa"]), ("Горбачёв", ["горбачев"]), ("Łódź", ["lodz"]), ("2,000", ["2000"]),
    # both in one text
    ("NATO拡大", ["NATO/nato", "拡大"]), ("ＮＡＴＯの拡大", ["NATO/nato", "拡大"]), ("第2次", ["第", "2", "次"]),
    ("SALTⅡ", ["SALT/salt", "II/ii"]), ("US・ソ連", ["US/us", "ソ連"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "terms"), WORDS)
def test_a_word_is_searched_in_one_form(text: str, terms: list[str]) -> None:
    assert words(text) == terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("打ち切り", "打切り"), ("話し合い", "話し合う"), ("引き揚げ", "引揚げ"), ("封じ込め", "封じ込める"),
        ("サーバー", "サーバ"), ("ジョージ・ケナン", "ジョージ ケナン"), ("日ソ會談", "日ソ会談"),
        ("withdrew", "withdraw"), ("withdrawn", "withdrawing"), ("fought", "fights"), ("memoranda", "memorandum"),
        ("crises", "crisis"), ("treaties", "treaty"), ("negotiated", "negotiating"), ("USSR", "U.S.S.R."),
        ("ICBM", "ICBMs"), ("labour", "labor"), ("programme", "programs"), ("organisation", "organizations"),
        ("ratify", "ratified"), ("occupy", "occupied"), ("coöperated", "cooperating"), ("MIRV", "MIRVed"),
        ("disarm", "disarming"), ("analyses", "analysis"), ("Gorbachev's", "Gorbachev"), ("went", "go"),
        ("children", "child"), ("wrote", "writing"), ("written", "write"), ("knelt", "kneel"), ("woven", "weave"),
        ("meetings", "met"), ("buildings", "building"), ("Germans", "German"), ("Pakistanis", "Pakistani"),
        ("developed", "developing"), ("preferred", "prefer"), ("serving", "serves"), ("charging", "charge"),
        ("larger", "largest"), ("wolves", "wolf"), ("teeth", "tooth"), ("treatise", "treatises"),
        ("criteria", "criterion"),
        ("businessmen", "businessman"), ("created", "creating"), ("determining", "determines"), ("judged", "judge"),
        ("serves", "served"), ("routed", "routes"), ("examine", "examining"),
        ("retargeted", "retargeting"), ("daimyo", "daimyos"), ("Kremlinologist", "Kremlinologists"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    assert words(one)[0].split("/")[-1] == words(other)[0].split("/")[-1]
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("伊藤", "伊東"), ("ミチ", "未知"), ("ビール", "ビル"), ("日ソ", "日露"), ("ケン", "軒"),
        ("policy", "police"), ("universal", "university"), ("containment", "container"), ("US", "us"),
        ("general", "generation"), ("army", "arm"), ("community", "communist"), ("promise", "prompt"),
        ("author", "authority"), ("news", "new"), ("business", "busy"), ("severe", "several"), ("severe", "severed"),
        ("political", "polite"), ("custom", "customer"), ("civil", "civilization"), ("accord", "according"),
        ("mobilize", "mobile"), ("Dulles", "dull"), ("iron", "ironic"), ("department", "departed"), ("ruble", "rubble"),
        ("convention", "conventional"), ("success", "succession"), ("access", "accession"), ("cooperate", "Cooper"),
        ("transit", "transition"), ("position", "positive"), ("information", "informal"), ("engine", "engineer"),
        ("federal", "federation"), ("imperial", "imperialism"), ("social", "socialism"), ("corporal", "corporate"),
        ("intelligence", "intelligent"), ("MIRVing", "mirving"), ("office", "officer"), ("doctor", "doctoral"),
        ("confer", "conference"), ("physics", "physical"), ("numerous", "numerical"), ("ratification", "ratified"),
        ("wicked", "wick"), ("evening", "even"), ("seventh", "seven"), ("Harding", "hard"), ("reed", "ree"),
        ("corps", "corp"), ("politics", "political"), ("string", "str"), ("stranger", "strange"), ("need", "knee"),
    ],
)  # fmt: skip
def test_two_words_that_only_look_alike_are_two_terms(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize(("word", "term"), pairs("english.tsv").items())
def test_every_row_of_the_english_table_has_its_say(word: str, term: str) -> None:
    assert stem(word) == stem(word.upper()) == term


@pytest.mark.parametrize(
    ("british", "spelling"),
    [
        ("organise", "organize"), ("organisations", "organizations"), ("recognised", "recognized"),
        ("analyse", "analyze"), ("paralysed", "paralyzed"), ("labour", "labor"), ("neighbouring", "neighboring"),
        ("honourable", "honorable"), ("cancelled", "canceled"), ("travelling", "traveling"), ("centre", "center"),
        ("theatres", "theaters"), ("defence", "defense"), ("dialogue", "dialog"), ("programme", "program"),
        ("kilometres", "kilometers"), ("practised", "practiced"), ("anaemic", "anemic"), ("artefacts", "artifacts"),
        ("enquiries", "inquiries"), ("moustache", "mustache"), ("sulphur", "sulfur"), ("roubles", "rubles"),
        ("tsarist", "czarist"), ("ageing", "aging"),
        ("grey", "gray"), ("judgement", "judgment"), ("sceptical", "skeptical"), ("fulfil", "fulfill"),
        # these only look British
        ("promise", "promise"), ("promised", "promised"), ("compromise", "compromise"), ("exercises", "exercises"),
        ("advise", "advise"), ("advised", "advised"), ("surprising", "surprising"), ("rise", "rise"),
        ("arise", "arise"), ("raised", "raised"), ("revised", "revised"), ("enterprise", "enterprise"),
        ("wise", "wise"), ("crisis", "crisis"), ("four", "four"), ("hour", "hour"), ("tour", "tour"),
        ("acre", "acre"), ("fence", "fence"), ("science", "science"), ("controlled", "controlled"),
        ("compelled", "compelled"), ("our", "our"), ("noise", "noise"), ("cruiser", "cruiser"),
        ("practical", "practical"), ("enquire", "inquire"), ("trouble", "trouble"),
        ("premises", "premises"), ("thesis", "thesis"), ("disease", "disease"), ("island", "island"),
    ],
)  # fmt: skip
def test_one_spelling_stands_for_two(british: str, spelling: str) -> None:
    assert american(british) == spelling


OFFICIAL = (
    ("帝國政府ハ左ノ如ク聲明ス", "帝国政府は左の如く声明す"),
    ("本條約ヲ破棄セリ", "本条約を破棄せり"),
    ("ソ聯ニ對シ宣戰ス", "ソ連に対し宣戦す"),
)


@pytest.mark.parametrize(("katakana", "hiragana"), OFFICIAL)
def test_official_katakana_prose_is_read_as_hiragana(katakana: str, hiragana: str) -> None:
    assert words(katakana) == words(hiragana)


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("帝國政府ハ「ポツダム」宣言ヲ受諾ス", "帝国政府は「ポツダム」宣言を受諾す"),
        ("ドイツ軍ハ降伏した", "ドイツ軍ハ降伏した"),
        ("日ソ中立條約ヲ破棄ス", "日ソ中立条約を破棄す"),
        ("ドイツ軍ハ降伏セリ", "ドイツ軍は降伏せり"),
        ("ソ連", "ソ連"),
        ("ハンガリー動乱", "ハンガリー動乱"),
        ("トルーマン・ドクトリン", "トルーマン ドクトリン"),
        ("彼は去つた。政府ハ左ノ如ク", "彼は去つた。政府は左の如く"),
        ("NATO拡大", "NATO拡大"),
    ],
)
def test_katakana_names_stay_katakana(text: str, prepared: str) -> None:
    assert prepare(text) == prepared


@pytest.mark.parametrize(
    ("renderings", "key"),
    [
        ("イエリツィン エリツイン エリツィン", "k:エリチン"),
        ("ヴェトナム ベトナム", "k:ベトナム"),
        ("コンピュータ コンピューター", "k:コンピユタ"),
        ("ゴルバチョフ ゴルバチヨフ", "k:ゴルバチヨフ"),
        ("イタリア イタリヤ", "k:イタリヤ"),
        ("トロツキー トロツキイ", "k:トロツキ"),
        ("モロトフ", "k:モロトフ"),
        ("チェコスロバキア チエコスロヴアキア チェッコスロヴァキヤ", "k:テコスロバキヤ"),
        ("トゥハチェフスキー トハチェフスキー トウハチエフスキイ", "k:トハテフスキ"),
        ("シェワルナゼ シヱワルナゼ シエワルナゼ", "k:セワルナゼ"),
        ("シェワルナゼ セワルナゼ", "k:セワルナゼ"),
        ("ビル ビール サバ サーバー ソ ソー", ""),
    ],
)
def test_renderings_of_one_name_share_a_key(renderings: str, key: str) -> None:
    assert {katakana_key(rendering) for rendering in renderings.split()} == {key}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ヴェトナム戦争", [("k:ベトナム", "ヴェトナム"), ("k:ベトナム>戦", "ヴェトナム")]),
        ("ヴェトナム戰爭", [("k:ベトナム", "ヴェトナム"), ("k:ベトナム>戦", "ヴェトナム")]),
        ("ヴェトナムの戦争", [("k:ベトナム", "ヴェトナム")]),
        ("反「ベトナム」", [("k:ベトナム", "ベトナム"), ("k:ベトナム<反", "ベトナム")]),
        ("ｺﾞﾙﾊﾞﾁｮﾌとベトナム", [("k:ゴルバチヨフ", "ｺﾞﾙﾊﾞﾁｮﾌ"), ("k:ベトナム", "ベトナム")]),
        ("Vietnam べとなむ ビル", []),
    ],
)
def test_every_katakana_run_has_its_key(text: str, keys: list[tuple[str, str]]) -> None:
    katakana = [token for token in analyze(text).v if token.text.startswith("k:")]
    assert [(token.text, text[token.start : token.end]) for token in katakana] == keys


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14), ("十四", 14), ("一九四五", 1945), ("二〇", 20), ("〇", 0), ("0", 0), ("十", 10), ("百", 100),
        ("千三百八十六", 1386), ("10万", 100_000), ("十万", 100_000), ("一〇〇万", 1_000_000), ("2千3百", 2300),
        ("三億五千万", 350_000_000), ("一兆", 10**12), ("十五万人"[:3], 150_000), ("万", None), ("万一", None),
        ("9" * 5000, None),
    ],
)  # fmt: skip
def test_digits_and_kanji_numerals_write_the_same_numbers(text: str, value: int | None) -> None:
    assert number_value(text) == value


@pytest.mark.parametrize(
    ("value", "kanji"),
    [
        (0, "〇"),
        (1, "一"),
        (10, "十"),
        (14, "十四"),
        (100, "百"),
        (1386, "千三百八十六"),
        (10_000, "一万"),
        (10**12, "一兆"),
    ],
)
def test_a_number_is_written_in_kanji(value: int, kanji: str) -> None:
    assert kanji_number(value) == kanji


@given(value=st.integers(0, 10**16 - 1) | st.integers(0, 10_000))
def test_a_number_written_in_kanji_is_read_back(value: int) -> None:
    assert number_value(kanji_number(value)) == value
    assert NUMBER.fullmatch(kanji_number(value))


@given(value=st.integers(10**16, 10**30))
def test_a_number_beyond_the_numerals_raises_nothing(value: int) -> None:
    assert number_value(kanji_number(value)) == value


@pytest.mark.parametrize(
    ("text", "terms", "marks"),
    [
        ("冷戦", ("冷戦",), ""), ("冷戦終結", ("冷戦", "終結"), ""), ("米ソの関係", ("米ソ", "関係"), ""),
        ("ロシアとアメリカ", ("ロシア", "アメリカ"), "linked"), ("の", (), ""),
        ("war", ("war",), ""), ("US", ("US",), "acronym"), ("us", ("us",), ""), ("U.S.", ("US",), ""),
        ("the", ("the",), "function"), ("WHO", ("WHO",), "acronym"), ("who", ("who",), "function"),
        ("cease-fire", ("cease", "fire"), "closed"), ("ceasefire", ("ceasefire",), ""),
        ("NATO拡大", ("NATO", "拡大"), ""),
    ],
)  # fmt: skip
def test_a_word_of_a_question_asks_for_these_terms(text: str, terms: tuple[str, ...], marks: str) -> None:
    asked = query_words(canonical(text))
    said = {
        "linked": asked.linked,
        "acronym": asked.acronym,
        "function": asked.function,
        "closed": bool(asked.closed),
    }
    assert asked.terms == terms
    assert " ".join(name for name, value in said.items() if value) == marks


def test_a_hyphenated_word_asks_for_the_closed_form_too() -> None:
    assert query_words(canonical("cease-fire")).closed == query_words(canonical("ceasefire")).terms


def test_the_version_is_short_and_stays() -> None:
    assert version() == version()
    assert re.fullmatch("[0-9a-f]{16}", version())


PLAIN = (
    "あいかはのをんっゃょアイカハヴソリンッャョ国國連聯滿洲核戦拡大西洋一二十〇"
    "abcXYZéłøß0123456789дёйЙ .,。、「」（）()'!?"
)
TYPESET = (
    "々ゝゞヽヾー-‐–—―－・゠＝\u3000\n\t\u00ad\u200b\ufeff\ufe00\U000e0100’“”ＡＢｚ０９，．ｱｶﾊｿｰﾞﾟ゛゜\u3099\u309a\u0301"
    "㌫㌔Ⅱⅳ①㍻½ﬁ\ufa19﨑𠮷😀ー\r"
)
alphabet = st.sampled_from([*PLAIN, *TYPESET, "\n\n", "1,000", "スタ―リン", "inter-\nnational", "U.S.S.R.", "US"])
texts = st.lists(alphabet, max_size=24).map("".join)
plain_texts = st.text(alphabet=PLAIN.replace("ß", ""), max_size=24)


def layers(analysis: Analysis) -> list[tuple[Token, ...]]:
    return [analysis.w, analysis.g, analysis.v]


@settings(max_examples=1_000)
@given(text=texts)
def test_every_canonical_character_covers_what_was_written(text: str) -> None:
    result = canonical(text)
    spans = [result.span(index, index + 1) for index in range(len(result.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    dropped = {text[place] for place in range(len(text)) if place not in covered}
    assert not dropped - set("\u00ad\u200b\ufeff\ufe00\U000e0100 \t\n-"), (
        "only what is typesetting goes without a trace"
    )


@settings(max_examples=1_000)
@given(text=texts)
def test_every_token_stands_somewhere_in_the_text(text: str) -> None:
    for tokens in layers(analyze(text)):
        assert all(0 <= token.start < token.end <= len(text) for token in tokens)
        assert all(token.text for token in tokens)
    for tokens in layers(analyze(text))[:2]:
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@settings(max_examples=1_000)
@given(text=texts)
def test_positions_rise_and_no_term_stands_twice_at_one_place(text: str) -> None:
    analysis = analyze(text)
    for tokens in (analysis.w, analysis.g):
        positions = [token.position for token in tokens]
        assert positions == sorted(positions)
        assert len({(token.text, token.position) for token in tokens}) == len(tokens)
    assert not analysis.w or {token.position for token in analysis.w} == set(range(analysis.w[-1].position + 1))


@settings(max_examples=1_000)
@given(text=plain_texts)
def test_the_folded_surface_of_a_gram_is_the_gram(text: str) -> None:
    for token in analyze(text).g:
        surface = canonical(text[token.start : token.end]).text
        assert re.sub(r"[\s'「」]", "", fold(surface)) == token.text


@settings(max_examples=1_000)
@given(text=texts, data=st.data())
def test_hidden_spans_leave_the_tokens_of_the_rest(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    rest = text[: cuts[0]] + text[cuts[1] :]
    kept = [index for index in range(len(text)) if not cuts[0] <= index < cuts[1]]
    for hidden, plain in zip(layers(analyze(text, [(cuts[0], cuts[1])])), layers(analyze(rest)), strict=True):
        assert [(token.text, token.position) for token in hidden] == [(t.text, t.position) for t in plain]
        moved = [(kept[token.start], kept[token.end - 1] + 1) for token in plain]
        assert [(token.start, token.end) for token in hidden] == moved


@settings(max_examples=1_000)
@given(text=st.text(max_size=40) | texts)
def test_a_fold_keeps_the_length_and_folds_no_further(text: str) -> None:
    result = canonical(text).text
    assert len(fold(result)) == len(result)
    assert len(prepare(result)) == len(result)
    assert len(fold(text)) == len(text)


@settings(max_examples=500)
@given(text=plain_texts)
def test_the_runs_of_a_text_are_apart_and_in_order(text: str) -> None:
    places = [place for run in runs(fold(text)) for place in run.places]
    assert places == sorted(set(places))
    assert {fold(text)[place] for place in places} >= {c for c in fold(text) if c.isalnum()}


_DROPPED = "\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f"
_MARKS = "゛゜\u3099\u309a\u0300-\u036fﾞﾟ"
PROMISED = st.lists(
    st.sampled_from(
        [
            *"かがつっやゃょいずカガツッャヴソリンァ国國連聯核戦大西洋々ゝゞヽヾーー-‐—―－・・＝",
            *"ＡｂＺ９，、。．.,abUS0123456789дЁ \u3000\u3000\n\n\t「」『』（）[]()|ｱｶﾞﾊﾟｿｰ･㌫㌔Ⅱⅳ①㍻ßéł'’",
            *"\u00ad\u200b﨑𠮷\ufa19",
            *(
                "\n\n",
                "100,000",
                "1,000,000",
                "，100,000",
                "inter-\nnational",
                "か゛",
                "は\u309a",
                "スタ―リン",
                "SALTⅡ",
            ),
        ]
    ),
    min_size=2,
    max_size=20,
).map(lambda parts: re.sub(f"(^|\n)[{_DROPPED}{_MARKS}]+", r"\1", "".join(parts)))
"""Texts of what is hard to find again, where no mark stands without a character before it."""

_JAPANESE = re.compile("[ぁ-ヿ々〇㐀-鿿\U00020000-\U000323af]")
_ONE_WORD = re.compile(
    rf"[{_FIGURES}]+・[{_FIGURES}]+(?:{_MEASURES})"  # a number with the measure that tells its point from a list's dot
    r"|\d[\d,]*(?:[.・][\d,]+)*"  # a number, with its commas and its point
    r"|[A-Za-zßæÆœŒþÞ][-‐]\n[ \t]*[a-zßæœþ]"  # a word parted at the end of a line
    r"|[A-Z](?:・[A-Z])+・?"  # initials
    r"|[々〇㐀-鿿\U00020000-\U000323af][ぁ-ヿ々〇㐀-鿿\U00020000-\U000323af]々々"  # two characters repeated
)
_SOFT = re.compile("[A-Za-zÀ-ɏ]\u00ad+[ \t]*\n[ \t]*[a-zß-ɏ]")


def is_letter(character: str) -> bool:
    """Whether a character belongs to a word that is searched whole: Latin, Cyrillic, digits."""
    return any(c.isalnum() and not _JAPANESE.match(c) for c in unicodedata.normalize("NFKC", character))


def may_be_cut(text: str, place: int) -> bool:
    """Whether `place` is inside no Latin, Cyrillic or digit word, and does not part a character from its mark."""
    if any(match.start() < place < match.end() for match in _SOFT.finditer(text)):
        return False
    before, after = (re.sub(f"[{_DROPPED}]", "", part) for part in (text[:place], text[place:]))
    if not before or not after:
        return True
    if is_letter(before[-1]) and is_letter(after[0]):
        return False
    if re.match(f"[{_MARKS}]", after):
        return False
    before, after = (unicodedata.normalize("NFKC", part) for part in (before, after))
    whole = (match.span() for match in _ONE_WORD.finditer(before + after))
    return not any(start < len(before) < end for start, end in whole)


def begins_well(piece: str) -> bool:
    """Whether the first character that counts means something by itself."""
    first = re.sub(rf"^[\s・･゠＝='’‐-―－\-{_DROPPED}]+", "", piece)[:1]
    return not re.match(f"[々ゝゞヽヾーｰ{_MARKS}]", first)


@settings(max_examples=3_000)
@given(text=PROMISED, data=st.data())
def test_whatever_stands_in_a_text_is_found(text: str, data: st.DataObject) -> None:
    cuts = [place for place in range(len(text) + 1) if may_be_cut(text, place)]
    assume(len(cuts) > 1)
    start, end = sorted(data.draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2, unique=True)))
    piece = text[start:end]
    assume(len(piece) >= 2 and begins_well(piece) and gram_slots(canonical(piece)))
    assert found(piece, text), piece


@pytest.mark.parametrize(
    ("text", "place", "cut"),
    [
        ("冷戦", 1, True), ("war", 1, False), ("戦war", 1, True), ("1,000", 1, False), ("1,000", 2, False),
        ("国,1", 2, True), ("カ゛", 1, False), ("ｶﾞ", 1, False), ("Ⅱ2", 1, False), ("㌫2", 1, True),
        ("a-\nb", 2, False), ("ß－\næ", 2, False), ("a\u00ad\nb", 2, False), ("A・Z・西", 2, False),
        ("1・5㌫", 1, False), ("大西々々", 1, False),
        ("a\u00adb", 1, False), ("дё", 1, False), ("0.5", 1, False), ("。1", 1, True),
    ],
)  # fmt: skip
def test_a_promise_is_made_for_whole_words(text: str, place: int, cut: bool) -> None:
    assert may_be_cut(text, place) is cut


@pytest.mark.parametrize(
    ("written", "meant"),
    [("社⻑と⻘年", "社長と青年"), ("⺠族と⻄洋", "民族と西洋"), ("⼀⽇", "一日"), ("⻑(head)", "長(head)")],
)
def test_radicals_are_read_as_the_characters_they_stand_for(written: str, meant: str) -> None:
    source = canonical(written)
    assert source.text == meant
    assert [written[slice(*source.span(i, i + 1))] for i in range(len(meant))] == list(written)
