"""Plays a birth registration by voice: a grandmother says what she wants, from WAV files, to the real ear."""

from __future__ import annotations

from pathlib import Path

from config.schema import DeviceChoice, Idle, Profile
from devices.simulators.specimen_card import FATHER, GRANDMOTHER, MOTHER
from devices.speech.models import models_folder
from kiosk.language.messages import N_
from kiosk.ports.slots import MICROPHONE, RECOGNISER, DeviceSet
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import Slip
from ui.demo import walk
from ui.demo.citizen import Citizen
from ui.demo.overheard import OverheardRecogniser
from ui.demo.play import Play
from ui.demo.recorder import Step
from ui.demo.visit_scene import check_nothing_left
from ui.demo.voice_person import VoicePerson
from ui.demo.voice_script import CHILD, FACTS, SECTIONS

SCENE = N_("A grandmother registers the birth of her grandchild by voice")
SAID = "said"
PLANTED = (GRANDMOTHER.id, GRANDMOTHER.birth_date, MOTHER.id, FATHER.id, CHILD)
TYPED = "recogniser.typed"
SLOW = Idle(warn_s=600)
"""A machine on which much else goes on takes half a minute to understand a sentence; nobody has left then."""


def with_voice(profile: Profile, folder: Path) -> Profile:
    """Gives a demo's profile with an ear: what lies in a folder below `folder` is said before its microphone.
    The recogniser is the profile's own, else Whisper, with its model where `./run models get` puts it.
    """
    whisper = DeviceChoice(driver="recogniser.whisper", options={"models": models_folder()})
    microphone = DeviceChoice(driver="microphone.folder", options={"folder": folder / SAID, "waits": True})
    devices = {RECOGNISER.name: whisper, **profile.devices, MICROPHONE.name: microphone}
    return profile.model_copy(update={"devices": devices, "idle": SLOW})


def play_voice(play: Play) -> None:
    """Plays the visit to the number that is said; the report has what was heard beside what was said."""
    ears: list[OverheardRecogniser] = []

    def overheard(devices: DeviceSet) -> DeviceSet:
        recogniser = devices.get(RECOGNISER)
        assert recogniser is not None
        ears.append(OverheardRecogniser(recogniser))
        return devices.put(RECOGNISER, ears[0])

    with play.citizen("voice", around=overheard) as citizen:
        choice = play.stage.profile.devices[RECOGNISER.name]
        typed = Path(choice.options["file"]) if choice.driver == TYPED else None
        sounds = play.stage.folder / "sound" / "kiosk"
        person = VoicePerson(citizen, ears[0], play.stage.folder / SAID, sounds, typed)
        for section in SECTIONS:
            with play.recorder.step(SCENE, section.title) as step:
                if section is SECTIONS[0]:
                    _tell_what_it_is(step, choice.driver)
                if section is SECTIONS[-1]:
                    _check_values(citizen, step)
                person.plays(section, step)
        with play.recorder.step(SCENE, N_("Her number has been said")) as step:
            _check_number(play, citizen, person, step)
        with play.recorder.step(SCENE, N_("She leaves: nothing personal is left at the kiosk")) as step:
            walk.finish(citizen)
            check_nothing_left(play, citizen, step, PLANTED)
            citizen.picture(step, "home_again")


def _tell_what_it_is(step: Step, driver: str) -> None:
    step.note(
        N_(
            "The voice is a machine's (espeak-ng). Its sentences, voices and speeds were chosen so that this "
            "ear ({driver}) hears them; they are no evidence of how people are heard. What was not heard "
            "stands here as it happened."
        ),
        driver=driver,
    )


def _check_values(citizen: Citizen, step: Step) -> None:
    """Checks before the hand-in that nothing else was taken than what she meant."""
    known = filled(citizen.visit)
    values = dict(known.answers)
    for role, given in known.persons.items():
        values |= {f"{role}.{name}": value.text for name, value in given.values.items()}
    wrong = [name for name, fact in FACTS.items() if values.get(name) != fact]
    step.check(not wrong, N_("every answer is as she meant it"))


def _check_number(play: Play, citizen: Citizen, person: VoicePerson, step: Step) -> None:
    visit = citizen.until(
        lambda visit: (
            visit.at == HANDED_IN
            and visit.slip(SlipPurpose.SUBMISSION) in (Slip.PRINTED, Slip.ON_SCREEN)
            and visit.voice.saying is None
        ),
        "the dossier to be handed in",
    )
    citizen.picture(step, "handed_in")
    ticket, submission = visit.ticket, filled(visit).submission
    assert ticket is not None
    assert submission is not None
    said = [speak.text for speak in person.spoken if ticket.number in speak.text]
    step.check(said, N_("the voice says number {number}"), number=ticket.number)
    step.note(N_("the kiosk says: {text}"), text=said[-1] if said else "")
    step.check(filled(visit).delivered, N_("the hub has taken the dossier over"))
    found = play.officer.find(submission.reference)
    step.check(len(found) == 1, N_("the hub holds the dossier exactly once"))
    acts = [act for one in play.recorder.steps for act in one.acts if act.said]
    heard = [act for act in acts if act.heard]
    step.note(
        N_("{said} sentences: {exact} heard word for word, {other} as something else, {unheard} not heard"),
        said=len(acts),
        exact=sum(act.heard[0][0].casefold() == act.said for act in heard),
        other=sum(act.heard[0][0].casefold() != act.said for act in heard),
        unheard=len(acts) - len(heard),
    )
