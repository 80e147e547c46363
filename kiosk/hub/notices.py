"""Applies the rules on notices for the staff: a citizen asks for help, a printer is out of paper."""

from __future__ import annotations

from kiosk.contract.event import NoticeDone, NoticeNew
from kiosk.dossier.ids import uuid7
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.device import Fault

HUB = "HUB"
"""Who puts up what the hub itself has to say; kiosks have names of their own."""


def add(tx: Transaction, notice: Notice) -> None:
    """Puts a notice up; the same id again changes nothing."""
    if tx.notices.by_id(notice.id) is None:
        tx.notices.add(notice)
        tx.events.add("notice.new", NoticeNew(notice=notice.id, kind=notice.kind, kiosk=notice.kiosk))


def report(tx: Transaction, fault: Fault) -> None:
    """Puts up a notice of a fault that the hub itself met."""
    add(tx, Notice(uuid7(), fault.id, "", HUB, tx.now))


def finish(tx: Transaction, notice_id: str, officer: str, role: str = "staff") -> Notice:
    """Notes that somebody has handled it, or that its cause is gone (`role` hub); 404 `unknown_notice`."""
    tx.notices.finish(notice_id, officer, tx.now)
    notice = tx.notices.by_id(notice_id)
    if notice is None:
        raise ProblemError("unknown_notice")
    tx.events.add("notice.done", NoticeDone(notice=notice_id))
    tx.audit.add(role, officer, "notice.done", notice_id)
    return notice
