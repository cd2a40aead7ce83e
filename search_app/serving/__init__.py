"""The application on the web: what stands between it and those who ask, and the servers that run it.

Used by `cli` (`server`: waitress, with `lanes` of threads and an `ending`) and by servers of other makers (`wsgi`).

    request ─▶ request_log ─▶ proxies ─▶ clients ─▶ passwords ─▶ compression ─▶ web.app (web.mounting ─▶ Flask)
                                          429         401

`application` puts these together, each a WSGI middleware; `shelf` stands before several collections.
"""
