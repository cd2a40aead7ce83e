"""A row of a sheet, with the cells that are filled."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `number` counts from 1 within its sheet, `sheet_number` within the file.

    `cells` are the texts by their column, from 0; only what is filled is held, however far out a cell lies.
    """

    sheet: str
    sheet_number: int
    number: int
    cells: Mapping[int, str]
