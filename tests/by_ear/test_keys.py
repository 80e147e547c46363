"""Which key does what: data in one file, by Qt's own names."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import Qt

from ui.by_ear.keys import MODIFIERS, Deed, deed_of, names


@pytest.mark.parametrize("name", sorted(names() | MODIFIERS))
def test_qt_knows_a_key_of_that_name(name: str) -> None:
    assert f"Key_{name}" in Qt.Key.__members__


@pytest.mark.parametrize(
    ("key", "deed"),
    [
        ("Down", "next"),
        ("Up", "previous"),
        ("Right", "next_control"),
        ("Return", "ok"),
        ("Enter", "ok"),
        ("Escape", "back"),
        ("Backspace", "back"),
        ("Asterisk", "repeat"),
        ("PageUp", "faster"),
        ("PageDown", "slower"),
        ("VolumeUp", "louder"),
        ("VolumeDown", "quieter"),
        ("Q", None),
    ],
)
def test_a_key_does_its_deed(key: str, deed: Deed | None) -> None:
    assert deed_of(key, typing=True) == deed_of(key, typing=False) == deed


@pytest.mark.parametrize(("digit", "deed"), [("8", "previous"), ("2", "next"), ("5", "ok"), ("0", "repeat")])
def test_a_digit_goes_about_where_nothing_is_typed(digit: str, deed: Deed) -> None:
    assert deed_of(digit, typing=False) == deed
    assert deed_of(digit, typing=True) is None


def test_a_number_pad_alone_can_do_all_that_is_needed() -> None:
    """Its keys with Num Lock on; only calling up controls one by one needs arrows."""
    pad = (*map(str, range(10)), "Period", "Enter", "Plus", "Minus", "Asterisk", "Slash")
    can = {deed_of(key, typing=False) for key in pad}
    assert set(get_args(Deed)) - can == {"next_control", "previous_control"}
