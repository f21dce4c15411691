"""Charts of a series, as SVG written by hand and as PNG: the same bytes for the same numbers.

Colours are Okabe and Ito's, and every line has a dash and a mark of its own besides, so that one who sees no colours,
or prints without, can tell them apart. The text is set in Libertinus Serif, which Typst brings along.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from bot.domain.danish_numbers import number, per_cent
from bot.domain.status.indicators import Unit
from bot.domain.status.periods import Period
from bot.domain.status.series import Point, Series, Track
from bot.domain.status.timeline import length

MOST = 7  # lines of places; the others stand in the table
_COMPARED = 2
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_DASHES = ("", "9 4", "2 4", "12 4 2 4", "6 3", "16 5", "1 3")
_GREY = "#5A5A5A"
_INK = "#1A1A1A"
_FONT = "Libertinus Serif, Georgia, serif"
_WIDTH, _HEIGHT = 960, 580
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 292, 126, 88
_HIDDEN, _TOLD, _BELOW = 14, 36, 36  # below the axis: hidden numbers, what they are, and the room that they take
_LABEL, _YEAR = 24, 45  # below that: periods
_SMALL = 18.5  # for labels: on paper, where a chart is as wide as the text, they are 8 points
_LETTER = 8.8  # about as wide as one of those
_LONGEST = 30  # letters of a line's name
_ALT = 1900  # letters of an alternative text: Slack takes 2000


def chart(series: Series, subtitle: str = "") -> bytes:
    """The series as SVG; `subtitle` says for which plan, board or initiative."""
    return "\n".join(_Drawing(series, subtitle).lines()).encode()


def png(svg: bytes, scale: float = 2.0) -> bytes:
    """A picture of it, with no font but Typst's own."""
    import typst

    page = b"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: \"svg\")\n"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    found = typst.compile(page, format="png", ppi=72 * scale, sys_inputs={"svg": svg.decode()}, font_paths=fonts)
    assert isinstance(found, bytes)
    return found


def alt_text(series: Series, subtitle: str = "") -> str:
    """What the chart shows, for who cannot see it."""
    if not series.periods:
        return f"{_title(series, subtitle)}. Ingen tal."
    first, last = series.periods[0], series.periods[-1]
    parts = [f"Diagram: {_title(series, subtitle)}, {first.danish} til {last.danish}."]
    parts += [f"Ny definition fra {one.period.danish}." for one in series.breaks]
    for track in _drawn(series):
        texts = ", ".join(_share_text(one) if series.in_shares else one.text for one in track.points)
        target = f"; mål {track.target}" if track.target and not series.in_shares else ""
        parts.append(f"{track.name}: {texts}{target}.")
    text = " ".join(parts)
    return text if len(text) <= _ALT else f"{text[: _ALT - 30].rsplit('. ', 1)[0]}. Resten står i tabellen."


def _share_text(point: Point) -> str:
    return per_cent(point.share) if point.share is not None else "ingen andel"


def _title(series: Series, subtitle: str) -> str:
    return f"{series.indicator.name}, {subtitle}" if subtitle else series.indicator.name


def _drawn(series: Series) -> tuple[Track, ...]:
    """Another town's numbers say something as shares only: beside an area's own they would press it flat."""
    given = [one for one in series.tracks if one.latest]
    compared = [one for one in series.comparisons if one.latest] if series.in_shares else []
    return (*given[:MOST], *compared[:_COMPARED])


class _Drawing:
    """One chart: where a value lies, and the lines of the SVG."""

    def __init__(self, series: Series, subtitle: str) -> None:
        self.series, self.subtitle = series, subtitle
        self.tracks = _drawn(series)
        self.shares = series.in_shares
        self.hidden = any(one.hidden for track in self.tracks for one in track.points)
        self.axis = float(_HEIGHT - _BOTTOM - (_BELOW if self.hidden and not self.shares else 0))
        self.targets = self._targets()
        values = [v for track in self.tracks for one in track.points if (v := self._value(one)) is not None]
        most = max([*values, *(value for value, _ in self.targets), 0.01 if self.shares else 4])
        self.step = _step(most, whole=not self.shares and most < 40)
        self.top = self.step * ceil(max([*values, *(value for value, _ in self.targets), self.step]) / self.step)

    def _value(self, point: Point) -> float | None:
        return point.share if self.shares else point.number

    def _targets(self) -> list[tuple[float, str]]:
        """The targets, unless they are of too many lines to tell apart."""
        if self.shares:
            return []
        found = {t.target_number: f"mål {t.target}" for t in self.tracks if t.target_number is not None}
        few = len(found) <= _COMPARED
        return [(value, text) for value, text in found.items() if value is not None and few]

    def x(self, n: float) -> float:
        """The middle of the n-th period."""
        room = _WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (n + 0.5) / max(1, len(self.series.periods))

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.axis - (self.axis - _TOP) * value / self.top

    def lines(self) -> Iterator[str]:
        """The whole SVG."""
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
            f'height="{_HEIGHT}" role="img" aria-labelledby="title desc" font-family="{_FONT}" font-size="{_SMALL}">'
        )
        yield f'<title id="title">{escape(_title(self.series, self.subtitle))}</title>'
        yield f'<desc id="desc">{escape(alt_text(self.series, self.subtitle))}</desc>'
        yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#FFFFFF"/>'
        yield _text(24, 36, self.series.indicator.name, size=24, weight="bold")
        yield _text(24, 64, self.subtitle, size=19, fill=_GREY)
        yield _text(24, 89, self._measure(), fill=_GREY)
        yield from self._grid()
        yield from self._breaks()
        for value, text in self.targets:
            y = self.y(value)
            yield _line(_LEFT, y, _WIDTH - _RIGHT, y, _INK, 1.5, "2 3")
            yield _text(_LEFT + 6, y - 6 if y > _TOP + 10 else y + 20, text)
        for n, track in enumerate(self.tracks):
            yield from self._track(n, track)
        yield from self._hidden_texts()
        yield from self._names()
        yield from self._footer()
        yield "</svg>"

    def _measure(self) -> str:
        if self.shares:
            return f"Andel af: {self.series.denominator}"
        unit = self.series.indicator.unit
        return "Kroner" if unit is Unit.DKK else f"Antal {unit.danish}"

    def _grid(self) -> Iterator[str]:
        steps = round(self.top / self.step)
        for n in range(steps + 1):
            value = n * self.step
            y = self.y(value)
            yield _line(_LEFT, y, _WIDTH - _RIGHT, y, _INK if n == 0 else "#D8D8D8", 1)
            yield _text(_LEFT - 10, y + 6, per_cent(value) if self.shares else number(value), "end")
        for n, period in enumerate(self.series.periods):
            if n % _every(self.series.periods) == 0:
                above, below = _label(period)
                yield _text(self.x(n), _HEIGHT - _BOTTOM + _LABEL, above, "middle")
                yield _text(self.x(n), _HEIGHT - _BOTTOM + _YEAR, below, "middle")

    def _breaks(self) -> Iterator[str]:
        for one in self.series.breaks:
            x = self.x(self.series.periods.index(one.period) - 0.5)
            yield _line(x, _TOP - 22, x, self.axis, _INK, 1.5, "6 5")
            yield _text(x + 6, _TOP - 11, "ny definition")

    def _track(self, n: int, track: Track) -> Iterator[str]:
        """Pieces of a line: never over a missing number, nor into another definition."""
        colour, dash = self._style(n, track)
        width = 3 if track.place == "*" else 2.2
        for at, (one, other) in enumerate(pairwise(track.points)):
            a, b = self._value(one), self._value(other)
            if a is not None and b is not None and one.definition == other.definition:
                yield _line(self.x(at), self.y(a), self.x(at + 1), self.y(b), colour, width, dash)
        for at, one in enumerate(track.points):
            value = self._value(one)
            if value is not None:
                yield _mark(n, self.x(at), self.y(value), colour, colour)
            elif one.hidden and not self.shares:
                yield _mark(n, self.x(at) + self._aside(n), self.axis + _HIDDEN, colour, "#FFFFFF")

    def _aside(self, n: int) -> float:
        """Hidden numbers of several lines lie beside each other below the axis, where they are no height."""
        return (n - (len(self.tracks) - 1) / 2) * min(13.0, 0.8 * (self.x(1) - self.x(0)) / len(self.tracks))

    def _hidden_texts(self) -> Iterator[str]:
        for n, _ in enumerate(self.series.periods):
            texts = sorted({track.points[n].text for track in self.tracks if track.points[n].hidden}, reverse=True)
            if texts and not self.shares:
                yield _text(self.x(n), self.axis + _TOLD, " ".join(texts), "middle")

    def _style(self, n: int, track: Track) -> tuple[str, str]:
        return (_GREY, "3 5") if track.comparison else (_COLOURS[n % MOST], _DASHES[n % MOST])

    def _names(self) -> Iterator[str]:
        """Each line's name at its end, moved apart where they would touch, with a piece of the line."""
        ends = []
        for n, track in enumerate(self.tracks):
            shown = [(at, v) for at, one in enumerate(track.points) if (v := self._value(one)) is not None]
            ends.append((self.y(shown[-1][1] if shown else 0), n, track))
        x, places = _WIDTH - _RIGHT + 12, _apart([y for y, _, _ in sorted(ends, key=lambda one: one[:2])], self.axis)
        for y, (_, n, track) in zip(places, sorted(ends, key=lambda one: one[:2]), strict=True):
            colour, dash = self._style(n, track)
            yield _line(x, y, x + 30, y, colour, 2.2, dash)
            yield _mark(n, x + 15, y, colour, colour)
            name = track.name if len(track.name) <= _LONGEST else f"{track.name[: _LONGEST - 1].rstrip()}…"
            yield _text(x + 38, y + 6, name)

    def _footer(self) -> Iterator[str]:
        left_out = len([one for one in self.series.tracks if one.latest]) - MOST
        notes = ["Åbne mærker under aksen: skjult tal (<5 er 1-4)."] if self.hidden and not self.shares else []
        notes += ["Andele, der ville vise et skjult tal, mangler."] if self.hidden and self.shares else []
        notes += [f"{left_out} steder mere står i tabellen."] if left_out > 0 else []
        if not self.tracks:
            notes.append("Ingen tal endnu.")
        yield _text(24, _HEIGHT - 14, " ".join(notes), fill=_GREY)


def _step(most: float, whole: bool) -> float:
    """A distance between grid lines that reads well, so that there are three to eight."""
    rough = most / 5
    power: float = 10.0 ** floor(log10(rough))
    found = next(n * power for n in ((1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)) if n * power >= rough)
    return max(found, 1.0) if whole else found


def _every(periods: Sequence[Period]) -> int:
    """Which of them have a label, so that no two touch."""
    widest = max((len(text) for one in periods for text in _label(one)), default=0)
    return ceil(len(periods) * (widest + 1) * _LETTER / (_WIDTH - _LEFT - _RIGHT))


def _label(period: Period) -> tuple[str, str]:
    year = str(period.first.year)
    months = length(period)
    if months == 12:
        return year, ""
    part = period.danish.removesuffix(f" {year}")
    return (part[:3] if months == 1 else part.replace("kvartal", "kv.").replace("halvår", "hå.")), year


def _apart(wanted: Sequence[float], axis: float, least: float = 24) -> list[float]:
    """Heights in their order, moved so that neighbours keep a distance, and all lie above the axis."""
    found: list[float] = []
    for y in wanted:
        found.append(max(y, found[-1] + least) if found else y)
    if found and found[-1] > axis:
        limit = axis
        for n in range(len(found) - 1, -1, -1):
            found[n] = min(found[n], limit)
            limit = found[n] - least
    return found


def _text(  # noqa: PLR0917 - SVG's own order
    x: float, y: float, text: str, anchor: str = "start", size: float = _SMALL, fill: str = _INK, weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{bold} '
        'stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round" paint-order="stroke">'  # legible across lines
        f"{escape(text, quote=False)}</text>"
    )


def _line(  # noqa: PLR0917
    x: float, y: float, to_x: float, to_y: float, colour: str, width: float, dash: str = ""
) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _mark(n: int, x: float, y: float, colour: str, fill: str) -> str:
    """A shape of the line's own."""
    style = f'fill="{fill}" stroke="{colour}" stroke-width="1.8"'
    if n % 7 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" {style}/>'
    shapes = (
        ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        ((0, -6), (5.5, 4.5), (-5.5, 4.5)),
        ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
        ((0, 6), (5.5, -4.5), (-5.5, -4.5)),
        ((-2, -6), (2, -6), (2, -2), (6, -2), (6, 2), (2, 2), (2, 6), (-2, 6), (-2, 2), (-6, 2), (-6, -2), (-2, -2)),
        ((0, -6), (5.7, -1.9), (3.5, 4.9), (-3.5, 4.9), (-5.7, -1.9)),
    )
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shapes[n % 7 - 1])
    return f'<polygon points="{points}" {style}/>'
