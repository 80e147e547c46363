"""Makes the kiosk compare itself with its hub: at the first contact, then twice a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from pydantic import ValidationError

from kiosk.contract.centre import CentreAnswer, CentreFacts, Greeting
from kiosk.contract.report import KioskReport
from kiosk.handover.agreement import Agreement, Side, agree, refused
from kiosk.handover.reports import DISK_TROUBLE
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.ports.time import Clock

MEET_EVERY_S = 30.0
WATCH_EVERY = 10
"""Looks of the watch from one attempt to the next while the hub does not answer."""
_REFUSALS = {
    "wrong_centre": "hub_other_centre",
    "not_reserved": "hub_other_range",
    "range_taken": "hub_range_taken",
    "device_token_wrong": "hub_token_wrong",
    "kiosk_unknown": "hub_token_wrong",
    "signature_wrong": "hub_token_wrong",
    "kiosk_other_centre": "hub_other_centre",
    "kiosk_expired": "hub_pairing_expired",
    "kiosk_revoked": "hub_pairing_revoked",
    "kiosk_replaced": "hub_pairing_revoked",
    "kiosk_cloned": "hub_pairing_cloned",
}
NOT_LET_IN = frozenset(
    {
        "hub_token_wrong",
        "hub_other_centre",
        "hub_pairing_expired",
        "hub_pairing_revoked",
        "hub_pairing_cloned",
    }
)
"""Faults with which the hub takes nothing at all of this kiosk."""


@dataclass(slots=True)
class Meeting:
    """Holds the result of the last comparison. `report` says how the kiosk is. `agreement` is None until the
    hub has answered; `faults` are what differs, or why the hub can't be met though something answers at its
    address.
    """

    http: HttpClient
    side: Side
    clock: Clock
    report: Callable[[], KioskReport | None] = field(default=lambda: None, repr=False)
    agreement: Agreement | None = None
    faults: tuple[Fault, ...] = ()
    _met_at: float | None = field(default=None, repr=False)

    def look(self) -> bool:
        """Compares with the hub where it is time to; False where nobody answers."""
        now = self.clock.monotonic()
        if self._met_at is not None and now - self._met_at < MEET_EVERY_S:
            return True
        found = self._greet()
        if isinstance(found, Agreement):
            self.agreement, self.faults, self._met_at = found, found.faults, now
            return True
        if found.id == "hub_unreachable":
            return False
        self.faults = (found,)
        return True

    def _report(self) -> KioskReport | None:
        """Makes the report; a disk that fails is no reason not to meet."""
        try:
            return self.report()
        except DISK_TROUBLE:
            return None

    def _greet(self) -> Agreement | Fault:
        greeting = Greeting(
            kiosk=self.side.kiosk,
            centre=self.side.bundle.centre.code,
            numbers=self.side.numbers,
            report=self._report(),
        )
        answer = self.http.post("/v1/kiosks", greeting.model_dump_json(exclude_none=True).encode())
        if isinstance(answer, Answer) and answer.problem in _REFUSALS:
            return refused(Fault(_REFUSALS[answer.problem], str(answer.body.get("detail", ""))))
        facts = _facts(answer, HTTPStatus.CREATED)
        return facts if isinstance(facts, Fault) else agree(self.side, facts)


def ask_centre(http: HttpClient) -> CentreFacts | Fault:
    """Asks the hub for its centre. `hub_unreachable`: nobody answers; `hub_token_wrong`; `hub_not_ours`:
    something else answers at that address.
    """
    return _facts(http.get("/v1/centre"), HTTPStatus.OK)


def _facts(answer: Answer | Fault, expected: HTTPStatus) -> CentreFacts | Fault:
    if isinstance(answer, Fault):
        return answer
    if answer.problem in _REFUSALS:
        return Fault(_REFUSALS[answer.problem])
    if answer.status != expected or not answer.ours:
        return Fault("hub_not_ours", f"status {answer.status}")
    try:
        return CentreAnswer.model_validate(answer.body).centre
    except ValidationError:
        return Fault("hub_not_ours", "the answer is of another form")


class HubWatch:
    """Notifies staff and log of what kiosk and hub do not agree on. `look()` once a second, from one thread;
    each fault is told once, and again after it was gone. `serve` gets the id of the fault with which this
    kiosk can't serve, and an empty text when it can again.
    """

    def __init__(
        self,
        meeting: Meeting,
        notify: Callable[[Fault], object],
        serve: Callable[[str], object] = lambda _fault: None,
    ) -> None:
        self._meeting, self._notify, self._serve = meeting, notify, serve
        self._unserved = ""
        self._told: tuple[Fault, ...] = ()
        self._looks = 0

    def look(self) -> None:
        """Compares with the hub now and then, and reports what is new."""
        if self._looks % WATCH_EVERY == 0:
            self._meeting.look()
        self._looks += 1
        faults = self._meeting.faults
        for fault in faults:
            if fault not in self._told:
                self._notify(fault)
        self._told = faults
        unserved = next((fault.id for fault in faults if fault.id in NOT_LET_IN), "")
        if unserved != self._unserved:
            self._unserved = unserved
            self._serve(unserved)
