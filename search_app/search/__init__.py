"""From a question to a page of hits with facets.

Used by `views`, `export` and every face.

    SearchState ─▶ execution ─▶ Results ─▶ hits, facets ─▶ results_page
                   rescoring                zero_hits      (all_hits: every hit, as a stream)

`searcher` is an opened index with its settings and what searching needs of it; everything here takes one.
"""
