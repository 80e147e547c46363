"""The technician's page: its pictures are there, small, and what the specimens show today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from devices.simulators.scanning_guide import SHOWN, write_pictures

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_picture_of_the_page_is_there_and_small() -> None:
    named = re.findall(r"\]\((pictures/[^)]+)\)", (DOCS / "scanning.md").read_text(encoding="utf-8"))
    assert {f"pictures/card_{name}.jpg" for name in SHOWN} == {*named}
    assert all((DOCS / name).stat().st_size < 60_000 for name in named)


def test_the_command_draws_them_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in write_pictures(tmp_path):
        with Image.open(file) as drawn, Image.open(DOCS / "pictures" / file.name) as kept:
            assert drawn.size == kept.size
            assert max(ImageStat.Stat(ImageChops.difference(drawn, kept)).mean) < 3.0, file.name
    assert capsys.readouterr().out == ""
