"""Tells until when the office answers a dossier that waits for its check, and how long that still is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.catalogue.deadlines import answer_by, working_time
from kiosk.clock import ICT
from kiosk.contract.dossier import AnswerClock, DossierBrief, DossierState
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import DossierRecord
from kiosk.language.messages import N_

LEFT = N_("{hours} h {minutes} min of office hours left")
OVER = N_("overdue by {hours} h {minutes} min of office hours")
_MINUTE = timedelta(minutes=1)
_HOUR = 60
_NEVER = datetime.max.replace(tzinfo=ICT)


def answer_clock(hub: Hub, filed: DossierRecord, now: datetime, lang: str) -> AnswerClock | None:
    """Reads the clock of a dossier: it runs from the hand-in until an officer decides. After that, and
    while a supplement is awaited, there is none.
    """
    if filed.state is not DossierState.WAITING_CHECK:
        return None
    entry = hub.catalogue.entries.get(filed.dossier.procedure)
    field = entry.field if entry else None
    handed_in = min(filed.dossier.created_at, filed.received_at).astimezone(ICT)
    until = answer_by(handed_in, hub.bundle.timetable, field)
    if until is None:
        return None
    left = working_time(now, until, hub.bundle.timetable, field)
    over = now > until
    hours, minutes = divmod(abs(left) // _MINUTE, _HOUR)
    text = hub.messages.text(lang, OVER if over else LEFT, hours=hours, minutes=minutes)
    return AnswerClock(until=until, over=over, left_minutes=left // _MINUTE, text=text)


def soonest_first(listed: Iterable[DossierBrief]) -> tuple[DossierBrief, ...]:
    """Sorts dossiers by the end of their clock: what is over comes first, what has none last; those of one
    moment stay in their order.
    """
    return tuple(sorted(listed, key=lambda one: one.clock.until if one.clock else _NEVER))
