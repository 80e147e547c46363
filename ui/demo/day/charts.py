"""Draws the charts of the day as SVG: who waited, the told waits beside those that came, the counters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape

from ui.demo.day.account import Row
from ui.demo.day.plan import CLOSES, OPENS, moment

WIDTH, HEIGHT = 1100, 420
LEFT, RIGHT, TOP, BOTTOM = 210, 30, 64, 46
INK, MUTED, LINE = "#13233A", "#44546A", "#C9D2DE"
COLOURS = ("#0B4A8F", "#B35A00", "#0F6B3E", "#8A3FA0", "#B3261E", "#00707A", "#6B5B00", "#44546A")
"""Each at least 4.5:1 on white."""
_STEP = 5.0


def waiting(found: Sequence[Row], fields: Sequence[tuple[str, str]], title: str) -> str:
    """Draws how many waited at each moment, one layer a field; `fields` are ids and names."""
    times = [OPENS + _STEP * turn for turn in range(int((CLOSES - OPENS) / _STEP) + 1)]
    layers = [
        [sum(_waits(row, moment(at)) for row in found if row.field == one) for at in times]
        for one, _ in fields
    ]
    most = max(1, *(sum(layer[at] for layer in layers) for at in range(len(times))))
    parts, below = list(_hours()), [0] * len(times)
    parts += _levels(most)
    for (layer, (_, name)), colour in zip(zip(layers, fields, strict=True), COLOURS, strict=False):
        above = [one + more for one, more in zip(below, layer, strict=True)]
        edge = [(_x(at), _y(value, most)) for at, value in zip(times, above, strict=True)]
        floor = [(_x(at), _y(value, most)) for at, value in zip(times, below, strict=True)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*edge, *reversed(floor)])
        parts.append(f'<polygon points="{points}" fill="{colour}"><title>{escape(name)}</title></polygon>')
        below = above
    parts += _legend([name for _, name in fields])
    return _page(title, parts)


def told(found: Sequence[Row], title: str, came: str, told_: str) -> str:
    """Draws each told wait as a bar from least to most, and the wait that came as a dot."""
    known = [row for row in found if row.told and row.waited is not None]
    most = max([1, *(max(row.told[1], row.waited) for row in known if row.told and row.waited is not None)])
    parts = [*_hours(), *_levels(int(most))]
    for row in known:
        assert row.told is not None
        assert row.waited is not None
        x, y = _x(_minutes(row.issued)), _y(row.waited, most)
        low, high = _y(row.told[0], most), _y(row.told[1], most)
        parts.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="#9DB4D0" stroke-width="3"/>')
        if row.told[0] <= row.waited <= row.told[1]:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS[0]}"/>')
        else:
            cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"
            parts.append(f'<path d="{cross}" stroke="{COLOURS[4]}" stroke-width="2.5"/>')
    parts.append(f'<text x="{LEFT}" y="52" class="small">▏{escape(told_)}   ● ✕ {escape(came)}</text>')
    return _page(title, parts)


def counters(
    found: Sequence[Row], names: Sequence[tuple[str, str]], fields: Sequence[str], title: str
) -> str:
    """Draws what each counter served when: a bar a service, in the colour of its field."""
    height = (HEIGHT - TOP - BOTTOM) / max(1, len(names))
    parts = list(_hours())
    for turn, (number, name) in enumerate(names):
        y = TOP + turn * height
        parts.append(
            f'<text x="{LEFT - 10}" y="{y + height / 2 + 5:.1f}" class="small end">{escape(name)}</text>'
        )
        for row in found:
            if row.counter == number and row.served and row.ended:
                left, right = _x(_minutes(row.served)), _x(_minutes(row.ended))
                colour = COLOURS[fields.index(row.field) % len(COLOURS)]
                parts.append(
                    f'<rect x="{left:.1f}" y="{y + 5:.1f}" width="{max(1.5, right - left - 1):.1f}" '
                    f'height="{height - 10:.1f}" rx="2" fill="{colour}">'
                    f"<title>{escape(row.number)}</title></rect>"
                )
    return _page(title, parts)


def _waits(row: Row, at: datetime) -> bool:
    """Says if a number had been given and not yet been called."""
    until = row.called or row.ended
    return row.issued <= at and (until is None or at < until)


def _minutes(at: datetime) -> float:
    return (at - moment(0)) / timedelta(minutes=1)


def _x(minutes: float) -> float:
    return LEFT + (minutes - OPENS) / (CLOSES - OPENS) * (WIDTH - LEFT - RIGHT)


def _y(value: float, most: float) -> float:
    return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM)


def _hours() -> Iterator[str]:
    for hour in range(8, 18):
        x = _x(60 * hour)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{LINE}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 24}" class="small middle">{hour}:00</text>'


def _levels(most: int) -> Iterator[str]:
    step = max(1, round(most / 4))
    for value in range(0, most + 1, step):
        y = _y(value, most)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
        yield f'<text x="{LEFT - 10}" y="{y + 5:.1f}" class="small end">{value}</text>'


def _legend(names: Sequence[str]) -> Iterator[str]:
    for turn, (name, colour) in enumerate(zip(names, COLOURS, strict=False)):
        y = TOP + 12 + 24 * turn
        yield f'<rect x="10" y="{y - 11}" width="14" height="14" fill="{colour}"/>'
        yield f'<text x="30" y="{y + 1}" class="small">{escape(name)}</text>'


def _page(title: str, parts: Sequence[str]) -> str:
    style = (
        f'text{{font:15px "Be Vietnam Pro",sans-serif;fill:{INK}}}.small{{font-size:13px;fill:{MUTED}}}'
        ".end{text-anchor:end}.middle{text-anchor:middle}.title{font-size:19px;font-weight:600}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'width="{WIDTH}" height="{HEIGHT}"><title>{escape(title)}</title><style>{style}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="10" y="30" class="title">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )
