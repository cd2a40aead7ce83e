"""A private server shows nothing but whether it is well to whom its file does not name."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from library import built

from indexer.config import Config
from indexer.errors import SettingError
from search_app.cli.main import main
from search_app.serving.application import served
from search_app.serving.passwords import is_overheard, line_of

PEOPLE = (("reader", "correct horse"), ("読者", "冷戦：ひみつ"))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    file = tmp_path_factory.mktemp("private") / "passwords"
    file.write_text("# who may read\n\n" + "\n".join(line_of(*each) for each in PEOPLE), encoding="utf-8")
    return served(built(), Config(passwords=str(file), prefix="/ussr", log="none"))


PATHS = ("/", "/search?q=NATO", "/search.json?q=NATO", "/robots.txt", "/sitemap.xml", "/static/sakuin.css", "/nowhere",
         "/doc/healthz", "/healthz/", "/ussr/search", "/ussr", "/HEALTHZ", "//healthz", "/search.csv")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_a_password(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "パスワード" in answer.text and "private" in answer.text and "X-Content-Type-Options" in answer.headers


@pytest.mark.parametrize("path", ["/healthz", "/ussr/healthz"])
def test_everybody_may_know_whether_the_server_is_well(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 200


@pytest.mark.parametrize(("name", "password"), PEOPLE)
def test_who_is_named_comes_in_again_and_again(app: Flask, name: str, password: str) -> None:
    client = app.test_client()
    assert [client.get("/search?q=NATO", auth=(name, password)).status_code for _ in range(3)] == [200] * 3


WRONG = [
    ("reader", "wrong"),
    ("reader", ""),
    ("nobody", "correct horse"),
    ("", ""),
    ("読者", "correct horse"),
    ("Reader", "correct horse"),
]


@pytest.mark.parametrize(("name", "password"), WRONG)
def test_who_is_not_named_does_not(app: Flask, name: str, password: str) -> None:
    assert app.test_client().get("/", auth=(name, password)).status_code == 401


NO_HEADER = ("", "Basic", "Basic !!!", "Basic cmVhZGVy", "Bearer abc", "Basic " + "A" * 9_000, "Basic /////w==")


@pytest.mark.parametrize("header", NO_HEADER)
def test_a_header_that_is_none_lets_nobody_in(app: Flask, header: str) -> None:
    assert app.test_client().get("/", headers={"Authorization": header}).status_code == 401


def test_the_command_makes_a_line_that_lets_in(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["password", "reader"], input="secret\nsecret\n")
    assert made.exit_code == 0 and "secret" not in made.output
    file = tmp_path / "passwords"
    file.write_text(made.output.splitlines()[-1], encoding="utf-8")
    client = served(built(), Config(passwords=str(file), log="none")).test_client()
    assert client.get("/", auth=("reader", "secret")).status_code == 200


@pytest.mark.parametrize("name", ["a:b", "", "a\nb"])
def test_a_name_that_cannot_be_sent_is_said_so(name: str) -> None:
    made = CliRunner().invoke(main, ["password", name, "--password", "secret"])
    assert made.exit_code == 2 and "cannot be a name" in made.output


@pytest.mark.parametrize("line", ["reader:secret", "reader", ":scrypt:1$a$b", "reader:{SHA}abc", "reader:$apr1$abc"])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "passwords"
    file.write_text(f"# names\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingError, match="line 2: no line of passwords"):
        served(built(), Config(passwords=str(file)))


def test_a_file_that_is_not_there_is_no_open_server(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        served(built(), Config(passwords=str(tmp_path / "none")))


@pytest.mark.parametrize(
    ("host", "proxies", "overheard"),
    [("127.0.0.1", 0, False), ("localhost", 0, False), ("::1", 0, False), ("0.0.0.0", 0, True), ("0.0.0.0", 1, False)],
)
def test_passwords_over_an_open_network_are_warned_of(host: str, proxies: int, overheard: bool) -> None:
    assert is_overheard(Config(passwords="file", trust_proxy=proxies), host) is overheard
    assert not is_overheard(Config(trust_proxy=proxies), host)
