"""What an editor is told of each mistake in a procedure's file, as it was approved: each value of one file
left out, emptied, repeated or replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from config.errors import checked
from config.problems import BadFile
from kiosk.catalogue import describe
from kiosk.catalogue.confirm import GROUPS
from kiosk.catalogue.entry import entry_of
from kiosk.catalogue.loader import check, named_sources
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.review import Letters, Standard, conditions, review, routes
from kiosk.language.messages import Messages
from tests import approved
from tests.catalogue.test_portal_approved import other, places
from ui.commands import MESSAGES

TODAY = date(2026, 11, 28)
WORDS = Messages.from_folder(MESSAGES)
FACT = {
    "source": "portal",
    "valid_from": "2026-01-01",
    "valid_to": "2027-01-01",
    "confirmed_by": "CB1 MẪU",
    "confirmed_on": "2026-11-20",
}
IF_MOTHER = {"answers": {"relation": ["mother"]}}


def text(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or f"{vi} (en)"}


WHOLE: dict[str, Any] = {
    "code": "9.900009",
    "version": 1,
    "field": "ho_tich",
    "frequent": True,
    "icon": "baby",
    "name": text("Thủ tục MẪU"),
    "summary": text("Một giấy MẪU"),
    "aliases": {"vi": ["giấy mẫu", "xin mẫu"], "en": ["specimen", "a specimen"]},
    "sources": {
        "portal": {
            "title": text("Cổng"),
            "url": "https://a.example",
            "seen": "2026-07-17",
            "confidence": "high",
        },
        "law": {
            "title": text("Luật MẪU"),
            "seen": "2025-05-28",
            "confidence": "low",
            "valid_from": "2025-01-01",
            "valid_to": "2026-12-31",
            "confirmed_by": "CB1 MẪU",
            "confirmed_on": "2026-11-20",
        },
    },
    "times": [
        {**FACT, "case": text("Thường"), "quantity": 3, "unit": "day", "same_day_until": 15},
        {**FACT, "case": text("Cần xác minh"), "quantity": 8, "when": IF_MOTHER},
    ],
    "fees": [
        {
            **FACT,
            "channel": "counter",
            "what": text("Lệ phí"),
            "amount": 8000,
            "note": text("mỗi bản"),
            "scale": "copies",
            "when": IF_MOTHER,
        },
        {**FACT, "channel": "online", "what": text("Phí"), "amount": 0, "exempt": text("Trẻ em")},
    ],
    "papers": [
        {
            **FACT,
            "id": "form",
            "name": text("Tờ khai"),
            "note": text("Ký tên"),
            "originals": 2,
            "copies": 1,
            "need": "asked",
            "capture": False,
            "when": IF_MOTHER,
            "reads": ["child.name", "reason"],
        },
        {
            **FACT,
            "id": "proof",
            "name": text("Giấy MẪU"),
            "need": "shown",
            "replaced_by": {**FACT, "by": text("Cơ sở dữ liệu"), "rule": "66.7/2025/NQ-CP"},
        },
    ],
    "roles": [
        {"id": "requester", "name": text("Người yêu cầu"), "inputs": ["name", "id"], "card": "ask"},
        {"id": "child", "name": text("Trẻ"), "inputs": ["name", "sex"], "card": "none", "when": IF_MOTHER},
    ],
    "questions": [
        {
            "id": "relation",
            "kind": "choice",
            "ask": text("Là gì?"),
            "hint": text("Chọn một"),
            "options": [
                {"id": "mother", "name": text("Mẹ"), "note": text("Có giấy")},
                {"id": "other", "name": text("Khác")},
            ],
        },
        {"id": "reason", "kind": "text", "ask": text("Vì sao?"), "optional": True, "when": IF_MOTHER},
        {"id": "copies", "kind": "number", "ask": text("Mấy bản?"), "least": 1, "most": 10},
    ],
    "where": text("Tại phường"),
    "where_source": "portal",
    "result": text("Giấy MẪU"),
    "result_source": "portal",
    "who": text("Công dân"),
    "who_source": "portal",
    "legal_basis": ["Luật MẪU 5/2026"],
    "legal_basis_source": "law",
    "checks": [{**FACT, "text": text("Đủ chữ ký")}],
    "offers": [{"procedure": "1.001193", "why": text("Nên làm trước")}],
}
STRICT = Standard(
    source_months=12,
    least_aliases=2,
    most_questions=1,
    most_papers=1,
    letters=Letters(**dict.fromkeys(Letters.model_fields, 18)),
)


def mistakes() -> Iterator[tuple[str, dict[str, Any]]]:
    """The file with each mistake."""
    for place in places(WHOLE):
        value: Any = WHOLE
        for key in place:
            value = value[key]
        instead: list[Any] = [None, ""]
        match value:
            case bool():
                instead = [not value]
            case int():
                instead = [-1, 0, 1, 10_000]
            case str() if value[:4] in ("2025", "2026", "2027"):
                instead = [None, "2024-01-01", "2028-01-01", "2025-11-28", "2025-11-29"]
            case str():
                instead += ["…", "dòng\nhai", "a very long text that fits no screen", "relation"]
            case list():
                instead = [[], value * 2]
        for one in instead:
            yield f"{'.'.join(map(str, place))} {one!r}"[:120], other(WHOLE, place, one)


def told(data: dict[str, Any]) -> list[str]:
    """The lines that the editor gets."""
    try:
        procedure = checked(Procedure, data, "9.900009.toml")
    except BadFile as error:
        return [problem.line() for problem in error.problems]
    fields = frozenset({"ho_tich", "dat_dai"})
    found = list(check(procedure, fields, frozenset({"review"})))
    if not procedure.roles or found:
        return found
    return [problem.line() for problem in review({procedure.code: procedure}, STRICT, TODAY)]


def test_what_an_editor_is_told_of_each_mistake() -> None:
    usual = told(WHOLE)
    rows: dict[str, object] = {"usual": usual}
    for name, data in mistakes():
        lines = told(data)
        more = [f"+ {one}" for one in lines if one not in usual]
        if changed := more or [f"- {one}" for one in usual if one not in lines]:
            rows[name] = changed
    approved.hold(__file__, rows)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_told_of_it_in_each_case(lang: str) -> None:
    """All that such a file can hold, told of: cases, amounts, papers, sources."""
    one = Procedure.model_validate(WHOLE)
    rows: dict[str, object] = {
        "entry": entry_of(one).model_dump(mode="json"),
        "sources": named_sources(one),
        "ways": list(routes(one)),
        "conditions": [[at, repr(when)] for at, when in conditions(one)],
        "groups": GROUPS,
        "cited": describe.citation_lines(one, lang, WORDS),
    }
    for answers in routes(one):
        rows[f"lines {answers}"] = [
            describe.time_lines(one, lang, WORDS, answers),
            describe.fee_lines(one, lang, WORDS, answers),
            describe.paper_lines(one, lang, WORDS, answers),
        ]
    approved.hold(__file__, {f"{lang} {name}": row for name, row in rows.items()})
