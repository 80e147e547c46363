"""The receipt's head: whoever handed in, so that the receipt is theirs and nobody else's."""

from __future__ import annotations

from tests.paper.samples import filled


def test_the_receipt_names_who_handed_in_and_masks_the_number() -> None:
    data = filled("receipt")
    assert data["name"] == "Trần Thị MẪU"
    assert data["address"].startswith("12/3 Đường Mẫu, ")
    assert (data["id"], data["phone"]) == ("079•••••0001", "0900 000 001")
