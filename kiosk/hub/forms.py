"""Makes a dossier's declaration and the office's forms, PDFs of A4 for the officer who prints them.

Forms 02 and 03 repeat what was decided, with its day. The states of a dossier know no apology and no stop:
for forms 04 and 05 the officer types the reason, and nothing of the dossier changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure
from kiosk.clock import ICT
from kiosk.contract.dossier import DecisionKind, FormNumber, FormWish, OfferedForm, WantedForm
from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Dossier, Person
from kiosk.forms.data import HOME, Filled, dossier_data
from kiosk.forms.layout import Form, form_names, load_form
from kiosk.forms.office import Office, Registered, register_data
from kiosk.forms.pages import pages_of, pdf
from kiosk.hub.day import hub_time
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import DecisionRecord, DossierRecord
from kiosk.hub.store.transaction import Reading

REGISTER = "07"


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """Describes when a form can be made: after that decision, or (None) of a dossier as it is; `received`:
    only of an accepted one. `asks`: what the officer types.
    """

    decision: DecisionKind | None = None
    received: bool = False
    asks: tuple[FormWish, ...] = ()


OFFICE_FORMS: dict[FormNumber, OfficeForm] = {
    "02": OfficeForm(decision="supplement"),
    "03": OfficeForm(decision="refuse"),
    "04": OfficeForm(received=True, asks=("reason", "new_day")),
    "05": OfficeForm(received=True, asks=("reason",)),
    "06": OfficeForm(),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Holds a form with all that fills it: drawn after the transaction has ended."""

    form: Form
    filled: Filled

    def pdf(self, hub: Hub) -> bytes:
        """Draws it."""
        return pdf(pages_of(self.form, self.filled, hub.messages))


def has_declaration(dossier: Dossier) -> bool:
    """Says if there is a declaration for the dossier's procedure."""
    return dossier.procedure in form_names()


def offered(
    hub: Hub, filed: DossierRecord, decided: list[DecisionRecord], lang: str
) -> Iterator[OfferedForm]:
    """Lists the forms that can be made of the dossier now."""
    if hub.dossiers.procedure_of(filed.dossier) is None:
        return
    for number, form in OFFICE_FORMS.items():
        if _missing(form, filed, decided) is None:
            yield OfferedForm(
                number=number,
                name=hub.messages.text(lang, load_form(number).title),
                url=f"/v1/dossiers/{filed.dossier.id}/forms/{number}",
                asks=form.asks,
            )


def declaration(hub: Hub, filed: DossierRecord) -> Sheet:
    """Fills the declaration. 404 `no_form` where there is none for the procedure, 409 `unknown_procedure`."""
    if not has_declaration(filed.dossier):
        raise ProblemError("no_form", "no declaration is laid out for this procedure")
    form = load_form(filed.dossier.procedure)
    return Sheet(form, filled_form(hub, form, filed))


def office_form(
    hub: Hub, reading: Reading, filed: DossierRecord, number: FormNumber, wanted: WantedForm
) -> Sheet:
    """Fills one of the office's forms. 409 `not_decided` without its decision, `not_accepted` before the
    acceptance; 422 `reason_missing`, `wrong_day` for a new day that is not after the one promised.
    """
    about, decided = OFFICE_FORMS[number], reading.dossiers.decisions_of(filed.dossier.id)
    missing = _missing(about, filed, decided)
    if missing is not None:
        raise ProblemError(missing, "the form does not fit the state of the dossier")
    now = hub_time(reading)
    _check(about, filed, wanted, now)
    form = load_form(number)
    made = _last(about.decision or "accept", decided)
    officer = reading.officers.name_of(made.decision.officer) if made else ""
    office = _office(hub, filed, made, wanted, now, officer=officer)
    return Sheet(form, office.added_to(filled_form(hub, form, filed), hub.messages))


def register(hub: Hub, reading: Reading, day: date) -> Sheet:
    """Fills the register of the dossiers accepted on that day, ICT."""
    begin = datetime.combine(day, time(), ICT)
    accepted = reading.dossiers.accepted_between(begin, begin + timedelta(days=1))
    blank = Filled(centre=hub.centre, specimen=hub.specimen)
    return Sheet(load_form(REGISTER), register_data(blank, day, (_registered(hub, one) for one in accepted)))


def _missing(form: OfficeForm, filed: DossierRecord, decided: list[DecisionRecord]) -> str | None:
    if form.decision is not None and _last(form.decision, decided) is None:
        return "not_decided"
    return "not_accepted" if form.received and filed.accepted_at is None else None


def _last(kind: DecisionKind, decided: list[DecisionRecord]) -> DecisionRecord | None:
    return next((one for one in reversed(decided) if one.decision.kind == kind), None)


def _check(about: OfficeForm, filed: DossierRecord, wanted: WantedForm, now: datetime) -> None:
    if "reason" in about.asks and not wanted.reason.strip():
        raise ProblemError("reason_missing", "the citizen must be told why")
    if "new_day" in about.asks and wanted.new_day is not None:
        promised = max(filter(None, (filed.due, now.date())))
        if wanted.new_day <= promised:
            raise ProblemError("wrong_day", "the new day is not after the promised one and today")


def _office(
    hub: Hub,
    filed: DossierRecord,
    decided: DecisionRecord | None,
    wanted: WantedForm,
    now: datetime,
    *,
    officer: str,
) -> Office:
    """Says what the office adds: of a decision, its own day, reason, papers and officer."""
    repeats = decided is not None and decided.decision.kind != "accept"
    return Office(
        now=decided.at if decided and repeats else now,
        officer=officer,
        reason=decided.decision.reason if decided and repeats else wanted.reason,
        papers=_paper_names(hub, filed.dossier, decided.decision.papers) if decided else (),
        received=filed.accepted_at,
        due=filed.due,
        new_day=wanted.new_day,
    )


def _paper_names(hub: Hub, dossier: Dossier, papers: tuple[str, ...]) -> tuple[str, ...]:
    procedure = _procedure(hub, dossier)
    names = {one.id: words(one.name, HOME, hub.messages) for one in procedure.papers}
    return tuple(names.get(paper, paper) for paper in papers)


def filled_form(hub: Hub, form: Form, filed: DossierRecord) -> Filled:
    """Fills a form with what the dossier knows."""
    return dossier_data(
        form,
        centre=hub.centre,
        dossier=filed.dossier,
        procedure=_procedure(hub, filed.dossier),
        code=filed.code,
        url=slip_url(hub.public_url, "dossier", filed.dossier.token),
        messages=hub.messages,
        specimen=hub.specimen,
    )


def _procedure(hub: Hub, dossier: Dossier) -> Procedure:
    procedure = hub.dossiers.procedure_of(dossier)
    if procedure is None:
        raise ProblemError("unknown_procedure", "the catalogue no longer has this procedure")
    return procedure


def _registered(hub: Hub, filed: DossierRecord) -> Registered:
    dossier = filed.dossier
    procedure = hub.dossiers.procedure_of(dossier)
    first = procedure.roles[0].id if procedure and procedure.roles else ""
    person = dossier.persons.get(first, Person())
    about = (person.text(name) for name in ("name", "address", "phone"))
    return Registered(
        code=filed.code or dossier.reference,
        procedure=words(procedure.name, HOME, hub.messages) if procedure else dossier.procedure,
        submitter=", ".join(text for text in about if text),
        received=filed.accepted_at or filed.received_at,
        due=filed.due,
    )
