"""Generates the constants of the contract for the pages' scripts: `/static/contract.js`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, get_args

from kiosk.contract.dossier import DecisionKind, DossierState, PaperState, SheetState, ValueSource
from kiosk.contract.event import PUBLIC_EVENTS, STAFF_EVENTS
from kiosk.contract.notice import CALL_STAFF, EMERGENCY
from kiosk.contract.officer import Permission
from kiosk.contract.queue import CounterState
from kiosk.contract.result import HandedTo, PaidBy, StepKind
from kiosk.contract.ticket import Act, Origin, TicketState
from kiosk.contract.upstream import DeliveryState

KINDS: Mapping[str, Any] = {
    "TicketState": TicketState,
    "DossierState": DossierState,
    "PaperState": PaperState,
    "Act": Act,
    "CounterState": CounterState,
    "Permission": Permission,
    "DecisionKind": DecisionKind,
    "Origin": Origin,
    "SheetState": SheetState,
    "ValueSource": ValueSource,
    "StepKind": StepKind,
    "HandedTo": HandedTo,
    "PaidBy": PaidBy,
    "DeliveryState": DeliveryState,
}
"""The enumerations, as classes or as literals."""


def values_of(kind: Any) -> tuple[str, ...]:
    """Lists every value of an enumeration of the contract, as it crosses the wire."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(one.value) for one in kind)
    return get_args(kind)


def constants() -> dict[str, dict[str, str]]:
    """Lists what the module exports: enumeration, name, value."""
    values: dict[str, Iterable[str]] = {
        **{name: values_of(kind) for name, kind in KINDS.items()},
        "EventType": sorted({*PUBLIC_EVENTS, *STAFF_EVENTS}),
        "NoticeKind": [CALL_STAFF, EMERGENCY],
    }
    return {name: {_member(value): value for value in found} for name, found in values.items()}


def contract_js() -> str:
    """Writes the module: one frozen object for each enumeration, `TicketState.NO_SHOW` is "no_show"."""
    lines = ["// Generated from kiosk/contract by ui/web/contract.py."]
    for name, members in constants().items():
        lines.append(f"export const {name} = Object.freeze({json.dumps(members)});")
    return "\n".join([*lines, ""])


def _member(value: str) -> str:
    return value.upper().replace("-", "_").replace(".", "_")
