"""The application on the web: what stands between it and those who ask, and the servers that run it.

Used by `cli` (`server`: waitress, with `lanes` of threads and an `ending`) and by servers of other makers (`wsgi`).

    request ─▶ request_log ─▶ compression ─▶ web.app (web.mounting ─▶ Flask)

`application` puts these together; each is a WSGI middleware.
"""
