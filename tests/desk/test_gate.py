"""The desk answers its owner alone: this machine, with the token, from its own pages, by its own name."""

from pathlib import Path

import pytest
from desks import HERE, TOKEN, owner, stranger

from search_app.desk.gate import Gate
from search_app.web.app import create_app

PAGES = ("/", "/search?q=Moscow", "/desk/", "/desk/files", "/desk/open", "/desk/paths.json?path=/", "/openapi.json")


@pytest.mark.parametrize("page", PAGES)
def test_without_the_token_nothing_is_shown(tmp_path: Path, page: str) -> None:
    client = stranger(tmp_path)
    assert client.get(page).status_code == 403
    joined = "&" if "?" in page else "?"
    assert client.get(f"{page}{joined}token={TOKEN[:-1]}").status_code == 403


@pytest.mark.parametrize(("language", "sentence"), [("ja", "机を開いた人だけ"), ("en", "whoever opened it")])
def test_who_is_refused_is_told_so_in_the_language_of_the_page(tmp_path: Path, language: str, sentence: str) -> None:
    answer = stranger(tmp_path).get(f"/desk/?ui={language}")
    assert sentence in answer.text and "sakuin desk printed" in answer.text


def test_the_token_leaves_the_address_and_stays_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    answer = stranger(tmp_path).get(f"/desk/files?token={TOKEN}&ui=en")
    assert answer.headers["Location"] == "/desk/files?ui=en"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and cookie.startswith(Gate(TOKEN).cookie)


def test_two_desks_in_one_browser_do_not_push_each_other_out() -> None:
    assert Gate("a").cookie != Gate("b").cookie


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.2", "203.0.113.9", "2001:db8::1", "", "unix"])
def test_another_machine_is_refused_even_with_the_token(tmp_path: Path, address: str) -> None:
    client = owner(tmp_path)
    from_there = {"REMOTE_ADDR": address}
    assert client.get("/desk/files", environ_overrides=from_there).status_code == 403
    assert client.get(f"/desk/?token={TOKEN}", environ_overrides=from_there).status_code == 403


def test_this_machine_may_be_named_in_either_version_of_ip(tmp_path: Path) -> None:
    for address in ("127.0.0.1", "127.0.0.9", "::1"):
        assert owner(tmp_path).get("/desk/files", environ_overrides={"REMOTE_ADDR": address}).status_code == 200


def test_a_proxy_is_not_believed(tmp_path: Path) -> None:
    told = {"X-Forwarded-For": "127.0.0.1"}
    assert (
        owner(tmp_path).get("/desk/files", headers=told, environ_overrides={"REMOTE_ADDR": "10.0.0.2"}).status_code
        == 403
    )


@pytest.mark.parametrize("headers", [
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
])  # fmt: skip
def test_a_form_of_another_site_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    client = owner(tmp_path)
    assert client.post("/desk/open", data={"path": str(tmp_path)}, headers=headers).status_code == 403
    assert client.post("/desk/open", data={"path": str(tmp_path)}, headers=HERE).status_code == 303


def test_the_desk_is_not_reached_by_another_name(tmp_path: Path) -> None:
    assert owner(tmp_path).get("/desk/files", headers={"Host": "rebound.example"}).status_code == 400


def test_a_published_server_has_no_desk(tmp_path: Path) -> None:
    app = create_app(tmp_path)
    assert not [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/desk")]
    assert app.test_client().get(f"/desk/?token={TOKEN}").status_code == 404
