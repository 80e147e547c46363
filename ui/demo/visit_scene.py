"""Plays the whole visit: from "khai sinh cho cháu" to the accepted dossier, each step
checked from outside.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from devices.simulators import specimens
from devices.simulators.specimen_card import GRANDMOTHER
from kiosk.clock import ICT
from kiosk.contract.dossier import DossierState
from kiosk.contract.event import NumberCalled
from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import PROCEDURE, ROBOT, Exploring
from kiosk.visit.journeys.status import STATUS, Following
from kiosk.visit.model import HOME
from ui.demo import walk
from ui.demo.citizen import Citizen, wait_until
from ui.demo.officer import BoardListener
from ui.demo.play import PC_TALL, PHONE, WALL, Play
from ui.demo.recorder import Step

SCENE = N_("A grandmother registers the birth of her grandchild")
SAME_DAY_HOUR = 15


def play_visit(play: Play) -> None:
    """Plays all ten steps of the visit."""
    with play.citizen("vi") as citizen:
        _home_and_search(play, citizen)
        _ask_robot(play, citizen)
        number = _number_at_once(play, citizen)
        _dossier(play, citizen)
        _restart(play, citizen)
        dossier = _called(play, number)
        _decision(play, citizen, dossier)
        _slip_shown(play, citizen)
        _gone(play, citizen)


def _step(play: Play, name: str) -> Any:
    return play.recorder.step(SCENE, name)


def _home_and_search(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("Home, and a search on the on-screen keyboard")) as step:
        citizen.picture(step, "home")
        walk.find_by_typing(citizen, step)
        citizen.touches("Back")
        citizen.until(lambda visit: visit.at == HOME, "home again")


def _ask_robot(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("She asks the robot by text")) as step:
        sounds = play.sounds("kiosk")
        citizen.touches("Ask in your own words")
        citizen.until(lambda visit: visit.at == ROBOT, "the robot's page")
        citizen.types("khai sinh cho cháu cần giấy tờ gì")
        citizen.touches("Ask")
        visit = citizen.until(lambda visit: visit.of(Exploring).reply is not None, "the robot's reply")
        reply = visit.of(Exploring).reply
        assert reply is not None
        citizen.picture(step, "robot")
        step.note(N_("the robot says: {text}"), text=reply.text)
        step.check(reply.citations, N_("the answer names its source and date"))
        play.check_sound(step, "kiosk", sounds)


def _number_at_once(play: Play, citizen: Citizen) -> str:
    with _step(play, N_("The procedure's page, and a number in three touches")) as step:
        citizen.touches("Back")
        citizen.until(lambda visit: visit.at == HOME, "home again")
        citizen.touches_field("ho_tich")
        walk.open_procedure(citizen, step)
        number = walk.take_number(citizen, step)
        ticket = citizen.visit.ticket
        assert ticket is not None
        url = slip_url(play.stage.context.public_url, "ticket", ticket.token)
        play.check_paper(step, play.paper(1), url)
        play.picture_page(step, f"/t/{ticket.token}", "phone_number", number, PHONE)
        citizen.touches("Back")
        citizen.until(lambda visit: visit.at == PROCEDURE, "the procedure again")
        return number


def _dossier(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("Begin: the linked procedure is offered, consent is asked")) as step:
        walk.start(citizen, step)
        walk.consent(citizen)
    with _step(play, N_("Her card, through the real camera path")) as step:
        walk.show_card(citizen, step)
    with _step(play, N_("The questions, short ones together")) as step:
        walk.answer_questions(citizen, step)
    with _step(play, N_("The papers")) as step:
        digest = walk.photograph_papers(citizen, step)
        step.note(N_("kept as {digest}"), digest=digest)
    with _step(play, N_("Child, mother and father")) as step:
        walk.fill_in_the_others(citizen, step)
    with _step(play, N_("Check, hand in, take the slip")) as step:
        walk.check_and_hand_in(citizen, step)
        submission = filled(citizen.visit).submission
        assert submission is not None
        step.check(filled(citizen.visit).delivered, N_("the hub has taken the dossier over"))
        step.note(N_("local reference {reference}"), reference=submission.reference)
        url = slip_url(play.stage.context.public_url, "dossier", submission.token)
        play.check_paper(step, play.paper(2), url)


def _restart(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("The hub is restarted: the dossier is still there, and opens with its key")) as step:
        submission = filled(citizen.visit).submission
        assert submission is not None
        play.stage.switch_hub_off()
        play.stage.switch_hub_on()
        play.log_in()
        found = play.officer.find(submission.reference)
        step.check(len(found) == 1, N_("the hub holds the dossier exactly once"))
        dossier = play.officer.dossier(found[0].id)
        [paper] = [paper for paper in dossier.papers if paper.id == "birth_notice"]
        picture = play.officer.file(paper.files[0].url)
        play.recorder.keep(step, "officer/birth_notice.jpg", picture)
        captured = (play.recorder.folder / "given" / "vi_captured.jpg").read_bytes()
        step.check(picture == captured, N_("the hub's picture is the captured page, byte for byte"))
        plain = [
            path.name
            for path in play.stage.hub_folder.rglob("*")
            if path.is_file() and (captured[:64] in path.read_bytes() or _CARD_ID in path.read_bytes())
        ]
        step.check(not plain, N_("nothing of it lies in the hub's files unencrypted"))
        persons = {person.role: person for person in dossier.persons}
        names = {given.value for given in persons["requester"].values}
        step.check(GRANDMOTHER.name in names, N_("the officer sees the requester's name"))


_CARD_ID = GRANDMOTHER.id.encode()


def _called(play: Play, number: str) -> str:
    with _step(play, N_("The officer calls the number; board and loudspeaker follow")) as step:
        board = BoardListener(play.stage.hub_url)
        sounds = play.sounds("hall")
        called = play.officer.call_next()
        step.check(
            called is not None and called.number == number, N_("number {number} is called"), number=number
        )
        heard = board.wait(lambda event: isinstance(event, NumberCalled) and event.number == number, 1.0)
        step.check(heard is not None, N_("the board hears of it within a second"))
        play.check_sound(step, "hall", sounds)
        play.picture_page(step, "/board", "board", number, WALL)
        at_counter = play.officer.at_counter()
        [dossier] = at_counter.dossiers
        step.check(dossier.procedure == walk.BIRTH, N_("the papers lie beside the ticket"))
        play.officer.act("start")
        play.picture_page(step, f"/counter/{play.officer.counter}", "console", dossier.reference, PC_TALL)
        return dossier.id


def _decision(play: Play, citizen: Citizen, dossier: str) -> None:
    with _step(play, N_("The officer accepts: code, due date, receipt")) as step:
        accepted = play.officer.decide(dossier, "accept")
        step.note(N_("dossier code {code}, due {due}"), code=accepted.code or "–", due=str(accepted.due))
        unit = play.stage.context.centre.dossier_unit
        step.check(
            bool(accepted.code) is (unit is not None),
            N_("the dossier has a code where the unit code is known, and none is invented"),
        )
        assert accepted.accepted_at is not None
        assert accepted.due is not None
        assert accepted.receipt_url is not None
        at, due = accepted.accepted_at.astimezone(ICT), accepted.due
        if at.hour >= SAME_DAY_HOUR:
            step.check(due > at.date(), N_("accepted after 15:00, so it is due on a later working day"))
        else:
            step.check(
                due >= at.date(), N_("accepted before 15:00, so it is due that day or the next working day")
            )
        receipt = play.officer.file(accepted.receipt_url)
        path = play.recorder.keep(step, "officer/receipt.png", receipt)
        submission = filled(citizen.visit).submission
        token = submission.token if submission else ""
        play.check_codes(step, path, slip_url(play.stage.context.public_url, "dossier", token))
        shown = accepted.code or play.stage.context.messages.text(
            "vi", N_("The centre's unit code is not known yet")
        )
        play.picture_page(step, f"/counter/{play.officer.counter}", "console_accepted", shown, PC_TALL)
        play.officer.act("finish")


def _slip_shown(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("The slip's code before the kiosk shows where the dossier is")) as step:
        walk.finish(citizen)
        citizen.touches("I have a slip: where is my dossier?")
        slip = specimens.slip_held_up(play.paper(2))
        walk.hold_under_camera(citizen, step, slip, "slip")
        visit = citizen.until(lambda visit: visit.at == STATUS, "the dossier's state")
        status = visit.of(Following).status
        assert status is not None
        citizen.picture(step, "status")
        citizen.camera.lay(None)
        step.check(status.state is DossierState.ACCEPTED, N_("the kiosk says: accepted"))
        page = f"/d/{_token_of(play)}"
        play.picture_page(step, page, "phone_dossier", status.reference, PHONE)


def _token_of(play: Play) -> str:
    """Reads the token in the slip's code from the paper, as a phone does."""
    [text] = play.codes_on(play.paper(2))
    return text.rsplit("/", 1)[-1]


def _gone(play: Play, citizen: Citizen) -> None:
    with _step(play, N_("She leaves: nothing personal is left at the kiosk")) as step:
        walk.finish(citizen)
        check_nothing_left(play, citizen, step)
        citizen.picture(step, "home_again")


PLANTED = (GRANDMOTHER.id, walk.CHILD["name"], "0900000000", "1957-03-02")


def check_nothing_left(play: Play, citizen: Citizen, step: Step, planted: tuple[str, ...] = PLANTED) -> None:
    """Checks that no page is in memory, and no planted value in the kiosk's files, logs
    or temporary files.
    """
    step.check(citizen.kiosk.session.pages_held == 0, N_("no page is held in memory"))
    folders = (play.stage.profile.data_dir, Path(tempfile.gettempdir()))
    secrets = [text.encode() for text in planted]
    wait_until(lambda: not files_with(secrets, folders), "the kiosk's files to be clean", 3)
    step.check(not files_with(secrets, folders), N_("no file, log or temporary file holds a planted value"))


def files_with(secrets: list[bytes], folders: tuple[Path, ...]) -> list[Path]:
    """Lists the files below `folders` that hold one of `secrets` in plain sight."""
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    ]
