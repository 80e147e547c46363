"""Writes a dossier in the words of the national portal's messages, as public code shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from kiosk.clock import ICT
from kiosk.ports.backend import Consignment

Message = Literal["DongBoHoSoMC", "CapNhatTienDoHoSoMC", "DongBoTrangThaiHoSo"]
YES, NO = "1", "0"
_DATE = "%Y%m%d%H%M%S"


class Codes(BaseModel):
    """Lists what `error_code` says: done, already there, the session has ended. Any other is a refusal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    success: tuple[str, ...]
    exists: tuple[str, ...]
    session_ended: tuple[str, ...]


class SessionTable(BaseModel):
    """Says how long a session is used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float


class Tables(BaseModel):
    """Holds the code lists of one portal (`config/backends/portal.toml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: Mapping[str, str]
    codes: Codes
    session: SessionTable
    states: Mapping[str, str]
    messages: Mapping[str, Message]
    owner_kinds: Mapping[str, str]
    identity_kinds: Mapping[str, str]
    fixed: Mapping[str, str]
    fees: Mapping[str, str]
    lengths: Mapping[str, int]


class NotWritable(ValueError):
    """Says that a table has no value for what the dossier holds; the text is for a person."""


def whole_item(what: Consignment, number: str, tables: Tables, owner_role: str) -> dict[str, Any]:
    """Writes the item of DongBoHoSoMC. What is not known is an empty text. Raises NotWritable."""
    owner = what.persons.get(owner_role, {})
    identity = owner.get("id", "")
    return {
        "MaHoSo": number,
        "MaTTHC": what.procedure,
        "TenTTHC": what.procedure_name,
        "MaLinhVuc": what.field_id,
        "TenLinhVuc": what.field_name,
        "DonViXuLy": what.centre_name,
        "ChuHoSo": owner.get("name", ""),
        "SoGiayToChuHoSo": identity,
        "DinhDanhCHS": _identities(identity, tables),
        "LoaiDoiTuong": _of(tables.owner_kinds, "person", "owner_kinds"),
        "MaDoiTuong": "",
        "SoDienThoai": owner.get("phone", ""),
        "TrichYeuHoSo": _cut("TrichYeuHoSo", what.procedure_name, tables),
        "ThongTinKhac": what.dossier,
        "GhiChu": _cut("GhiChu", what.note, tables),
        "NgayNopHoSo": written(what.handed_in_at),
        "NgayTiepNhan": written(what.accepted_at),
        "NgayHenTra": written(what.due),
        "NgayTra": written(what.state_at) if what.state == "handed_out" else "",
        "NgayKetThucXuLy": written(what.state_at) if what.state == "done" else "",
        "NgayTuChoi": written(what.state_at) if what.state == "refused" else "",
        "TrangThaiHoSo": code_of(what.state, tables),
        "HoSoCoThanhPhanSoHoa": YES if any(paper.files for paper in what.papers) else NO,
        **tables.fixed,
        "TaiLieuNop": _documents(what, tables),
        "DanhSachLePhi": _fees(what, tables),
    }


def progress_item(what: Consignment, number: str, tables: Tables) -> dict[str, Any]:
    """Writes the item of CapNhatTienDoHoSoMC. Raises NotWritable."""
    return {
        "MaHoSo": number,
        "NguoiXuLy": _cut("NguoiXuLy", what.centre_name, tables),
        "ChucDanh": "",
        "ThoiDiemXuLy": written(what.state_at),
        "PhongBanXuLy": what.centre_name,
        "NoiDungXuLy": _cut("NoiDungXuLy", what.note or what.procedure_name, tables),
        "TrangThai": code_of(what.state, tables),
        "NgayBatDau": written(what.accepted_at),
        "NgayKetThucTheoQuyDinh": written(what.due),
    }


def state_item(what: Consignment, number: str, tables: Tables) -> dict[str, Any]:
    """Writes the item of DongBoTrangThaiHoSo. Raises NotWritable."""
    return {
        "MaHoSo": number,
        "MaHoSoDonVi": what.code or what.reference,
        "MaDoiTuong": "",
        "NoiDung": _cut("NoiDung", what.note, tables),
        "NgayXuLy": written(what.state_at),
        "TrangThai": code_of(what.state, tables),
        "TaiLieuXuLy": [],
    }


def code_of(state: str, tables: Tables) -> str:
    """Gives the portal's code of a state of the hub. Raises NotWritable."""
    return _of(tables.states, state, "states")


def written(at: datetime | date | None) -> str:
    """Writes a moment as the portal does, in Vietnam's time; a day is its beginning; None: an empty text."""
    if at is None:
        return ""
    return (at.astimezone(ICT) if isinstance(at, datetime) else at).strftime(_DATE)


def _of(table: Mapping[str, str], key: str, name: str) -> str:
    if key not in table:
        raise NotWritable(f"the portal's table {name} has no {key}")
    return table[key]


def _identities(number: str, tables: Tables) -> list[dict[str, str]]:
    if not number:
        return []
    kind = _of(tables.identity_kinds, str(len(number)), "identity_kinds")
    return [{"LoaiDinhDanh": kind, "SoDinhDanh": number}]


def _cut(name: str, text: str, tables: Tables) -> str:
    return text[: tables.lengths[name]] if name in tables.lengths else text


def _documents(what: Consignment, tables: Tables) -> list[dict[str, str]]:
    return [
        {
            "TepDinhKemId": digest,
            "TenTepDinhKem": _cut("TenTepDinhKem", f"{paper.name} {number}", tables),
            "IsDeleted": "False",
            "MaThanhPhanHoSo": paper.id,
            "DuongDanTaiTepTin": link,
            "DuocSoHoa": YES,
            "DuocTaiSuDung": NO,
            "DuocLayTuKhoDMQG": NO,
            "MaKetQuaThayThe": "",
        }
        for paper in what.papers
        for number, (digest, link) in enumerate(zip(paper.files, paper.links, strict=True), 1)
    ]


def _fees(what: Consignment, tables: Tables) -> list[dict[str, str]]:
    """Lists the fee; one of nothing is left out, as the portal's own counting does."""
    return [{**tables.fees, "Gia": str(what.fee)}] if what.fee else []
