"""Reads the portal's own answer to "formality detail", one JSON object a procedure."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.cleaning import dotted
from kiosk.catalogue.portal.record import (
    PAGE,
    Listed,
    PortalRecord,
    Read,
    Refusal,
    Told,
    code_and_name,
    day_of_ms,
    day_of_page,
    lowest,
    passages,
)
from kiosk.catalogue.procedure import Level

INTERNAL = "STANDARD_INTERNAL"


class _Named(Read):
    name: Told = ""
    code: Told = ""


class _Step(Read):
    name: Told = ""
    description: Told = ""


class _File(Read):
    file_name: Told = ""


class _Fee(Read):
    type: Told = ""
    value: float | None = None
    description: Told = ""
    currency_name: Told = ""
    attachment: _File | None = None


class _Method(Read):
    submission_method: Told = ""
    processing_time: int | float | Told = ""
    processing_time_unit: Told = ""
    description: Told = ""
    fees: Listed[_Fee] = ()


class _Paper(Read):
    name: Told = ""
    original_qty: int = 0
    copy_qty: int = 0
    attachments: Listed[_File] = ()


class _Group(Read):
    name: Told = ""
    profile_components: Listed[_Paper] = ()


class _Days(Read):
    qty: float | None = None
    type: Told = ""


class _Case(Read):
    name: Told = ""
    processing_day: _Days | None = None


class _Proposal(Read):
    proposal_number: Told = ""
    decision_date: int | None = None


class _Details(Read):
    id: str = ""
    code: str
    name: str
    type: str = ""
    is_ward: bool = False
    is_province: bool = False
    is_ministry: bool = False
    created_at: int | None = None
    updated_at: int | None = None
    categories_details: Listed[_Named] = ()
    category: _Named | None = None
    execution_steps: Listed[_Step] = ()
    execution_methods: Listed[_Method] = ()
    execution_cases: Listed[_Group] = ()
    cases: Listed[_Case] = ()
    subject_types_details: Listed[_Named] = ()
    departments_executing: Listed[_Named] = ()
    unit_groups_executing: Listed[_Named] = ()
    departments_authority: Listed[_Named] = ()
    unit_groups_authority: Listed[_Named] = ()
    departments_authorized: Listed[_Named] = ()
    unit_groups_authorized: Listed[_Named] = ()
    departments_coordinating: Listed[_Named] = ()
    unit_groups_coordinating: Listed[_Named] = ()
    department_promulgate_name: Told = ""
    dossier_receiving_addresses: Told = ""
    requirements_and_conditions: Told = ""
    note: Told = ""
    results_details: Listed[_Named] = ()
    legal_basises_details: Listed[_Named] = ()
    procedure_proposal: _Proposal | None = None


class Answer(Read):
    """Holds one line of the file: the portal's envelope and what it holds."""

    code: str
    message: Told = ""
    data: dict[str, object] | None = Field(default=None)


def read_details(line: object) -> PortalRecord:
    """Reads one answer. Raises Refusal, or ValidationError where it has another shape."""
    answer = Answer.model_validate(line)
    data = answer.data or {}
    if answer.code != "OK":
        raise Refusal(
            f"the portal's answer is {answer.code[:40]!r}, not 'OK'", str(data.get("code") or "")[:40]
        )
    one = _Details.model_validate(data)
    code, name = code_and_name(one.code, one.name)
    fields = one.categories_details or ((one.category,) if one.category else ())
    return PortalRecord(
        code=code,
        name=name,
        origin="details",
        field_names=tuple(field.name for field in fields),
        level=level_of(one.type, lowest(one.is_ward, one.is_province, one.is_ministry)),
        stamp=day_of_ms(max(one.created_at or 0, one.updated_at or 0)) or day_of_page(one.id),
        url=PAGE + one.id if day_of_page(one.id) else None,
        passages=passages(
            (wording.PAPERS, map(_group, one.execution_cases)),
            (wording.CHANNELS, (*_channels(one), _cases(one))),
            (wording.STEPS, map(_step, one.execution_steps)),
            (wording.WHO, [dotted(who.name for who in one.subject_types_details)]),
            (wording.CONDITIONS, [one.requirements_and_conditions]),
            (wording.AUTHORITY, _authorities(one)),
            (wording.RESULT, ["\n".join(_lines(one.results_details))]),
            (wording.LAW, ["\n".join(_lines(one.legal_basises_details)), _decision(one)]),
        ),
    )


def level_of(kind: str, level: Level) -> Level:
    """Gives the level; what authorities settle among themselves is no citizen's business anywhere."""
    return "other" if kind == INTERNAL else level


def _step(step: _Step) -> str:
    return "\n".join(filter(None, (step.name, step.description)))


def _group(group: _Group) -> str:
    lines = [
        wording.paper_line(
            paper.name,
            wording.quantities(paper.original_qty, paper.copy_qty),
            (form.file_name for form in paper.attachments),
        )
        for paper in group.profile_components
    ]
    return "\n".join(filter(None, (group.name.lstrip("* "), *lines)))


def _channels(one: _Details) -> list[str]:
    return wording.channel_blocks(
        (wording.CHANNEL_NAMES.get(method.submission_method, method.submission_method), _method(method))
        for method in one.execution_methods
    )


def _method(method: _Method) -> str:
    time = wording.limit(method.processing_time, method.processing_time_unit)
    fees = list(dict.fromkeys(map(_fee, method.fees))) or [f"Phí, lệ phí: {wording.UNKNOWN}"]
    return "\n".join(filter(None, (f"Thời hạn: {time or wording.UNKNOWN}", *fees, method.description)))


def _fee(fee: _Fee) -> str:
    value = fee.value or 0
    amount = wording.amount(value, fee.currency_name) or (wording.UNKNOWN if value else "")
    said = (amount, wording.fee_words(fee.description))
    table = f" (biểu mức: {fee.attachment.file_name})" if fee.attachment and fee.attachment.file_name else ""
    name = wording.FEE_NAMES.get(fee.type, "Phí, lệ phí")
    return f"{name}: {'. '.join(filter(None, said)) or wording.UNKNOWN}{table}"


def _cases(one: _Details) -> str:
    """Words the limits of the cases, which at times are not those of the channels: both are the portal's."""
    limits: dict[str, None] = {}
    for case in one.cases:
        day = case.processing_day
        time = wording.limit(day.qty, day.type) if day else ""
        named = "" if case.name.casefold() == one.name.strip().casefold() else f"{case.name}: "
        limits[f"- {named}{time or wording.UNKNOWN}"] = None
    return "\n".join(("Thời hạn theo trường hợp", *limits)) if limits else ""


def _authorities(one: _Details) -> Iterator[str]:
    roles = (
        ("", one.departments_executing + one.unit_groups_executing),
        ("Cơ quan có thẩm quyền: ", one.departments_authority + one.unit_groups_authority),
        ("Cơ quan được ủy quyền: ", one.departments_authorized + one.unit_groups_authorized),
        ("Cơ quan phối hợp: ", one.departments_coordinating + one.unit_groups_coordinating),
    )
    for role, bodies in roles:
        names = dotted(body.name for body in bodies)
        if names:
            yield role + names
    for role, text in (
        ("Cơ quan ban hành: ", one.department_promulgate_name),
        ("Nơi tiếp nhận hồ sơ: ", one.dossier_receiving_addresses),
        ("Ghi chú: ", one.note),
    ):
        if text:
            yield role + text


def _lines(named: tuple[_Named, ...]) -> Iterator[str]:
    for one in dict.fromkeys(named):
        number = "" if one.code in one.name or one.code.startswith("KQ.") else f" ({one.code})"
        if one.name or one.code:
            yield f"- {one.name}{number}" if one.name else f"- {one.code}"


def _decision(one: _Details) -> str:
    proposal = one.procedure_proposal
    if proposal is None or not proposal.proposal_number:
        return ""
    day = day_of_ms(proposal.decision_date)
    return f"Quyết định công bố: {proposal.proposal_number}" + (f", ngày {day:%d/%m/%Y}" if day else "")
