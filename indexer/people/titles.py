"""The words that stand beside a person's name and are no part of it, and those that are."""

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
    "President", "Premier", "Chancellor", "Secretary", "Minister", "Ambassador", "Amb.", "Consul", "Senator", "Sen.",
    "Congressman", "Representative", "Governor", "Gov.", "Mayor", "Chairman", "Director", "Judge", "Justice", "Bishop",
    "Cardinal", "Pope", "Comrade", "Monsieur", "Herr", "Señor", "Chargé", "Counselor", "Commissar", "Delegate", "Envoy",
})  # fmt: skip
ENGLISH = MILITARY | NOBLE | CIVIL
"""Before a name, in capitals: Deputy Under Secretary Murphy, General Norstad."""

SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "du", "da", "di", "del", "della", "la", "le", "ten", "ter", "zu", "af",
    "bin", "ibn",
})  # fmt: skip
"""Small words that belong to the surname behind them: von Brentano, de Zulueta."""
