"""Trends as lines: where each point stands in the picture of one language, over a band of what the collection has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_app.views.trends import Series, Trends

WIDTH, HEIGHT = 900, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 10, 24
"""Room for the scale, and for the years below."""

BAND = 0.35
"""How much of the height the band of material may take."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a series; x and y in pixels, y downwards. `thin` is a year of little material."""

    x: float
    y: float
    year: int
    hits: int
    value: float
    thin: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its points, and the runs of years without a gap as paths of SVG."""

    number: int
    q: str
    points: tuple[Point, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What the collection has of a year; `thin` is hatched."""

    x: float
    y: float
    width: float
    height: float
    thin: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis, at x or y."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of one language."""

    lang: str
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    most_words: int


def charts(trends: Trends) -> tuple[Chart, ...]:
    """A picture for each language, all with the same years and the same scale."""
    if not trends.years or not trends.series:
        return ()
    values = (
        trends.value(series, lang, year)
        for series in trends.series
        for lang in trends.languages
        for year in trends.years
    )
    most = _round_up(max((value for value in values if value), default=1.0))
    return tuple(_chart(trends, lang, most) for lang in trends.languages)


def _chart(trends: Trends, lang: str, most: float) -> Chart:
    lines = tuple(_line(trends, series, number, lang, most) for number, series in enumerate(trends.series, 1))
    words = max((trends.of(lang, year).words for year in trends.years), default=0)
    bars = tuple(_bars(trends, lang, words))
    return Chart(lang, lines, bars, tuple(_years(trends.years)), tuple(_values(most)), words)


def _x(years: range, year: int) -> float:
    step = (WIDTH - LEFT - RIGHT) / len(years)
    return round(LEFT + (year - years[0] + 0.5) * step, 1)


def _y(value: float, most: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most, 1)


def _line(trends: Trends, series: Series, number: int, lang: str, most: float) -> Line:
    points = tuple(
        Point(_x(trends.years, year), _y(value, most), year, series.hits[lang, year], value, trends.of(lang, year).thin)
        for year in trends.years
        if (value := trends.value(series, lang, year)) is not None
    )
    runs = [f"M{' L'.join(f'{p.x} {p.y}' for p in run)}" for run in _runs(points) if len(run) > 1]
    return Line(number, series.q, tuple(point for point in points if point.hits), tuple(runs))


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points of years in a row: a line across a year without texts would say what nobody knows."""
    run: list[Point] = []
    for point in points:
        if run and point.year != run[-1].year + 1:
            yield run
            run = []
        run.append(point)
    yield run


def _bars(trends: Trends, lang: str, most: int) -> Iterator[Bar]:
    width = (WIDTH - LEFT - RIGHT) / len(trends.years)
    for year in trends.years:
        material = trends.of(lang, year)
        if material.words:
            height = max(2.0, round((HEIGHT - TOP - BOTTOM) * BAND * material.words / most, 1))
            x = round(_x(trends.years, year) - width / 2, 1)
            yield Bar(x, round(HEIGHT - BOTTOM - height, 1), round(width, 2), height, material.thin)


def _years(years: range) -> Iterator[Tick]:
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) / step <= 12 or step == 1000)
    yield from (Tick(_x(years, year), str(year)) for year in years if year % every == 0 or len(years) == 1)


def _values(most: float) -> Iterator[Tick]:
    yield from (Tick(_y(most * part / 4, most), f"{most * part / 4:g}") for part in range(5))


_STEPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 20)


def _round_up(value: float) -> float:
    """The next number that four steps of a scale read well at: 0.7 -> 0.8, 3.5 -> 4, 454 -> 500."""
    scale = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 0.01
    while scale * 10 < value:
        scale *= 10
    return next(round(scale * step, 6) for step in _STEPS if scale * step >= value)
