"""Reads the procedures of the Ministry of Defence, taken from its Word files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from pydantic import ConfigDict, Field

from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.record import (
    Listed,
    PortalRecord,
    Read,
    Told,
    code_and_name,
    level_of_names,
    newest,
    nfc_keys,
    passages,
    says_something,
)

_FEE = re.compile(r"^(?:Lệ phí|Phí)\s*:\s*(?:0|o|không)?\s*Đồng\s*(?:\((?P<note>.*)\))?$", re.IGNORECASE)
_FILE = re.compile(r"^File đính kèm", re.IGNORECASE)
_COUNT = re.compile(r"Bản (chính|sao)\s*:\s*(\d+)")


class _Plain(Read):
    model_config = ConfigDict(alias_generator=None, populate_by_name=True)


class _About(_Plain):
    name: str = Field(alias="tên_thủ_tục")
    decision: Told = Field("", alias="số_quyết_định")
    level: Told = Field("", alias="cấp_thực_hiện")
    field: Told = Field("", alias="lĩnh_vực")


class _Content(_Plain):
    steps: Told = Field("", alias="trình_tự_thực_hiện")
    who: Told = Field("", alias="đối_tượng_thực_hiện")
    executing: Told = Field("", alias="cơ_quan_thực_hiện")
    deciding: Told = Field("", alias="cơ_quan_có_thẩm_quyền")
    authorised: Told = Field("", alias="cơ_quan_được_ủy_quyền")
    coordinating: Told = Field("", alias="cơ_quan_phối_hợp")
    address: Told = Field("", alias="địa_chỉ_tiếp_nhận_hs")
    result: Told = Field("", alias="kết_quả_thực_hiện")
    conditions: Told = Field("", alias="yêu_cầu_điều_kiện_thực_hiện")
    note: Told = Field("", alias="mô_tả")


class _Channel(_Plain):
    name: Told = Field("", alias="hinh_thuc")
    time: Told = Field("", alias="thoi_han_giai_quyet")
    fee: Told = Field("", alias="phi_le_phi")
    note: Told = Field("", alias="mo_ta")


class _Paper(_Plain):
    name: Told = Field("", alias="ten_giay_to")
    form: Told = Field("", alias="so_luong", description="the columns are shifted: it holds the form's file")
    counts: Told = Field("", alias="ghi_chu")


class _Act(_Plain):
    number: Told = Field("", alias="so_ky_hieu")
    title: Told = Field("", alias="trich_yeu")
    day: Told = Field("", alias="ngay_ban_hanh")
    issuer: Told = Field("", alias="co_quan_ban_hanh")


class _Tables(_Plain):
    channels: Listed[_Channel] = Field((), alias="hinh_thuc_nop")
    papers: Listed[_Paper] = Field((), alias="thanh_phan_ho_so")
    law: Listed[_Act] = Field((), alias="can_cu_phap_ly")


class _File207(_Plain):
    code: str = Field(alias="thu_tuc_id")
    about: _About = Field(alias="metadata")
    content: _Content
    tables: _Tables


def read_defence(line: object, today: date) -> PortalRecord:
    """Reads one procedure. Raises Refusal, or ValidationError where it has another shape."""
    one = _File207.model_validate(nfc_keys(line))
    code, name = code_and_name(one.code, one.about.name)
    return PortalRecord(
        code=code,
        name=name,
        origin="defence",
        field_names=(one.about.field,),
        level=level_of_names(one.about.level.split(",")),
        stamp=newest((_day(act.day) for act in one.tables.law), today),
        url=None,
        passages=passages(
            (wording.PAPERS, ["\n".join(filter(None, map(_paper, one.tables.papers)))]),
            (wording.CHANNELS, wording.channel_blocks((ch.name, _channel(ch)) for ch in one.tables.channels)),
            (wording.STEPS, [one.content.steps]),
            (wording.WHO, [one.content.who]),
            (wording.CONDITIONS, [one.content.conditions]),
            (wording.AUTHORITY, _authorities(one.content)),
            (wording.RESULT, [one.content.result]),
            (wording.LAW, ["\n".join(map(_act, one.tables.law)), _decision(one.about)]),
        ),
    )


def _channel(channel: _Channel) -> str:
    time = channel.time if says_something(channel.time) else ""
    fees = list(_fees(channel.fee)) or [f"Phí, lệ phí: {wording.UNKNOWN}"]
    return "\n".join(filter(None, (f"Thời hạn: {time or wording.UNKNOWN}", *fees, channel.note)))


def _fees(text: str) -> Iterator[str]:
    """Gives the fee lines; "0 Đồng", "không Đồng" and "o Đồng" are a stored 0."""
    for line in text.split("\n"):
        nothing = _FEE.match(line)
        if nothing is None and line and not _FILE.match(line):
            yield wording.dots(re.sub(r"\s+:", ":", line))
        elif nothing is not None and nothing["note"]:
            yield f"Phí, lệ phí: {nothing['note']}"


def _paper(paper: _Paper) -> str:
    counts = {kind: int(count) for kind, count in _COUNT.findall(paper.counts)}
    how_many = wording.quantities(counts.get("chính", 0), counts.get("sao", 0))
    return wording.paper_line(paper.name, how_many, paper.form.split("\n"))


def _authorities(content: _Content) -> Iterator[str]:
    for role, text in (
        ("", content.executing),
        ("Cơ quan có thẩm quyền: ", content.deciding),
        ("Cơ quan được ủy quyền: ", content.authorised),
        ("Cơ quan phối hợp: ", content.coordinating),
        ("Nơi tiếp nhận hồ sơ: ", content.address),
        ("Ghi chú: ", content.note),
    ):
        if says_something(text):
            yield role + text


def _act(act: _Act) -> str:
    number = "" if act.number in act.title else f" ({act.number})"
    return "- " + ", ".join(filter(None, (act.title + number, act.issuer, act.day.replace("-", "/"))))


def _decision(about: _About) -> str:
    return f"Quyết định công bố: {about.decision}" if about.decision else ""


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
