"""What a fault says: to the citizen what to do now, to the staff what to mend; never one for the other."""

from __future__ import annotations

import re

from kiosk.faults import FAULTS

# Words of the machine room, which tell a citizen nothing.
MACHINE_ROOM = re.compile(
    r"`|\b(hub|ntp|clock|driver|usb|profile|token|range|store|database|log|doctor|port|counters\.toml)\b",
    re.IGNORECASE,
)


def test_a_citizen_is_told_nothing_of_the_machine_room() -> None:
    assert [
        (fault, text.citizen) for fault, text in FAULTS.items() if MACHINE_ROOM.search(text.citizen)
    ] == []


def test_staff_and_citizen_are_told_different_things() -> None:
    for fault, text in FAULTS.items():
        assert text.citizen != text.staff, fault
        assert text.citizen.endswith((".", "?", "!")), fault
        assert text.staff.endswith("."), fault
        assert "ask an officer" not in text.staff.lower(), fault
        assert "please ask at the counter" not in text.staff.lower(), fault
