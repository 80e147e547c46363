"""Reaches a server that speaks the Wyoming protocol, and asks it what it is."""

from __future__ import annotations

import socket
from typing import Any, Literal

from kiosk.ports.device import Fault, Health, State

_LOOK_S = 2.0


def connected(host: str, port: int, within_s: float) -> Any:
    """Opens a connection to read from and write to; `within_s` bounds each wait. OSError where none comes."""
    with socket.create_connection((host, port), within_s) as connection:
        return connection.makefile("rwb")


def health_of(host: str, port: int, kind: Literal["asr", "tts"], trouble: str) -> Health:
    """Says if a server answers there that recognises ("asr") or speaks ("tts"); its engine's name is the
    identity. `trouble` is the fault's id where it does not.
    """
    try:
        from wyoming.event import Event, read_event, write_event

        with connected(host, port, _LOOK_S) as stream:
            write_event(Event("describe"), stream)
            event = read_event(stream)
        if event is None or event.type != "info":
            return _missing(trouble, "no Wyoming server answers there")
        names = [str(engine["name"]) for engine in event.data.get(kind, ())]
    except (OSError, ImportError, KeyError, TypeError, ValueError) as error:
        return _missing(trouble, type(error).__name__)
    return Health(State.READY, identity=names[0]) if names else _missing(trouble, f"the server has no {kind}")


def _missing(trouble: str, detail: str) -> Health:
    return Health(State.MISSING, Fault(trouble, detail))
