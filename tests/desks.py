"""A desk for tests, and who comes to it."""

from pathlib import Path

from flask.testing import FlaskClient

from search_app.desk.app import create_desk
from search_app.desk.desk import desk_of_folder
from search_app.desk.gate import new_token

TOKEN = new_token()
HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def stranger(folder: Path) -> FlaskClient:
    """Whoever has not been given the token."""
    return create_desk(desk_of_folder(folder), TOKEN).test_client()


def owner(folder: Path) -> FlaskClient:
    """Whoever opened the address with the token."""
    client = stranger(folder)
    assert client.get(f"/desk/?token={TOKEN}").status_code == 302
    return client
