"""Reprints are marked, a layout may cut and carry a picture, and no citizen stays in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from devices.printing.escpos_job import JobBuilder
from kiosk.paper import draw, layout
from kiosk.paper.layout import BadLayout, load_layout
from kiosk.paper.render import image_of, marked, render
from kiosk.ports.printing import SlipPicture
from tests.paper.samples import filled, messages, picture_of

SLIPS = ("ticket", "slip", "receipt")
PERSONAL = ("name", "id", "address", "phone", "officer", "code", "url", "reference", "number")


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of trial layouts; `render("trial", …)` finds its `trial.toml`."""
    monkeypatch.setattr(layout, "SLIPS", tmp_path)
    monkeypatch.setattr("kiosk.paper.render.load_layout", lambda slip: load_layout(slip, tmp_path))
    return tmp_path


@pytest.mark.parametrize("slip", SLIPS)
def test_a_reprint_carries_the_mark_above_the_same_slip(slip: str) -> None:
    once, again = picture_of(slip), picture_of(slip, reprint=True)
    assert again.rows.endswith(once.rows)
    band = again.rows[: len(again.rows) - len(once.rows)]
    assert sum(byte.bit_count() for byte in band) > 10_000, "a black band"
    assert again.rows == marked(once, "vi", messages()).rows
    assert messages().text("vi", "Reprint") == "BẢN IN LẠI"


def test_in_another_language_the_mark_is_in_both() -> None:
    assert picture_of("ticket", "en", reprint=True).height - picture_of("ticket", "en").height > (
        picture_of("ticket", reprint=True).height - picture_of("ticket").height
    )


def test_a_cut_makes_two_pieces_and_each_is_marked(trial: Path) -> None:
    (trial / "trial.toml").write_text(
        '[[blocks]]\nkind = "text"\nvalue = "one"\n[[blocks]]\nkind = "cut"\n'
        '[[blocks]]\nkind = "text"\nvalue = "two"\n',
        "utf-8",
    )
    (trial / "reprint.toml").write_text('[[blocks]]\nkind = "rule"\nthick = 9\n', "utf-8")
    load_layout.cache_clear()
    picture = render("trial", {}, "vi", messages())
    (cut,) = picture.cuts
    assert 0 < cut < picture.height
    job = b"".join(JobBuilder(576).parts(picture, b"abcd"))
    assert job.count(b"\x1d\x56\x42\x00") == 2
    again = marked(picture, "vi", messages())
    mark = (again.height - picture.height) // 2
    assert again.cuts == (cut + mark,)
    assert again.rows[: mark * 72] == again.rows[again.cuts[0] * 72 : (again.cuts[0] + mark) * 72]


def test_a_picture_stands_in_the_middle(trial: Path) -> None:
    Image.new("1", (40, 20)).save(trial / "black.png")
    (trial / "trial.toml").write_text('[[blocks]]\nkind = "image"\nfile = "black.png"\nwidth = 80\n', "utf-8")
    load_layout.cache_clear()
    black = np.argwhere(np.asarray(image_of(render("trial", {}, "vi", messages()))) == 0)
    assert black.min(axis=0).tolist() == [12, (576 - 80) // 2]
    assert black.max(axis=0).tolist() == [12 + 39, (576 + 80) // 2 - 1]


def test_a_picture_from_elsewhere_is_refused(trial: Path) -> None:
    (trial / "away.toml").write_text('[[blocks]]\nkind = "image"\nfile = "../x.png"\nwidth = 80\n', "utf-8")
    with pytest.raises(BadLayout, match="file"):
        load_layout("away", trial)


@pytest.mark.parametrize("slip", SLIPS)
def test_what_names_a_citizen_is_never_kept_for_the_next_slip(
    slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    for name in ("_kept_marked", "_kept_lines"):
        monkeypatch.setattr(draw, name, _noting(getattr(draw, name), kept))
    picture_of(slip)
    data = filled(slip)
    assert kept
    personal = {data[key] for key in PERSONAL if key in data}
    assert not personal & set(kept)


def _noting(draws: Callable[..., Image.Image], kept: list[object]) -> Callable[..., Image.Image]:
    def noting(*what: object) -> Image.Image:
        kept.extend(part for part in what if isinstance(part, str))
        return draws(*what)

    return noting


def test_a_kept_picture_is_not_drawn_upon() -> None:
    first = [picture_of(slip).rows for slip in SLIPS]
    picture_of("receipt", name="Đặng Thị Ngọc Quỳnh MẪU", due="Thứ Tư, 25/11/2026")
    assert [picture_of(slip).rows for slip in SLIPS] == first


def test_a_job_is_no_wider_than_the_head() -> None:
    with pytest.raises(ValueError, match="head"):
        list(JobBuilder(384).parts(SlipPicture(576, 1, b"\xff" * 72), b"abcd"))
