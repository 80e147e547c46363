"""Gives the examples of what is handed over to backends. All invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.contract.account import (
    AccountRow,
    BackendFigures,
    DayAccount,
    DeliveryAnswer,
    Outage,
    Resolution,
    ShownDelivery,
    Upstream,
)
from kiosk.contract.dossier import DossierState
from kiosk.contract.text import FromHub, ToHub
from kiosk.contract.upstream import DossierUpstream, EventTaken, StateEvent, StateTold, ToldUpstream

_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
_DOSSIER = "01939f5e-8000-7000-8000-000000000002"
_REFERENCE = "K1-261123-0001"
_NUMBER = "000.00.01.H29-K1-261123-0001"

TOLD_UPSTREAM = ToldUpstream(place="waiting", since=_AT)
OF_DOSSIER = (
    DossierUpstream(backend="portal", state="pending", since=_AT, reason="ReadTimeout", upstream=_NUMBER),
)
_unknown = ShownDelivery(
    id=7,
    backend="portal",
    dossier=_DOSSIER,
    reference=_REFERENCE,
    procedure_name="Đăng ký khai sinh",
    tells=DossierState.WAITING_CHECK,
    state="unknown",
    since=_AT,
    at=_AT,
    attempts=1,
    reason="ReadTimeout",
    upstream=_NUMBER,
    person=True,
    acts=("confirm", "absent"),
)
_away = Outage(backend="portal", began_at=_AT, ended_at=None, reason="ReadTimeout")
OF_UPSTREAM: tuple[ToHub | FromHub, ...] = (
    Upstream(
        at=_AT,
        backends=(
            BackendFigures(
                backend="portal",
                set_up=True,
                pending=3,
                sent=0,
                acknowledged=120,
                unknown=1,
                rejected=0,
                oldest_at=_AT,
                away_since=_AT,
            ),
        ),
        open=(_unknown,),
        outages=(_away,),
    ),
    Resolution(act="confirm", upstream=_NUMBER),
    DeliveryAnswer(delivery=_unknown),
    DayAccount(
        day=date(2026, 11, 23),
        handed_in=1,
        missing=0,
        at_hub=1,
        sent=1,
        acknowledged=0,
        open=1,
        backends=("portal",),
        adds_up=True,
        rows=(
            AccountRow(
                reference=_REFERENCE,
                id=_DOSSIER,
                procedure_name="Đăng ký khai sinh",
                state=DossierState.WAITING_CHECK,
                received_at=_AT,
                backend="portal",
                delivery="unknown",
                since=_AT,
                upstream=_NUMBER,
                open=True,
                reason="ReadTimeout",
            ),
        ),
    ),
    StateEvent(
        specversion="1.0",
        id="4711",
        source="https://cong.example.invalid",
        type="vn.motcua.dossier.state",
        subject=_DOSSIER,
        time=_AT,
        data=StateTold(state="processing", reference=_NUMBER),
    ),
    EventTaken(id="4711", known=False),
)
