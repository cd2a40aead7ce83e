"""A document of a thousand days is read in sections: none is heavy, every address leads to its place, a bar stays."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import Page, Visit, served

MOST_BYTES = 150_000
DAYS = 600
TEXTS = {
    "diary": "The minister spoke of the grain, of the harbour and of the ice; the talks of the day went on. " * 8,
    "nikki": "大臣は穀物の話と港湾の氷の話をし、その日の会談はなお続いた。" * 14,
}
CLICK = "element => element.click()"
"""Playwright's own click may scroll first, and so change what the bar says."""

RARE = {"diary": "Leningrad", "nikki": "レニングラード"}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a long diary in each language; every hundredth day has a rare word."""
    folder: Path = tmp_path_factory.mktemp("long")
    for name, text in TEXTS.items():
        days = (f"## {name} {n}\n\n{n}: {text}{RARE[name] if n % 100 == 99 else ''}" for n in range(DAYS))
        (folder / f"{name}.md").write_text(f"# {name}\n\n" + "\n\n".join(days), encoding="utf-8")
    yield from served(folder, tmp_path_factory.mktemp("served"))


def sections(address: str, question: str) -> list[str]:
    """Every page of a document."""
    pages = [fetched(f"{address}&q={question}")]
    found = re.search(r"Part 1 of (\d+)", pages[0])
    assert found
    return pages + [fetched(f"{address}&q={question}&section={number}") for number in range(2, int(found[1]) + 1)]


def fetched(address: str) -> str:
    """The page of an address."""
    with urlopen(address) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize(("name", "question"), [("diary", "the"), ("nikki", "%E3%81%AE"), ("diary", ""), ("nikki", "")])
def test_no_section_is_heavy_and_all_together_are_the_document(long: str, name: str, question: str) -> None:
    pages = sections(f"{long}/doc/{name}?ui=en", question)
    assert len(pages) > 5
    assert max(len(page.encode()) for page in pages) <= MOST_BYTES
    days = [int(day) for page in pages for day in re.findall(rf"<h\d id=\"h\d+\">{name} (\d+)<", page)]
    assert days == list(range(DAYS))


@pytest.mark.parametrize("name", TEXTS)
def test_the_links_of_hits_lead_through_the_sections_without_javascript(visit: Visit, long: str, name: str) -> None:
    page = visit(f"{long}/doc/{name}?q={RARE[name]}&ui=en", reduced_motion="reduce")
    assert page.locator(".is-hit").count() == 0
    page.get_by_role("link", name="To the first hit").click()
    for number in range(1, 6):
        assert _is_in_view(page, f"#hit-{number}")
        page.locator(f"#hit-{number}").get_by_role("link", name="Next hit").click()
    assert page.locator("#hit-6").get_by_role("link", name="Next hit").count() == 0
    page.get_by_role("link", name="Previous part").click()
    assert "section=" in page.url


def _is_in_view(page: Page, selector: str) -> bool:
    top = page.locator(selector).evaluate("element => element.getBoundingClientRect().top")
    return -5 < top < page.viewport_size["height"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_link_from_the_hits_or_an_old_address_opens_the_right_section(visit: Visit, long: str, name: str) -> None:
    page = visit(f"{long}/search?q={RARE[name]}&ui=en&sort=doc")
    address = page.locator(".hit h3 a").last.get_attribute("href")
    page.goto(long + address)
    assert page.locator(".is-hit mark").count() > 0
    old = re.sub(r"&at=[^#]*", "", address)
    page = visit(long + old, javascript=True, reduced_motion="reduce")
    page.wait_for_url("**at=p-**")
    assert _is_in_view(page, "#" + address.partition("#")[2])


@pytest.mark.parametrize("name", TEXTS)
def test_a_bar_stays_and_says_which_hit_was_passed(visit: Visit, long: str, name: str) -> None:
    page = visit(f"{long}/doc/{name}?q=harbour+港湾&match=any&ui=en", javascript=True, reduced_motion="reduce")
    page.evaluate("document.fonts.ready.then(() => true)")
    bar = page.locator(".reading-bar")
    for number in (2, 5):
        page.locator(f"#hit-{number}").evaluate("element => element.scrollIntoView()")
        bar.get_by_text(f"Hit {number} of").wait_for()
        assert bar.evaluate("element => element.getBoundingClientRect().top") == 0
        passage = page.locator(f".passage:has(#hit-{number})").get_attribute("id").removeprefix("p-")
        assert f"/passage/{passage}" in bar.locator(".cite-here").get_attribute("href")
    bar.get_by_role("link", name="Next hit").evaluate(CLICK)
    page.wait_for_url("**#hit-6")
    bar.get_by_text("Hit 6 of").wait_for()
    bar.get_by_role("link", name="Previous hit").evaluate(CLICK)
    page.wait_for_url("**#hit-5")
