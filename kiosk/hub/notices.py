"""Applies the rules on notices for the staff: a citizen asks for help, a printer is out of paper."""

from __future__ import annotations

from kiosk.contract.event import NoticeComing, NoticeDone, NoticeNew
from kiosk.contract.notice import CALL_STAFF, EMERGENCY, NoticeState
from kiosk.dossier.ids import uuid7
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import AuditRole, Notice
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.ports.device import Fault

HUB = "HUB"
"""Who puts up what the hub itself has to say; kiosks have names of their own."""
COUNTER = "QUAY"
_LONGEST_PLACE = 14


def add(tx: Transaction, notice: Notice) -> None:
    """Puts a notice up; the same id again changes nothing."""
    if tx.notices.by_id(notice.id) is None:
        tx.notices.add(notice)
        tx.events.add("notice.new", NoticeNew(notice=notice.id, kind=notice.kind, kiosk=notice.kiosk))


def call_emergency(tx: Transaction, counter: str, officer: str) -> Notice:
    """Calls for help at a counter, quietly: only the staff's pages show it. One that stands there already
    stays.
    """
    place = f"{COUNTER}{counter}"[:_LONGEST_PLACE]
    standing = next(
        (one for one in tx.notices.listed(done=False) if (one.kind, one.kiosk) == (EMERGENCY, place)), None
    )
    if standing is not None:
        return standing
    called = Notice(uuid7(), EMERGENCY, "", place, tx.now)
    add(tx, called)
    tx.audit.add("staff", officer, "notice.emergency", called.id, counter)
    return called


def report(tx: Transaction, fault: Fault) -> None:
    """Puts up a notice of a fault that the hub itself met."""
    add(tx, Notice(uuid7(), fault.id, "", HUB, tx.now))


def finish(tx: Transaction, notice_id: str, officer: str, role: AuditRole = "staff") -> Notice:
    """Notes that somebody has handled it, or that its cause is gone (`role` hub); 404 `unknown_notice`."""
    tx.notices.finish(notice_id, officer, tx.now)
    if get_or_404(tx, notice_id).kind == CALL_STAFF:
        tx.notices.forget_words(notice_id)
    tx.events.add("notice.done", NoticeDone(notice=notice_id))
    tx.audit.add(role, officer, "notice.done", notice_id)
    return get_or_404(tx, notice_id)


def come(tx: Transaction, notice_id: str, officer: str) -> Notice:
    """Notes that the officer is on the way: the kiosk says so. Once is enough; 404 `unknown_notice`."""
    before = get_or_404(tx, notice_id)
    if before.coming_at is None and before.done_at is None:
        tx.notices.come(notice_id, officer, tx.now)
        tx.events.add("notice.coming", NoticeComing(notice=notice_id))
        tx.audit.add("staff", officer, "notice.coming", notice_id)
    return get_or_404(tx, notice_id)


def stands(notice: Notice) -> NoticeState:
    """Gives the state of a notice."""
    if notice.done_at is not None:
        return NoticeState.DONE
    return NoticeState.COMING if notice.coming_at is not None else NoticeState.OPEN


def get_or_404(reading: Reading, notice_id: str) -> Notice:
    """Finds the notice of that id; 404 `unknown_notice`."""
    notice = reading.notices.by_id(notice_id)
    if notice is None:
        raise ProblemError("unknown_notice")
    return notice
