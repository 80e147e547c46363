"""Gives the examples of what follows a dossier's hand-in. All invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.contract.result import (
    CashRow,
    CashTotal,
    DayCash,
    FeePaid,
    FeeToTake,
    HandOut,
    PortalCode,
    PortalField,
    ShownStep,
    ToldStep,
)
from kiosk.contract.text import FromHub, ToHub

_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
PORTAL_CODE = "H29.26740-261123-0007"

STEPS = (
    ShownStep(kind="fee", at=_AT, amount=8000, paid_by="cash", officer="Trần Thị MẪU"),
    ShownStep(kind="portal_code", at=_AT, code=PORTAL_CODE, officer="Trần Thị MẪU"),
    ShownStep(kind="ready", at=_AT, officer="Trần Thị MẪU", ended_at=_AT, ended_by="Thạch Sa Rương MẪU"),
)
TOLD = (ToldStep(kind="fee", at=_AT, amount=8000, paid_by="cash"),)
FEE = FeeToTake(amount=8000, text="8.000 đồng")
FIELDS = (
    PortalField(
        key="requester.name", about="Người yêu cầu", label="Họ và tên", value="Trần Thị MẪU", typed=True
    ),
)
OF_RESULTS: tuple[ToHub | FromHub, ...] = (
    HandOut(to="authorised"),
    FeePaid(amount=8000, paid_by="cash"),
    PortalCode(code=PORTAL_CODE),
    DayCash(
        day=date(2026, 11, 23),
        rows=(
            CashRow(
                at=_AT,
                reference="K1-261123-0001",
                code="000.00.01.H29-261123-0001",
                procedure_name="Đăng ký khai sinh",
                amount=8000,
                paid_by="cash",
                officer="tran-thi",
                officer_name="Trần Thị MẪU",
            ),
        ),
        officers=(CashTotal(officer="tran-thi", officer_name="Trần Thị MẪU", cash=8000, transfer=0),),
        cash=8000,
        transfer=0,
    ),
)
