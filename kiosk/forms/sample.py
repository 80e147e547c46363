"""Fills forms with invented people, for looking at a layout and for the lint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from config.schema import Centre
from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.contract.dossier import PaperState
from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Consent, Dossier, PaperEntry, Person, Value
from kiosk.forms.data import HOME, Filled, dossier_data
from kiosk.forms.layout import Form
from kiosk.forms.office import Office, Registered, register_data
from kiosk.identity.inputs import INPUTS
from kiosk.language.messages import N_, Messages
from kiosk.paper.sample import AT, CODE, DUE, TOKEN

REGISTER = "07"
OFFICER = "Lê Văn MẪU"
REASON = N_("The picture is not readable. Please bring the original.")

Amount = str
ALL, LITTLE, LONG = "all", "little", "long"
AMOUNTS: tuple[Amount, ...] = (ALL, LITTLE, LONG)
"""How much a sample's dossier knows: everything; a name; everything with the longest texts there are."""

_NAMES = ("Trần Thị MẪU", "H'Yen Niê Kđăm MẪU", "Thạch Sa Rương MẪU", "Lò Văn MẪU")
_LONG_NAMES = (
    "Công Tằng Tôn Nữ Thị Thiên Hương Thủy Tiên Quỳnh MẪU",
    "H'Yen Niê Kđăm Ayun Hwing Êban Mlô MẪU",
    "ẰẨỮỘỞ ẴẪỖ ẰẨỮỘỞ ẴẪỖ ẰẨỮỘỞ ẴẪỖ ẰẨỮỘỞ MẪU",
    "Nguyễn" * 14 + " MẪU",
)
_INVENTED = {
    "id": "079157000001",
    "birth_date": "1957-03-08",
    "address": "12/3 Đường Mẫu, Khu phố 4, Phường Bến Thành, TP. Hồ Chí Minh",
    "phone": "0900000001",
    "birth_place": "Bệnh viện Mẫu, Phường Mẫu, TP. Hồ Chí Minh",
    "native_place": "Xã Ea Mẫu, tỉnh Đắk Lắk",
    "ethnicity": "Ê-đê",
    "nationality": "Việt Nam",
    "id_issued_on": "2022-03-02",
    "occupation": "Bán tạp hóa",
}
_LONG_TEXT = (
    "Số 1234/567/89/12A Đường Nguyễn Thị Minh Khai nối dài MẪU, tổ dân phố 127, khu phố Bình Hưng Hòa 4, "
    "Phường Bình Hưng Hòa, Thành phố Hồ Chí Minh; trước đây là ấp Mỹ Hòa Thượng, xã Mỹ Hòa, huyện Mẫu, "
    "tỉnh Mẫu, gần chợ, sau trường, đối diện trạm y tế cũ đã dời đi từ lâu rồi MẪU"
)
_LONG_GROUP = "Người Xơ-đăng, nhóm Ca-dong và Mơ-nâm, MẪU"


@dataclass(frozen=True, slots=True)
class SampleCentre:
    """Holds where a sample is made: the centre, the address of its hub, the texts."""

    centre: Centre
    public_url: str
    messages: Messages


def sample(name: str, form: Form, procedure: Procedure, at: SampleCentre, amount: Amount = ALL) -> Filled:
    """Gives the data of a sample, marked as a specimen. `procedure`: that of its dossier."""
    if name == REGISTER:
        blank = Filled(centre=at.centre, specimen=True)
        return register_data(blank, AT.date(), _registered(procedure, amount, at.messages))
    dossier = sample_dossier(at.centre, procedure, amount)
    filled = dossier_data(
        form,
        centre=at.centre,
        dossier=dossier,
        procedure=procedure,
        code=None if amount == LITTLE else CODE,
        url=slip_url(at.public_url, "dossier", TOKEN),
        messages=at.messages,
        specimen=True,
    )
    return (
        filled
        if form.number is None
        else _office(procedure, amount, at.messages).added_to(filled, at.messages)
    )


def sample_dossier(centre: Centre, procedure: Procedure, amount: Amount = ALL) -> Dossier:
    """Gives an invented dossier that names every role of the procedure; with `little`, only who hands in."""
    roles = procedure.roles[:1] if amount == LITTLE else procedure.roles
    names = _LONG_NAMES if amount == LONG else _NAMES
    return Dossier(
        id="sample",
        reference="K1-1123-007",
        token=TOKEN,
        centre=centre.code,
        kiosk="K1",
        procedure=procedure.code,
        procedure_version=procedure.version,
        lang=HOME,
        created_at=AT,
        consent=Consent(AT, "1", HOME),
        persons={
            role.id: _person(names[place % len(names)], role.inputs, amount)
            for place, role in enumerate(roles)
        },
        answers={} if amount == LITTLE else dict(_answers(procedure, amount)),
        papers={paper.id: PaperEntry(PaperState.AT_COUNTER) for paper in procedure.papers},
        open_items=tuple(_unknown(procedure)) if amount == LITTLE else (),
    )


def _unknown(procedure: Procedure) -> Iterator[str]:
    """Lists what is not known where only the name of who hands in is."""
    first = procedure.roles[0].id if procedure.roles else ""
    inputs = (f"{role.id}.{name}" for role in procedure.roles for name in role.inputs)
    yield from (item for item in inputs if item != f"{first}.name")
    yield from (question.id for question in procedure.questions)


def _person(name: str, inputs: tuple[str, ...], amount: Amount) -> Person:
    if amount == LITTLE:
        return Person({"name": Value(name)})
    values = {**_INVENTED, "name": name}
    if amount == LONG:
        values |= dict.fromkeys(("address", "birth_place", "native_place"), _LONG_TEXT)
        values |= dict.fromkeys(("ethnicity", "nationality", "occupation"), _LONG_GROUP)
    for key, asked in INPUTS.items():
        if asked.choices:
            values[key] = list(asked.choices)[-1]
    return Person({key: Value(values[key]) for key in inputs})


def _answers(procedure: Procedure, amount: Amount) -> Iterator[tuple[str, str]]:
    for question in procedure.questions:
        yield question.id, _answer(question, amount)


def _answer(question: Question, amount: Amount) -> str:
    if question.options:
        return question.options[-1 if amount == LONG else 0].id
    if question.kind == "date":
        return "2026-11-20"
    if question.kind == "number":
        return str(question.most if amount == LONG else max(question.least, 2))
    return _LONG_TEXT if amount == LONG else "Số 5 Đường Mẫu, Phường Mẫu"


def _office(procedure: Procedure, amount: Amount, messages: Messages) -> Office:
    if amount == LITTLE:
        return Office(now=AT)
    long = amount == LONG
    return Office(
        now=AT,
        officer=_LONG_NAMES[0] if long else OFFICER,
        reason=f"{_LONG_TEXT} " * 3 if long else messages.text(HOME, REASON),
        papers=[words(one.name, HOME, messages) for one in procedure.papers[: None if long else 2]],
        received=AT,
        due=DUE,
        new_day=date(2026, 11, 30),
    )


def _registered(procedure: Procedure, amount: Amount, messages: Messages) -> Iterator[Registered]:
    count = {ALL: 12, LITTLE: 0, LONG: 25}[amount]
    names = _LONG_NAMES if amount == LONG else _NAMES
    where = _LONG_TEXT[:200] if amount == LONG else _INVENTED["address"]
    for number in range(count):
        yield Registered(
            code=f"{CODE[:-4]}{number + 1:04d}",
            procedure=words(procedure.name, HOME, messages),
            submitter=f"{names[number % len(names)]}, {where}, {_INVENTED['phone']}",
            received=AT + timedelta(minutes=7 * number),
            due=DUE,
        )
