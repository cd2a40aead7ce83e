"""The documents of the benchmark: where they lie, their Sakuin indexes, and their plain texts for the baselines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.config import Config
from indexer.dictionary.cache import make_glossary
from indexer.pipeline.builder import Job, build
from search_app.search.searcher import Searcher, open_searcher

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the data lies and where the indexes may be put."""

    shared: Path
    work: Path


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents to index: a file or a folder of the shared data, and what a hit is (doc or passage)."""

    name: str
    source: str
    unit: str = "doc"
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What a baseline indexes: the title and the text of a document, or the headings and the text of a passage."""

    id: str
    title: str
    text: str
    lang: str

    @property
    def whole(self) -> str:
        return f"{self.title} {self.text}"


JSQUAD = Corpus("jsquad", "data/jsquad/passages.jsonl")
KYOTO = Corpus("kyoto", "data/kyoto/articles.jsonl")
SEEDS = Corpus("seeds", "seeds", "passage", "corpus/collection.toml")


def present(path: Path) -> Path:
    """The path. Raises FileNotFoundError, which names it, where nothing lies there."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there")
    return path


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a JSON Lines file."""
    with present(path).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


@cache
def searcher(corpus: Corpus, home: Home) -> Searcher:
    """The corpus indexed by Sakuin's own builder; an index that is up to date is taken as it is."""
    collection = REPOSITORY / corpus.collection if corpus.collection else None
    job = Job((present(home.shared / corpus.source),), home.work / corpus.name, collection)
    build(job)
    config = Config()
    make_glossary(config)
    return open_searcher(job.directory, config)


@cache
def texts(corpus: Corpus, lang: str, home: Home) -> tuple[Text, ...]:
    """The texts of the corpus in one language, or in all with `lang` empty."""
    found = _passages(corpus, home) if corpus.unit == "passage" else _documents(corpus, home)
    return tuple(text for text in found if lang in ("", text.lang))


def _documents(corpus: Corpus, home: Home) -> Iterator[Text]:
    for row in rows(home.shared / corpus.source):
        yield Text(row["id"], row["title"], row["text"], row["lang"])


def _passages(corpus: Corpus, home: Home) -> Iterator[Text]:
    """Passages as Sakuin cuts them; one that stands in several places once, with the headings of the first."""
    store = searcher(corpus, home).library.store
    seen: set[str] = set()
    for document in store.documents():
        for place in store.passages_of(document.id):
            passage = place.passage
            if passage.id not in seen:
                seen.add(passage.id)
                title = " ".join((document.title, *passage.heading_path))
                yield Text(passage.id, title, passage.text, passage.lang)
