"""Every slip, dot by dot and word by word, as it was approved."""

from __future__ import annotations

import pytest

from kiosk.paper.render import render
from kiosk.paper.sample import variants
from kiosk.paper.text_form import text_form
from tests import approved
from tests.paper.samples import filled, messages, picture_of

SLIPS = ("ticket", "slip", "receipt", "checklist")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_as_approved(slip: str, lang: str) -> None:
    things: dict[str, object] = {}
    for name, data, _ in variants(filled(slip, lang)):
        words = text_form(slip, data, lang, messages())
        picture = render(slip, data, lang, messages(), 576)
        things[f"{slip} {name} {lang}"] = (data, picture.height, picture.rows, [repr(line) for line in words])
    narrow = picture_of(slip, lang, 384)
    things[f"{slip} narrow {lang}"] = (narrow.height, narrow.rows)
    approved.hold(__file__, things)
