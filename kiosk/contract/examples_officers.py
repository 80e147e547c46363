"""Gives the examples of what crosses the wire about officers and their sessions. All invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.contract.examples_pairing import KIOSK_ON_DUTY
from kiosk.contract.officer import (
    Assignment,
    ChangedOfficer,
    Duty,
    DutyOfficer,
    MadeCode,
    NewOfficer,
    Officer,
    OfficerAnswer,
    OfficerMove,
    Officers,
    OwnCode,
    Permission,
    WantedAssignment,
)
from kiosk.contract.session import Login, Session
from kiosk.contract.text import FromHub, ToHub

_DAY = date(2026, 11, 23)
_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
_OFFICER = Officer(
    login="tran-thi",
    name="Trần Thị MẪU",
    permissions=(Permission.SERVE, Permission.RECEIVE),
    skills=("en",),
    assignments=(Assignment(first=_DAY, last=None, counter="3"),),
    closed=False,
    has_code=True,
    on_duty=True,
    version=2,
)

OF_OFFICERS: tuple[ToHub | FromHub, ...] = (
    Login(officer="tran-thi", code="AAAA-BBBB-CCCC"),
    Session(
        officer="tran-thi",
        name="Trần Thị MẪU",
        permissions=(Permission.RECEIVE, Permission.SERVE),
        counters=("3",),
        expires_at=_AT,
        elsewhere=_AT,
    ),
    NewOfficer(
        login="tran-thi",
        name="Trần Thị MẪU",
        permissions=(Permission.SERVE, Permission.RECEIVE),
        skills=("en",),
        assignments=(WantedAssignment(first=date(2026, 11, 23), last=None, counter="3"),),
    ),
    ChangedOfficer(
        name="Trần Thị MẪU",
        permissions=(Permission.SERVE, Permission.RECEIVE, Permission.REFUSE),
        skills=("en",),
        assignments=(
            WantedAssignment(first=date(2026, 11, 23), last=date(2026, 11, 27), counter="3"),
            WantedAssignment(first=date(2026, 11, 30)),
        ),
    ),
    OfficerAnswer(officer=_OFFICER),
    Officers(officers=(_OFFICER,)),
    MadeCode(login="tran-thi", code="7KQ2-M8XR-PD4T"),
    Duty(
        officers=(
            DutyOfficer(login="lan.nt", name="Nguyễn Thị Lan MẪU", counters=("2",)),
            DutyOfficer(login="mai.tt", name="Trần Thị Mai MẪU", counters=None),
        ),
        kiosks=(KIOSK_ON_DUTY,),
        now=_AT,
    ),
    OfficerMove(counter="2"),
    OwnCode(old="7KQ2-M8XR-PD4T", new="bốn mùa xuân hạ"),
)
