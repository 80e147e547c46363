"""Plays the scenes beside the visit: hub off, printer out of paper, unreadable card, nobody touching,
English.
"""

from __future__ import annotations

from datetime import datetime

from devices.simulators import specimens
from kiosk.clock import ICT, VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME, Slip
from ui.demo import walk
from ui.demo.citizen import wait_until
from ui.demo.play import Play
from ui.demo.walk import TICKET

ROWS_BEFORE_POWER_OFF = 300
POWER_OFF = N_("The power goes in the middle of a ticket")
HUB_OFF = N_("The hub is switched off")
NO_PAPER = N_("The printer is out of paper")
UNREADABLE = N_("The card cannot be read")
NOBODY = N_("Nobody touches the screen")
ENGLISH = N_("The same visit in English")


def play_hub_off(play: Play) -> None:
    """Plays a number from the kiosk's own range: slip "chờ đồng bộ", delivered once when the hub is back."""
    papers = len(play.stage.printer.pieces)
    with play.citizen("hub_off") as citizen:
        with play.recorder.step(HUB_OFF, N_("The number comes from the kiosk's own range")) as step:
            play.stage.switch_hub_off()
            citizen.touches_field("ho_tich")
            citizen.touches_procedure(walk.BIRTH)
            number = walk.take_number(citizen, step)
            first, last = play.stage.profile.offline_numbers
            step.check(first <= int(number.split()[-1]) <= last, N_("it lies in the kiosk's own range"))
            play.recorder.name_file(step, play.paper(papers + 1))
        with play.recorder.step(HUB_OFF, N_("The dossier waits at the kiosk; the slip says so")) as step:
            citizen.touches("Prepare the papers while you wait")
            citizen.until(lambda visit: visit.at == "offer", "the offer")
            citizen.touches("Only this one")
            walk.consent(citizen)
            walk.show_card(citizen, step)
            walk.answer_questions(citizen, step)
            walk.photograph_papers(citizen, step)
            walk.fill_in_the_others(citizen, step)
            walk.check_and_hand_in(citizen, step)
            submission = filled(citizen.visit).submission
            assert submission is not None
            step.check(
                not filled(citizen.visit).delivered, N_("the kiosk does not claim that it was delivered")
            )
            play.check_paper(
                step,
                play.paper(papers + 2),
                slip_url(play.stage.context.public_url, "dossier", submission.token),
            )
            walk.finish(citizen)
        with play.recorder.step(HUB_OFF, N_("The hub is back: delivered once")) as step:
            play.stage.switch_hub_on()
            play.log_in()
            wait_until(
                lambda: (
                    citizen.kiosk.gateway.deliver_due() >= 0 and bool(play.officer.find(submission.reference))
                ),
                "the dossier to reach the hub",
                20,
            )
            citizen.kiosk.gateway.deliver_due()
            found = play.officer.find(submission.reference)
            step.check(len(found) == 1, N_("the hub holds the dossier exactly once"))
            called = play.officer.call_next()
            step.check(
                called is not None and called.number == number, N_("number {number} is called"), number=number
            )
            play.officer.act("finish")


def play_no_paper(play: Play) -> None:
    """Plays a printer out of paper: number and QR on the screen, the staff is notified."""
    with (
        play.citizen("no_paper") as citizen,
        play.recorder.step(NO_PAPER, N_("Number and code on the screen, the staff is told")) as step,
    ):
        papers = len(play.stage.printer.pieces)
        play.stage.printer.switch("paper_out")
        try:
            citizen.touches_field("ho_tich")
            citizen.touches_procedure(walk.BIRTH)
            number = walk.take_number(citizen, step)
            step.check(
                citizen.visit.slip(TICKET) is Slip.ON_SCREEN,
                N_("the number stands on the screen"),
            )
            ticket = citizen.visit.ticket
            assert ticket is not None
            screen = play.recorder.folder / "screens" / "no_paper_number.png"
            play.check_codes(step, screen, slip_url(play.stage.context.public_url, "ticket", ticket.token))
            wait_until(
                lambda: any(notice.kind == "printer_paper_out" for notice in play.officer.notices()),
                "the notice at the console",
                5,
            )
            step.check(len(play.stage.printer.pieces) == papers, N_("no paper came out"))
            play.picture_page(step, f"/counter/{play.officer.counter}", "console_no_paper", number)
        finally:
            play.stage.printer.switch("paper_out", on=False)
        called = play.officer.call_next()
        step.check(
            called is not None and called.number == number, N_("number {number} is called"), number=number
        )
        play.officer.act("finish")
        walk.finish(citizen)


def play_power_off(play: Play) -> None:
    """Plays a power failure in the middle of a ticket: the number stays valid, one marked
    reprint comes out.
    """
    with (
        play.citizen("power_off") as citizen,
        play.recorder.step(POWER_OFF, N_("The number stays valid; the ticket comes again, marked")) as step,
    ):
        printer = play.stage.printer
        papers = len(printer.pieces)
        printer.arm("power_off", rows=ROWS_BEFORE_POWER_OFF)
        citizen.touches_field("ho_tich")
        citizen.touches_procedure(walk.BIRTH)
        citizen.touches("Number only")
        wait_until(lambda: "power_off" in printer.switches, "the power to go", 10)
        visit = citizen.until(lambda visit: visit.ticket is not None, "a number")
        assert visit.ticket is not None
        citizen.picture(step, "number")
        step.check(len(printer.pieces) == papers, N_("no whole ticket has come out"))
        wait_until(lambda: "printer_unreachable" in _notices(play), "the notice at the console", 10)
        step.check(True, N_("the staff is told that the printer does not answer"))
        printer.switch("power_off", on=False)
        citizen.until(
            lambda visit: visit.slip(TICKET) in (Slip.PRINTED, Slip.ON_SCREEN),
            "the slip's end",
            25,
        )
        citizen.picture(step, "after")
        step.check(citizen.visit.slip(TICKET) is Slip.PRINTED, N_("the ticket is on paper after all"))
        inked = [piece for piece in printer.pieces[papers:] if any(piece.rows)]
        step.check(len(inked) == 2, N_("the torn ticket and one more came out, nothing else"))
        for piece in inked:
            assert piece.file is not None
            play.recorder.name_file(step, piece.file)
        assert inked[-1].file is not None
        play.check_codes(
            step, inked[-1].file, slip_url(play.stage.context.public_url, "ticket", visit.ticket.token)
        )
        step.note(N_("the second one begins with “BẢN IN LẠI”"))
        play.picture_page(step, f"/counter/{play.officer.counter}", "console_power_off", visit.ticket.number)
        called = play.officer.call_next()
        number = visit.ticket.number
        step.check(
            called is not None and called.number == number, N_("number {number} is called"), number=number
        )
        play.officer.act("finish")
        walk.finish(citizen)


def _notices(play: Play) -> set[str]:
    return {notice.kind for notice in play.officer.notices()}


def play_unreadable(play: Play) -> None:
    """Plays a scratched card: she types by hand instead."""
    with (
        play.citizen("unreadable") as citizen,
        play.recorder.step(UNREADABLE, N_("She types her details by hand instead")) as step,
    ):
        citizen.touches_field("ho_tich")
        citizen.touches_procedure(walk.BIRTH)
        citizen.touches("Start now")
        walk.hold_under_camera(citizen, step, specimens.card_unreadable(), "card")
        walk.consent(citizen)
        visit = citizen.until(lambda visit: visit.problem is not None, "the kiosk to give up on the card", 30)
        assert visit.problem is not None
        step.check("requester" not in filled(visit).persons, N_("nothing was guessed from it"))
        step.note(N_("the kiosk reports: {fault}"), fault=visit.problem.id)
        citizen.picture(step, "card")
        citizen.touches("No card")
        citizen.until(lambda visit: visit.at == "person:requester", "the page for her details")
        citizen.touches("Full name")
        citizen.types("Nguyễn Thị MẪU")
        citizen.picture(step, "name")
        citizen.touches("Continue")
        visit = citizen.until(lambda visit: "requester" in filled(visit).persons, "the typed name")
        step.check(
            filled(visit).persons["requester"].values["name"].source == "typed",
            N_("the name is marked as typed"),
        )


def play_nobody(play: Play) -> None:
    """Plays the idle time-out: warning at 60 s, 20 s count-down, then wiped; on the virtual clock."""
    clock = VirtualClock(datetime.now(ICT))
    with (
        play.citizen("nobody", clock) as citizen,
        play.recorder.step(
            NOBODY, N_("Warning at 60 s, count-down of 20 s, then everything is wiped")
        ) as step,
    ):
        step.note(N_("played on a virtual clock: the minute did not pass in this room"))
        citizen.touches_field("ho_tich")
        citizen.touches_procedure(walk.BIRTH)
        citizen.touches("Start now")
        walk.consent(citizen)
        walk.show_card(citizen, step)
        for second in range(60):
            step_seconds(clock, citizen.kiosk.session.tick)
            if second < 58 and citizen.visit.countdown is not None:
                step.require(False, "the warning came too early")
        step.check(citizen.visit.countdown == 20, N_("the warning shows at 60 s, with 20 s left"))
        citizen.picture(step, "warning")
        citizen.touches("More time")
        step.check(citizen.visit.countdown is None, N_("“Thêm thời gian” gives the time back"))
        for _ in range(79):
            step_seconds(clock, citizen.kiosk.session.tick)
        step.check(citizen.visit.countdown == 1, N_("one second is left after 79 s"))
        step_seconds(clock, citizen.kiosk.session.tick)
        visit = citizen.until(lambda visit: visit.at == HOME, "home")
        step.check(not filled(visit).persons and not filled(visit).answers, N_("everything is wiped at 80 s"))
        citizen.picture(step, "wiped")


def step_seconds(clock: VirtualClock, tick: object) -> None:
    """Advances one virtual second, and the kiosk with it."""
    clock.advance(1)
    assert callable(tick)
    tick()


def play_english(play: Play) -> None:
    """Plays a visit in English from start to end."""
    papers = len(play.stage.printer.pieces)
    with play.citizen("en") as citizen:
        with play.recorder.step(ENGLISH, N_("Home in English, and a search")) as step:
            citizen.touches("English")
            citizen.until(lambda visit: visit.lang == "en", "English")
            citizen.picture(step, "home")
            walk.find_by_typing(citizen, step)
            walk.open_procedure(citizen, step)
        with play.recorder.step(ENGLISH, N_("From the procedure's page to the slip")) as step:
            walk.whole_dossier(citizen, step)
            submission, ticket = filled(citizen.visit).submission, citizen.visit.ticket
            assert submission is not None
            assert ticket is not None
            public = play.stage.context.public_url
            play.check_paper(step, play.paper(papers + 1), slip_url(public, "ticket", ticket.token))
            play.check_paper(step, play.paper(papers + 2), slip_url(public, "dossier", submission.token))
        with play.recorder.step(ENGLISH, N_("The call in both languages, and the decision")) as step:
            sounds = play.sounds("hall")
            called = play.officer.call_next()
            step.check(
                called is not None and called.number == ticket.number,
                N_("number {number} is called"),
                number=ticket.number,
            )
            play.check_sound(step, "hall", sounds)
            found = play.officer.find(submission.reference)
            decided = play.officer.decide(
                found[0].id, "supplement", "Thiếu giấy chứng sinh bản chính", ("birth_notice",)
            )
            step.check(decided.state is DossierState.SUPPLEMENT, N_("the officer asks for a supplement"))
            play.officer.act("finish")
            walk.finish(citizen)
            citizen.touches("English")
            citizen.touches("I have a slip: where is my dossier?")
            walk.hold_under_camera(citizen, step, specimens.slip_held_up(play.paper(papers + 2)), "slip")
            citizen.until(lambda visit: visit.at == "status", "the dossier's state")
            citizen.picture(step, "status")
            walk.finish(citizen)
