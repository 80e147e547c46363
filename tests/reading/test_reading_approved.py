"""What is read behind each label, and what two readings come to, as it was approved: with letters of a line
lost or misread, and with lines that stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import get_args

import pytest

from kiosk.language.normal import fold
from kiosk.ports.papers import Box, TextLine
from kiosk.reading.agreement import Known, agreed
from kiosk.reading.labels import Found, has_title, values
from kiosk.reading.layout import Kind, PaperLayout
from kiosk.reading.offer import _around, _target
from tests import approved
from tests.approved import listed

LAYOUT = PaperLayout.model_validate(
    {
        "titles": ["Giấy chứng sinh", "Trích lục"],
        "fields": [
            {"fills": "child.name", "kind": "name", "labels": ["Họ, chữ đệm, tên", "Dự định đặt tên con là"]},
            {"fills": "mother.name", "kind": "name", "labels": ["Họ, chữ đệm, tên người mẹ"]},
            {"fills": "holder.birth_date", "kind": "date", "labels": ["Ngày sinh"]},
            {"fills": "child.id", "kind": "number", "labels": ["Số"]},
            {"labels": ["Ghi bằng chữ", "Dân tộc"]},
        ],
    }
)
LINES = listed("""
Họ, chữ đệm, tên: Trần Ngọc MẪU Dân tộc: Kinh; Họ, chữ đệm, tên người mẹ: Lê Thị MẪU; Số: 079157000011;
Ngày sinh. 20/11/2026 Ghi bằng chữ: hai mươi; Dự định đặt tên con là Trần Ngọc MẪU; Số nhà 12 Số. 5;
Ngày sinh:; Số: ..... Số: 7; Dân tộc: Kinh Ngày sinh: 1990; GIẤY CHỨNG SINH; Trich luc
""")
WORDS = ["Trần", "MẪU", "1990"]


def line(
    text: str, left: float = 0.1, right: float = 0.9, top: float = 0.2, doubts: tuple[str, ...] = ()
) -> TextLine:
    return TextLine(text, Box(left, top, right, top + 0.04), frozenset(doubts))


def told(lines: list[TextLine]) -> object:
    found = {
        name: [
            one.text,
            [round(edge, 3) for edge in (one.box.left, one.box.top, one.box.right, one.box.bottom)],
            one.sure,
        ]
        for name, one in values(lines, LAYOUT).items()
    }
    return [has_title(lines, LAYOUT), found]


def misread(text: str) -> Iterator[tuple[str, str]]:
    """The line as engines may read it."""
    yield "as it is", text
    yield "without marks", fold(text)
    yield "without spaces", text.replace(" ", "")
    yield "in capitals", text.upper()
    for sign, other in ((":", ""), (":", ";"), (":", " _ :"), (":", ","), (",", "")):
        yield f"{sign!r} as {other!r}", text.replace(sign, other)
    for at in range(0, len(text), 4):
        yield f"without letter {at}", text[:at] + text[at + 1 :]
        yield f"another letter at {at}", f"{text[:at]}w{text[at + 1 :]}"
        yield f"a letter more at {at}", f"{text[:at]}w{text[at:]}"
    for start in range(0, len(text) - 3, 5):
        yield f"three letters wrong at {start}", f"{text[:start]}www{text[start + 3 :]}"


@pytest.mark.parametrize("text", LINES)
def test_what_is_read_in_a_line(text: str) -> None:
    rows = {f"{text}, {way}": told([line(read)]) for way, read in misread(text)}
    rows |= {f"{text}, unsure of {word}": told([line(text, doubts=(word,))]) for word in WORDS}
    approved.hold(__file__, {"in a line: " + name: row for name, row in rows.items()})


def test_what_is_read_beside_a_label() -> None:
    rows: dict[str, object] = {}
    label = line("Ngày sinh:", right=0.4)
    for left, top in product((0.3, 0.39, 0.4, 0.41, 0.6), (0.1, 0.17, 0.18, 0.1801, 0.2, 0.2199, 0.22, 0.23)):
        for text in ("1990", "Dân tộc: Kinh", "1990 Dân tộc: Kinh", "—"):
            rows[f"{text} at {left} {top}"] = told([label, line(text, left=left, right=0.95, top=top)])
    rows["the nearer of two"] = told([label, line("1991", left=0.7), line("1990", left=0.5, right=0.6)])
    rows["the nearer of two, in the other order"] = told(
        [line("1990", left=0.5, right=0.6), label, line("1991", left=0.7)]
    )
    rows["twice"] = told([line("Ngày sinh: 1990"), line("Ngày sinh: 1991", top=0.5)])
    rows["once without a value"] = told([line("Ngày sinh:"), line("Ngày sinh: 1991", top=0.5)])
    approved.hold(__file__, {"beside: " + name: row for name, row in rows.items()})


READINGS = listed("""
Trần Ngọc MẪU; TRẦN NGỌC MẪU; TrầnNgọc MẪU; Tran Ngoc MAU; Trần Ngọc; MẪU; 20/11/2026; 2O/11/2O26;
20.11.2026; 20-11-2026; ngày 20 tháng 11 năm 2026; 20/11/2026 và 21/11/2026; 31/02/2026; 1990; 1890; I99O;
079157000011; O79157OOOO11; 079 157 000 011; 079157000012; 999157000011; 07915700001; Nam; nam; Nữ; Nu;
Nữ.; Kinh; kinh; Khơ-me; Khome; Phường Sài Gòn, TP. Hồ Chí Minh; Phuong Sai Gon, TP. Hồ Chí Minh;
Phường Sài Gòm, TP. Hồ Chí Minh; Phường Sài Gòn; 12 Đường MẪU, Phường Sài Gòn, TP. Hồ Chí Minh;
12 Đường MẪU, Phường Sài Gòn, TP Hồ Chí Mình; Phường MẪU, TP. Hồ Chí Minh; TP. Hồ Chí Minh;
Sài Gòn, Hà Nội
""")
KNOWN = Known(
    frozenset({"Phường Sài Gòn", "Phường Sài Gạo", "Phường Bến Thành", "TP. Hồ Chí Minh", "TP Hồ Chí Minh"}),
    ("Kinh", "Khơ-me", "Hoa"),
)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_two_readings_come_to(kind: Kind) -> None:
    box = Box(0, 0, 1, 1)
    rows: dict[str, object] = {}
    for one in READINGS:
        come_to = {}
        for other in READINGS:
            found = [
                agreed(kind, [Found(one, box, sure), Found(other, box)], KNOWN) for sure in (True, False)
            ]
            if any(found):
                come_to[other] = [each and [each.text, each.by] for each in found]
        rows[f"{kind} {one}"] = come_to
    rows[f"{kind} by one, by three"] = [
        repr(agreed(kind, [Found(one, box)] * count, KNOWN)) for one in READINGS for count in (0, 1, 3)
    ]
    approved.hold(__file__, {name: row for name, row in rows.items() if row})


def test_which_input_a_field_fills_and_where_its_value_stands() -> None:
    wanted = (
        ("child.birth_date", "mother.birth_date"),
        ("father.birth_date",),
        ("child.birth_date", "child.name"),
        (),
    )
    fills = "holder.birth_date", "holder.name", "child.name", None, "child.birth_date"
    rows = {f"{one} of {inputs}": _target(one, LAYOUT, inputs) for one in fills for inputs in wanted}
    boxes = Box(0.1, 0.5, 0.4, 0.6), Box(0.2, 0.4, 0.3, 0.9)
    approved.hold(__file__, {**rows, "around": [repr(_around(boxes[:count])) for count in (1, 2)]})
