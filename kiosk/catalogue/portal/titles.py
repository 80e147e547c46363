"""Reads the list of all procedures of the portal: titles, fields and authorities, a row each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.cleaning import clean, dotted
from kiosk.catalogue.portal.details import level_of
from kiosk.catalogue.portal.record import (
    PAGE,
    PortalRecord,
    code_and_name,
    day_of_page,
    lowest,
    passages,
)
from kiosk.catalogue.procedure import Level

COLUMNS = ("code", "name", "categories", "departments", "promulgating", "type", "targets", "portal_id")

_COMMUNE = re.compile(r"cấp xã|\bxã\b|phường|thuế cơ sở|trạm y tế")
_PROVINCE = re.compile(r"cấp tỉnh|tỉnh|thành phố|(?<!cơ )\bsở\b|văn phòng đăng ký đất đai|khu vực")
_MINISTRY = re.compile(r"^(bộ|cục|tổng cục|ngân hàng nhà nước|thanh tra|vụ)\b|toàn quốc|trung ương|- bộ")


def read_title(row: Mapping[str, str]) -> PortalRecord:
    """Reads one row. Raises Refusal."""
    code, name = code_and_name(row["code"], row["name"])
    departments = _cell(row["departments"])
    publisher = clean(row["promulgating"])
    return PortalRecord(
        code=code,
        name=name,
        origin="titles",
        field_names=_cell(row["categories"]),
        level=level_of(row["type"], _level(departments, row["type"])),
        stamp=day_of_page(row["portal_id"]),
        url=PAGE + row["portal_id"] if day_of_page(row["portal_id"]) else None,
        passages=passages(
            (wording.WHO, [dotted(_cell(row["targets"]))]),
            (
                wording.AUTHORITY,
                [dotted(departments), f"Cơ quan ban hành: {publisher}" if publisher else ""],
            ),
        ),
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, text.split("|")))))


def _level(departments: tuple[str, ...], kind: str) -> Level:
    """Guesses the level by who does it; the list has no level. Nobody named: by who issued it."""
    said = [name.casefold() for name in departments]
    if not said:
        return "province" if kind == "SPECIFIC" else "ministry"
    return lowest(
        any(map(_COMMUNE.search, said)),
        any(map(_PROVINCE.search, said)),
        any(map(_MINISTRY.search, said)),
    )
