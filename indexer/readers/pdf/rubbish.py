"""Tells text from what comes out of fonts that do not say which characters they show."""

import re

from indexer.readers.pdf.text import Page
from indexer.readers.plausibility import plausibility

STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
STRANGE_SHARE = 0.15
"""A text has less control characters, private characters and replacement signs than this."""

UNMAPPED = 0.5
"""Where pdfium knows the characters of less than so much of the page, what it gives is weighed."""

LATIN = re.compile(r"[A-Za-z]")
VOWEL = re.compile(r"[AEIOUYaeiouy]")
FEWEST_VOWELS = 0.27
"""Of the letters of English, French or German, 38 to 45 in a hundred are vowels; of letters moved about, hardly 20."""

PLAUSIBLE = 0.5
FEWEST = 20
"""So few characters are not judged."""

SAMPLE = 5_000


def is_rubbish(page: Page) -> bool:
    """Whether the text of a page is none, though characters are drawn."""
    text = "".join(run.text for run in page.runs)[:SAMPLE]
    if page.characters < FEWEST or (page.scanned and text):
        return False
    if len(STRANGE.findall(text)) >= STRANGE_SHARE * len(text):
        return True
    return page.unmapped >= UNMAPPED and not _is_plausible(text)


def _is_plausible(text: str) -> bool:
    letters = LATIN.findall(text)
    if 2 * len(letters) < len("".join(text.split())):
        return plausibility(text) >= PLAUSIBLE and not text.isascii()
    return len(VOWEL.findall(text)) >= FEWEST_VOWELS * len(letters)
