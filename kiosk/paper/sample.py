"""Fills slips with invented people, for trying a printer and for looking at a layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from config.schema import Centre, QueueField
from kiosk.catalogue.entry import entry_of
from kiosk.catalogue.procedure import Procedure
from kiosk.clock import ICT
from kiosk.contract.dossier import PaperState
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Consent, Dossier, PaperEntry, Person, Value
from kiosk.identity.inputs import INPUTS
from kiosk.identity.model import BankTransfer
from kiosk.identity.vietqr import compose
from kiosk.language.messages import Messages
from kiosk.paper.data import checklist_data, receipt_data, submission_data, ticket_data

AT = datetime(2026, 11, 23, 9, 5, tzinfo=ICT)
DUE = date(2026, 11, 24)
CODE = "000.00.01.H29-261123-0001"
TOKEN = "mau4kT9xQ2vLw7RzN3bPcA"  # noqa: S105 - invented, opens nothing
_DIGEST = "0" * 64


def sample_data(
    slip: str,
    *,
    centre: Centre,
    field: QueueField,
    procedure: Procedure,
    public_url: str,
    lang: str,
    messages: Messages,
) -> dict[str, Any]:
    """Gives the data of a sample `ticket`, `slip`, `receipt` or `checklist`, marked as a specimen."""
    if slip == "ticket":
        return ticket_data(
            centre=centre,
            ticket=sample_ticket(field.id, procedure.code),
            fields=(field,),
            entry=entry_of(procedure),
            url=f"{public_url}/t/{TOKEN}",
            lang=lang,
            messages=messages,
            specimen=True,
        )
    if slip == "checklist":
        return checklist_data(
            centre=centre, procedure=procedure, answers={}, lang=lang, messages=messages, specimen=True
        )
    dossier = sample_dossier(centre, procedure, lang)
    url = f"{public_url}/d/{TOKEN}"
    if slip == "slip":
        return submission_data(
            centre=centre,
            dossier=dossier,
            procedure=procedure,
            url=url,
            synced=True,
            lang=lang,
            messages=messages,
            specimen=True,
        )
    return receipt_data(
        centre=centre,
        dossier=dossier,
        procedure=procedure,
        code=CODE,
        officer="Lê Văn MẪU",
        received_at=AT,
        due=DUE,
        url=url,
        lang=lang,
        messages=messages,
        specimen=True,
    )


def sample_ticket(field: str, procedure: str | None) -> Ticket:
    """Gives an invented number."""
    return Ticket(
        id="sample",
        number="H 047",
        day=AT.date(),
        field=field,
        procedure=procedure,
        counters=("3",),
        ahead=6,
        wait_minutes=(15, 20),
        token=TOKEN,
        issued_at=AT,
    )


def sample_dossier(centre: Centre, procedure: Procedure, lang: str) -> Dossier:
    """Gives an invented grandmother's dossier: the first paper photographed, the others brought along."""
    first = procedure.roles[0].id if procedure.roles else "requester"
    asked = [paper for paper in procedure.papers if paper.when is None]
    photographed = next((paper.id for paper in asked if paper.capture and not paper.replaced_by), None)
    return Dossier(
        id="sample",
        reference="K1-1123-007",
        token=TOKEN,
        centre=centre.code,
        kiosk="K1",
        procedure=procedure.code,
        procedure_version=procedure.version,
        lang=lang,
        created_at=AT,
        consent=Consent(AT, "1", lang),
        persons={first: grandmother()},
        answers={},
        papers={
            paper.id: PaperEntry(PaperState.CAPTURED, (_DIGEST,))
            if paper.id == photographed
            else PaperEntry(PaperState.REPLACED if paper.replaced_by else PaperState.AT_COUNTER)
            for paper in asked
        },
        open_items=tuple(_left(procedure)),
    )


def _left(procedure: Procedure) -> Iterator[str]:
    """Lists the further details of everybody, as most people leave them to the counter."""
    for role in procedure.roles:
        if role.when is None:
            yield from (f"{role.id}.{name}" for name in role.inputs if INPUTS[name].extra)


def grandmother() -> Person:
    """Gives an invented person: every value is made up."""
    return Person(
        {
            "name": Value("Trần Thị MẪU"),
            "id": Value("079157000001"),
            "birth_date": Value("1957-03-08"),
            "sex": Value("Nữ"),
            "address": Value("12/3 Đường Mẫu, Khu phố 4, Phường Bến Thành, TP. Hồ Chí Minh"),
            "phone": Value("0900 000 001"),
        }
    )


TRANSFER = {
    "payment_note": "LE PHI K1-1123-007",
    "payment_holder": "Ủy ban nhân dân Phường MẪU",
    "payment_code": compose(BankTransfer("970403", "0011012345678", "15000", "LE PHI K1-1123-007")),
}
"""What a receipt adds where the centre has a bank account: an invented one."""

EXTREME_NAMES = (
    "Công Tằng Tôn Nữ Thị Thiên Hương Thủy Tiên Quỳnh MẪU",
    "H'Yen Niê Kđăm MẪU",
    "Nguyễn" * 15 + " MẪU",
    "ẰẨỮỘỞ ẴẪỖ " * 6 + "MẪU",
)
_NAMES = ("name", "officer", "procedure", "field", "centre", "centre_local", "address")
_LISTS = (
    *("bring", "papers_here", "papers_later", "papers_none", "papers_replaced", "papers_maybe"),
    "open_items",
)
_MAY_LACK = (
    *("id", "address", "phone", "procedure", "counters", "ahead", "wait"),
    *("times", "fees", "total", "payment", *_LISTS),
)


def variants(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Gives samples as they may come on a day: name, data, and if it is an ordinary one."""
    plain = {**data, "specimen": False}
    yield "plain", plain, True
    yield "sparse", {**plain, **{key: _nothing(data[key]) for key in _MAY_LACK if key in data}}, True
    yield "kiosk's own", {**data, "waits_for_hub": True, "reprint": True}, False
    yield "four digits", {**plain, **({"number": "H 1047"} if "number" in data else {})}, False
    if "payment_code" in data:
        yield "paid by transfer", {**plain, **TRANSFER}, False
    for name in EXTREME_NAMES:
        changed: dict[str, Any] = {key: name for key in _NAMES if data.get(key)}
        changed |= {key: [name, name] for key in _LISTS if data.get(key)}
        if data.get("papers"):
            changed["papers"] = [{"name": name, "originals": "99", "copies": "99"}]
        yield f"name of {len(name)}", {**plain, **changed}, False


def _nothing(value: object) -> object:
    return [] if isinstance(value, list) else ""
