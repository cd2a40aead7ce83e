"""Forty passages with notes go out of one browser and into another, and what became of their sources is named."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from barriers import barriers
from conftest import served_index
from library import CORPUS

from indexer.pipeline.builder import Job, build
from search_app.projects.archive import unpacked
from search_app.projects.reading import project_of

NUMBER = 40
EDITED = ("nato-01.en", "nato-02.en", "nato-03.ja")
REMOVED = "nato-04.en"

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that may be edited."""
    return Path(shutil.copytree(CORPUS, tmp_path_factory.mktemp("project") / "texts"))


@pytest.fixture(scope="module")
def directory(folder: Path) -> Path:
    index = folder.parent / "index"
    build(Job((folder,), index, jobs=1))
    return index


@pytest.fixture(scope="module")
def address(directory: Path) -> Iterator[str]:
    yield from served_index(directory)


@pytest.fixture
def profile(browser: Any, address: str) -> Iterator[Open]:
    """A fresh browser profile each time."""
    contexts = []

    def fresh(**options: Any) -> Any:
        context = browser.new_context(base_url=address, accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        return page

    yield fresh
    for context in contexts:
        assert not [error for page in context.pages for error in getattr(page, "errors", [])]
        context.close()


STORED = """(id) => new Promise((resolve) => {
  const opening = indexedDB.open("sakuin", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("projects").objectStore("projects").getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(asked.result)); };
  };
})"""


def stored(page: Any) -> list[Any]:
    return list(json.loads(page.evaluate(STORED)))


def chosen_ids(address: str, page: Any) -> list[str]:
    """Forty passages of different documents, those that will be edited and removed among them."""
    found: list[str] = []
    for document in (*EDITED, REMOVED):
        answer = page.request.get(f"/search.json?doc={document}&per_page=1&similar=show").json()
        found += [hit["id"] for hit in answer["hits"]]
    rest = page.request.get("/search.json?q=NATO&per_page=50&similar=show").json()["hits"]
    touched = {*EDITED, REMOVED}
    found += [hit["id"] for hit in rest if not touched & {place["doc"] for place in hit["places"]}]
    return list(dict.fromkeys(found))[:NUMBER]


def test_forty_passages_go_out_and_in_and_what_changed_is_named(
    profile: Open, address: str, folder: Path, directory: Path, tmp_path: Path
) -> None:
    first = profile()
    first.goto("/search?q=NATO&ui=en")
    ids = chosen_ids(address, first)
    # A selection of an earlier version is taken over: so forty are chosen without forty clicks.
    first.evaluate("ids => localStorage.setItem('sakuin-selected', JSON.stringify(ids))", ids)
    first.reload()
    first.locator(".to-project", has_text=f"({NUMBER})").click()
    first.locator(".project-verdict", has_text=f"All {NUMBER} are as they were cited.").wait_for()
    for number, note in enumerate(first.locator(".item textarea").all()):
        note.fill(f"メモ {number}: see *this*")
    first.locator(".item .written > .field input").first.fill("平和, peace")
    first.locator(".item .written > .field input").first.press("Tab")
    first.locator(".project-tags button", has_text="peace").wait_for()
    first.wait_for_timeout(600)
    with first.expect_download() as going:
        first.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "forty.sakuin-project"
    going.value.save_as(file)
    (out,) = stored(first)
    assert [item["id"] for item in out["items"]] == ids and all(item["note"] for item in out["items"])

    second = profile()
    second.goto("/projects?ui=ja")
    second.locator("input[type=file]").set_input_files(str(file))
    second.locator(".project-verdict", has_text=f"{NUMBER}件とも").wait_for()
    (came,) = stored(second)
    assert project_of(came) == project_of(out) == unpacked(file.read_bytes())

    edit(folder, directory)
    second.reload()
    said = second.locator(".project-verdict", has_text="40件のうち")
    said.wait_for()
    assert said.inner_text() == "40件のうち、変わったもの3件、なくなったもの1件。"
    named = second.locator(".item:has(.became)").all()
    assert [item.get_attribute("data-key") for item in named] == [f"passage:{id_}" for id_ in ids[:4]]
    changes = second.locator(".became.changed ins").first.inner_text()
    assert "EDITED" in changes or "改" in changes

    named[0].get_by_role("button", name="今の文にする").click()
    second.locator(".project-verdict", has_text="変わったもの2件").wait_for()
    second.locator(".item:has(.became.gone)").get_by_role("button", name="元の文のまま残す").click()
    second.locator(".kept").wait_for()
    (renewed,) = stored(second)
    assert "EDITED" in renewed["items"][0]["text"] and renewed["items"][0]["note"] == out["items"][0]["note"]
    assert renewed["items"][3]["kept"] and renewed["items"][3]["text"] == out["items"][3]["text"]


def edit(folder: Path, directory: Path) -> None:
    """Edit three sources and remove one, each in the passage that was chosen, and index again."""
    for name in EDITED:
        path = source_of(folder, name)
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if len(line) > 40 and not line.startswith(("#", "-", "title", "source", "|")) and ":" not in line[:14]:
                lines[number] = ("改めた文。" if name.endswith("ja") else "EDITED here. ") + line
        path.write_text("\n".join(lines), encoding="utf-8")
    source_of(folder, REMOVED).unlink()
    build(Job((folder,), directory, jobs=1))


def source_of(folder: Path, document: str) -> Path:
    (path,) = folder.rglob(f"{document.replace('nato', 'doc')}.md")
    return path


def begun(page: Any, count: int = 3, ui: str = "en") -> None:
    page.goto(f"/search?q=Gorbachev&ui={ui}")
    for number in range(count):
        page.locator(".hit .choose").nth(number).click()
        page.locator(".hit .choose[aria-pressed=true]").nth(number).wait_for()
    page.locator("#save-in-project").click()
    page.locator("#save-in-project", has_text="✓").wait_for()
    page.locator(".to-project").click()
    page.locator(".item").nth(count - 1).wait_for()
    page.locator(".project-verdict", has_text=str(count)).wait_for()


def keys(page: Any) -> list[str]:
    return [item.get_attribute("data-key") for item in page.locator(".item").all()]


def test_the_order_is_made_by_keys_and_what_is_taken_out_comes_back(profile: Open) -> None:
    page = profile()
    begun(page)
    one, two, three = keys(page)
    page.locator(".item").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.locator(".project-said", has_text="place 2").wait_for()
    assert keys(page) == [two, one, three]
    assert page.evaluate("document.activeElement.dataset.key") == one, "the focus goes along"
    page.keyboard.press("Alt+ArrowDown")
    page.locator(".project-said", has_text="place 3").wait_for()
    page.reload()
    page.locator(".item").nth(2).wait_for()
    assert keys(page) == [two, three, one]
    page.locator(".item").nth(1).get_by_role("button", name="Take out").click()
    page.locator(".project-said", has_text="Taken out").wait_for()
    assert keys(page) == [two, one]
    page.get_by_role("button", name="Undo").click()
    page.locator(".item").nth(2).wait_for()
    assert keys(page) == [two, three, one]


def test_two_windows_do_not_lose_what_the_other_wrote(profile: Open) -> None:
    page = profile()
    begun(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".item").nth(2).wait_for()
    page.locator("textarea").nth(0).fill("from the first")
    other.locator("textarea").nth(1).fill("別の窓から")
    page.wait_for_timeout(800)
    (project,) = stored(page)
    assert [item["note"] for item in project["items"]] == ["from the first", "別の窓から", ""]


@pytest.mark.parametrize("ui", ["ja", "en"])
def test_axe_finds_no_barrier_in_a_project(profile: Open, axe: Any, ui: str) -> None:
    page = profile(bypass_csp=True, color_scheme="dark" if ui == "ja" else "light")
    begun(page, 2, ui)
    page.evaluate("document.querySelectorAll('.project details').forEach((each) => { each.open = true; })")
    assert barriers(axe, page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"/projects?ui={ui}")
    page.locator(".projects-kept a").wait_for()
    assert barriers(axe, page) == []


def test_where_nothing_is_kept_the_page_says_so(profile: Open) -> None:
    page = profile()
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    begun(page, 1)
    assert page.locator("main .notices", has_text="keeps nothing").is_visible()


def test_without_scripts_a_file_is_verified_by_a_form(profile: Open, tmp_path: Path) -> None:
    from sample import index_of, project_in

    from search_app.projects.archive import packed

    file = tmp_path / "other.sakuin-project"
    file.write_bytes(packed(project_in(index_of())))
    page = profile(java_script_enabled=False)
    page.goto("/project?ui=en")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_role("button", name="Verify the citations in the file").click()
    assert page.locator(".lead").inner_text() == "Of 9 passages, 9 are gone."
    assert page.locator(".verdict").count() == 9
