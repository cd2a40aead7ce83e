"""BM25 as Lucene counts it, exact and in memory."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

K1, B = 1.2, 0.75


class Bm25:
    """The index of texts that are already cut into terms. The factor k1 + 1 is left out: it changes no order."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._count = len(documents)
        lengths = np.array([len(terms) for terms in documents], dtype=float)
        norms = K1 * (1 - B + B * lengths / lengths.mean())
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, terms in enumerate(documents):
            for term, times in Counter(terms).items():
                found[term].append((number, times))
        self._postings = {term: self._weighed(np.array(pairs), norms) for term, pairs in found.items()}

    def _weighed(self, pairs: np.ndarray, norms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The documents of a term, and what the term is worth in each."""
        numbers, times = pairs[:, 0], pairs[:, 1]
        idf = np.log(1 + (self._count - len(pairs) + 0.5) / (len(pairs) + 0.5))
        return numbers, idf * times / (times + norms[numbers])

    def search(self, terms: Sequence[str], limit: int) -> list[int]:
        """The numbers of the best documents for any of the terms; of equal ones the first."""
        scores = np.zeros(self._count)
        for term in terms:
            numbers, worth = self._postings.get(term, (np.array([], dtype=int), np.array([])))
            scores[numbers] += worth
        best = np.argsort(-scores, kind="stable")[:limit]
        return [int(number) for number in best if scores[number] > 0]
