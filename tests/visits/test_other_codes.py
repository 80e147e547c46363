"""People hold up what they have at hand: each screen names it and says what it waits for."""

from __future__ import annotations

import pytest

from kiosk.dossier.codes import slip_url
from kiosk.faults import text_of
from kiosk.identity.vietqr import checksum
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.status import SHOW_CODE, STATUS, Following
from tests.identity.cards import OF_2021, Asked, Insured
from tests.visits.test_birth_registration import at_the_card, to_the_review
from tests.visits.world import GRANDMOTHER, World

HOST = "http://hub.example"
TOKEN = "0123456789ABCDEF"
TICKET = slip_url(HOST, "ticket", TOKEN).encode()
SLIP = slip_url(HOST, "dossier", TOKEN).encode()
TRANSFER = f"{Asked().body}{checksum(Asked().body.encode())}".encode()
VNEID = b"https://vneid.example/qr?data=079157000001"
FOREIGN_SLIP = slip_url("https://evil.example", "dossier", TOKEN).encode()


def shown_instead_of_a_card(code: bytes | Fault) -> World:
    world = World()
    world.reader.shows.append(code)
    at_the_card(world)
    return world


def shown_instead_of_a_slip(code: bytes | Fault) -> World:
    world = World()
    world.reader.shows.append(code)
    world.does(ev.Went("show_code"))
    return world


def words(world: World, lang: str) -> str:
    assert world.visit.problem is not None
    return world.session.context.messages.text(lang, text_of(world.visit.problem).citizen)


@pytest.mark.parametrize(
    ("code", "fault", "said"),
    [
        (VNEID, "not_a_card", "Không đọc được mã này. Mời ông/bà đưa thẻ căn cước"),
        (FOREIGN_SLIP, "not_a_card", "Không đọc được mã này."),
        (GRANDMOTHER[:60], "not_a_card", "Không đọc được mã này."),
        (GRANDMOTHER.replace("ễ".encode(), b"\xe1"), "code_unreadable", "Không đọc được thẻ."),
        (Insured().payload, "insurance_not_card", "Đây là thẻ bảo hiểm y tế. Mời ông/bà đưa thẻ căn cước"),
        (TICKET, "ticket_not_card", "Đây là phiếu số thứ tự. Mời ông/bà đưa thẻ căn cước"),
        (SLIP, "slip_not_card", "Đây là phiếu nộp hồ sơ. Mời ông/bà đưa thẻ căn cước"),
        (TRANSFER, "payment_not_card", "Đây là mã chuyển khoản. Mời ông/bà đưa thẻ căn cước"),
    ],
)
def test_the_screen_that_waits_for_a_card_names_what_it_was_shown(code: bytes, fault: str, said: str) -> None:
    world = shown_instead_of_a_card(code)
    assert world.visit.problem is not None
    assert world.visit.problem.id == fault
    assert words(world, "vi").startswith(said)
    assert words(world, "en").endswith(
        "or type instead." if fault != "code_unreadable" else "details instead."
    )
    assert not filled(world.visit).persons
    assert not world.visit.pending


@pytest.mark.parametrize(
    ("code", "fault", "said"),
    [
        (
            VNEID,
            "unknown_code",
            "Mã này không phải của phiếu do chúng tôi in. Mời ông/bà đưa phiếu nộp hồ sơ.",
        ),
        (FOREIGN_SLIP, "unknown_code", "Mã này không phải của phiếu do chúng tôi in."),
        (GRANDMOTHER, "card_not_slip", "Đây là thẻ căn cước. Mời ông/bà đưa phiếu nộp hồ sơ."),
        (
            Insured().payload,
            "insurance_not_slip",
            "Đây là thẻ bảo hiểm y tế. Mời ông/bà đưa phiếu nộp hồ sơ.",
        ),
        (TICKET, "ticket_not_slip", "Đây là phiếu số thứ tự. Mời ông/bà đưa phiếu nhận được khi nộp hồ sơ."),
        (TRANSFER, "payment_not_slip", "Đây là mã chuyển khoản. Mời ông/bà đưa phiếu nộp hồ sơ."),
        (b"\xff\xfe", "slip_unreadable", "Không đọc được mã trên phiếu."),
        (Fault("code_unreadable"), "slip_unreadable", "Không đọc được mã trên phiếu."),
        (Fault("camera_missing"), "slip_reader_missing", "Đầu đọc đang không dùng được."),
        (Fault("scanner_missing"), "slip_reader_missing", "Đầu đọc đang không dùng được."),
    ],
)
def test_the_screen_that_waits_for_a_slip_names_what_it_was_shown(
    code: bytes | Fault, fault: str, said: str
) -> None:
    world = shown_instead_of_a_slip(code)
    assert world.visit.at == SHOW_CODE
    assert world.visit.problem is not None
    assert world.visit.problem.id == fault
    assert words(world, "vi").startswith(said)
    assert "type" not in words(world, "en")
    assert world.visit.of(Following).status is None


def test_at_the_slip_an_empty_reader_goes_on_waiting_and_speaks_of_a_slip() -> None:
    world = World()
    world.reader.shows.extend([Fault("no_code"), GRANDMOTHER])
    told: list[Fault | None] = []
    world.session.subscribe(lambda visit: told.append(visit.problem))
    world.does(ev.Went("show_code"))
    assert Fault("no_slip") in told
    assert told[-1] == Fault("card_not_slip")


def test_nothing_of_what_was_held_up_is_logged() -> None:
    codes = (VNEID, Insured().payload, TICKET, SLIP, TRANSFER, GRANDMOTHER)
    for code in codes:
        for world in (shown_instead_of_a_card(code), shown_instead_of_a_slip(code)):
            logged = repr(world.log.events)
            for secret in ("vneid", "0100000001", TOKEN, "0011012345678", "079157", "MẪU"):
                assert secret not in logged


def test_after_a_wrong_thing_the_right_one_is_read() -> None:
    world = shown_instead_of_a_card(TICKET)
    world.reader.shows.append(GRANDMOTHER + b"\r\n")
    visit = world.does(ev.WantsScan("card:requester"))
    assert filled(visit).persons["requester"].text("id") == "079157000011"
    assert visit.problem is None


def test_the_slip_of_a_dossier_leads_to_its_status() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsHandIn())
    token = world.gateway.dossiers[0].token
    world.does(ev.Left())
    world.reader.shows.append(slip_url(HOST, "dossier", token).encode() + b"\r")
    visit = world.does(ev.Went("show_code"))
    assert visit.at == STATUS
    assert visit.of(Following).status is not None


def test_of_a_card_typed_without_its_letters_only_what_is_sure_is_filled_in() -> None:
    world = World()
    world.reader.shows.append(Reading(OF_2021.text.encode("ascii", "ignore"), letters_lost=True))
    at_the_card(world)
    values = filled(world.visit).persons["requester"].values
    assert {name: value.text for name, value in values.items()} == {
        "id": "079157000001",
        "birth_date": "1957-03-02",
        "sex": "Nữ",
    }
    world.does(ev.Answered("card:requester", "yes"))
    assert world.visit.at == "requester.name"
    world.answers("Traanf Thij MAAUx")
    assert world.visit.at == "card:requester"
    assert filled(world.visit).persons["requester"].values["name"].source == "typed"


def test_the_address_of_a_card_is_tidied_for_the_dossier() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER.replace("Mẫu, Phường".encode(), "Mẫu,,  Phường".encode()))
    at_the_card(world)
    assert filled(world.visit).persons["requester"].text("address") == "12 Đường Mẫu, Phường Sài Gòn"


def test_how_many_cross_checks_disagree_is_recorded_and_nothing_else() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER.replace(b"15042021", b"24112026").replace("Nữ".encode(), b"Nam"))
    at_the_card(world)
    assert ("card_read", {"warnings": 2}) in world.log.events
    assert filled(world.visit).persons["requester"].text("sex") == "Nam"
