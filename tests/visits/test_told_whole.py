"""A told number is asked about until nothing of it is missing."""

from __future__ import annotations

import pytest

from kiosk.visit.assistant import Asked
from kiosk.visit.journeys.application.asking import is_whole


@pytest.mark.parametrize(
    ("lengths", "told", "whole"),
    [
        ((10,), "0900000002", True),
        ((10,), "090000000", False),
        ((10,), "09000000021", False),
        ((9, 12), "066192000003", True),
        ((9, 12), "0661920000", False),
        ((), "12", True),
    ],
)
def test_as_many_digits_as_there_have_to_be(lengths: tuple[int, ...], told: str, whole: bool) -> None:
    assert is_whole(Asked("requester.phone", "digits", "", (), lengths), told) == whole
