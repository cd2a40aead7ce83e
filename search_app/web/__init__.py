"""The search over HTTP: pages, API and files; the only room that knows Flask.

Used by whoever serves it (`server`, a WSGI server of one's own with `app.create_app`) and by `cli`.

    request ─▶ open_index (the current generation) ─▶ api.asked (Searcher, SearchState, notes)
            ─▶ pages (templates, static) | api (JSON, openapi) | downloads, originals (files)

`help_texts` is what the page explains; `mounting` says where on its host all this stands, `state.addresses` what links
begin with for that.
"""
