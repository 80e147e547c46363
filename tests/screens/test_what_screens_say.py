"""What a citizen reads: the true answers, numbers, states and papers of this visit, and of no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kiosk.clock import ICT
from kiosk.contract.dossier import DossierState, PaperState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import PaperEntry
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import Slip
from tests.screens.dossier_scenes import BIRTH
from tests.screens.scenes import SCENES
from tests.screens.told import View, changed, read, rows, scene
from tests.visits.world import World
from ui.citizen.screens import screen_for

# --- review ---------------------------------------------------------------------------------------------


def test_the_review_repeats_what_was_answered() -> None:
    shown = scene("review")
    assert shown["procedure"] == "Đăng ký khai sinh"
    assert rows(shown, "Câu trả lời") == {
        "Ông/bà là gì của cháu bé?": "Mẹ",
        "Giấy khai sinh sẽ ghi tên ai?": "Cả cha và mẹ",
        "Cha mẹ cháu đã đăng ký kết hôn chưa?": "Đã đăng ký",
        "Ông/bà có giấy chứng sinh không?": "Có",
        "Cần mấy bản sao giấy khai sinh?": "2",
    }
    assert rows(shown, "Giấy tờ") == {"Giấy chứng sinh": "Nộp tại quầy"}


def test_the_review_counts_the_fees_and_says_what_is_not_published() -> None:
    shown = rows(scene("review"), "Phí, lệ phí tại quầy")
    assert shown["Cộng"] == "chưa công bố: cán bộ sẽ cho biết"
    assert shown["Nếu nộp trực tuyến"] == "0 đồng"
    assert "2 × 8.000 đồng = 16.000 đồng" in shown.values()
    [group] = [group for group in scene("review")["groups"] if group["title"] == "Phí, lệ phí tại quầy"]
    assert {row["step"] for row in group["rows"]} == {""}, "nothing to change there"


def test_the_review_shows_each_option_by_its_own_name() -> None:
    world = World()
    visit = SCENES["review"](world)
    question = world.session.context.catalogue.procedures[BIRTH].question("relation")
    assert len(question.options) > 2
    for option in question.options:
        shown = read(world, changed(visit, answers={**filled(visit).answers, "relation": option.id}))
        assert rows(shown, "Câu trả lời")[question.ask.vi] == option.name.vi


def test_the_review_names_persons_and_their_rows_to_change() -> None:
    world = World()
    visit = SCENES["review"](world)
    shown = read(world, visit)
    assert [group["title"] for group in shown["groups"]] == [
        "Người đi đăng ký",
        "Cháu bé",
        "Cha",
        "Câu trả lời",
        "Cán bộ sẽ hỏi thêm",
        "Giấy tờ",
        "Không cần mang",
        "Phí, lệ phí tại quầy",
    ]
    assert rows(shown, "Cháu bé") == {
        "Họ và tên": "L• T• MẪU",
        "Ngày sinh": "••/••/2026",
        "Giới tính": "Nữ",
        "Nơi sinh": "•••, phường Mẫu",
        "Dân tộc": "Ê-đê",
        "Quốc tịch": "Việt Nam",
        "Quê quán": "Xã Ea Mẫu, tỉnh Đắk Lắk",
    }
    steps = [row["step"] for group in shown["groups"] for row in group["rows"] if row["step"]]
    assert len(set(steps)) == len(steps)
    assert {"child.name", "relation", "paper:birth_notice"} <= set(steps)


def test_the_review_counts_the_pages_of_each_paper() -> None:
    two = {"birth_notice": PaperEntry(PaperState.CAPTURED, ("aa", "bb"))}
    assert rows(scene("review", papers=two), "Giấy tờ") == {"Giấy chứng sinh": "Đã chụp, 2 trang"}
    none = {"birth_notice": PaperEntry(PaperState.NONE)}
    assert rows(scene("review", papers=none), "Giấy tờ") == {"Giấy chứng sinh": "Không có"}


def test_the_review_says_what_the_officer_will_ask_person_by_person() -> None:
    world = World()
    visit = SCENES["review"](world)
    given = {name: value for name, value in filled(visit).answers.items() if name != "copies"}
    shown = read(world, changed(visit, answers=given))
    assert "Cần mấy bản sao giấy khai sinh?" not in rows(shown, "Câu trả lời")
    left = next(group["rows"] for group in shown["groups"] if group["title"] == "Cán bộ sẽ hỏi thêm")
    assert [(row["label"], row["value"], row["step"]) for row in left] == [
        ("Người đi đăng ký", "Số điện thoại", "person:requester"),
        ("Cần mấy bản sao giấy khai sinh?", "Cán bộ sẽ hỏi", "copies"),
    ]


# --- number ---------------------------------------------------------------------------------------------


def with_ticket(**changes: object) -> View:
    """The number's screen with a ticket that is changed so."""
    world = World()
    visit = SCENES["number"](world)
    assert isinstance(visit.ticket, Ticket)
    return read(world, replace(visit, tickets={visit.ticket.field: visit.ticket.model_copy(update=changes)}))


def test_a_number_with_its_counter_and_what_it_is_for() -> None:
    shown = with_ticket(number="H 042", counters=("3", "5"), token="TOKEN0000000000Z")
    assert (shown["number"], shown["counter"], shown["about"]) == ("H 042", "3, 5", "Đăng ký khai sinh")
    assert shown["qr"] == "http://hub.example/t/TOKEN0000000000Z"


def test_a_number_for_a_field_names_the_field() -> None:
    fields = {"ho_tich": "Hộ tịch", "dat_dai": "Đất đai, xây dựng"}
    for field, name in fields.items():
        assert with_ticket(procedure=None, field=field)["about"] == name


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(None, "Chưa rõ"), (0, "Không có ai"), (1, "1 người"), (2, "2 người"), (31, "31 người")],
)
def test_how_many_wait_before(ahead: int | None, said: str) -> None:
    assert with_ticket(ahead=ahead)["ahead"] == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(None, "Chưa rõ"), ((5, 5), "5 phút"), ((5, 6), "5–6 phút"), ((8, 20), "8–20 phút")]
)
def test_how_long_the_wait_is(minutes: tuple[int, int] | None, said: str) -> None:
    assert with_ticket(wait_minutes=minutes)["wait"] == said


def test_who_gave_the_number_is_told() -> None:
    assert with_ticket(origin="kiosk")["offline"] is True
    assert with_ticket(origin="hub")["offline"] is False


@pytest.mark.parametrize(
    ("slip", "ticket", "dossier"),
    [
        (Slip.NONE, "", ""),
        (Slip.PRINTING, "Đã lấy số. Phiếu đang in.", "Phiếu đang in."),
        (Slip.PRINTED, "Mời ông/bà nhận phiếu.", "Mời ông/bà nhận phiếu."),
        (
            Slip.ON_SCREEN,
            "Số có giá trị. Xin ghi lại, hoặc chụp mã vuông.",
            "Xin ghi lại mã tra cứu, hoặc chụp mã vuông.",
        ),
    ],
)
def test_where_a_slip_is(slip: Slip, ticket: str, dossier: str) -> None:
    number = scene("number", slips={SlipPurpose.TICKET: slip})
    assert (number["slip"], number["on_screen"]) == (ticket, slip is Slip.ON_SCREEN)
    assert scene("handed_in", slips={SlipPurpose.SUBMISSION: slip})["slip"] == dossier


def test_a_number_leads_to_the_procedure_once() -> None:
    assert scene("number")["can_start"] is True
    assert scene("number", procedure=None)["can_start"] is False
    world = World()
    done = SCENES["handed_in"](world)
    assert screen_for(world.session.context, replace(done, at="number")).name == "Number"
    assert read(world, replace(done, at="number"))["can_start"] is False


# --- handed in ------------------------------------------------------------------------------------------


def test_what_was_handed_in_and_when() -> None:
    shown = scene("handed_in")
    assert shown["reference"] == "K1-261122-0001"
    assert shown["about"] == "Đăng ký khai sinh"
    assert shown["at"] == "09:00, 23/11/2026"
    assert (shown["number"], shown["counter"], shown["delivered"]) == ("H 001", "1", True)
    assert scene("handed_in_offline")["delivered"] is False


# --- status ---------------------------------------------------------------------------------------------

SINCE = datetime(2026, 11, 20, 14, 5, tzinfo=ICT)


def looked_up(state: DossierState, **more: Any) -> View:
    status = SubmissionStatus(reference="K1-261120-0009", procedure=BIRTH, state=state, since=SINCE, **more)
    return scene("status", status=status)


@pytest.mark.parametrize(
    ("state", "kind", "said", "done", "now"),
    [
        (DossierState.WAITING_CHECK, "wait", "Chờ cán bộ kiểm tra", 1, "Cán bộ kiểm tra"),
        (DossierState.ACCEPTED, "good", "Đã tiếp nhận, đang giải quyết", 2, "Đang giải quyết"),
        (DossierState.SUPPLEMENT, "wait", "Cần bổ sung", 1, "Cán bộ kiểm tra"),
        (DossierState.REFUSED, "bad", "Không tiếp nhận", 1, "Cán bộ kiểm tra"),
        (DossierState.DONE, "good", "Đã có kết quả", 4, None),
        (DossierState.HANDED_OUT, "good", "Đã trả kết quả", 4, None),
    ],
)
def test_how_a_dossier_stands(state: DossierState, kind: str, said: str, done: int, now: str | None) -> None:
    shown = looked_up(state)
    assert (shown["kind"], shown["state"], shown["about"]) == (kind, said, "Đăng ký khai sinh")
    assert [stage["done"] for stage in shown["stages"]] == [place < done for place in range(4)]
    assert [stage["name"] for stage in shown["stages"] if stage["now"]] == ([now] if now else [])


@pytest.mark.parametrize("state", DossierState)
def test_every_state_of_a_dossier_has_its_words(state: DossierState) -> None:
    assert looked_up(state)["state"]


def test_a_status_shows_what_is_known_and_no_more() -> None:
    assert [(row["label"], row["value"]) for row in looked_up(DossierState.WAITING_CHECK)["rows"]] == [
        ("Mã tra cứu", "K1-261120-0009"),
        ("Từ lúc", "14:05, 20/11/2026"),
    ]
    accepted = looked_up(DossierState.ACCEPTED, code="000.22.25.H29-1", due=date(2026, 12, 3))
    assert [(row["label"], row["value"]) for row in accepted["rows"][2:]] == [
        ("Mã hồ sơ", "000.22.25.H29-1"),
        ("Ngày hẹn trả kết quả", "03/12/2026"),
    ]


def test_a_supplement_names_each_paper_that_is_missing() -> None:
    papers = World().session.context.catalogue.procedures[BIRTH].papers
    wanted = (papers[2], papers[0])
    shown = looked_up(
        DossierState.SUPPLEMENT, reason="Thiếu giấy.", papers=tuple(paper.id for paper in wanted)
    )
    assert shown["papers"] == [paper.name.vi for paper in wanted]
    assert shown["reason"] == "Thiếu giấy."


# --- procedure, home, field, search ---------------------------------------------------------------------


def test_a_procedure_in_three_facts() -> None:
    shown = scene("procedure")
    assert (shown["overline"], shown["title"]) == ("Hộ tịch", "Đăng ký khai sinh")
    assert (shown["time"], shown["fee"], shown["place"]) == (
        "Trong ngày, tùy trường hợp",
        "Chưa công bố",
        "Quầy 3, 5",
    )
    assert shown["result"] == "Giấy khai sinh"
    assert shown["who"].startswith("Cha hoặc mẹ của trẻ")
    assert [row["value"] for row in shown["times"]][1:] == [
        "Trong ngày làm việc; nhận sau 15 giờ thì ngày làm việc tiếp theo",
        "8 ngày làm việc",
    ]
    assert [group["title"] for group in shown["fees"]] == [
        "nộp tại quầy",
        "nộp trực tuyến",
        "nộp qua bưu điện",
    ]
    assert [row["value"] for row in shown["fees"][0]["rows"]] == ["Chưa công bố", "8.000 đồng"]
    assert len(shown["sources"]) == len(set(shown["sources"]))
    assert all(line.startswith("Nguồn: ") for line in shown["sources"])


def test_papers_that_all_need_stand_apart_from_those_of_some() -> None:
    world = World()
    shown = read(world, SCENES["procedure"](world))
    papers = world.session.context.catalogue.procedures[BIRTH].papers
    brought = [paper for paper in papers if paper.replaced_by is None]
    assert [row["name"] for row in shown["papers"]] == [p.name.vi for p in brought if p.when is None]
    assert [row["name"] for row in shown["papers_maybe"]] == [p.name.vi for p in brought if p.when]
    notice = next(row for row in shown["papers_maybe"] if row["name"] == "Giấy chứng sinh")
    assert notice["note"] == "Bản chính: 1. Không cần bản giấy nếu đã có bản điện tử có ký số."


def test_papers_that_a_database_replaces_are_told_as_not_to_bring() -> None:
    shown = scene("procedure")
    assert [(row["name"], row["note"]) for row in shown["papers_replaced"]] == [
        ("Giấy chứng nhận kết hôn của cha mẹ", "Đã có trong Cơ sở dữ liệu hộ tịch điện tử"),
        ("Giấy tờ chứng minh nơi cư trú", "Đã có trong Cơ sở dữ liệu quốc gia về dân cư"),
    ]
    world = World()
    groups = read(world, SCENES["review"](world))["groups"]
    [rows] = [group["rows"] for group in groups if group["title"] == "Không cần mang"]
    assert [(row["label"], row["step"]) for row in rows][-1] == ("Giấy tờ chứng minh nơi cư trú", "")


def test_a_number_already_taken_is_on_the_way() -> None:
    world = World()
    visit = SCENES["number"](world)
    assert read(world, replace(visit, at="procedure"))["number"] == "H 001"
    assert scene("procedure")["number"] == ""


def test_the_tiles_of_home_are_the_fields_of_the_centre() -> None:
    world = World()
    tiles = read(world, world.visit)["fields"]
    assert [(tile["id"], tile["name"]) for tile in tiles] == [
        (field.id, field.name.vi) for field in world.session.context.fields if not field.guidance
    ]


@pytest.mark.parametrize("field", ["ho_tich", "chung_thuc"])
def test_a_field_lists_its_procedures_and_no_others(field: str) -> None:
    world = World()
    shown = read(world, world.does(ev.PickedField(field)))
    procedures = world.session.context.catalogue.procedures
    assert {row["code"] for row in shown["procedures"]} == {
        code for code, procedure in procedures.items() if procedure.field == field
    }
    for row in shown["procedures"]:
        assert row["name"] == procedures[row["code"]].name.vi


def test_a_search_shows_names_of_what_was_found() -> None:
    shown = scene("search")
    assert shown["draft"] == "khai sinh cho cháu"
    assert (shown["hits"][0]["code"], shown["hits"][0]["name"]) == (BIRTH, "Đăng ký khai sinh")
    assert shown["nothing"] is False
    assert scene("search_empty")["nothing"] is False
    assert scene("search_empty", draft="qqqq", hits=())["nothing"] is True


# --- in English -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("procedure", "title", "Register a birth"),
        ("handed_in", "about", "Register a birth"),
        ("number", "ahead", "3 people"),
        ("number", "wait", "8–20 min"),
        ("status", "state", "Accepted, being worked on"),
        ("choice", "title", "Who are you to the child?"),
    ],
)
def test_the_same_in_english(name: str, key: str, said: str) -> None:
    assert scene(name, lang="en")[key] == said
