"""Acts as a citizen who speaks: says her words where the kiosk asks, and uses her hand where it does not hear
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from devices.simulators import specimens
from devices.simulators.specimen_card import FATHER, MOTHER
from devices.simulators.specimen_photo import Photo
from devices.speech.espeak_voice import EspeakVoice
from kiosk.catalogue.describe import words
from kiosk.language.messages import N_
from kiosk.ports.device import Fault
from kiosk.ports.speech import Heard
from kiosk.visit.effects import AskAssistant, CapturePage, HandIn, Listen, ReadPaper, Speak, TakeNumber
from kiosk.visit.journeys.application.asking import asked as asked_here
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.route import current_step, is_complete, step_at
from kiosk.visit.journeys.application.state import Step as FormPage
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import ROBOT
from kiosk.visit.listening import can_speak
from kiosk.visit.model import HOME, KioskContext, Visit
from ui.demo import walk
from ui.demo.citizen import Citizen
from ui.demo.overheard import OverheardRecogniser
from ui.demo.recorder import Act, NotTrue, Step
from ui.demo.voice_script import BIRTH, CONFIRMED, FACTS, WANTED, Part, Section, Words

PATIENCE_S = 200.0
_BUSY = (AskAssistant, CapturePage, HandIn, ReadPaper, TakeNumber)
_HELD: dict[str, tuple[str, Callable[[], Photo]]] = {
    "grandmother": (N_("holds her card before the camera"), specimens.card_2021),
    "mother": (N_("holds the mother's card before the camera"), lambda: specimens.card_2024(MOTHER)),
    "father": (N_("holds the father's card before the camera"), lambda: specimens.card_2024(FATHER)),
    "birth_notice": (N_("lays the birth notice under the camera"), specimens.birth_notice_sheet),
}


def asked(context: KioskContext, visit: Visit) -> str:
    """Names what the kiosk asks now: "told" (is what you said right?), "confirm" (shall I?), "unwanted"
    (shall I do what she did not mean?), else what the page asks.
    """
    if filled(visit).told:
        return "told"
    if visit.voice.thread.pending is not None:
        return "confirm" if visit.at in WANTED else "unwanted"
    if visit.at == ROBOT and visit.voice.thread.procedure == BIRTH:
        return "robot answered"
    return _asked_by(context, visit, current_step(context, visit))


def _asked_by(context: KioskContext, visit: Visit, step: FormPage | None) -> str:
    """Names what a page asks: "offered" (is what a paper says right?), a value, or the page, with how far its
    card or paper is.
    """
    if step is not None and offered_on(step, filled(visit)):
        return "offered"
    if step is None or step.kind not in ("card", "paper"):
        wanted = asked_here(context, visit)
        return step.kind if step and step.kind == "consent" else wanted.step if wanted else visit.at
    if filled(visit).page is not None:
        return f"{visit.at} taken"
    done = is_complete(step, filled(visit))
    return f"{visit.at} {'read' if step.kind == 'card' else 'kept'}" if done else visit.at


@dataclass(slots=True)
class VoicePerson:
    """Acts as one person. `said_in` is the folder of the simulated microphone; `typed` is the file of a
    recogniser that is typed into, if it is one; `sounds_in` is where the loudspeaker's sounds lie.
    """

    citizen: Citizen
    ear: OverheardRecogniser
    said_in: Path
    sounds_in: Path
    typed: Path | None = None
    tries: Counter[str] = field(default_factory=Counter)
    spoken: list[Speak] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        self.said_in.mkdir(parents=True, exist_ok=True)
        self.citizen.kiosk.session.subscribe(self._listens)

    def _listens(self, visit: Visit) -> None:
        """Notes what the kiosk begins to say."""
        saying = visit.voice.saying
        if saying is not None and (not self.spoken or saying is not self.spoken[-1]):
            self.spoken.append(saying)

    @property
    def asked(self) -> str:
        """Names what the kiosk asks now."""
        return asked(self.citizen.context, self.citizen.visit)

    def plays(self, section: Section, step: Step) -> None:
        """Says and does what the section has, until something is asked that it has not."""
        parts = {**CONFIRMED, **section.parts}
        self._waits_for_turn()
        while self.asked in parts:
            self._acts(parts[self.asked], step)

    def _acts(self, part: Part, step: Step) -> None:
        was = self.asked
        self.acts += 1
        place = f"{was} {self.citizen.visit.at}" if was in CONFIRMED else was
        act = Act(at=place, picture=self._picture(step, place))
        step.acts.append(act)
        said, played = len(self.spoken), len(self._sounds())
        if part.lay and self.tries[place] == 0:
            message, photo = _HELD[part.lay]
            walk.hold_under_camera(self.citizen, step, photo(), part.lay)
            act.hand = self._text(message)
        tries = self.tries[place]
        self.tries[place] += 1
        speaks = tries < len(part.say) and can_speak(self.citizen.context, self.citizen.visit)
        if was == "told" and not self._is_so():
            self._by_hand(Part(touch="No, once more"), act)
        elif speaks:
            self._says(part.say[tries], act, step)
        elif part.lay and not part.say:
            self.citizen.until(lambda _: self.asked != was, f"what is held up at {place}", 30)
            self.citizen.camera.lay(None)
        else:
            self._by_hand(part, act)
        self._waits_for_turn()
        act.then = f"{self.asked} {self.citizen.visit.at}" if self.asked in CONFIRMED else self.asked
        act.replies = [speak.text for speak in self.spoken[said:]]
        act.reply_sounds = [self._named(file) for file in self._sounds()[played:]]

    def _says(self, spoken: Words, act: Act, step: Step) -> None:
        """Touches "Speak" where the kiosk does not listen already, and says the words."""
        voice = EspeakVoice(EspeakVoice.Options({"vi": spoken.voice}, spoken.rate))
        sound = voice.speak(spoken.text, "vi")
        step.require(not isinstance(sound, Fault), f"espeak-ng does not speak: {sound}")
        assert not isinstance(sound, Fault)
        if not self.citizen.visit.waits_for(Listen):
            self.citizen.touches("Ask in your own words" if self.citizen.visit.at == HOME else "Speak")
            self.citizen.until(lambda visit: visit.waits_for(Listen), "the kiosk to listen")
        heard = len(self.ear.hearings)
        [listening] = (one for one in self.citizen.visit.pending if isinstance(one, Listen))
        if self.typed is not None:
            with self.typed.open("a", encoding="utf-8") as lines:
                lines.write(spoken.text + "\n")
        file = self.said_in / f"{self.acts:03}.wav"
        beside = file.with_suffix(".part")
        beside.write_bytes(sound.wav)
        beside.replace(file)
        self.citizen.until(
            lambda visit: listening not in visit.pending and len(self.ear.hearings) > heard,
            f"“{spoken.text}” to be heard",
            PATIENCE_S,
        )
        hearing = self.ear.hearings[heard]
        act.said, act.voice = spoken.text, f"{spoken.voice}, {spoken.rate}"
        act.sound, act.expected, act.ms = self._named(file), hearing.expected.kind, hearing.ms
        if isinstance(hearing.found, Heard):
            act.heard = hearing.found.nbest
        else:
            act.fault = hearing.found.detail

    def _by_hand(self, part: Part, act: Act) -> None:
        citizen, was = self.citizen, self.asked
        over = citizen.visit.voice.over
        if over is not None and not over.confirm:
            citizen.touches("Continue")  # puts the robot's answer away that stands over the page
            citizen.until(lambda visit: visit.voice.over is None, "the page again")
        if part.option:
            act.hand = self._chooses(part.option, was)
        elif part.procedure:
            act.hand = citizen.context.catalogue.entries[part.procedure].name.vi
            citizen.touches_procedure(part.procedure)
        elif part.write:
            act.hand = part.write
            wanted = asked_here(citizen.context, citizen.visit)
            step = step_at(citizen.context, citizen.visit, wanted.step) if wanted else None
            if step is not None and step.input is not None and step.id != citizen.visit.at:
                citizen.touches(step.input.label)
            citizen.types(part.write)
            citizen.touches("Continue")
        elif part.touch:
            act.hand = self._text(part.touch)
            citizen.touches(part.touch)
        else:
            raise NotTrue(f"{was}: it was not heard, and there is nothing to do by hand")
        citizen.until(lambda _: self.asked != was, f"something else to be asked than {was}")

    def _chooses(self, option: str, asked_for: str) -> str:
        """Touches an answer, and says what it is called: alone on its page, or together with others."""
        citizen = self.citizen
        step = step_at(citizen.context, citizen.visit, asked_for)
        if step is not None and step.input is not None:
            citizen.touches_detail(step.input.label, step.input.choices[option])
            return self._text(step.input.choices[option])
        found = step.question.options if step is not None and step.question is not None else ()
        names = {one.id: words(one.name, citizen.visit.lang, citizen.context.messages) for one in found}
        if asked_for == citizen.visit.at:
            citizen.touches_option(option)
        else:
            citizen.touches_answer(asked_for, option)
        return names.get(option, option)

    def _is_so(self) -> bool:
        """Says that what was read back is what she means."""
        return all(FACTS.get(step) == value for step, value in filled(self.citizen.visit).told)

    def _waits_for_turn(self) -> None:
        self.citizen.until(_is_her_turn, "the kiosk to be ready for the next words", PATIENCE_S)

    def _picture(self, step: Step, place: str) -> str:
        name = "".join(letter if letter.isalnum() else "_" for letter in place)
        self.citizen.picture(step, f"{self.acts:02}_{name}")
        return step.files.pop()

    def _text(self, message: str) -> str:
        return self.citizen.context.messages.text(self.citizen.visit.lang, message)

    def _sounds(self) -> list[Path]:
        return sorted(self.sounds_in.glob("*.wav"))

    def _named(self, file: Path) -> str:
        return file.relative_to(self.citizen.recorder.folder).as_posix()


def _is_her_turn(visit: Visit) -> bool:
    if any(visit.waits_for(kind) for kind in _BUSY) or visit.voice.saying is not None:
        return False
    return visit.waits_for(Listen) or not visit.voice.leads
