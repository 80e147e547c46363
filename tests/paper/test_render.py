"""Slips as pictures: readable, whole, and the same however the text came in."""

from __future__ import annotations

import io
import unicodedata

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from numpy.typing import NDArray
from PIL import Image
from pyzbar import pyzbar

from kiosk.paper import draw
from kiosk.paper.layout import TextBlock
from kiosk.paper.raster import harmless
from kiosk.paper.render import DOTS_PER_MM, fill_in, image_of, render, to_png
from kiosk.paper.sample import TOKEN
from kiosk.ports.printing import SlipPicture
from tests.paper.samples import PUBLIC_URL, filled, messages, picture_of

SLIPS = ("ticket", "slip", "receipt")
LONG_NAMES = ("Công Tằng Tôn Nữ Thị Thiên Hương Thủy Tiên MẪU", "H'Yen Niê Kđăm MẪU", "Đặng" * 30)


def dots(picture: SlipPicture) -> NDArray[np.uint8]:
    return np.asarray(image_of(picture).convert("L"))


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("slip", SLIPS)
def test_nothing_stands_in_the_margins_and_both_readers_read_the_code(
    slip: str, lang: str, width: int
) -> None:
    picture = picture_of(slip, lang, width)
    grey = dots(picture)
    assert picture.width == width
    assert grey[:, :24].min() == 255
    assert grey[:, -24:].min() == 255
    url = f"{PUBLIC_URL}/{'t' if slip == 'ticket' else 'd'}/{TOKEN}"
    padded = np.pad(grey, 20, constant_values=255)
    assert [found.text for found in zxingcpp.read_barcodes(padded)] == [url]
    assert [found.data.decode() for found in pyzbar.decode(Image.fromarray(padded))] == [url]


def test_the_code_is_level_q_in_six_dots_a_module_with_a_quiet_zone_of_four() -> None:
    picture = draw.qr_picture(f"{PUBLIC_URL}/t/{TOKEN}", 6)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    assert (left, top, picture.width - right, picture.height - bottom) == (24, 24, 24, 24)
    assert (right - left) % 6 == 0
    found = zxingcpp.read_barcodes(255 - np.asarray(picture))[0]
    assert found.ec_level == "Q"
    assert (right - left) // 6 in range(21, 178, 4), "whole modules of six dots"


def test_a_ticket_is_at_least_90_mm_and_its_number_at_least_15_mm_high() -> None:
    assert picture_of("ticket").height >= 90 * DOTS_PER_MM
    for number in ("H 047", "C 812", "A 001"):
        for width in (576, 384):
            with_number = _rows_of_the_number(number, width)
            assert with_number >= 15 * DOTS_PER_MM


def _rows_of_the_number(number: str, width: int) -> int:
    """The height of the tallest run of rows between two white rows: nothing else is as tall but the QR."""
    grey = dots(picture_of("ticket", width=width, number=number, specimen=False))
    top = grey[: grey.shape[0] // 3]
    inked = (top.min(axis=1) == 0).tolist()
    runs = "".join("#" if row else " " for row in inked).split()
    return max(len(run) for run in runs)


@pytest.mark.parametrize("slip", SLIPS)
def test_the_same_picture_whether_the_marks_came_composed_or_not(slip: str) -> None:
    data = filled(slip)
    apart = {key: _apart(value) for key, value in data.items()}
    assert apart != data
    assert render(slip, apart, "vi", messages()).rows == render(slip, data, "vi", messages()).rows


def _apart(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, list):
        return [_apart(item) for item in value]
    if isinstance(value, dict):
        return {key: _apart(item) for key, item in value.items()}
    return value


@settings(max_examples=25)
@given(
    st.sampled_from(LONG_NAMES) | st.text(st.sampled_from("ÂẾƯĐđịỹ WMi'."), min_size=1, max_size=90),
    st.sampled_from(SLIPS),
    st.sampled_from([576, 384]),
)
def test_no_name_runs_into_the_margin(name: str, slip: str, width: int) -> None:
    changed = {"name": name, "procedure": name, "field": name, "centre": name, "officer": name}
    grey = dots(picture_of(slip, "vi", width, **changed, bring=[name], papers_later=[name]))
    assert grey[:, :24].min() == 255
    assert grey[:, -24:].min() == 255


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_wrapped_text_keeps_all_its_ink(align: str) -> None:
    """Clipping would lose ink: the same words drawn with room to spare have as much."""
    words = "ẰNG Quỹ ghềnh Jj ƯỠNG"
    block = TextBlock(kind="text", value=words, size=30, align=align)
    ink = draw.Ink({}, lambda message, _lang: message, lambda template, _names: template)
    narrow = np.asarray(draw.draw(block, ink, 120))
    alone = [draw.draw(block.model_copy(update={"value": word}), ink, 600) for word in words.split()]
    assert int((narrow > 0).sum()) == sum(int((np.asarray(one) > 0).sum()) for one in alone)


def test_the_preview_has_one_pixel_a_dot() -> None:
    picture = picture_of("ticket")
    preview = Image.open(io.BytesIO(to_png(picture)))
    assert preview.mode == "1"
    assert preview.size == (picture.width, picture.height)
    black = bytes(byte ^ 0xFF for byte in preview.tobytes())
    assert black == picture.rows
    assert picture.rows[-picture.width // 8 :].strip(b"\0"), "no white row at the end"


def test_no_identity_number_is_on_paper_unmasked() -> None:
    for slip in SLIPS:
        for lang in ("vi", "en"):
            assert "079157000001" not in str(filled(slip, lang))


def test_a_value_of_the_layout_sees_data_and_nothing_else() -> None:
    with pytest.raises(SecurityError):
        fill_in({"name": "MẪU"}, "{{ name.__class__.__mro__ }}{{ ''.__class__.__subclasses__() }}", {})


def test_braces_in_a_citizens_name_are_printed_not_run() -> None:
    assert fill_in({"name": "{{ 7 * 7 }}"}, "{{ name }}", {}) == "{{ 7 * 7 }}"


def test_data_that_lacks_a_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("ticket", {"lang": "vi"}, "vi", messages())


def test_a_width_that_is_no_head_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 8"):
        render("ticket", filled("ticket"), "vi", messages(), width=570)


@given(
    st.binary(max_size=200) | st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0]), max_size=50).map(bytes)
)
def test_no_picture_holds_a_real_time_command(rows: bytes) -> None:
    safe = harmless(rows)
    assert len(safe) == len(rows)
    assert not any(command in safe for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert all(new & old == old for new, old in zip(safe, rows, strict=True)), "no dot is taken away"
    assert sum((new ^ old).bit_count() for new, old in zip(safe, rows, strict=True)) <= rows.count(0x10)
