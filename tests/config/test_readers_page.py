"""The profiles that the technicians' page of readers shows are right ones."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from config.schema import DeviceChoice
from devices.registry import build
from kiosk.ports.codes import CodeReader

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "readers.md").read_text(encoding="utf-8")
LINES = re.search(r"## In the profile\n\n(.*?)\n\n\|", PAGE, re.DOTALL)
SHOWN = re.split(r"\n\n(?=\[devices)", textwrap.dedent(LINES.group(1) if LINES else ""))


@pytest.mark.parametrize("block", SHOWN)
def test_a_shown_profile_is_taken_by_production(block: str) -> None:
    choice = DeviceChoice.model_validate(tomllib.loads(block)["devices"]["code_reader"])
    assert build(choice, CodeReader, production=True)


def test_every_reader_is_shown() -> None:
    assert len(SHOWN) == 4
