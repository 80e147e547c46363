"""Drivers that are wrong on purpose: a campaign that does not catch each of them proves nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from devices.printing.delivery import Delivery
from devices.printing.escpos_printer import EscposPrinter
from devices.printing.print_state import PrintState
from devices.printing.transport import Lost
from kiosk.paper.journal import NOT_SENT, JournaledPrinter
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, PrintJob


class RetriesOnException(EscposPrinter):
    """Sends the job once more, as it was, when the connection breaks, and asks nobody."""

    _retrying = False

    def _lost_sight(self, job: PrintJob, state: PrintState, wanted: bytes, fault: Fault) -> Printed | Fault:
        if self._retrying or "connection lost" not in fault.detail:
            return super()._lost_sight(job, state, wanted, fault)
        self._retrying = True
        try:
            for _ in range(40):
                try:
                    self._link.close()
                    self._link.connect()
                    return self._deliver(job)
                except Lost:
                    self._pause(0.25)
            return fault
        finally:
            self._retrying = False


class _Careless(Delivery):
    """Holds what was taken to be printed."""

    __slots__ = ()

    def _is_acknowledged(self, sent: bool) -> bool:
        return sent


class IgnoresAcknowledgement(EscposPrinter):
    """Every byte was taken, so it says that the slip is on paper."""

    delivery = _Careless


class ResendsBlindly(JournaledPrinter):
    """In doubt it prints the slip again, without a mark."""

    def print(self, job: PrintJob) -> Printed | Fault:
        return super().print(replace(job, marked=lambda: job.picture))


class JournalsAfterwards(JournaledPrinter):
    """Writes down what it did when it has done it."""

    def _attempt(self, job: PrintJob) -> Printed | Fault:
        result = self._printer.print(job)
        job = self._journal.begin(job)
        if isinstance(result, Fault):
            self._journal.end(job, "blocked" if result.detail == NOT_SENT else "in_doubt")
        else:
            self._journal.end(job, "printed")
        return result


MUTANTS: dict[str, dict[str, Any]] = {
    "retry_on_exception": {"driver": RetriesOnException},
    "blind_resend": {"journaled": ResendsBlindly},
    "acknowledgement_ignored": {"driver": IgnoresAcknowledgement},
    "journal_after_sending": {"journaled": JournalsAfterwards},
}
