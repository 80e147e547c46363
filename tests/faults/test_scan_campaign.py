"""A quick campaign of hostile codes: nothing is done but what a code may do, and what is wrong is caught."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contract.text import TOKEN_LENGTH
from kiosk.dossier.codes import slip_url
from kiosk.identity import gate
from kiosk.identity.meaning import understand
from kiosk.ports.device import Fault
from tests.faults.scan_campaign import campaign, mutant
from tests.faults.scan_kiosk import CARD, SLIP, ScanKiosk
from tests.faults.scan_mutants import MUTANTS
from tests.faults.scan_payloads import HOSTILE, PUBLIC_URL, Held, held
from tests.identity.cards import CHILD, OF_2021, OF_2024, Insured

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kiosk() -> ScanKiosk:
    return ScanKiosk()


def test_no_code_does_what_it_should_not() -> None:
    found = campaign(600, seed=11)
    assert found.as_json()["what"] == {}
    assert found.held_up == 2400
    assert found.outcomes["card"] > 20
    assert found.outcomes["status"] > 5


@pytest.mark.parametrize("name", MUTANTS)
def test_a_kiosk_that_is_wrong_on_purpose_is_caught(name: str) -> None:
    assert mutant(name, 500, seed=1) == "caught"


def test_the_same_seed_is_the_same_campaign() -> None:
    assert held(300, 5) == held(300, 5)
    assert held(300, 5) != held(300, 6)


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_is_known_to_be_hostile_does_nothing_at_any_screen(kiosk: ScanKiosk, payload: bytes) -> None:
    thing = Held("hostile", payload, whole=True, way="whole")
    for screen in kiosk.screens:
        assert kiosk.shown(thing, screen, stray=True).wrong == []
    for screen in (CARD, SLIP):
        found = kiosk.shown(thing, screen)
        assert found.wrong == []
        assert found.outcome not in ("card", "status")


def test_a_right_code_at_a_screen_that_asks_for_none_does_nothing(kiosk: ScanKiosk) -> None:
    card = Held("card_2021", OF_2021.payload, whole=True, way="whole")
    slip = Held(
        "dossier", slip_url(PUBLIC_URL, "dossier", "A" * TOKEN_LENGTH).encode(), whole=True, way="whole"
    )
    assert len(kiosk.screens) > 30
    for screen in kiosk.screens:
        assert kiosk.shown(card, screen, stray=True).wrong == [], screen
        assert kiosk.shown(slip, screen, stray=True).wrong == [], screen
    assert kiosk.shown(card, CARD).outcome == "card"
    assert kiosk.shown(slip, SLIP).outcome == "status"


@given(
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_at_all_are_held_up_in_vain(kiosk: ScanKiosk, payload: bytes) -> None:
    for screen in (CARD, SLIP):
        found = kiosk.shown(Held("bytes", payload, whole=False, way="whole"), screen)
        assert found.wrong == []
        assert found.outcome not in ("card", "status")


@given(st.sampled_from([OF_2021, OF_2024, CHILD]), st.data())
def test_a_sign_that_cannot_be_seen_refuses_a_card_wherever_it_stands(
    printed: object, data: st.DataObject
) -> None:
    unseen = st.characters(categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp"))
    text = printed.text  # type: ignore[attr-defined]
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(unseen) + text[at:]
    refused = gate.refusal(changed.encode())
    assert refused is not None
    assert understand(changed.encode(), PUBLIC_URL) == refused


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_what_the_gate_passes_is_text_without_anything_unseen(payload: bytes) -> None:
    refused = gate.refusal(payload)
    if refused is None:
        text = payload.decode("utf-8").rstrip("\r\n\t\0\x03\x04")
        assert not {unicodedata.category(letter)[0] for letter in text} & {"C"}
    else:
        assert payload.decode("latin-1") not in refused.detail or len(payload) < 5


@pytest.mark.parametrize("payload", [OF_2021.payload, OF_2024.payload, CHILD.payload, Insured().payload])
@pytest.mark.parametrize("end", [b"", b"\r", b"\r\n", b"\t", b"\0", b"\x04"])
def test_what_is_right_passes_with_whatever_a_scanner_ends_it(payload: bytes, end: bytes) -> None:
    assert gate.refusal(payload + end) is None


@pytest.mark.parametrize("room", ["kiosk", "devices", "robot", "ui/citizen", "ui/controls", "ui/keyboard"])
def test_nothing_behind_the_citizens_screen_can_open_an_address(room: str) -> None:
    opens = re.compile(r"QDesktopServices|openUrl|webbrowser|xdg-open|linkActivated|RichText|StyledText")
    files = [*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.qml")]
    assert files
    assert [file.name for file in files if opens.search(file.read_text(encoding="utf-8"))] == []


def test_length_and_damage_are_told_apart() -> None:
    assert gate.refusal(b"") == Fault("unknown_code", "empty")
    assert gate.refusal(b"a" * gate.MOST_BYTES) is None
    assert gate.refusal(b"a" * (gate.MOST_BYTES + 1)) == Fault("unknown_code", "too long")
    assert gate.refusal("Nguyễn".encode()[:-2]) == Fault("code_unreadable", "not UTF-8 at byte 4")
    assert gate.refusal("a\u202eb".encode()) == Fault("unknown_code", "characters of Cf")
