"""Where the parts of a form put their ink, as it was approved: with room and without, filled in and not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from PIL import Image

from kiosk.forms import strips
from kiosk.forms.data import Choice
from kiosk.forms.pages import _parted
from kiosk.forms.strips import Strip
from tests import approved

ROOM = (150, 470, 700, 1500)
TEXTS = (
    "",
    "MẪU",
    "Trần Thị Quỳnh MẪU",
    "12 Đường MẪU, phường Sài Gòn, Thành phố Hồ Chí Minh, nơi ở của cả nhà",
)
LABELS = ("Họ tên", "Nơi đăng ký thường trú hoặc tạm trú của người yêu cầu")
CHOICES = (Choice("Nam", True), Choice("Nữ", False), Choice("Chưa xác định được giới tính", False))


def told(strip: Strip) -> list[object]:
    """A strip dot by dot, and what it says stands where."""
    marks = [[mark.kind, mark.content, mark.box, mark.weight] for mark in strip.marks]
    return [strip.width, strip.height, strip.base, strip.keep, marks, strip.picture.tobytes()]


def hold(about: str, rows: Iterable[tuple[str, Strip]]) -> None:
    approved.hold(__file__, {f"{about} {name}": told(strip) for name, strip in rows})


@pytest.mark.parametrize("label", LABELS)
def test_a_label_and_its_value(label: str) -> None:
    hold(
        f"entry {label}",
        (
            (f"{value!r} {width} {rows}", strips.entry(label, value, width, rows))
            for value in TEXTS
            for width in ROOM[1:]
            for rows in (1, 2)
        ),
    )


@pytest.mark.parametrize("label", LABELS)
def test_boxes_to_tick(label: str) -> None:
    hold(
        f"ticks {label}",
        (
            (f"{count} {width}", strips.ticks(label, CHOICES[:count] * more, width))
            for width in ROOM[1:]
            for count, more in ((1, 1), (3, 1), (3, 2))
        ),
    )


def test_rows_of_a_table() -> None:
    shares = ((1,), (1, 2), (2, 5, 3))
    parted = {f"widths {one} {width}": strips.widths(one, width) for one in shares for width in (700, 1501)}
    approved.hold(__file__, parted)
    hold(
        "row",
        (
            (
                f"{cells} {head} {least}",
                strips.table_row(cells, strips.widths((2, 5, 3), 900), head=head, least=least),
            )
            for cells in (("1", *TEXTS[:2]), ("2", *TEXTS[2:]))
            for head in (True, False)
            for least in (0, 84, 300)
        ),
    )


def test_texts_lines_and_how_they_stand_beside_each_other() -> None:
    small, high = strips.written("MẪU", 300), strips.dotted(260, 2)
    parts = [small, strips.written("ẰNG", 200, size=60, weight="bold", align="right"), high]
    rows = {
        "small": small,
        "in the middle": strips.centred(small, 401),
        "below": strips.below(500, parts),
        "level": strips.level([(part, at * 150) for at, part in enumerate(parts)], 700),
        "beside": strips.side_by_side(parts, 1001),
        "a gap": strips.side_by_side(parts[:2], 900, 7),
        "moved": strips.joined(400, 300, [(small, 50, 60), (high, 40, 70)], 5),
        "ruled": strips.ruled(90),
        "ruled thick": strips.ruled(90, 7),
        "space": strips.space(12),
        **{
            f"dotted {width} {count}": strips.dotted(width, count)
            for width in (219, 220, 300)
            for count in (1, 3)
        },
        **{
            f"{align} {text!r}": strips.written(text, 500, align=align)
            for align in ("left", "center", "right")
            for text in TEXTS
        },
        **{f"line {at}": line for at, line in enumerate(strips.paragraph(TEXTS[3], 480))},
    }
    hold("strip", rows.items())
    shared = {
        f"shared {width} {count}": [strips.share(width, count), strips.share(width, count, 5)]
        for width in (700, 1501)
        for count in (1, 2, 3)
    }
    approved.hold(__file__, shared)


def numbered(height: int, name: str, *, keep: bool = False, again: Strip | None = None) -> Strip:
    """A strip with its name above and ink in every line but each fortieth."""
    picture = Image.new("L", (60, height))
    for y in range(height):
        if y % 40:
            picture.putpixel((5, y), 255)
    mark = strips.Mark("text", name, (5, 1, 6, height))
    return Strip(picture, (mark,), keep=keep, again=again)


def test_how_strips_are_parted_into_pages() -> None:
    head, rows = numbered(90, "head"), dict[str, object]()
    for heights in product((30, 299, 300, 301, 599, 600, 601, 1500), (100, 450), (80, 700)):
        for keep, again in ((False, None), (True, None), (False, head)):
            parts = [numbered(height, f"{at}", keep=keep, again=again) for at, height in enumerate(heights)]
            pages = list(_parted([numbered(120, "first"), *parts, numbered(50, "last")], 800))
            told = [
                [page.width, page.height, [[mark.content, mark.box] for mark in page.marks]] for page in pages
            ]
            rows[f"parted {heights} {keep} {again is not None}"] = told
    approved.hold(__file__, rows)
