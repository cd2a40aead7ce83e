"""Tables for str.translate, which is slow where it must find out that a character is not in one."""


class Table(dict[int, int | str]):
    """A table that learns which characters stay: to be told so costs a third of a KeyError."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code
