"""The bilingual dictionary: a small one made here for its weights, the installed one for its words."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_dictionary import WORDS, database

from indexer.dictionary import glossary, jmdict
from indexer.dictionary.glossary import Glossary
from indexer.dictionary.glosses import english_key, japanese_key, name_key, ranked_writings, without_remarks
from indexer.dictionary.jmdict import Form
from search_app.planning.dictionary import Dictionary, Translation


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    folder = tmp_path_factory.mktemp("dictionary")
    glossary.build(database(folder / "jamdict.db"), "made here", folder / "glossary.sqlite")
    return Dictionary(Glossary(folder / "glossary.sqlite"))


def _weight(dictionary: Dictionary, typed: str, meant: str) -> float:
    return next((found.weight for found in dictionary.translations(typed) if found.text == meant), 0.0)


@pytest.mark.parametrize(
    ("typed", "meant", "lang"),
    [
        ("寺院", "Buddhist temple", "en"),
        ("寺院", "church", "en"),
        ("Buddhist temples", "寺院", "ja"),
        ("the Buddhist Temple", "寺院", "ja"),
        ("冷戦", "cold war", "en"),
        ("Cold War", "冷戦", "ja"),
        ("神嘗祭", "kannamesai", "en"),
        ("Kannamesai", "神嘗祭", "ja"),
        ("Kannamé-sai", "神嘗祭", "ja"),
        ("りんご", "apple", "en"),
        ("林檎", "apple", "en"),
        ("apples", "りんご", "ja"),
        ("ミサイル", "missile", "en"),
        ("missiles", "ミサイル", "ja"),
        ("乗る", "to ride", "en"),
        ("riding", "乗る", "ja"),
        ("龍安寺", "Ryouan-ji", "en"),
        ("Ryōan-ji", "龍安寺", "ja"),
        ("Ryoanji", "龍安寺", "ja"),
        ("大内義長", "Oouchi Yoshinaga", "en"),
        ("Yoshinaga OUCHI", "大内義長", "ja"),
        ("Ōuchi Yoshinaga", "大内義長", "ja"),
        ("深養父", "Fukayabu", "en"),
        ("Fukayabu", "深養父", "ja"),
    ],
)
def test_a_word_is_translated(small: Dictionary, typed: str, meant: str, lang: str) -> None:
    found = [each for each in small.translations(typed) if each.text == meant]
    assert found and found[0].lang == lang and 0 < found[0].weight <= 1


@pytest.mark.parametrize(
    "typed",
    ["じいん", "れいせん", "", " ", "the", "xyzzy", "寺", "「", "the cold war of a railway station in May"],
)
def test_what_is_no_entry_has_no_translation(small: Dictionary, typed: str) -> None:
    assert small.translations(typed) == ()


@pytest.mark.parametrize(
    ("typed", "surer", "than"),
    [
        ("寺院", "Buddhist temple", "religious building"),  # a later sense
        ("寺院", "religious building", "church"),  # a later gloss
        ("Buddhist temple", "寺院", "仏刹"),  # an uncommon word
        ("church", "教会", "寺院"),
        ("ride", "乗る", "駕す"),  # an archaic one
        ("apple", "りんご", "林檎"),  # the writing that is usual
        ("神嘗祭", "offering of the new rice", "kannamesai"),  # a meaning before a sound
    ],
)
def test_the_surer_translation_weighs_more(small: Dictionary, typed: str, surer: str, than: str) -> None:
    assert _weight(small, typed, surer) > _weight(small, typed, than) > 0


def test_only_what_has_no_rival_is_certain(small: Dictionary) -> None:
    assert _weight(small, "冷戦", "cold war") == _weight(small, "missile", "ミサイル") == 1.0
    assert _weight(small, "Buddhist temple", "寺院") < 1.0


def test_the_head_of_a_gloss_is_a_weaker_translation(small: Dictionary) -> None:
    assert _weight(small, "railway station", "駅") > _weight(small, "station", "駅") > 0


@pytest.mark.parametrize(
    ("compound", "pieces"),
    [
        ("清原深養父", ("清原", "深養父")),
        ("冷戦の寺院", ("冷戦", "寺院")),
        ("寺院", ()),
        ("cold war", ()),
        ("ぬるぽ", ()),
    ],
)  # fmt: skip
def test_a_compound_is_parted_into_entries(small: Dictionary, compound: str, pieces: tuple[str, ...]) -> None:
    assert small.pieces(compound) == pieces


def test_a_name_is_read_kanji_by_kanji(small: Dictionary) -> None:
    assert "sanesige" in small.sounds("実茂")
    assert small.sounds("実") == small.sounds("Saneshige") == ()


def test_writings_are_what_may_stand_beside_another_word(small: Dictionary) -> None:
    assert small.writings("Kiyohara") == ("清原",)
    assert small.writings("in") == ("院",)


@pytest.mark.parametrize(
    ("gloss", "left"),
    [
        ("temple (Buddhist)", "temple"),
        ("(fish) baked in pebbles", "baked in pebbles"),
        ("cliff [perpendicular] face", "cliff face"),
        ("(also U4fe0)", ""),
        ("dog (Canis (lupus) familiaris)", "dog"),
        ("猫（ネコ（科）の動物）", "猫"),
        ("church", "church"),
    ],
)
def test_remarks_are_no_part_of_a_gloss(gloss: str, left: str) -> None:
    assert without_remarks(gloss) == left


def test_what_is_written_differently_has_one_key() -> None:
    assert english_key("the Houses of Councillors") == english_key("house of councillor") != ""
    assert name_key("Yoshinaga OUCHI") == name_key("Ōuchi Yoshinaga") == name_key("Oouchi Yoshinaga")
    assert name_key("SEI no Shonagon") == name_key("Sei Shōnagon")
    assert japanese_key("ミサイル") == japanese_key("みさいる") == japanese_key("ﾐｻｲﾙ")
    assert name_key("church") == "" == english_key("one two three four five six")


def test_without_a_glossary_nothing_is_known() -> None:
    empty = Dictionary(None)
    assert empty.translations("寺院") == empty.pieces("清原深養父") == ()
    assert empty.writings("in") == empty.sounds("実茂") == ()


def test_a_build_that_fails_leaves_the_glossary_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "glossary.sqlite"
    target.write_bytes(b"before")
    sqlite3.connect(tmp_path / "other.db").close()
    with pytest.raises(sqlite3.Error):
        glossary.build(tmp_path / "other.db", "another schema", target)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["glossary.sqlite", "other.db"]


def test_several_threads_may_ask(small: Dictionary) -> None:
    typed = [word for row in WORDS for word in (row[0], row[4][0][0])] * 20
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(small.translations, typed)) == [small.translations(word) for word in typed]


USUAL, RARE_KANJI = Form("独逸", common=True), Form("独乙")


@pytest.mark.parametrize(
    ("forms", "usually_kana", "ranked"),
    [
        # 独逸 is common, and ドイツ is how it is written
        ((USUAL, RARE_KANJI, Form("ドイツ", True, True)), True, {"ドイツ": 1.0, "独逸": 0.8, "独乙": 0.56}),
        ((USUAL, RARE_KANJI, Form("ドイツ", True, True)), False, {"独逸": 1.0, "独乙": 0.7}),
        # リンゴ is りんご in other kana; へいか is another reading
        (
            (Form("林檎", common=True), Form("りんご", True, True), Form("へいか", True), Form("リンゴ", True)),
            True,
            {"りんご": 1.0, "林檎": 0.8, "へいか": 0.7},
        ),
        # what is irregular or outdated comes last, whatever its place
        ((Form("打切り", odd=True), Form("打ち切り", common=True)), False, {"打ち切り": 1.0, "打切り": 0.35}),
        ((Form("寺院", common=True), Form("じいん", True)), False, {"寺院": 1.0}),
        ((Form("ミサイル", True, True),), False, {"ミサイル": 1.0}),
        (
            (Form("コールドウォー", True), Form("コールド・ウォー", True)),
            False,
            {"コールドウォー": 1.0, "コールド・ウォー": 0.7},
        ),
    ],
)
def test_writings_come_in_the_order_of_their_standing(
    forms: tuple[Form, ...], usually_kana: bool, ranked: dict[str, float]
) -> None:
    found = ranked_writings(forms, usually_kana)
    assert [(each.text, round(each.standing, 2)) for each in found] == list(ranked.items())


# the installed package


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    source = jmdict.installed()
    if source is None:
        pytest.skip("the extra `dictionary` is not installed: pip install 'sakuin[dictionary]'")
    path = tmp_path_factory.getbasetemp() / "installed.sqlite"
    glossary.build(*source, path)
    return Dictionary(Glossary(path))


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("寺院", "Buddhist temple"),
        ("城", "castle"),
        ("神社", "Shinto shrine"),
        ("冷戦", "cold war"),
        ("参議院", "House of Councillors"),
        ("ミサイル", "missile"),
        ("名月", "harvest moon"),
        ("大内義長", "Oouchi Yoshinaga"),
        ("内親王", "imperial princess"),
        ("犬", "dog"),
    ],
)
def test_the_installed_dictionary_translates_both_ways(full: Dictionary, japanese: str, english: str) -> None:
    assert english in {found.text for found in full.translations(japanese)}
    assert japanese in {found.text for found in full.translations(english)}


@pytest.mark.parametrize(
    ("english", "usual", "also"),
    [
        ("Germany", "ドイツ", "独逸"),
        ("Russia", "ロシア", "露西亜"),
        ("France", "フランス", "仏蘭西"),
        ("coffee", "コーヒー", "珈琲"),
        ("tobacco", "たばこ", "煙草"),
        ("apple", "りんご", "林檎"),
        ("glasses", "めがね", "眼鏡"),
        ("mobile phone", "けいたい", "携帯"),
        ("narwhal", "いっかく", "一角"),
        ("cold war", "冷戦", ""),
        ("Soviet Union", "ソ連", ""),
    ],
)
def test_the_usual_writing_is_the_surest(full: Dictionary, english: str, usual: str, also: str) -> None:
    weights = {found.text: found.weight for found in full.translations(english)}
    assert weights[usual] > weights.get(also, 0.0), weights
    assert not also or also in weights


@pytest.mark.parametrize(
    ("japanese", "english"),
    [("ドイツ", "Germany"), ("独逸", "Germany"), ("独乙", "Germany"), ("タバコ", "tobacco"), ("煙草", "tobacco")],
)
def test_every_writing_is_translated(full: Dictionary, japanese: str, english: str) -> None:
    assert english in {found.text for found in full.translations(japanese)}


@pytest.mark.parametrize("typed", ["Masayoshi", "temple", "station", "生", "手", "set", "run"])
def test_a_word_has_at_most_eight_translations(full: Dictionary, typed: str) -> None:
    found = full.translations(typed)
    assert len(found) <= 8 and list(found) == sorted(found, key=lambda each: -each.weight)
    assert all(isinstance(each, Translation) and 0.1 <= each.weight <= 1 for each in found)
