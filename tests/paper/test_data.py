"""What a citizen reads on the slips, in the situations of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kiosk.catalogue.entry import entry_of
from kiosk.clock import ICT
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry
from kiosk.paper.data import receipt_data, submission_data, ticket_data
from kiosk.paper.sample import AT, sample_dossier, sample_ticket
from tests.centres import SAIGON
from tests.paper.samples import catalogue, messages, picture_of

CENTRE = SAIGON.centre
Papers = dict[str, PaperEntry]
BIRTH = catalogue().procedures["1.001193"]


def ticket(lang: str = "vi", with_procedure: bool = True, **changed: Any) -> dict[str, Any]:
    one = sample_ticket("ho_tich", "1.001193").model_copy(update=changed)
    field = next(field for field in SAIGON.fields if field.id == "ho_tich")
    return ticket_data(
        centre=CENTRE,
        ticket=one,
        fields=(field,),
        entry=entry_of(BIRTH) if with_procedure else None,
        url="http://x/t/y",
        lang=lang,
        messages=messages(),
    )


def slip(synced: bool = True, lang: str = "vi", papers: Papers | None = None) -> dict[str, Any]:
    dossier = sample_dossier(CENTRE, BIRTH, lang)
    return submission_data(
        centre=CENTRE,
        dossier=replace(dossier, papers={**dossier.papers, **(papers or {})}),
        procedure=BIRTH,
        url="http://x/d/y",
        synced=synced,
        lang=lang,
        messages=messages(),
    )


def receipt(due: date | None, lang: str = "vi", papers: Papers | None = None) -> dict[str, Any]:
    dossier = sample_dossier(CENTRE, BIRTH, lang)
    return receipt_data(
        centre=CENTRE,
        dossier=replace(dossier, papers={**dossier.papers, **(papers or {})}),
        procedure=BIRTH,
        code="000.00.00.H29-261123-0001",
        officer="Lê Văn MẪU",
        received_at=AT,
        due=due,
        url="http://x/d/y",
        lang=lang,
        messages=messages(),
    )


@pytest.mark.parametrize(
    ("ahead", "vi", "en"),
    [(0, "Không có ai", "Nobody"), (1, "1 người", "1 person"), (6, "6 người", "6 people"), (None, "", "")],
)
def test_how_many_wait_before(ahead: int | None, vi: str, en: str) -> None:
    assert ticket("vi", ahead=ahead)["ahead"] == vi
    assert ticket("en", ahead=ahead)["ahead"] == en


@pytest.mark.parametrize(("minutes", "vi"), [((15, 20), "15–20 phút"), ((5, 5), "5 phút"), (None, "")])
def test_the_expected_wait_is_an_interval_or_not_said(minutes: tuple[int, int] | None, vi: str) -> None:
    assert ticket(wait_minutes=minutes)["wait"] == vi


def test_a_number_of_the_kiosks_own_says_that_it_waits_to_be_synchronised() -> None:
    assert ticket(origin="kiosk")["waits_for_hub"]
    assert not ticket()["waits_for_hub"]
    with_band, without = (picture_of("ticket", waits_for_hub=waits) for waits in (True, False))
    assert with_band.height > without.height


def test_without_a_procedure_the_ticket_still_says_what_to_bring() -> None:
    assert ticket(with_procedure=False)["bring"] == ["Căn cước và giấy tờ của việc cần làm"]
    assert ticket("en", with_procedure=False)["procedure"] == ""


def test_only_papers_that_everybody_needs_are_promised_on_the_ticket() -> None:
    bring = ticket("en")["bring"]
    conditional = {paper.name.en for paper in BIRTH.papers if paper.when is not None}
    assert not conditional & set(bring)
    assert bring[-1] == "In some cases more: please ask"


def test_times_are_of_the_centre_whatever_zone_they_came_in() -> None:
    utc = datetime(2026, 11, 22, 20, 30).astimezone(ICT).replace(hour=3, minute=30, day=23)
    vietnamese, english = ticket(issued_at=utc), ticket("en", issued_at=utc)
    assert (vietnamese["issued_at"], vietnamese["issued_on"]) == ("03:30", "Thứ Hai, 23/11/2026")
    assert (english["issued_at"], english["issued_on"]) == ("03:30", "Mon, 23 Nov 2026")


def test_the_slip_tells_papers_by_how_they_come() -> None:
    ids = [paper.id for paper in BIRTH.papers[:3]]
    states = (PaperState.CAPTURED, PaperState.AT_COUNTER, PaperState.NONE)
    data = slip(papers={one: PaperEntry(state) for one, state in zip(ids, states, strict=True)})
    for paper, group in zip(BIRTH.papers, ("papers_here", "papers_later", "papers_none"), strict=False):
        assert paper.name.vi in data[group]


def test_the_slip_names_no_due_date_and_says_when_it_is_not_delivered_yet() -> None:
    assert not slip()["waits_for_hub"]
    assert slip(synced=False)["waits_for_hub"]
    assert "due" not in slip()


def test_the_receipt_counts_what_the_office_keeps() -> None:
    shown = [paper for paper in BIRTH.papers if paper.need == "shown"]
    kept = [paper for paper in BIRTH.papers if paper.need != "shown"]
    assert shown
    everything = {paper.id: PaperEntry(PaperState.AT_COUNTER) for paper in BIRTH.papers}
    data = receipt(date(2026, 11, 24), papers=everything)
    assert [row["name"] for row in data["papers"]] == [paper.name.vi for paper in kept]
    none = receipt(None, papers={kept[0].id: PaperEntry(PaperState.NONE)})
    assert kept[0].name.vi not in [row["name"] for row in none["papers"]]


def test_the_receipt_says_the_day_or_that_none_is_published() -> None:
    assert receipt(date(2026, 11, 24))["due"] == "Thứ Ba, 24/11/2026"
    assert receipt(datetime(2026, 11, 24, 16, 30, tzinfo=ICT))["due"] == "16:30 – Thứ Ba, 24/11/2026"
    assert receipt(None)["due"] == "Thời hạn chưa công bố: xin hỏi cán bộ"


def test_the_submitter_is_the_first_role_masked() -> None:
    data = receipt(None)
    assert data["name"] == "Trần Thị MẪU"
    assert data["id"].startswith("079")
    assert "57000" not in data["id"]
