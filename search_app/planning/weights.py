"""The weights of a question's clauses, as the settings say them."""

from dataclasses import dataclass, fields

from indexer.config import Config
from indexer.query import Boost, Query
from indexer.query_trees import NOTHING


@dataclass(frozen=True, slots=True)
class Weights:
    """A number for each setting `<name>_weight` that planning looks at; 1 is what a typed word in the text counts."""

    gram: float
    presence: float
    pair: float
    phrase: float
    typed: float
    heading: float
    title: float
    key: float
    derivation: float
    name: float
    loan: float
    reading: float
    dictionary: float

    @classmethod
    def of(cls, config: Config) -> "Weights":
        """The weights that the settings say."""
        return cls(**{each.name: config.number(f"{each.name}_weight") for each in fields(cls)})

    def part(self, part: str) -> float:
        """What a match in a part of a passage counts."""
        return {"body": 1.0, "heading": self.heading, "title": self.title}[part]

    def weighed(self, name: str, query: Query) -> Query:
        """A query that counts by the weight of this name; NOTHING stays what it is."""
        return query if query == NOTHING else Boost(query, getattr(self, name))
