"""Applies the rules on what follows a dossier's hand-in: the portal's code, the result, its handing out, the
fee. Each step holds from when an officer noted it until one takes it back; none is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kiosk.catalogue.describe import total_words
from kiosk.catalogue.fees import breakdown
from kiosk.contract.dossier import DossierState
from kiosk.contract.event import DossierStep
from kiosk.contract.result import PORTAL_CODE, FeeToTake, ShownStep, StepKind, ToldStep
from kiosk.hub.day import hub_time
from kiosk.hub.dossiers import get_or_404
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import DossierRecord, StepRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.upstream.orders import order_state

_RECEIVED = (DossierState.ACCEPTED, DossierState.DONE, DossierState.HANDED_OUT)
FITS: Mapping[StepKind, tuple[DossierState, ...]] = {
    "ready": (DossierState.ACCEPTED,),
    "handed_out": (DossierState.DONE,),
    "fee": _RECEIVED,
    "portal_code": (DossierState.WAITING_CHECK, DossierState.SUPPLEMENT, *_RECEIVED),
}
"""In which states of its dossier a step can be noted."""
_MOVES: Mapping[StepKind, tuple[DossierState, DossierState]] = {
    "ready": (DossierState.ACCEPTED, DossierState.DONE),
    "handed_out": (DossierState.DONE, DossierState.HANDED_OUT),
}
"""What a step makes of its dossier, and what the dossier is again when it is taken back."""
_CODE = re.compile(PORTAL_CODE)


def note(tx: Transaction, new: StepRecord) -> DossierRecord:
    """Notes a step that an officer has done. 409 `already_noted`: it holds already; `wrong_dossier_state`."""
    filed = get_or_404(tx, new.dossier)
    if tx.steps.in_force(new.dossier, new.kind) is not None:
        raise ProblemError("already_noted", "this is noted already")
    if filed.state not in FITS[new.kind]:
        raise ProblemError("wrong_dossier_state", f"the dossier is {filed.state.value}")
    tx.steps.add(new)
    if new.kind in _MOVES:
        tx.dossiers.move(new.dossier, _MOVES[new.kind][1], new.at)
        order_state(tx, new.dossier, _MOVES[new.kind][1])
    return _told(tx, new.dossier, new.kind, new.officer, taken_back=False)


def note_portal_code(tx: Transaction, dossier_id: str, officer: str, pasted: str) -> DossierRecord:
    """Notes the dossier's code at the portal. 422 `code_malformed`: not of its form, or of a day to come; 409
    `code_taken`: another dossier has it; and as `note`.
    """
    code, now = pasted.upper().replace(" ", ""), hub_time(tx)
    day = _day_of(code)
    if day is None or day > now.date():
        raise ProblemError("code_malformed", "not a code of the portal")
    taken = tx.steps.of_code(code)
    if taken is not None and taken.dossier != dossier_id:
        raise ProblemError("code_taken", "another dossier has this code")
    return note(tx, StepRecord(dossier_id, "portal_code", officer, now, code))


def take_back(tx: Transaction, dossier_id: str, kind: StepKind, officer: str) -> DossierRecord:
    """Takes a step back: it was noted by mistake, or the fee was given back. 409 `nothing_to_undo` where none
    holds, `wrong_dossier_state` while a later one rests on it.
    """
    filed = get_or_404(tx, dossier_id)
    if tx.steps.in_force(dossier_id, kind) is None:
        raise ProblemError("nothing_to_undo", "this is not noted")
    now = hub_time(tx)
    if kind in _MOVES:
        before, after = _MOVES[kind]
        if filed.state is not after:
            raise ProblemError("wrong_dossier_state", f"the dossier is {filed.state.value}")
        tx.dossiers.move(dossier_id, before, now)
        order_state(tx, dossier_id, before)
    tx.steps.end(dossier_id, kind, officer, now)
    return _told(tx, dossier_id, kind, officer, taken_back=True)


def next_steps(filed: DossierRecord, steps: Iterable[StepRecord]) -> tuple[StepKind, ...]:
    """Lists the steps that can be noted now."""
    held = {one.kind for one in steps if one.ended_at is None}
    return tuple(kind for kind, states in FITS.items() if filed.state in states and kind not in held)


def fee_to_take(hub: Hub, filed: DossierRecord, lang: str) -> FeeToTake | None:
    """Computes from the catalogue what the counter takes; None where the catalogue lost the procedure."""
    procedure = hub.dossiers.procedure_of(filed.dossier)
    if procedure is None:
        return None
    fees = breakdown(procedure, filed.dossier.answers, "counter")
    return FeeToTake(amount=fees.total, text=total_words(fees, lang, hub.messages))


def shown(reading: Reading, steps: Iterable[StepRecord]) -> Iterator[ShownStep]:
    """Shows the steps to officers, with the names of who noted them."""
    for one in steps:
        ended_by = reading.officers.name_of(one.ended_by) if one.ended_by else None
        yield ShownStep(
            **dict(_plain(one)),
            officer=reading.officers.name_of(one.officer),
            ended_at=one.ended_at,
            ended_by=ended_by,
        )


def told(steps: Iterable[StepRecord]) -> Iterator[ToldStep]:
    """Tells the holder of the slip the steps that hold."""
    return (_plain(one) for one in steps if one.ended_at is None)


def _plain(step: StepRecord) -> ToldStep:
    named = {"handed_out": "to", "fee": "paid_by", "portal_code": "code"}.get(step.kind)
    detail = {} if named is None else {named: step.detail}
    return ToldStep.model_validate({"kind": step.kind, "at": step.at, "amount": step.amount, **detail})


def _told(
    tx: Transaction, dossier_id: str, kind: StepKind, officer: str, *, taken_back: bool
) -> DossierRecord:
    filed = get_or_404(tx, dossier_id)
    event = DossierStep(
        dossier=dossier_id,
        reference=filed.dossier.reference,
        state=filed.state,
        officer=officer,
        step=kind,
        taken_back=taken_back,
    )
    tx.events.add("dossier.step", event)
    action = f"dossier.{kind}_taken_back" if taken_back else f"dossier.{kind}"
    tx.audit.add("staff", officer, action, dossier_id)
    return filed


def _day_of(code: str) -> date | None:
    """Gives the day in a code of the portal; None where it is not of its form."""
    if _CODE.fullmatch(code) is None:
        return None
    digits = code.split("-")[1]
    try:
        return date.fromisoformat(digits if len(digits) == len("yyyymmdd") else f"20{digits}")
    except ValueError:
        return None
