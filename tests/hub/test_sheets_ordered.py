"""Where the hub has an A4 printer, an accepted dossier's receipt is ordered, and nothing else is; what
becomes of it is known to the officers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.dossier.model import Decision
from kiosk.hub import notices, sheets
from kiosk.hub.app import create_app
from kiosk.hub.service import running
from kiosk.hub.sheets import SheetRoom
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, Sheet
from tests.hub.scene import (
    JPEG,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    open_scene,
)
from tests.visits.world import Device

VERDICTS: tuple[dict[str, object], ...] = (
    {"kind": "accept"},
    {"kind": "refuse", "reason": "Sai nơi nộp."},
    {"kind": "supplement", "reason": "Ảnh mờ.", "papers": ["authorisation"]},
)


@pytest.mark.parametrize("has_printer", [True, False])
def test_the_receipt_of_an_accepted_dossier_is_ordered_where_there_is_a_printer(
    tmp_path: Path, has_printer: bool
) -> None:
    hub = replace(open_scene(tmp_path), prints_sheets=has_printer)
    ordered = []
    with (
        running(create_app(hub)) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address) as officer,
    ):
        for verdict in VERDICTS:
            dossier = birth_dossier()
            assert hand_over(kiosk, dossier).status_code == 201
            answer = officer.post(f"/v1/dossiers/{dossier.id}/decision", json=verdict)
            ordered.append(answer.json()["dossier"]["receipt_sheet"])
    hub.close()
    assert ordered == ["waiting" if has_printer else None, None, None]


@dataclass
class Paper(Device):
    """A printer, or the folder in its place, that does with each sheet what `does` says."""

    does: str
    sheets: list[tuple[str, bytes]] = field(default_factory=list)

    def put(self, sheet: Sheet) -> Printed | Fault:
        self.sheets.append((sheet.id, sheet.pdf))
        if self.does == "crashes":
            raise RuntimeError("nobody expected that")
        faults = {"takes nothing": "sheets_unreachable", "loses sight": "sheets_in_doubt"}
        return Fault(faults[self.does]) if self.does in faults else Printed(sheet.id, confirmed=True)


COMES_TO = {
    ("prints", "prints"): ("printed", ""),
    ("takes nothing", "prints"): ("kept", "sheets_unreachable"),
    ("takes nothing", "takes nothing"): ("failed", "sheets_unreachable"),
    ("loses sight", "prints"): ("in_doubt", "sheets_in_doubt"),
    ("loses sight", "takes nothing"): ("in_doubt", "sheets_in_doubt"),
    ("crashes", "prints"): ("failed", "sheets_unreachable"),
    (None, "prints"): ("kept", ""),
    (None, "takes nothing"): ("failed", "sheets_unreachable"),
    (None, "crashes"): ("failed", "sheets_unreachable"),
}


@pytest.mark.expects_log("a receipt crashed on its way to paper: RuntimeError")
def test_what_becomes_of_a_sheet_and_who_hears_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are ordered, the second one before the first is printed: the first comes first."""
    monkeypatch.setattr(
        sheets, "receipt_pdf", lambda _hub, filed, _decided, lang: f"{filed.dossier.id} {lang}".encode()
    )
    clock = VirtualClock(MORNING)
    hub = open_scene(tmp_path, clock)
    hub.files.put(JPEG)
    for (printer, spool), (state, told) in COMES_TO.items():
        paper, kept = Paper(printer or ""), Paper(spool)
        room = SheetRoom(hub, paper if printer else None, kept)
        ordered = [birth_dossier(), replace(birth_dossier(), lang="en")]
        for dossier in ordered:
            clock.advance(1)
            hub.store.submit(partial(hub.dossiers.receive, dossier=dossier, has_file=hub.files.has)).result()
            accept = Decision("accept", "CB1", "", ())
            hub.store.submit(partial(hub.dossiers.decide, dossier_id=dossier.id, decision=accept)).result()
            for _ in range(2):
                hub.store.submit(partial(sheets.order, dossier=dossier.id)).result()
        before = {
            notice.id for notice in hub.store.read(lambda reading: reading.notices.open_from(notices.HUB))
        }
        for at, dossier in enumerate(ordered):
            states = hub.store.read(lambda reading: [reading.sheets.state_of(one.id) for one in ordered])  # noqa: B023
            assert states == [state] * at + ["waiting"] * (2 - at), (printer, spool)
            clock.advance(1)
            assert room._print_next()
            sheet = (dossier.id, f"{dossier.id} {dossier.lang}".encode())
            assert all(one.sheets[-1:] == [sheet] for one in (paper, kept) if one.sheets)
        assert not room._print_next()
        room.close()
        fresh = hub.store.read(lambda reading: reading.notices.open_from(notices.HUB))
        assert [one.kind for one in fresh if one.id not in before] == [told] * 2 * bool(told)
        assert (len(paper.sheets), len(kept.sheets)) == (
            2 * bool(printer),
            0 if printer in ("prints", "crashes") else 2,
        )
        lines = hub.store.read(lambda reading: reading.audit.listed())
        traces = [(one.role, one.actor, one.action) for one in lines if one.subject == ordered[1].id][-1:]
        assert traces == [("hub", "sheets", f"receipt.{state}")]
    hub.close()
