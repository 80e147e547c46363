"""Twenty values that a citizen gives to a kiosk, each of which can be told apart from everything else in a
machine's memory and files, and the visit that gives them by every path there is.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image

from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Dossier
from kiosk.gateway import HandedIn
from kiosk.handover.outbox import Outbox
from kiosk.ports.codes import Glimpse
from kiosk.ports.device import Device, Fault
from kiosk.ports.papers import Page
from kiosk.ports.slots import (
    CODE_READER,
    DOCUMENT_CAMERA,
    PAPER_READER,
    PLAYER,
    SLIP_PRINTER,
    VOICE,
    DeviceSet,
    Slot,
)
from kiosk.ports.speech import Heard
from kiosk.queue.model import TicketRequest
from kiosk.visit import events as ev
from tests.visits.gateway import FakeGateway
from tests.visits.test_birth_registration import BIRTH, answer_the_questions, at_the_card
from tests.visits.world import FakeCamera, FakePaperReader, FakePlayer, FakePrinter, FakeVoice, World

MARK = "qvkh"
"""Every word of letters begins so: letters that no way of typing composes."""
LETTERS = "bcghklmnpt"
WORDS = (
    "card name", "card address", "child's name", "place of birth", "parent's address", "searched", "asked",
    "line to staff", "dictated", "told", "read on paper", "ticket token", "dossier token",
    "dossier reference", "typed code", "slip token", "what is missing",
)  # fmt: skip
NUMBERS = ("card number", "old card number", "telephone", "other card")
SHEET = (210, 297)
"""A page as it is photographed, in pixels."""
PIXELS = 10
PICTURES = ("photographed page", "picture of the card")
KEPT = "kept on purpose"
"""One that the process holds all the time: who finds it can find the others."""
NAMES = (*WORDS, *NUMBERS, *PICTURES)


def canary(name: str, seed: int) -> bytes:
    """The value of that name: made anew each time, so that nothing but the visit holds it."""
    mixed = hashlib.sha256(f"{seed} {name}".encode()).digest()
    if name in PICTURES:
        return mixed
    if name in NUMBERS:
        digits = "".join(str(byte % 10) for byte in mixed)
        whole = {"telephone": f"09{digits[:8]}", "old card number": f"02{digits[:7]}"}
        return whole.get(name, f"0791{digits[:8]}").encode()
    return (MARK + "".join(LETTERS[byte % len(LETTERS)] for byte in mixed[:12])).encode()


def words(name: str, seed: int) -> str:
    return canary(name, seed).decode("ascii")


@dataclass
class ForgetfulGateway(FakeGateway):
    """A hub on another machine: this one keeps nothing of what it was told."""

    seed: int = 0
    outbox: Outbox | None = None

    def take_number(self, request: TicketRequest) -> Ticket | Fault:
        given = super().take_number(request)
        self.tickets.clear()
        self.requests.clear()
        assert isinstance(given, Ticket)
        return given.model_copy(update={"token": words("ticket token", self.seed)})

    def hand_in(self, dossier, files):  # type: ignore[no-untyped-def]
        handed_in = super().hand_in(dossier, files)
        self.dossiers.clear()
        self.files.clear()
        assert isinstance(handed_in, HandedIn)
        if self.outbox is not None:
            self._through(self.outbox, dossier, files)
        token, reference = words("dossier token", self.seed), words("dossier reference", self.seed)
        shown = replace(handed_in.submission, token=token, reference=reference)
        return replace(handed_in, submission=shown)

    def _through(self, outbox: Outbox, dossier: Dossier, files: Mapping[str, bytes]) -> None:
        """Keeps it on the kiosk's own disk until the hub has confirmed it. Reference and token, which stay
        there for the slip, are other ones than those that are shown.
        """
        outbox.seal(dossier, files)
        for delivery in outbox.pending():
            assert all(outbox.content(digest) for digest in delivery.files)
            outbox.confirm(delivery)

    def find(self, code: str = "", card: str = "") -> tuple[SubmissionStatus, ...]:
        return ()

    def look_up(self, token: str) -> SubmissionStatus:
        return SubmissionStatus(
            reference="K1-261122-0007",
            procedure=BIRTH,
            state=DossierState.SUPPLEMENT,
            since=self.clock.now(),
            reason=f"Thiếu giấy {words('what is missing', self.seed)}.",
        )

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        """Tells nobody."""


class ForgetfulVoice(FakeVoice):
    def speak(self, text, lang, manner=None):  # type: ignore[no-untyped-def]
        made = super().speak(text, lang, manner)
        self.said.clear()
        self.manners.clear()
        return made


class ForgetfulPrinter(FakePrinter):
    def print(self, job):  # type: ignore[no-untyped-def]
        done = super().print(job)
        self.printed.clear()
        return done


def photograph(seed: int) -> bytes:
    """A page of random dots, so that no row of it looks like anything else."""
    width, height = SHEET
    content = BytesIO()
    Image.frombytes("RGB", SHEET, random.Random(seed).randbytes(3 * width * height)).save(content, "JPEG")
    return content.getvalue()


def pixels(name: str, seed: int) -> bytes:
    """How a picture begins in Qt's memory, where it has been decoded to be shown: blue, green, red, 255."""
    if name == "picture of the card":
        row = canary(name, seed)[: 3 * PIXELS]
    else:
        page = Image.open(BytesIO(photograph(seed))).convert("RGB")
        row = page.crop((0, 0, PIXELS, 1)).tobytes()
    return b"".join(bytes((row[at + 2], row[at + 1], row[at], 255)) for at in range(0, len(row), 3))


@dataclass
class Camera(FakeCamera):
    """Photographs a page whose bytes hold the canary, behind the picture."""

    seed: int = 0

    def capture(self) -> Page:
        return Page(photograph(self.seed) + canary("photographed page", self.seed), *SHEET)


@dataclass
class PaperReader(FakePaperReader):
    seed: int = 0

    def read(self, jpeg: bytes):  # type: ignore[no-untyped-def]
        name = words("read on paper", self.seed).title()
        self.lines = ["GIẤY CHỨNG SINH", f"Dự định đặt tên con là: Trần {name}"]
        read = super().read(jpeg)
        self.lines.clear()
        self.pages.clear()
        return read


def planted_world(seed: int) -> World:
    """A kiosk whose devices and hub keep nothing of their own."""
    world = World()
    world.gateway = ForgetfulGateway(world.clock, seed=seed)
    world.voice, world.printer = ForgetfulVoice(), ForgetfulPrinter()
    world.camera, world.papers = Camera(seed=seed), PaperReader(seed=seed)
    devices: dict[Slot[Any], Device] = {
        CODE_READER: world.reader,
        DOCUMENT_CAMERA: world.camera,
        PAPER_READER: world.papers,
        SLIP_PRINTER: world.printer,
        VOICE: world.voice,
        PLAYER: FakePlayer(),
    }
    runner = world.session._runner
    runner.ports = replace(runner.ports, hub=world.gateway, devices=DeviceSet(devices))
    runner.mouth.voice = world.voice
    return world


def card(seed: int, number: str = "card number") -> bytes:
    """A citizen card, as its code is read."""
    name, address = words("card name", seed).title(), words("card address", seed).title()
    fields = (words(number, seed), words("old card number", seed), f"Nguyễn Thị {name} MẪU", "02031957", "Nữ")
    return "|".join((*fields, f"12 Đường {address}, Phường Mẫu", "15042021")).encode()


def gives_everything(world: World, seed: int) -> Iterator[str]:
    """One visit that gives every value; stops at each page where somebody may leave, and names it."""
    world.does(ev.ToggledComfort("listen"), ev.Went("search"))
    world.types(words("searched", seed))
    yield "search"
    world.does(ev.Went("robot"))
    world.types(words("asked", seed))
    world.does(ev.AskedRobot())
    yield "robot"
    world.ear.hears.append(Heard(((f"khai sinh {words('dictated', seed)}", 0.9),), "vi", "typed", 5))
    world.does(ev.WantsToSpeak(), ev.Touched())
    yield "dictated"
    world.does(ev.Went("type_code"))
    world.types(words("typed code", seed))
    world.does(ev.WantsLookUp())
    yield "type_code"
    world.reader.shows.append(card(seed, "other card"))
    world.does(ev.Went("show_card"))
    yield "show_card"
    world.reader.shows.append(f"http://hub.example/d/{words('slip token', seed)}".encode())
    world.does(ev.Went("show_code"))
    yield "status"
    world.does(ev.CalledStaff(), ev.CalledStaff())
    world.types(words("line to staff", seed))
    world.does(ev.WroteStaff())
    yield "write"
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    yield "number"
    yield from _dossier(world, seed)


def _dossier(world: World, seed: int) -> Iterator[str]:
    world.lanes["reader"].hold()
    at_the_card(world)
    picture = (canary("picture of the card", seed) * 400)[: 64 * 36 * 3]
    world.does(ev.Glimpsed(world.visit.id, Glimpse("hold_still", picture, 64, 36)))
    yield "glimpse"
    world.reader.shows.append(card(seed))
    world.lanes["reader"].release()
    world.does(ev.WantsChange("requester.phone"), ev.Keyed("clear"))
    world.answers(words("telephone", seed))
    yield "card"
    world.does(ev.Answered("card:requester", "yes"))
    answer_the_questions(world)
    while world.visit.at.startswith("paper:"):
        world.does(ev.WantsCapture(world.visit.at))
        yield "photograph"
        world.does(ev.KeptPage(world.visit.at, yes=True), ev.Answered(world.visit.at, "yes"))
    yield "paper"
    world.does(ev.WantsChange("child.name"), ev.Keyed("clear"))
    world.answers(words("child's name", seed))
    world.answers("01112026")
    world.does(ev.Told((("child.birth_place", words("told", seed)),)))
    yield "told"
    world.does(ev.ReadBack(right=True), ev.WantsChange("child.birth_place"), ev.Keyed("clear"))
    world.answers(words("place of birth", seed))
    world.does(ev.Answered("child.sex", "Nam"), ev.Answered("child.ethnicity", "Kinh"))
    world.does(ev.Answered("child.nationality", "Việt Nam"), ev.Answered("person:child"))
    for parent in ("mother", "father"):
        world.does(ev.WantsTyping(f"card:{parent}"), ev.Answered(f"person:{parent}"))
        world.answers("Le Thi MAU")
        world.answers("05061995")
        world.does(ev.WantsChange(f"{parent}.address"))
        world.answers(words("parent's address", seed))
        world.does(ev.Answered(f"{parent}.ethnicity", "Kinh"), ev.Answered(f"person:{parent}"))
    yield "review"
    world.does(ev.WantsHandIn())
    yield "handed_in"
