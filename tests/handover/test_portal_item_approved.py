"""What the national portal's messages hold of a dossier, as it was approved: every field, by state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.load import FOLDER
from kiosk.handover.backends._portal_items import progress_item, state_item, whole_item
from kiosk.handover.backends.json_http import own_words
from kiosk.handover.backends.portal import load_tables
from kiosk.ports.backend import Consignment
from tests import approved
from tests.handover.backend_wire import consignment
from tests.hub.scene import MORNING

TABLES = load_tables(FOLDER / "backends" / "portal.toml")
LATER = MORNING + timedelta(hours=20)
BY_CARD = {"requester": {"name": "H'Yen Niê Kđăm MẪU", "id": "066192000003", "phone": "0900000002"}}
OLD_CARD = {"requester": {"name": "Đặng Văn MẪU", "id": "024000123"}}
KINDS = {
    "as it came": consignment(),
    "accepted": consignment(code="000.00.01.H29-261123-0001", accepted_at=LATER, due=date(2026, 12, 1)),
    "with a note": consignment(persons=BY_CARD, note="Bổ sung giấy chứng sinh " * 60, fee=0),
    "nobody known": consignment(persons={}, papers=(), fee=None),
    "an old card": consignment(persons=OLD_CARD, papers=consignment().papers[1:]),
}


@pytest.mark.parametrize("state", TABLES.states)
def test_every_field_is_as_approved(state: str) -> None:
    rows: dict[str, object] = {}
    for name, what in KINDS.items():
        known: Consignment = replace(what, state=state, state_at=LATER)
        whole = whole_item(known, "H29.MAU-1", TABLES, "requester")
        items = {"progress": progress_item, "state": state_item}
        for about, value in whole.items():
            rows[f"{state}, {name}: whole {about}"] = value
        for kind, item in items.items():
            for about, value in item(known, "H29.MAU-1", TABLES).items():
                rows[f"{state}, {name}: {kind} {about}"] = value
        rows[f"{state}, {name}: in our own words"] = own_words(known)
    approved.hold(__file__, rows)
