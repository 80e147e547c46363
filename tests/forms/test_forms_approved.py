"""Every form, each mark and dot of its pages, as it was approved."""

from __future__ import annotations

import pytest

from kiosk.forms.sample import ALL, LITTLE, LONG
from tests import approved
from tests.forms.drawing import DECLARATIONS, OFFICE_FORMS, drawn

SAMPLES = [(name, ALL) for name in (*DECLARATIONS, *OFFICE_FORMS)]
SAMPLES += [("1.001193", LITTLE), ("1.001612", LONG), ("03", LITTLE), ("07", LONG)]


@pytest.mark.parametrize(("name", "amount"), SAMPLES)
def test_a_form_is_as_approved(name: str, amount: str) -> None:
    pages = [(page.picture.tobytes(), [repr(mark) for mark in page.marks]) for page in drawn(name, amount)]
    approved.hold(__file__, {f"{name} {amount}": pages})
