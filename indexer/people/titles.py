"""The words that stand beside a person's name and are no part of it, and those that are."""

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _words(file: str) -> frozenset[str]:
    """The words of a file below data/; a line that begins with # says what they are."""
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


MILITARY = frozenset({
    "General", "Gen.", "Lieutenant", "Lt.", "Major", "Maj.", "Brigadier", "Brig.",
    "Colonel", "Col.", "Captain", "Capt.",
    "Admiral", "Adm.", "Vice", "Rear", "Commander", "Marshal", "Sergeant",
})  # fmt: skip
NOBLE = frozenset(
    {"Sir", "Lord", "Lady", "Dame", "Viscount", "Baron", "Count", "Prince", "Princess", "King", "Queen", "Graf"}
)
CIVIL = frozenset({
    "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Messrs.", "Messrs", "Dr.", "Dr", "Prof.", "Professor", "Father",
    "President", "Pres", "Pres.", "Premier", "Chancellor", "Secretary", "Undersecretary", "Minister", "Ambassador",
    "Amb.", "Consul", "Senator", "Sen.", "Excellency", "Honorable", "Hon.", "Reverend", "Rev.", "Congressman",
    "Representative", "Governor", "Gov.", "Mayor", "Chairman", "Director", "Judge", "Justice", "Bishop",
    "Cardinal", "Pope", "Comrade", "Monsieur", "Herr", "Señor", "Chargé", "Counselor", "Commissar", "Delegate", "Envoy",
})  # fmt: skip
ENGLISH = MILITARY | NOBLE | CIVIL
"""Before a name, in capitals: Deputy Under Secretary Murphy, General Norstad."""

PLURAL = frozenset({"Messrs.", "Messrs", "Ambassadors", "Senators"})
"""Before the names of several: Messrs. Kohler and Merchant."""

SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "du", "da", "di", "del", "della", "la", "le", "ten", "ter", "zu", "af",
    "bin", "ibn",
})  # fmt: skip
"""Small words that belong to the surname behind them: von Brentano, de Zulueta."""

NO_SURNAMES = ENGLISH | _words("no_surnames.txt")
"""What ends the name of a body, a place or a day, or begins a sentence: the General Assembly, Deputy Chief of Staff."""

GIVEN_NAMES = _words("given_names.txt")
"""Common given names, which let two capitals be a person's name: Walter Ulbricht, not West Berlin."""

JAPANESE_TITLES = (
    "大統領", "首相", "総理", "外相", "蔵相", "国防相", "陸相", "海相", "内相", "法相", "商相", "大臣", "長官", "次官",
    "国務卿", "大使", "公使", "領事", "代理公使", "参事官", "補佐官", "報道官", "書記長", "第一書記", "書記", "議長",
    "委員長", "総裁", "総長", "議員", "知事", "市長", "教授", "博士", "元帥", "大将", "中将", "少将", "将軍", "提督",
    "大佐", "中佐", "少佐", "司令官", "人民委員", "公爵", "侯爵", "伯爵", "子爵", "男爵", "国王", "皇帝", "女王",
    "教皇", "先生", "夫人", "女史", "氏", "殿", "閣下", "さん",
)  # fmt: skip
"""Behind a name, an office before some of them: エリツィン大統領, クリストファー国務長官, 幣原外相."""
