"""Which words of a question belong together: a name, a numbered thing, two words that the texts write as one."""

from collections.abc import Callable, Sequence

from indexer.analysis import canonical, query_words
from search_app.planning.expansion import Alternative, Expander
from search_app.planning.index_statistics import IndexStatistics
from search_app.planning.translation import Translator
from search_app.query_language.authorities import Names
from search_app.query_language.syntax import Node, Word

MOST_NAME_WORDS = 8


class Grouping:
    """The groups of the parts of one question; of `any_word` those that are asked for as a whole."""

    def __init__(
        self, names: Names, expander: Expander, translator: Translator, statistics: IndexStatistics, any_word: bool
    ) -> None:
        self._names = names
        self._expander = expander
        self._translator = translator
        self._statistics = statistics
        self._any = any_word

    def groups(
        self, parts: Sequence[Node], expand: bool, length: Callable[[tuple[Node, ...]], int]
    ) -> list[Sequence[Node]]:
        """Each part, those of one name together where `expand` says so; of `the fall of the wall` fall and wall, of
        `to be` both words. `length` is that of this class, or one that remembers."""
        groups: list[Sequence[Node]] = []
        position = 0
        while position < len(parts):
            row = tuple(parts[position : position + MOST_NAME_WORDS + 1])
            groups.append(parts[position : position + (length(row) if expand else 1)])
            position += len(groups[-1])
        return [group for group in groups if len(group) > 1 or not is_function(group[0])] or groups

    def closed(self, parts: Sequence[Node]) -> list[Alternative]:
        """Two words as one, where the index has that: cease fire, ceasefire."""
        match parts:
            case (Word(first, ""), Word(second, "")):
                return [row for row in self._expander.closed(first, second) if self._statistics.stands(row[1])]
        return []

    def length(self, parts: Sequence[Node]) -> int:
        """How many of the first parts are one name; no more are looked at than MOST_NAME_WORDS and the one behind."""
        length = self._name_length(parts)
        compound = length == 1 and not self._any and self.closed(parts[:2])
        return 2 if compound and self._name_length(parts[1:]) == 1 else length

    def _name_length(self, parts: Sequence[Node]) -> int:
        words: list[str] = []
        for part in parts[:MOST_NAME_WORDS]:
            if not isinstance(part, Word) or part.part:
                break
            words.append(part.text)
        numbered = next((n for n in (3, 2) if self._is_numbered(words[:n], n)), 1)
        return next((n for n in range(len(words), 1, -1) if self._is_one(" ".join(words[:n]))), numbered)

    def _is_numbered(self, words: Sequence[str], length: int) -> bool:
        """Whether words are a thing with its number, or a number with its unit; three are only that: 50 per cent."""
        numbered = length == len(words) and (length == 2 or words[0].isnumeric())
        return numbered and bool(self._expander.numbered(" ".join(words)))

    def _is_one(self, text: str) -> bool:
        """Whether several words are one name, or one entry of the dictionary."""
        return bool(self._names.called(text)) or (not self._any and self._translator.knows(text))


def is_function(node: Node) -> bool:
    """Whether a part of a question is a word that need not be found: the, of."""
    return isinstance(node, Word) and query_words(canonical(node.text)).function
