"""What is taken away from a search: files, citations and their verification, receipts, JSON.

Used by the two faces, `web` and `cli`, which only pass it on.

    hits ─▶ rows ─▶ formats (bibliographies, markdown, workbook)       concordances, trends ─▶ tables
    a passage ─▶ citations ─▶ verification, page_metadata
    a search ─▶ receipts ─▶ replayed                   pages ─▶ json_objects;  many questions ─▶ trec_run
"""
