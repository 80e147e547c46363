"""Couriers that are wrong on purpose: a campaign that does not catch each of them proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kiosk.handover.backends.portal import PortalBackend
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.upstream.consignments import consignment
from kiosk.hub.upstream.courier import Courier
from kiosk.ports.backend import (
    Absent,
    Acknowledged,
    AskResult,
    Backend,
    Consignment,
    SendResult,
    Unsure,
)
from tests.faults.handover_model import Changed


@dataclass
class _Around:
    backend: Any

    def send(self, what: Consignment) -> SendResult:
        sent: SendResult = self.backend.send(what)
        return sent

    def ask(self, what: Consignment) -> AskResult:
        found: AskResult = self.backend.ask(what)
        return found

    def close(self) -> None:
        self.backend.close()


class _SentOnTimeout(_Around):
    """Whoever does not refuse has it."""

    def send(self, what: Consignment) -> SendResult:
        sent = super().send(what)
        return Acknowledged(self.backend.number_of(what)) if isinstance(sent, Unsure) else sent


class _ResentBlindly(_Around):
    """What nobody knows is sent again."""

    def ask(self, what: Consignment) -> AskResult:
        return Absent()


class _OthersAcknowledgement(_Around):
    """Any success is ours, whatever it is about."""

    def send(self, what: Consignment) -> SendResult:
        sent = super().send(what)
        unnamed = isinstance(sent, Unsure) and "does not name" in sent.reason
        return Acknowledged(self.backend.number_of(what)) if unnamed else sent


class _CaptiveCounts(_Around):
    """A 200 is a 200."""

    def send(self, what: Consignment) -> SendResult:
        sent = super().send(what)
        page = isinstance(sent, Unsure) and "status 200" in sent.reason
        return Acknowledged(self.backend.number_of(what)) if page else sent


class _OtherDossierFound(_Around):
    """What a look-up finds is ours, whatever its number."""

    def ask(self, what: Consignment) -> AskResult:
        portal: PortalBackend = self.backend
        answer = portal._call("TraCuuHoSo", {"mahoso": portal.number_of(what)})
        result = getattr(answer, "result", None)
        if result and isinstance(result[0], Mapping):
            return Acknowledged(portal.number_of(what))
        return super().ask(what)


def _around(kind: type[_Around]) -> Changed:
    def change(_: Courier, backend: Backend) -> Backend:
        return kind(backend)

    return change


def _asked_at_once(courier: Courier, backend: Backend) -> Backend:
    """Nobody waits for what may still be on its way."""
    courier._settle_s = 0.0
    return backend


def _noted_after_sending(courier: Courier, backend: Backend) -> Backend:
    """The row says that it was sent once the answer is there."""

    def send(row: DeliveryRecord) -> DeliveryRecord | None:
        what = courier._hub.store.read(lambda reading: consignment(courier._hub, reading, row))
        return courier._note(row, courier._backend.send(what))

    courier._send = send  # type: ignore[method-assign]
    return backend


def _sent_is_pending(courier: Courier, backend: Backend) -> Backend:
    """After a restart, what was sent is sent."""
    is_due = courier._is_due

    def due(row: DeliveryRecord) -> bool:
        if row.state == "sent":
            again = replace(row, state="pending")
            courier._hub.store.submit(lambda tx: tx.deliveries.change(again)).result()
            return False
        return is_due(row)

    courier._is_due = due  # type: ignore[method-assign]
    return backend


MUTANTS: Mapping[str, Changed] = {
    "sent_on_timeout": _around(_SentOnTimeout),
    "unknown_resent_blindly": _around(_ResentBlindly),
    "acknowledgement_of_another_dossier": _around(_OthersAcknowledgement),
    "look_up_of_another_dossier": _around(_OtherDossierFound),
    "captive_200_accepted": _around(_CaptiveCounts),
    "asked_at_once": _asked_at_once,
    "noted_after_sending": _noted_after_sending,
    "sent_is_pending_after_restart": _sent_is_pending,
}
PLANS: Mapping[str, list[tuple[str, str]]] = {
    "look_up_of_another_dossier": [("other", "none"), ("request", "none"), ("well", "none")] * 20,
}
"""What has to happen for a mutant to show, where chance alone seldom brings it about."""
