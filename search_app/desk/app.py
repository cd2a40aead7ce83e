"""The application of a desk: the search with the desk's pages, behind the gate."""

from flask import Flask

from indexer.config import Config
from indexer.errors import IndexMissing
from search_app.desk import documents, files, gate, indexing, opening, people_lists, projects
from search_app.desk.desk import KEY, Desk
from search_app.desk.opening import before_the_first_index
from search_app.web import open_index
from search_app.web.app import create_app
from search_app.web.open_index import OpenIndex

MOST_BYTES = 16 * 1024 * 1024
"""The most a request may send: a list of people, a project, corrections of every document."""

BLUEPRINTS = (
    opening.blueprint,
    indexing.blueprint,
    files.blueprint,
    documents.blueprint,
    people_lists.blueprint,
    projects.blueprint,
)


def create_desk(desk: Desk, token: str, config: Config | None = None) -> Flask:
    """The application of a desk, for whoever has the token."""
    app = create_app(desk.directory, config)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.extensions[KEY] = desk
    app.jinja_env.globals["at_desk"] = True
    gate.guard(app, token)
    app.register_error_handler(IndexMissing, before_the_first_index)
    for each in BLUEPRINTS:
        app.register_blueprint(each)
    return app


def put_on(app: Flask, desk: Desk) -> None:
    """Have another folder lie open; a run of the one before is ended."""
    indexing.runs_of(app).stop()
    before: OpenIndex = app.extensions[open_index.KEY]
    app.extensions[open_index.KEY] = OpenIndex(desk.directory, before.config)
    app.extensions[KEY] = desk
