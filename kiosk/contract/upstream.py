"""Defines on the wire where a dossier stands between the centre and the systems behind it, and what those
tell back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.text import FromHub, Key, Moment, ToHub, Written

DeliveryState = Literal["pending", "sent", "acknowledged", "unknown", "rejected"]
"""The states of a delivery. Names are stable: they stand in the database. `unknown`: the backend may have it;
it is asked before anything is sent again. `rejected`: it refuses it as it is."""
DeliveryAct = Literal["confirm", "absent", "again"]
"""What a person does about a delivery: it is there; it is not there, send it; ask, and send what is not
there."""
UpstreamPlace = Literal["waiting", "there", "in_question"]
"""Where a dossier stands between the centre and the systems behind it, as its holder is told."""
UpstreamState = Literal[
    "registered",
    "received",
    "not_received",
    "processing",
    "supplement",
    "payment",
    "withdrawn",
    "stopped",
    "done",
    "handed_out",
]
"""The states that a backend tells of a dossier, in the order of the portal's codes 1 to 10."""
BackendName = Annotated[str, Written(60, 1, "[a-z][a-z0-9_]*")]
MOST_UPSTREAM = 100
UpstreamReference = Annotated[str, Written(MOST_UPSTREAM, 1)]


class ToldUpstream(FromHub):
    """Tells the holder of a slip where the dossier stands: since when it waits to be passed on, or is
    there.
    """

    place: UpstreamPlace
    since: datetime
    state: UpstreamState | None = None


class DossierUpstream(FromHub):
    """Shows officers where a dossier stands with a backend: the first of its deliveries that is open, or the
    last one. `told` is the last that the backend told of it.
    """

    backend: str
    state: DeliveryState
    since: datetime
    reason: str
    upstream: str
    told: UpstreamState | None = None


class StateTold(ToHub):
    """Holds the data of a backend's event: the state into which the dossier came there."""

    state: UpstreamState
    reference: UpstreamReference | None = None


class StateEvent(ToHub):
    """Carries what a backend tells, as a CloudEvent (1.0, structured). `subject` is our id of the dossier;
    equal `source` and `id` are the same event.
    """

    specversion: Literal["1.0"]
    id: Annotated[str, Written(200, 1)]
    source: Annotated[str, Written(200, 1)]
    type: Literal["vn.motcua.dossier.state"]
    subject: Key
    time: Moment
    datacontenttype: Literal["application/json"] = "application/json"
    data: StateTold


class EventTaken(FromHub):
    """Says that the event is kept; `known`: it came before."""

    id: str
    known: Annotated[bool, Field(description="The same event came before.")]
