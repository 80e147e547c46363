"""Runs each effect: on its port and lane, and makes its result an event."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from kiosk.contract.appointment import CheckedIn
from kiosk.contract.notice import NoticeState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import ShownHow, Ticket
from kiosk.dossier.codes import SlipCode
from kiosk.dossier.ids import new_token, uuid7
from kiosk.gateway import HandedIn, HubGateway
from kiosk.identity import mrz
from kiosk.identity.meaning import Understood, understand
from kiosk.identity.model import CitizenCard
from kiosk.paper.job import slip_job
from kiosk.ports.codes import Glimpse, SightedReader
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.ports.printing import Printed
from kiosk.ports.record import Audit
from kiosk.ports.slots import (
    CODE_READER,
    DOCUMENT_CAMERA,
    PAPER_READER,
    PLAYER,
    SLIP_PRINTER,
    VOICE,
    DeviceSet,
    slots_of,
)
from kiosk.ports.speech import Ear, Heard
from kiosk.queue.model import NoTimeLeft
from kiosk.reading.clipping import clipping
from kiosk.reading.layout import load_layouts
from kiosk.reading.offer import Offered, known_names, offered
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Assistant, Reply
from kiosk.visit.chime import chime
from kiosk.visit.model import KioskContext
from kiosk.visit.mouth import Lane, Mouth
from kiosk.visit.reading import card_of, slip_of

READ_WAIT_S = 30.0
SILENCE_WITHIN_S = 300.0
"""How long a hearing waits for the kiosk to end what it says."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Holds the ports of one kiosk. A device that is not there is None; its screens offer the other way."""

    hub: HubGateway
    assistant: Assistant
    audit: Audit
    devices: DeviceSet
    ear: Ear | None = None


LANES = ("hub", "robot", *(slot.lane for slot in slots_of("kiosk")))


@dataclass(slots=True)
class EffectRunner:
    """Runs effects. Holds nothing of a citizen but the pages captured in the running visit.

    `post` takes events from any lane's thread; `today` is asked on them. `turn` counts what has been stopped:
    a call that was queued before a stop ends at once.
    """

    context: KioskContext
    ports: Ports
    lanes: Mapping[str, Lane]
    post: Callable[[ev.Event], object]
    today: Callable[[], date]
    pages: dict[str, bytes] = field(default_factory=dict, repr=False)
    reading_turn: int = 0
    listening_turn: int = 0
    is_listening: bool = False
    mouth: Mouth = field(init=False)

    def __post_init__(self) -> None:
        self.mouth = Mouth(self.ports.devices.get(VOICE), self.ports.devices.get(PLAYER), self.lanes)

    def run(self, visit: str, effect: fx.Effect) -> None:
        """Starts one effect for the visit of that id; its event comes by `post`."""
        _RUN[type(effect)](self, visit, effect)

    def take_number(self, visit: str, effect: fx.TakeNumber) -> None:
        """Takes a number from the hub."""

        def done(result: object) -> None:
            if isinstance(result, Ticket):
                self.ports.audit.record("number_taken", origin=result.origin, field=result.field)
                self.post(oc.NumberTaken(visit, effect, result))
            elif isinstance(result, NoTimeLeft):
                self.ports.audit.record("no_number", ahead=result.ahead, field=effect.request.field)
                self.post(oc.NumberTaken(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.lanes["hub"].submit(lambda: self.ports.hub.take_number(effect.request), done)

    def print_slip(self, visit: str, effect: fx.PrintSlip) -> None:
        """Renders and prints; a ticket on paper may then be called."""

        def call() -> Printed | Fault:
            printer = self.ports.devices.get(SLIP_PRINTER)
            if printer is None:
                return Fault("printer_unreachable", "no printer in the profile")
            width = printer.width()
            job = slip_job(effect.job, effect.purpose.value, effect.data, self.context.messages, width)
            return printer.print(job)

        def done(result: object) -> None:
            if not isinstance(result, Printed):
                self._fail(visit, effect, result)
                return
            self.ports.audit.record("slip_printed", slip=effect.purpose.value, confirmed=result.confirmed)
            if effect.ticket is not None:
                how: ShownHow = "paper" if result.confirmed else "screen"
                self.number_shown(visit, fx.NumberShown(effect.ticket, how))
            self.post(oc.SlipPrinted(visit, effect))

        self.lanes["printer"].submit(call, done)

    def number_shown(self, visit: str, effect: fx.NumberShown) -> None:
        """Reports that the number is on paper or on the screen: it may be called."""
        self._report(visit, effect, lambda: self.ports.hub.number_shown(effect.ticket, effect.how))

    def read_card(self, visit: str, effect: fx.ReadCard) -> None:
        """Reads a card, strictly parsed."""

        def done(result: object) -> None:
            if isinstance(result, CitizenCard):
                self.ports.audit.record("card_read", warnings=len(result.warnings))
                self.post(oc.CardRead(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self._read(visit, card_of, done)

    def read_slip_code(self, visit: str, effect: fx.ReadSlipCode) -> None:
        """Reads a slip's code; the hub says where its dossier is."""

        def looked_up(found: Understood | Fault) -> SubmissionStatus | SlipCode | Fault:
            slip = slip_of(found)
            if isinstance(slip, Fault) or slip.kind == "appointment":
                return slip
            return self.ports.hub.look_up(slip.token)

        def done(result: object) -> None:
            if isinstance(result, SlipCode):
                self.post(oc.SlipRead(visit, effect, result))
            elif isinstance(result, SubmissionStatus):
                self.ports.audit.record("dossier_looked_up", by="slip", found=1)
                self.post(oc.SlipRead(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self._read(visit, looked_up, done)

    def find_dossiers(self, visit: str, effect: fx.FindDossiers) -> None:
        """Asks the hub for dossiers without their slip."""

        def done(result: object) -> None:
            if isinstance(result, tuple):
                by = "card" if effect.card else "code"
                self.ports.audit.record("dossier_looked_up", by=by, found=len(result))
                self.post(oc.DossiersFound(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.lanes["hub"].submit(lambda: self.ports.hub.find(effect.code, effect.card), done)

    def check_in(self, visit: str, effect: fx.CheckIn) -> None:
        """Tells the hub that somebody has come for an appointment."""

        def done(result: object) -> None:
            if isinstance(result, CheckedIn):
                self.ports.audit.record("checked_in", arrival=result.arrival, field=result.field)
                self.post(oc.CameForAppointment(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.lanes["hub"].submit(
            lambda: self.ports.hub.check_in(effect.token, effect.code, effect.lang), done
        )

    def _read(
        self, visit: str, take: Callable[[Understood | Fault], object], done: Callable[[object], None]
    ) -> None:
        turn = self.reading_turn
        reader = self.ports.devices.get(CODE_READER)

        def report(glimpse: Glimpse) -> None:
            if turn == self.reading_turn:
                self.post(ev.Glimpsed(visit, glimpse))

        def call() -> object:
            if reader is None:
                return Fault("camera_missing", "no code reader in the profile")
            if turn != self.reading_turn:
                return Fault("no_code", "stopped")
            if isinstance(reader, SightedReader):
                reader.watch(report)
            reading = reader.read(READ_WAIT_S)
            if isinstance(reading, Fault):
                return reading
            if reading.symbology == mrz.SYMBOLOGY:
                return take(mrz.citizen_card(reading.payload))
            lost = reading.letters_lost
            return take(understand(reading.payload, self.context.public_url, self.today(), letters_lost=lost))

        self.lanes["reader"].submit(call, lambda result: done(result) if turn == self.reading_turn else None)

    def stop_reading(self, _visit: str, _effect: fx.StopReading) -> None:
        """Stops the reader: the screen no longer expects a code."""
        self.reading_turn += 1
        reader = self.ports.devices.get(CODE_READER)
        if reader is not None:
            reader.stop()

    def capture_page(self, visit: str, effect: fx.CapturePage) -> None:
        """Captures a page; its bytes stay here until they are handed in or wiped."""

        def call() -> Page | Fault:
            camera = self.ports.devices.get(DOCUMENT_CAMERA)
            if camera is None:
                return Fault("camera_missing", "no document camera in the profile")
            return camera.capture()

        def done(result: object) -> None:
            if not isinstance(result, Page):
                self._fail(visit, effect, result)
                return
            digest = hashlib.sha256(result.jpeg).hexdigest()
            self.pages[digest] = result.jpeg
            self.post(oc.PageCaptured(visit, effect, result, digest))

        self.lanes["camera"].submit(call, done)

    def read_paper(self, visit: str, effect: fx.ReadPaper) -> None:
        """Reads a kept page. One that was wiped meanwhile is no longer there."""

        def call() -> tuple[Offered, ...] | Fault:
            reader, jpeg = self.ports.devices.get(PAPER_READER), self.pages.get(effect.digest)
            if reader is None or jpeg is None:
                return Fault("paper_unread", "no reader in the profile" if reader is None else "wiped")
            read = reader.read(jpeg)
            if isinstance(read, Fault):
                return read
            found = offered(load_layouts(), read, effect.wanted, known_names(), effect.digest)
            return tuple(replace(one, clip=clipping(jpeg, one.box)) for one in found)

        def done(result: object) -> None:
            if isinstance(result, tuple):
                self.ports.audit.record("paper_read", wanted=len(effect.wanted), offered=len(result))
                self.post(oc.PaperRead(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.lanes["papers"].submit(call, done)

    def ask(self, visit: str, effect: fx.AskAssistant) -> None:
        """Asks the robot for its reply."""

        def done(result: object) -> None:
            if isinstance(result, Reply):
                self.post(oc.RobotReplied(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        robot = self.ports.assistant
        self.lanes["robot"].submit(lambda: robot.reply(effect.text, effect.about, effect.guesses), done)

    def listen(self, visit: str, effect: fx.Listen) -> None:
        """Listens to one utterance, while the kiosk itself is silent; nothing of its sound is kept."""
        self.listening_turn += 1
        turn, ear = self.listening_turn, self.ports.ear

        def call() -> Heard | Fault:
            if ear is None:
                return Fault("microphone_missing", "no microphone or no recogniser in the profile")
            while turn == self.listening_turn:
                texts = self.mouth.texts
                if not self.mouth.wait_for_silence(SILENCE_WITHIN_S):
                    break
                if texts != self.mouth.texts:
                    continue
                heard = ear.listen(effect.lang, effect.expected)
                if texts == self.mouth.texts:
                    return heard
            return Fault("not_heard", "stopped")

        def done(result: object) -> None:
            if turn == self.listening_turn:
                self.is_listening = False
            if isinstance(result, Heard):
                self.post(oc.WasHeard(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.is_listening = True
        self.lanes["recogniser"].submit(call, done)

    def stop_listening(self, _visit: str, _effect: fx.StopListening) -> None:
        """Throws away what is being said, also what is still waiting for its turn."""
        self.listening_turn += 1
        if self.ports.ear is not None:
            self.ports.ear.cancel()

    def end_listening(self, _visit: str, _effect: fx.EndListening) -> None:
        """Ends the utterance."""
        if self.ports.ear is not None:
            self.ports.ear.done()

    def speak(self, visit: str, effect: fx.Speak) -> None:
        """Says it; what is being heard meanwhile is the kiosk's own voice, and thrown away."""

        def done(result: object) -> None:
            if result is None:
                self.post(oc.WasSaid(visit, effect))
            else:
                self._fail(visit, effect, result)

        if self.ports.ear is not None and self.is_listening:
            self.ports.ear.cancel()
        self.mouth.say(effect.text, effect.lang, effect.manner, done)

    def chime(self, visit: str, effect: fx.Chime) -> None:
        """Plays the chime, in the turn of what is spoken: a voice takes longer to make its first sound."""
        player = self.ports.devices.get(PLAYER)
        if player is not None:
            play = partial(player.play, chime())
            self.lanes["player"].submit(play, lambda result: self._went_well(visit, effect, result))

    def hush(self, _visit: str, _effect: fx.Hush) -> None:
        """Stops speech, also what is still being made."""
        self.mouth.hush()

    def hand_in(self, visit: str, effect: fx.HandIn) -> None:
        """Gives the dossier its id, reference and token, and makes it durable."""
        wanted = {digest for entry in effect.draft.papers.values() for digest in entry.files}
        files = {digest: self.pages[digest] for digest in wanted}

        def call() -> HandedIn | Fault:
            reference = self.ports.hub.next_reference()
            if isinstance(reference, Fault):
                return reference
            dossier = effect.draft.named(
                id=uuid7(), reference=reference, token=new_token(), created_at=effect.at
            )
            return self.ports.hub.hand_in(dossier, files)

        def done(result: object) -> None:
            if isinstance(result, HandedIn):
                self.ports.audit.record("handed_in", delivered=result.delivered)
                self.post(oc.WasHandedIn(visit, effect, result))
            else:
                self._fail(visit, effect, result)

        self.lanes["hub"].submit(call, done)

    def tell_staff(self, visit: str, effect: fx.TellStaff) -> None:
        """Puts a notice on the counter console."""
        self._report(
            visit, effect, lambda: self.ports.hub.tell_staff(effect.kind, effect.detail, effect.notice)
        )

    def send_rating(self, visit: str, effect: fx.SendRating) -> None:
        """Sends a rating to the hub."""
        self._report(visit, effect, lambda: self.ports.hub.rate(effect.rating))

    def look_at_call(self, visit: str, effect: fx.LookAtCall) -> None:
        """Asks the hub how a call for help stands; says nothing where that can't be known now."""

        def done(result: object) -> None:
            if isinstance(result, NoticeState):
                self.post(oc.CallStands(visit, effect, result))
            else:
                self._went_well(visit, effect, result)

        self.lanes["hub"].submit(lambda: self.ports.hub.notice_state(effect.notice), done)

    def wipe(self, _visit: str, _effect: fx.Wipe) -> None:
        """Wipes everything of the citizen."""
        self.pages.clear()
        self.ports.audit.record("visit_wiped")

    def _report(self, visit: str, effect: fx.Effect, call: Callable[[], object]) -> None:
        self.lanes["hub"].submit(call, lambda result: self._went_well(visit, effect, result))

    def _went_well(self, visit: str, effect: fx.Effect, result: object) -> None:
        """Reports trouble of an effect that answers nothing when all is well."""
        if result is not None:
            self._fail(visit, effect, result)

    def _fail(self, visit: str, effect: fx.Effect, result: object) -> None:
        """Reports trouble; a result that is no fault comes from a driver that broke down instead of
        answering.
        """
        fault = result if isinstance(result, Fault) else Fault(effect.CRASHED, "crashed")
        if fault.id != "no_code":
            self.ports.audit.record("fault", effect=type(effect).__name__, fault=fault.id)
        self.post(oc.Failed(visit, effect, fault))


_RUN: dict[type[fx.Effect], Callable[..., None]] = {
    fx.TakeNumber: EffectRunner.take_number,
    fx.PrintSlip: EffectRunner.print_slip,
    fx.NumberShown: EffectRunner.number_shown,
    fx.ReadCard: EffectRunner.read_card,
    fx.ReadSlipCode: EffectRunner.read_slip_code,
    fx.StopReading: EffectRunner.stop_reading,
    fx.FindDossiers: EffectRunner.find_dossiers,
    fx.CheckIn: EffectRunner.check_in,
    fx.CapturePage: EffectRunner.capture_page,
    fx.ReadPaper: EffectRunner.read_paper,
    fx.AskAssistant: EffectRunner.ask,
    fx.Listen: EffectRunner.listen,
    fx.StopListening: EffectRunner.stop_listening,
    fx.EndListening: EffectRunner.end_listening,
    fx.Speak: EffectRunner.speak,
    fx.Chime: EffectRunner.chime,
    fx.Hush: EffectRunner.hush,
    fx.HandIn: EffectRunner.hand_in,
    fx.TellStaff: EffectRunner.tell_staff,
    fx.LookAtCall: EffectRunner.look_at_call,
    fx.SendRating: EffectRunner.send_rating,
    fx.Wipe: EffectRunner.wipe,
}
