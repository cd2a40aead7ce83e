"""A desk without a folder asks for one, offers what may be meant, and takes no for an answer."""

import re
import signal
import subprocess
import sys
import threading
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from desks import HERE, owner
from library import ended
from running import MAIN

from search_app.desk.opening import folders_that_begin


def test_folders_are_offered_by_the_beginning_of_their_name(tmp_path: Path) -> None:
    for name in ("Letters", "letterbox", "手紙", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "letter.txt").touch()
    offered = {typed: folders_that_begin(f"{tmp_path}/{typed}") for typed in ("", "let", "手", ".", "x", "letters/x")}
    names = {typed: [Path(each).name for each in found] for typed, found in offered.items()}
    assert names[""] == ["Letters", "letterbox", "手紙"]
    assert names["let"] == ["Letters", "letterbox"]
    assert (names["手"], names["."], names["x"], names["letters/x"]) == (["手紙"], [".hidden"], [], [])


@pytest.mark.parametrize("typed", ["", "letters", "../", "\0", "~nobody-of-that-name/x", "/nowhere/at/all"])
def test_what_is_no_path_offers_nothing(typed: str) -> None:
    assert folders_that_begin(typed) == []


@pytest.mark.parametrize("typed", ["", ".", "letters", "/nowhere", "\0", "~nobody-of-that-name", "{}/a.txt"])
def test_what_is_no_folder_is_asked_for_again_with_the_reason(tmp_path: Path, typed: str) -> None:
    answer = owner(tmp_path).post("/desk/open?ui=en", data={"path": typed.format(tmp_path)}, headers=HERE)
    assert answer.status_code == 400 and "alert" in answer.text


def test_another_folder_takes_the_place_of_the_first(tmp_path: Path) -> None:
    other = tmp_path / "手紙"
    other.mkdir()
    client = owner(tmp_path)
    assert client.post("/desk/open", data={"path": str(other)}, headers=HERE).headers["Location"] == "/desk/files"
    assert str(other) in client.get("/desk/files").text


@pytest.mark.parametrize(("arguments", "begins"), [(["{}"], "/desk/files"), ([], "/desk/open")])
def test_sakuin_desk_prints_an_address_that_lets_its_owner_in(
    tmp_path: Path, arguments: list[str], begins: str
) -> None:
    command = [sys.executable, "-c", MAIN, "desk", *(each.format(tmp_path) for each in arguments), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    alarm = threading.Timer(60, process.kill)
    alarm.start()
    try:
        assert process.stdout
        found = re.search(r"http://localhost:\d+/desk/\?token=\S+", process.stdout.readline())
        assert found
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with browser.open(found[0]) as page:
            assert page.status == 200 and begins in page.url and "token" not in page.url
    finally:
        ended(process, signal.SIGINT)
        alarm.cancel()
