"""The language of questions: from what was typed to a tree with notes on what was read otherwise; nothing raises.

Used by `planning`, which looks for what the tree says, and by whoever shows a question again.

    text ─▶ lexer ─▶ signs ─▶ parser ─▶ tree (syntax) ─▶ rewriting (other words in it), description (in words)

`authorities` looks up the names of a collection; `scripts` says what is Japanese.
"""
