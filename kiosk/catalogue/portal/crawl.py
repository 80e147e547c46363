"""Reads the text crawl: pages of the portal as plain text, partly parsed by rules that are not exact."""

from __future__ import annotations

import re

from pydantic import ConfigDict

from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.record import (
    Listed,
    PortalRecord,
    Read,
    Told,
    code_and_name,
    day_of_page,
    level_of_names,
    passages,
    web_page,
)

_COUNT_LEFT_OVER = re.compile(r"^\d+ bản (?:chính|sao)[,.]?\s*(?:\d+ bản sao)?\s*")
_LAW_HEAD = re.compile(r"^Tên văn bản pháp lý\s*Mã văn bản\s*")
_PAPERS_HEAD = re.compile(r"-*\s*Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng\s*")


class _Plain(Read):
    model_config = ConfigDict(alias_generator=None)


class _Time(_Plain):
    qty: float | None = None
    unit: Told = ""


class _Channel(_Plain):
    method: Told = ""
    time: _Time | None = None
    raw: Told = ""


class _Paper(_Plain):
    name: Told = ""
    originals: int | None = 0
    copies: int | None = 0


class _Case(_Plain):
    case: Told = ""
    documents: Listed[_Paper] = ()


class _Result(_Plain):
    name: Told = ""


class _Page(_Plain):
    code: str
    name: str
    field: Told = ""
    decision: Told = ""
    levels: Listed[str] = ()
    executing: Told = ""
    competent: Told = ""
    subjects: Listed[Told] = ()
    steps: Told = ""
    channels: Listed[_Channel] = ()
    cases: Listed[_Case] = ()
    documents_raw: Told = ""
    results: Listed[_Result] = ()
    requirements: Told = ""
    legal_basis: Listed[Told] = ()
    legal_basis_raw: Told = ""
    source_url: Told = ""


def read_crawl(line: object) -> PortalRecord:
    """Reads one page. Raises Refusal, or ValidationError where it has another shape."""
    one = _Page.model_validate(line)
    code, name = code_and_name(one.code, one.name)
    channels = (
        (wording.CHANNEL_NAMES.get(channel.method, channel.method), _channel(channel))
        for channel in one.channels
    )
    return PortalRecord(
        code=code,
        name=name,
        origin="text",
        field_names=(one.field,),
        level=level_of_names(one.levels),
        stamp=day_of_page(one.source_url),
        url=web_page(one.source_url),
        passages=passages(
            (wording.PAPERS, _papers(one)),
            (wording.CHANNELS, wording.channel_blocks(channels)),
            (wording.STEPS, [one.steps]),
            # The crawl split names at their own commas.
            (wording.WHO, [", ".join(filter(None, one.subjects))]),
            (wording.CONDITIONS, [one.requirements]),
            (
                wording.AUTHORITY,
                [one.executing, f"Cơ quan có thẩm quyền: {one.competent}" if one.competent else ""],
            ),
            (wording.RESULT, ["\n".join(f"- {result.name}" for result in one.results if result.name)]),
            (wording.LAW, [_law(one), f"Quyết định công bố: {one.decision}" if one.decision else ""]),
        ),
    )


def _channel(channel: _Channel) -> str:
    time = wording.limit(channel.time.qty, channel.time.unit) if channel.time else ""
    fee, more = wording.printed_fee(channel.raw)
    return "\n".join(
        filter(None, (f"Thời hạn: {time or wording.UNKNOWN}", f"Phí, lệ phí: {fee or wording.UNKNOWN}", more))
    )


def _papers(one: _Page) -> list[str]:
    found = [_case(case) for case in one.cases if case.documents]
    return found or [_PAPERS_HEAD.sub("\n", one.documents_raw).strip()]


def _case(case: _Case) -> str:
    lines = [
        wording.paper_line(
            _COUNT_LEFT_OVER.sub("", paper.name),
            wording.quantities(paper.originals or 0, paper.copies or 0),
            (),
        )
        for paper in case.documents
    ]
    return "\n".join(filter(None, (case.case.lstrip("* "), *lines)))


def _law(one: _Page) -> str:
    """Gives the numbers of the acts; the page's own cells are run together, so they come second."""
    return ", ".join(filter(None, one.legal_basis)) or _LAW_HEAD.sub("", one.legal_basis_raw)
