"""A document as it is read: whole or in sections, its hits marked, beside its other language, with its companions.

    Place ─▶ outline ─▶ sections ─▶ document, parallel ─▶ page
             (all passages as they stand)    (the text of those that are shown: paragraphs)

`locators` says where in a source a match stands, `originals` which file may be opened, `companions` which passages of
the other language tell of the same. `views` may ask for these, and not the other way round.
"""
