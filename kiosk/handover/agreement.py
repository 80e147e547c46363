"""Compares what a kiosk and its hub must agree on; the kiosk judges.

A number that the hub never takes over is never called, so a kiosk gives none where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from config.centre import CentreBundle
from kiosk.contract.centre import CentreFacts
from kiosk.ports.device import Fault


@dataclass(frozen=True, slots=True)
class Side:
    """Describes the kiosk's side: its name, its centre, the sequences it gives while the hub is away."""

    kiosk: str
    bundle: CentreBundle
    numbers: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Holds what may be done after a comparison with the hub. `faults` say what differs; `fields` are those
    whose own numbers the hub takes over, empty where it takes over none; `same_centre` is False at the hub of
    another centre.
    """

    faults: tuple[Fault, ...]
    fields: frozenset[str]
    same_centre: bool = True


def agree(side: Side, hub: CentreFacts) -> Agreement:
    """Compares the kiosk's centre with what its hub says of itself."""
    if hub.code != side.bundle.centre.code:
        return refused(Fault("hub_other_centre", f"the hub is that of {hub.code}"))
    known = {(field.id, field.letter) for field in hub.fields}
    same = frozenset(field.id for field in side.bundle.fields if (field.id, field.letter) in known)
    unknown = [field.id for field in side.bundle.fields if field.id not in same]
    faults = []
    if unknown:
        faults.append(Fault("hub_other_fields", ", ".join(unknown)))
    range_fault = _range_fault(side, hub)
    if range_fault is not None:
        faults.append(range_fault)
    return Agreement(tuple(faults), frozenset() if range_fault else same)


def refused(fault: Fault) -> Agreement:
    """Says that the hub takes over nothing of this kiosk."""
    return Agreement((fault,), frozenset(), fault.id != "hub_other_centre")


def _range_fault(side: Side, hub: CentreFacts) -> Fault | None:
    first, last = side.numbers
    if not hub.reserved[0] <= first <= last <= hub.reserved[1]:
        return Fault("hub_other_range", f"the hub takes over {hub.reserved[0]} to {hub.reserved[1]}")
    for other in hub.kiosks:
        if other.kiosk != side.kiosk and first <= other.numbers[1] and other.numbers[0] <= last:
            return Fault("hub_range_taken", f"{other.kiosk} gives {other.numbers[0]} to {other.numbers[1]}")
    return None
