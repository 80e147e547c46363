"""Gives the examples of what crosses the wire when a dossier is opened at a counter. All invented."""

from __future__ import annotations

from kiosk.contract.dossier import DossierState
from kiosk.contract.opening import (
    BroughtDossier,
    CardValues,
    OfferedProcedure,
    OfferedProcedures,
    OpenedAnswer,
    OpenedDossier,
    Opening,
    OpeningField,
    OpeningOption,
    OpeningPaper,
    OpeningPerson,
    ScannedCard,
    WantedOpening,
)
from kiosk.contract.text import FromHub, ToHub

_CODE = "1.001193"
_CARD = "079301000022||Lò Thị MẪU|02032001|Nữ|Buôn Mẫu, xã Ea Mẫu|02032022"

OF_OPENING: tuple[ToHub | FromHub, ...] = (
    OfferedProcedures(procedures=(OfferedProcedure(code=_CODE, name="Đăng ký khai sinh"),)),
    WantedOpening(procedure=_CODE, answers={"relation": "grandparent"}),
    Opening(
        procedure=_CODE,
        name="Đăng ký khai sinh",
        questions=(
            OpeningField(
                id="relation",
                kind="choice",
                label="Người yêu cầu là ai?",
                options=(OpeningOption(id="grandparent", name="Ông hoặc bà"),),
            ),
        ),
        persons=(
            OpeningPerson(
                role="requester",
                name="Người yêu cầu",
                card=True,
                inputs=(OpeningField(id="name", kind="text", label="Họ và tên"),),
            ),
        ),
        papers=(OpeningPaper(id="birth_notice", name="Giấy chứng sinh", replaced=False),),
    ),
    ScannedCard(code=_CARD),
    CardValues(values={"name": "Lò Thị MẪU", "birth_date": "02/03/2001"}),
    BroughtDossier(
        procedure=_CODE,
        consent=True,
        cards={"requester": _CARD},
        persons={"requester": {"name": "Lò Thị MẪU", "id": "079301000022", "phone": "0900000000"}},
        answers={"relation": "grandparent"},
        papers={"birth_notice": ("0" * 64,)},
        number=True,
    ),
    OpenedAnswer(
        dossier=OpenedDossier(
            id="019363e0-0000-7000-8000-000000000003",
            reference="QUAY3-261123-0001",
            state=DossierState.WAITING_CHECK,
            number="H 012",
        )
    ),
)
