"""Gives examples of pages on the wire: uploads, supplements, and their end."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.contract.dossier import DossierState, FileAnswer, FileFacts
from kiosk.contract.erasure import ErasedAnswer, ErasedFacts, Erasure
from kiosk.contract.supplement import Supplement, SupplementAnswer, SupplementFacts
from kiosk.contract.upload import UploadAnswer, UploadFacts

_CODE = "7K3M9QXW2HVTB5RN"
OF_UPLOADS = (
    Supplement(
        id="0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e44",
        token=_CODE,
        kiosk="K1",
        papers={"birth_notice": ("a3" * 32,)},
    ),
    SupplementAnswer(
        supplement=SupplementFacts(
            id="0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e44",
            reference="K1-261123-0001",
            state=DossierState.WAITING_CHECK,
            received_at=datetime(2026, 11, 24, 2, 5, tzinfo=UTC),
        )
    ),
    Erasure(basis="request"),
    ErasedAnswer(
        erased=ErasedFacts(
            id="0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e11", at=datetime(2026, 11, 24, 2, 5, tzinfo=UTC), pages=2
        )
    ),
    FileAnswer(file=FileFacts(sha256="a3" * 32, bytes=184_320)),
    UploadAnswer(
        upload=UploadFacts(
            url="/v1/uploads/0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e11",
            offset=0,
            length=184_320,
            expires_at=datetime(2026, 11, 24, 2, 5, tzinfo=UTC),
        )
    ),
)
