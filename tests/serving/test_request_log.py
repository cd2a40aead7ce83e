"""A line for each request says how it ended, and not what was looked for."""

import json
import re

import pytest
from flask import Flask
from library import built

from indexer.config import Config
from indexer.errors import SettingError
from search_app.serving.application import served
from search_app.serving.request_log import LOG, logged


def lines(caplog: pytest.LogCaptureFixture, app: Flask, *addresses: str) -> list[str]:
    """What is noted of requests."""
    with caplog.at_level("INFO", LOG.name):
        for address in addresses:
            with app.test_client().get(address) as answer:
                answer.get_data()
    return [record.getMessage() for record in caplog.records if record.name == LOG.name]


def test_a_line_says_what_was_asked_for_and_how_it_ended(caplog: pytest.LogCaptureFixture) -> None:
    found = lines(caplog, served(built(), Config(prefix="/ussr")), "/ussr/search?q=冷戦", "/ussr/nowhere", "/ussr")
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    expected = ("GET /ussr/search 200", "GET /ussr/nowhere 404", "GET /ussr 308")
    assert len(found) == len(expected)
    for line, beginning in zip(found, expected, strict=True):
        assert re.fullmatch(rf"{moment} {beginning} \d+ ms [1-9]\d* bytes", line)


def test_a_line_may_be_json(caplog: pytest.LogCaptureFixture) -> None:
    app = served(built(), Config(log="json"))
    (line,) = lines(caplog, app, "/search.csv?q=冷戦")
    read = json.loads(line)
    assert (read["method"], read["path"], read["status"]) == ("GET", "/search.csv", 200)
    assert read["bytes"] == len(app.test_client().get("/search.csv?q=冷戦").data) and read["ms"] >= 0


@pytest.mark.parametrize(("asked", "said"), [(0, False), (1, True)])
def test_what_was_looked_for_is_said_only_where_that_is_asked_for(
    caplog: pytest.LogCaptureFixture, asked: int, said: bool
) -> None:
    app = served(built(), Config(log_questions=asked))
    for line in lines(caplog, app, "/search?q=%E5%86%B7%E6%88%A6", "/suggest.json?q=%E5%86%B7%E6%88%A6"):
        assert ("%E5%86%B7%E6%88%A6" in line) is said


def test_no_request_writes_more_than_its_line(caplog: pytest.LogCaptureFixture) -> None:
    app = served(built(), Config(log_questions=1))
    (line,) = lines(caplog, app, "/a%0Ab%20c%1B%5B31m%E5%86%B7?q=%0A%0Dx y")
    assert len(line.split()) == 8 and line.isprintable()


def test_no_line_where_none_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    assert not lines(caplog, served(built(), Config(log="none")), "/")


def test_a_request_that_fails_has_its_line(caplog: pytest.LogCaptureFixture) -> None:
    app = Flask(__name__)
    app.testing = True
    app.add_url_rule("/", view_func=lambda: 1 / 0)
    app.wsgi_app = logged(app.wsgi_app, Config())  # type: ignore[method-assign, assignment]
    with caplog.at_level("INFO", LOG.name), pytest.raises(ZeroDivisionError):
        app.test_client().get("/")
    assert " / 500 " in caplog.records[-1].getMessage()


def test_an_unknown_kind_of_log_is_said() -> None:
    with pytest.raises(SettingError, match="SAKUIN_LOG is 'xml'; it takes one of text, json, none"):
        served(built(), Config(log="xml"))
