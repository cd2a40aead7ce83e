"""A dictionary of a few entries with the tables of the package's database, and the package around it."""

import sqlite3
from pathlib import Path

TABLES = """
CREATE TABLE Kanji (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT);
CREATE TABLE KJI (kid INTEGER, text TEXT); CREATE TABLE KJP (kid INTEGER, text TEXT);
CREATE TABLE Kana (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT, nokanji BOOLEAN);
CREATE TABLE KNI (kid INTEGER, text TEXT); CREATE TABLE KNP (kid INTEGER, text TEXT);
CREATE TABLE Sense (ID INTEGER PRIMARY KEY, idseq INTEGER);
CREATE TABLE SenseGloss (sid INTEGER, lang TEXT, gend TEXT, text TEXT); CREATE TABLE misc (sid INTEGER, text TEXT);
CREATE TABLE NEKanji (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT);
CREATE TABLE NEKana (ID INTEGER PRIMARY KEY, idseq INTEGER, text TEXT, nokanji BOOLEAN);
CREATE TABLE NETranslation (ID INTEGER PRIMARY KEY, idseq INTEGER);
CREATE TABLE NETransGloss (tid INTEGER, lang TEXT, gend TEXT, text TEXT);
CREATE TABLE NETransType (tid INTEGER, text TEXT);
CREATE TABLE character (ID INTEGER PRIMARY KEY, literal TEXT); CREATE TABLE nanori (cid INTEGER, value TEXT);
CREATE TABLE rm_group (ID INTEGER PRIMARY KEY, cid INTEGER);
CREATE TABLE reading (gid INTEGER, r_type TEXT, value TEXT);
"""
"""The tables of the package's database that are read, with the columns that are read."""

WORDS = (
    # kanji, kana, common, misc, senses
    ("寺院", "じいん", True, "", (("Buddhist temple",), ("religious building", "church (building)"))),
    ("仏刹", "ぶっさつ", False, "", (("Buddhist temple",),)),
    ("教会", "きょうかい", True, "", (("church",),)),
    ("冷戦", "れいせん", True, "", (("cold war", "Cold War (1947-1991)"),)),
    ("神嘗祭", "かんなめさい", False, "", (("offering of the new rice",),)),
    ("林檎", "りんご", True, "word usually written using kana alone", (("apple",),)),
    ("", "ミサイル", True, "", (("missile",),)),
    ("駅", "えき", True, "", (("railway station",),)),
    ("乗る", "のる", True, "", (("to ride",),)),
    ("駕す", "がす", False, "archaism", (("to ride",),)),
)
NAMES = (
    ("龍安寺", "りょうあんじ", "place", "Ryouan-ji (temple in Kyoto)"),
    ("大内義長", "おおうちよしなが", "person", "Oouchi Yoshinaga (?-1557)"),
    ("清原", "きよはら", "surname", "Kiyohara"),
    ("深養父", "ふかやぶ", "given", "Fukayabu"),
)
KANJI = (("実", ("ジツ", "み", "みの.る"), ("さね",)), ("茂", ("モ", "しげ.る"), ("しげ",)))


def database(path: Path) -> Path:
    base = sqlite3.connect(path)
    base.executescript(TABLES)
    for number, (kanji, kana, common, misc, senses) in enumerate(WORDS, 1):
        base.executemany("INSERT INTO Kanji VALUES (?, ?, ?)", [(number, number, kanji)] if kanji else [])
        base.execute("INSERT INTO Kana VALUES (?, ?, ?, 0)", (number, number, kana))
        if common:
            base.execute(f"INSERT INTO {'KJP' if kanji else 'KNP'} VALUES (?, 'ichi1')", (number,))
        for place, glosses in enumerate(senses):
            sense = number * 10 + place
            base.execute("INSERT INTO Sense VALUES (?, ?)", (sense, number))
            base.execute("INSERT INTO misc VALUES (?, ?)", (sense, misc))
            base.executemany("INSERT INTO SenseGloss VALUES (?, 'eng', '', ?)", [(sense, gloss) for gloss in glosses])
    for number, (kanji, kana, kind, gloss) in enumerate(NAMES, 1001):
        base.execute("INSERT INTO NEKanji VALUES (?, ?, ?)", (number, number, kanji))
        base.execute("INSERT INTO NEKana VALUES (?, ?, ?, 0)", (number, number, kana))
        base.execute("INSERT INTO NETranslation VALUES (?, ?)", (number, number))
        base.execute("INSERT INTO NETransGloss VALUES (?, 'eng', '', ?)", (number, gloss))
        base.execute("INSERT INTO NETransType VALUES (?, ?)", (number, kind))
    for number, (kanji, read, nanori) in enumerate(KANJI, 1):
        base.execute("INSERT INTO character VALUES (?, ?)", (number, kanji))
        base.execute("INSERT INTO rm_group VALUES (?, ?)", (number, number))
        base.executemany("INSERT INTO reading VALUES (?, 'ja_kun', ?)", [(number, each) for each in read])
        base.executemany("INSERT INTO nanori VALUES (?, ?)", [(number, each) for each in nanori])
    base.commit()
    base.close()
    return path


def package(folder: Path) -> Path:
    """The folder with a package jamdict_data in it, as pip would have installed it."""
    (folder / "jamdict_data").mkdir(parents=True)
    (folder / "jamdict_data" / "__init__.py").touch()
    database(folder / "jamdict_data" / "jamdict.db")
    return folder
