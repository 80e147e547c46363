"""What each option of each kind of block does, on paper and in words, as it was approved: one changed at a
time, on wide paper and narrow, with short texts and long.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.paper.draw import Drawn
from kiosk.paper.fonts import fits, fitting, font, largest, line_height, overshoot, width_of, wrap
from kiosk.paper.layout import Layout, Weight
from kiosk.paper.render import compose
from kiosk.paper.sheet import _on_a4, _pages
from kiosk.paper.text_form import _lines_of, in_columns
from kiosk.ports.printing import SlipPicture
from tests import approved
from tests.paper.samples import messages

LONG = "Ủy ban nhân dân phường Sài Gòn, Thành phố Hồ Chí Minh – nơi tiếp nhận hồ sơ MẪU"
WORD = "Nghiêngnghiêngnghiêngnghiêngnghiêngnghiêng"
DATA: dict[str, Any] = {
    "name": "Trần Thị MẪU",
    "long": LONG,
    "word": WORD,
    "two": "ẰNG quỹ\nJj Ử",
    "number": "H 047",
    "link": "http://127.0.0.1/t/7K3M9QXW2HVTB5RN",
    "yes": True,
    "no": "",
    "items": ["Giấy chứng sinh MẪU", LONG, ""],
    "rows": [{"name": "Tờ khai MẪU", "count": "1"}, {"name": LONG, "count": "Ặ 12"}],
}
CELL = [{"kind": "text", "text": "Applicant", "weight": "bold"}, {"kind": "space", "size": 70}]
WHOLE: dict[str, dict[str, Any]] = {
    "text": {"kind": "text", "value": "{{ name }}"},
    "number": {"kind": "number", "value": "{{ number }}"},
    "kv": {"kind": "kv", "label": "Name", "value": "{{ name }}"},
    "table": {
        "kind": "table",
        "rows": "rows",
        "columns": [
            {"head": "Document", "value": "{{ row.name }}"},
            {"head": "Copies", "value": "{{ row.count }}", "width": 90, "align": "right"},
        ],
    },
    "qr": {"kind": "qr", "value": "{{ link }}"},
    "rule": {"kind": "rule"},
    "space": {"kind": "space", "size": 30},
    "image": {"kind": "image", "file": "emblem.png", "width": 90},
    "columns": {"kind": "columns", "cells": [{"blocks": CELL}, {"blocks": CELL, "when": "yes"}]},
}
SAID = ("{{ long }}", "{{ word }}", "{{ two }}", "{{ name }} {{ long }}", " ", "{{ number }}")
CHANGES: dict[str, list[dict[str, Any]]] = {
    "text": [
        *({"value": said} for said in SAID),
        *({"value": None, "text": "Valid today only", "lang": lang} for lang in (None, "vi", "en")),
        *(
            {"value": "{{ item }}", "each": name, "marker": mark}
            for name, mark in (("items", "–"), ("no", ""), ("items", "Đ."))
        ),
        *({"size": size, "value": said} for size in (20, 34, 60) for said in SAID[:3]),
        *({"weight": weight} for weight in ("regular", "semibold", "bold")),
        *(
            {"align": align, "value": said}
            for align in ("center", "right")
            for said in (*SAID[:3], "{{ name }}")
        ),
        *(
            {"inverse": True, "value": said, **more}
            for said in SAID[:2]
            for more in ({}, {"marker": "–"}, {"fit": True})
        ),
        *(
            {"fit": True, "size": size, "value": said}
            for size in (26, 60)
            for said in (*SAID[:2], "{{ name }}")
        ),
        *({"marker": "•", "value": said, "align": align} for said in SAID[:3] for align in ("left", "right")),
    ],
    "number": [
        *({"value": said} for said in ("{{ name }}", "8", "H 1047 B", "{{ long }}")),
        *({"most": most, "least": least} for most in (40, 200) for least in (1, 60, 150)),
    ],
    "kv": [
        *({"value": said} for said in SAID),
        {"label": "Valid today only"},
        *(
            {"size": size, "weight": weight, "value": said}
            for size in (20, 40)
            for weight in ("medium", "bold")
            for said in SAID[:2]
        ),
        {"kept": True},
    ],
    "table": [{"size": size, "rows": rows} for size in (20, 23, 40) for rows in ("rows", "no")],
    "qr": [
        {"module": 8},
        {"level": "M"},
        *(
            {
                "beside": [{"kind": "text", "value": said}, {"kind": "text", "text": "Name", "when": when}],
                "module": module,
            }
            for said in SAID[:2]
            for when in ("yes", "no")
            for module in (6, 12)
        ),
    ],
    "rule": [{"thick": 1}, {"thick": 12}, {"dashed": True}],
    "space": [{"size": 1}, {"size": 29}, {"size": 60}],
    "image": [{"width": 400}, {"width": 1}],
    "columns": [
        *({"least": least} for least in (10, 271, 272, 400)),
        {"cells": [{"blocks": CELL, "when": "no"}]},
        {
            "cells": [
                {"blocks": CELL},
                {"blocks": CELL, "when": "no"},
                {"blocks": [{"kind": "text", "value": "{{ long }}"}, *CELL]},
            ]
        },
        {"cells": [{"blocks": [{"kind": "space", "size": size}]} for size in (29, 30, 59, 60)]},
    ],
}


def variants(kind: str) -> Iterator[dict[str, Any]]:
    """A block as it is, left out or not by its condition, and with each change."""
    for change in ({}, {"when": "yes"}, {"when": "no"}, {"when": "unknown"}, *CHANGES[kind]):
        yield WHOLE[kind] | change


@pytest.fixture(autouse=True)
def an_emblem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.linear_gradient("L")
    picture.save(tmp_path / "emblem.png")
    monkeypatch.setattr("kiosk.paper.layout.SLIPS", tmp_path)


def told(picture: SlipPicture) -> list[object]:
    return [picture.width, picture.height, picture.cuts, picture.rows]


@pytest.mark.parametrize("kind", WHOLE)
def test_what_each_option_of_a_block_does(kind: str) -> None:
    rows: dict[str, object] = {}
    for block in variants(kind):
        layout = Layout.model_validate({"blocks": [{"kind": "space", "size": 3}, {"kind": "cut"}, block]})
        seen: list[Drawn] = []
        pictures = [
            told(compose(layout, DATA, lang, messages(), width, watch=seen.append))
            for width, lang in ((576, "vi"), (384, "en"))
        ]
        words = list(_lines_of(layout, DATA, "vi", messages()))
        broken = [[repr(line) for line in in_columns(words, columns)] for columns in (42, 32, 16)]
        rows[f"{kind} {block}"] = [
            pictures,
            [repr(drawn) for drawn in seen],
            [repr(line) for line in words],
            broken,
            list(layout.messages()),
        ]
    approved.hold(__file__, rows)


@pytest.mark.parametrize("kind", WHOLE)
def test_how_a_block_stands_on_a_sheet(kind: str) -> None:
    larger = _on_a4(Layout.model_validate({"blocks": [WHOLE[kind]]}))
    approved.hold(__file__, {f"{kind} on A4": larger.model_dump(mode="json")})


def test_where_a_long_slip_is_parted() -> None:
    line, gap, height = b"\xff" * 310 * 40, b"\0" * 310 * 3, 3359
    rows: dict[str, object] = {}
    for name, dots in (("lines", (line + gap) * 80), ("all black", line * 90)):
        pages = _pages(SlipPicture(2480, height, dots[: 310 * height]))
        rows[f"parted {name}"] = [[page.getbbox(), page.tobytes()] for page in pages]
    approved.hold(__file__, rows)


FACES: tuple[tuple[Weight, int], ...] = (("regular", 20), ("medium", 61), ("semibold", 26), ("bold", 26))
TEXTS = ("H 047", "ẰNG", LONG, WORD, "a b  c d", "m\u0323\u0302ộ")


@pytest.mark.parametrize("text", TEXTS)
def test_how_texts_are_measured(text: str) -> None:
    rows: dict[str, object] = {}
    for weight, size in FACES:
        face = font(weight, size)
        width = width_of(text, face)
        rows[f"{text!r} {weight} {size}"] = [
            width,
            overshoot(text, face),
            line_height(face),
            round(face.length(text), 2),
            face.box(text),
            [wrap(text, face, room) for room in (40, 100, width - 1, width, 400)],
            [fits(text, face, width + more) for more in (-2, -1, 0, 1, size // 4, size // 4 + 1)],
            [
                fitting(text, weight, size, least, room).size
                for least in (10, 20)
                for room in (60, max(9, width - 1), width)
            ],
            [largest(text, weight, most, room) for most in (20, 90) for room in (60, 200) if len(text) < 9],
        ]
    approved.hold(__file__, rows)
