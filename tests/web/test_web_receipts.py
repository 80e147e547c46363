"""After the acceptance: a sheet of A4 from the printer, else a PDF that is kept, and a code for the phone."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from config.load import load_profile
from devices.simulators.second_opinion import decoded_by_both
from devices.simulators.vprinter import VirtualPrinter
from kiosk.clock import ICT
from kiosk.contract.dossier import SheetState
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Decision, Dossier
from kiosk.hub import sheets
from kiosk.hub.hub import Hub, open_hub
from kiosk.hub.sheets import SheetRoom
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, Sheet
from tests.centres import SAIGON
from tests.clients import client
from tests.contract.lines import spooler, wait_for
from tests.officers import CHEAP, sign_in
from tests.visits.world import Device
from tests.web.office import GRANDMOTHER, Office, birth_dossier, open_office, page_picture
from ui.demo.officer import Administrator
from ui.wiring.device_set import devices_of
from ui.wiring.hub import running_centre

PROFILE = """
role = "hub"
production = false
centre = "26740"
data_dir = "{folder}/hub"

[hub]
port = {port}
public_url = "http://127.0.0.1:8480"
"""
CUPS = """
[devices.sheet_printer]
driver = "sheets.cups"
options = { queue = "office", look_s = 0.05 }
"""
FOLDER = """
[devices.sheet_printer]
driver = "sheets.folder"
options = { folder = "{folder}/kept" }
"""


@dataclass
class Counter:
    """A running hub, and the officer who accepts what the kiosk hands over."""

    folder: Path
    kiosk: httpx.Client
    officer: httpx.Client

    def accept(self) -> dict[str, Any]:
        """A grandmother's dossier comes in; the officer accepts it. The dossier as the console has it."""
        dossier = self._hand_over()
        done = self.officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        assert done.status_code == 201, done.text
        accepted: dict[str, Any] = done.json()["dossier"]
        return accepted

    def _hand_over(self) -> Dossier:
        pages = [page_picture(1), page_picture(2)]
        for page in pages:
            assert self.kiosk.put(f"/v1/files/{digest_of(page)}", content=page).status_code == 201
        hub = cast(Hub, SimpleNamespace(centre=SAIGON.centre))
        at = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
        dossier = birth_dossier(hub, None, "K1-261123-0001", tuple(digest_of(page) for page in pages), at)
        sent = self.kiosk.post(
            "/v1/dossiers", content=to_json(dossier), headers={"Idempotency-Key": dossier.id}
        )
        assert sent.status_code == 201, sent.text
        return dossier

    def look(self, dossier: str) -> dict[str, Any]:
        """The dossier as the console shows it now."""
        seen: dict[str, Any] = self.officer.get(f"/v1/dossiers/{dossier}").json()["dossier"]
        return seen

    def becomes(self, dossier: str, state: str) -> bool:
        """Whether the sheet comes into that state."""
        return wait_for(lambda: self.look(dossier)["receipt_sheet"] == state, 60)

    def notices(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.officer.get("/v1/notices", params={"lang": "en"}).json()["notices"]
        return found


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with VirtualPrinter() as simulator:
        queue = spooler(simulator, tmp_path / "cups")
        monkeypatch.setenv("PATH", f"{queue}{os.pathsep}{os.environ['PATH']}")
        yield queue


Opened = Callable[[str], Any]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A hub by a profile with these devices."""
    monkeypatch.setattr("ui.wiring.hub.open_hub", partial(open_hub, codes=CHEAP))

    @contextmanager
    def centre(devices: str) -> Iterator[Counter]:
        written = tmp_path / "hub.toml"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        text = (PROFILE + devices).replace("{folder}", str(tmp_path)).replace("{port}", str(port))
        written.write_text(text, "utf-8")
        profile = load_profile(written)
        with running_centre(profile, devices_of(profile)) as address:
            files = tmp_path / "hub"
            token = (files / "device_token").read_text().strip()
            with (
                client(address, headers={"Authorization": f"Bearer {token}"}) as kiosk,
                client(address, headers={"X-Motcua": "1"}) as officer,
            ):
                administrator = (files / "administrator_code").read_text().split()
                login, code = Administrator(address, *administrator).code_for("3")
                assert sign_in(officer, login, code).status_code == 201
                yield Counter(tmp_path, kiosk, officer)

    return centre


def test_an_accepted_receipt_comes_out_of_the_office_printer_once(opened: Opened, cups: Path) -> None:
    with opened(CUPS) as counter:
        accepted = counter.accept()
        assert accepted["receipt_sheet"] == "waiting"
        assert counter.becomes(accepted["id"], "printed")
        again = counter.officer.post(f"/v1/dossiers/{accepted['id']}/decision", json={"kind": "accept"})
        assert again.status_code == 409
        assert counter.notices() == []
    (document,) = (cups / "spool").glob("*.doc")
    assert document.read_bytes().startswith(b"%PDF")
    assert not (counter.folder / "hub" / "sheets").exists()


def test_where_the_printer_takes_nothing_it_is_kept_and_the_staff_are_told(
    opened: Opened, cups: Path
) -> None:
    (cups / "disabled").touch()
    with opened(CUPS) as counter:
        accepted = counter.accept()
        assert counter.becomes(accepted["id"], "kept")
        (notice,) = counter.notices()
        assert notice["kind"] == "sheets_unreachable"
        assert notice["text"].startswith("The A4 printer does not take receipts")
    kept = counter.folder / "hub" / "sheets" / f"{accepted['id']}.pdf"
    assert kept.read_bytes().startswith(b"%PDF")
    assert kept.stat().st_mode & 0o077 == 0
    assert GRANDMOTHER.encode() not in kept.read_bytes()


def test_a_hub_with_a_folder_keeps_every_receipt(opened: Opened) -> None:
    with opened(FOLDER) as counter:
        accepted = counter.accept()
        assert counter.becomes(accepted["id"], "kept")
        assert counter.notices() == []
    assert [file.name for file in (counter.folder / "kept").iterdir()] == [f"{accepted['id']}.pdf"]


def test_a_hub_without_a_printer_prints_by_the_console_and_shows_the_phones_code(opened: Opened) -> None:
    with opened("") as counter:
        accepted = counter.accept()
        assert accepted["receipt_sheet"] is None
        assert counter.officer.get(accepted["receipt_code_url"]).content.startswith(b"\x89PNG")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path / "office") as found:
        yield found


def accepted_at(office: Office) -> dict[str, Any]:
    dossier = office.hand_in(None)
    done = office.clerk("3").post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    found: dict[str, Any] = done.json()["dossier"]
    return found


def phone_address(office: Office, accepted: dict[str, Any], folder: Path) -> str:
    """What the citizen's phone reads off the officer's screen."""
    (folder / "code.png").write_bytes(office.clerk("3").get(accepted["receipt_code_url"]).content)
    first, second = decoded_by_both(folder / "code.png").values()
    assert first == second
    (address,) = first
    return address.removeprefix("http://127.0.0.1:8480")


def test_the_phone_gets_the_receipt_by_the_code_on_the_officers_screen(
    office: Office, tmp_path: Path
) -> None:
    address = phone_address(office, accepted_at(office), tmp_path)
    phone = office.kiosk
    page = phone.get(address)
    assert page.status_code == 200
    assert "Lấy giấy tiếp nhận (PDF)" in page.text
    assert GRANDMOTHER not in page.text
    (link,) = re.findall(r'id="receipt" href="([^"]+)"', page.text)
    receipt = phone.get(link)
    assert receipt.headers["content-type"] == "application/pdf"
    assert receipt.headers["cache-control"] == "no-store"
    assert receipt.content.startswith(b"%PDF")
    assert "Keep the receipt" in phone.get(address, params={"lang": "en"}).text


def test_the_slips_own_code_never_leads_to_the_receipt(office: Office, tmp_path: Path) -> None:
    address = phone_address(office, accepted_at(office), tmp_path)
    slip, word = address.rsplit("/", 1)
    assert "PDF" not in office.kiosk.get(slip).text
    other = word[:-1] + ("a" if word[-1] != "a" else "b")
    assert "PDF" not in office.kiosk.get(f"{slip}/{other}").text
    for wrong in (f"{slip}/{other}/receipt.pdf", f"/d/{'0' * 16}/{word}/receipt.pdf"):
        assert office.kiosk.get(wrong).status_code == 404


def test_after_a_day_the_receipt_is_only_to_be_had_at_the_counter(office: Office, tmp_path: Path) -> None:
    accepted = accepted_at(office)
    address = phone_address(office, accepted, tmp_path)
    office.clock.advance(25 * 3600)
    page = office.kiosk.get(address, params={"lang": "en"})
    assert page.status_code == 200
    assert "Please ask at the counter" in page.text
    assert office.kiosk.get(f"{address}/receipt.pdf").status_code == 404
    clerk = office.clerk("3")
    assert clerk.get(f"/v1/dossiers/{accepted['id']}").json()["dossier"]["receipt_code_url"] is None
    assert clerk.get(f"/v1/dossiers/{accepted['id']}/receipt-code.png").status_code == 409


class Paper(Device):
    """An A4 printer that remembers."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def put(self, sheet: Sheet) -> Printed | Fault:
        self.ids.append(sheet.id)
        return Printed(sheet.id, confirmed=False)


@pytest.mark.parametrize(
    ("before", "printed", "after"), [("waiting", 1, "printed"), ("sending", 0, "in_doubt")]
)
def test_a_hub_that_ended_in_between_prints_what_waited_and_never_again_what_was_sent(
    office: Office, before: SheetState, printed: int, after: str
) -> None:
    dossier = office.hand_in(None)
    hub = office.hub
    accept = Decision("accept", "CB3", "", ())
    hub.store.submit(partial(hub.dossiers.decide, dossier_id=dossier.id, decision=accept)).result(60)
    hub.store.submit(partial(sheets.order, dossier=dossier.id)).result(60)
    hub.store.submit(lambda tx: tx.sheets.change(dossier.id, before, tx.now)).result(60)
    printer = Paper()
    room = SheetRoom(hub, printer, Paper())
    room.start()
    assert wait_for(lambda: sheet_of(hub, dossier) == after, 60)
    room.close()
    assert len(printer.ids) == printed
    notices = office.clerk("3").get("/v1/notices").json()["notices"]
    assert [notice["kind"] for notice in notices] == (["sheets_in_doubt"] if after == "in_doubt" else [])


def sheet_of(hub: Hub, dossier: Dossier) -> SheetState | None:
    return hub.store.read(lambda reading: reading.sheets.state_of(dossier.id))


class Fragile(Paper):
    """An A4 printer whose driver breaks down at the first sheet."""

    def put(self, sheet: Sheet) -> Printed | Fault:
        if not self.ids:
            self.ids.append("")
            raise RuntimeError("nobody expected that")
        return super().put(sheet)


@pytest.mark.expects_log("a receipt crashed on its way to paper: RuntimeError")
def test_a_receipt_that_breaks_the_driver_does_not_hold_up_the_next(office: Office) -> None:
    hub, printer = office.hub, Fragile()
    accept = Decision("accept", "CB3", "", ())
    broken, good = office.hand_in(None), office.hand_in(None, "K1-261123-0002")
    room = SheetRoom(hub, printer, Paper())
    room.start()
    for dossier in (broken, good):
        hub.store.submit(partial(hub.dossiers.decide, dossier_id=dossier.id, decision=accept)).result(60)
        hub.store.submit(partial(sheets.order, dossier=dossier.id)).result(60)
        assert wait_for(lambda: sheet_of(hub, dossier) in ("failed", "printed"), 60)  # noqa: B023
    room.close()
    assert printer.ids == ["", good.id]
    assert sheet_of(hub, broken) == "failed"
