"""The command line: every command of `sakuin`, those of `indexer.cli` among them.

Used by people and scripts; `main` is the program, `asking` has the commands that ask, `studying` and `taking_away`
those that study a search or take it away, `options` the parameters of a search as options, made from their table.
"""
