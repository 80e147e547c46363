"""Calls are spoken: number and counter, once, in the language of whoever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Event

import pytest

from kiosk.contract.ticket import WantedTicket
from kiosk.hub.announcer import Announcer
from kiosk.hub.hub import Hub
from kiosk.hub.queue import issuing, serving
from kiosk.ports.device import Fault
from kiosk.ports.speech import PLAIN, Manner, Sound, never
from tests.hub.scene import open_scene
from tests.visits.world import Device

FIELDS = {"1": "ho_tich", "2": "dat_dai"}


class Loudspeaker(Device):
    """Voice and player in one: says into a list."""

    def __init__(self) -> None:
        self.said: Queue[str] = Queue()
        self.broken: Fault | None = None

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        return self.broken or Sound(text.encode())

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        self.said.put(sound.wav.decode())
        return None

    def stop(self) -> None:
        return None


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = open_scene(tmp_path)
    yield hub
    hub.close()


def call_somebody(hub: Hub, lang: str = "vi", at: str = "1") -> None:
    ticket = hub.store.submit(
        lambda tx: issuing.issue(hub.queue, tx, WantedTicket(field=FIELDS[at], lang=lang, kiosk="K1"))
    ).result(60)
    hub.store.submit(lambda tx: issuing.shown(tx, ticket.id, "paper")).result(60)
    hub.store.submit(partial(serving.call, hub.queue, counter=at, officer=f"CB{at}", ticket_id=None)).result(
        60
    )


def finish(hub: Hub) -> None:
    hub.store.submit(partial(serving.act, hub.queue, counter="1", officer="CB1", act="finish")).result(60)


def test_a_call_is_spoken_with_number_and_counter(hub: Hub) -> None:
    speaker = Loudspeaker()
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    call_somebody(hub)
    assert speaker.said.get(timeout=60) == "Mời công dân số H, không, không, một, đến quầy số một."
    announcer.close()
    assert speaker.said.empty()


def test_whoever_chose_english_is_called_in_both_languages(hub: Hub) -> None:
    speaker = Loudspeaker()
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    call_somebody(hub, "en")
    said = [speaker.said.get(timeout=60) for _ in range(2)]
    assert said[0].startswith("Mời công dân số")
    assert "please go to counter" in said[1]
    announcer.close()


class SlowLoudspeaker(Loudspeaker):
    """Speaks the first thing until it is let go; counts how many things sound at once."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go_on = Event(), Event()
        self.sounding, self.most = 0, 0

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        self.sounding += 1
        self.most = max(self.most, self.sounding)
        self.began.set()
        assert self.go_on.wait(60)
        self.sounding -= 1
        return super().play(sound, unless)


def test_two_calls_at_once_are_spoken_one_after_the_other_each_in_its_languages(hub: Hub) -> None:
    speaker = SlowLoudspeaker()
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    call_somebody(hub, "en")
    assert speaker.began.wait(60)
    call_somebody(hub, at="2")
    speaker.go_on.set()
    said = [speaker.said.get(timeout=60) for _ in range(3)]
    announcer.close()
    assert said[0] == "Mời công dân số H, không, không, một, đến quầy số một."
    assert "please go to counter" in said[1]
    assert said[2].endswith("số D, không, không, một, đến quầy số hai.")
    assert (speaker.most, speaker.said.empty()) == (1, True)


def test_calls_of_before_are_not_spoken_again(hub: Hub) -> None:
    call_somebody(hub)
    finish(hub)
    speaker = Loudspeaker()
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    call_somebody(hub)
    assert "không, không, hai" in speaker.said.get(timeout=60)
    announcer.close()


def test_a_silent_loudspeaker_is_told_to_the_staff_once_and_the_queue_goes_on(hub: Hub) -> None:
    speaker = Loudspeaker()
    speaker.broken = Fault("no_sound_device")
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    for _ in range(2):
        call_somebody(hub)
        finish(hub)
    speaker.broken = None
    call_somebody(hub)
    assert "không, không, ba" in last_of(speaker)
    announcer.close()
    hub.store.submit(lambda tx: None).result(60)
    assert len(hub.store.read(lambda reading: reading.notices.listed(done=False))) <= 1


def last_of(speaker: Loudspeaker) -> str:
    """The last thing said; calls that came while the loudspeaker was being repaired may come first."""
    while True:
        said = speaker.said.get(timeout=60)
        if "ba, đến" in said:
            return said


def test_it_ends_at_once_even_if_never_started(hub: Hub) -> None:
    Announcer(hub, Loudspeaker(), Loudspeaker()).close()


def test_what_is_called_after_it_ended_is_not_spoken(hub: Hub) -> None:
    speaker = SlowLoudspeaker()
    announcer = Announcer(hub, speaker, speaker)
    announcer.start()
    announcer.close()
    assert not announcer._follower._thread.is_alive()
    call_somebody(hub)
    assert not speaker.began.is_set()
