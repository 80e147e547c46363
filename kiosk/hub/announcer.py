"""Says each call aloud in the waiting hall: number and counter, never a name."""

from __future__ import annotations

import threading
from functools import partial

from kiosk.contract.event import TicketCalled
from kiosk.dossier.ids import uuid7
from kiosk.hub import notices
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Transaction
from kiosk.language.aloud import aloud
from kiosk.language.announce import call
from kiosk.ports.device import Fault
from kiosk.ports.speech import Player, Voice

HOME = "vi"
SPOKEN = frozenset({"vi", "en"})


class Announcer:
    """Follows the hub's events on a thread of its own and speaks every `ticket.called`.

    In Vietnamese, then in the language the number was taken in. A call is spoken once; those made before
    `start()` are not. `voice` and `player` are opened by their owner. Their first fault becomes a notice for
    the staff, and again only after sound has worked in between.
    """

    def __init__(self, hub: Hub, voice: Voice, player: Player) -> None:
        self._hub, self._voice, self._player = hub, voice, player
        self._woken = threading.Event()
        self._closing = False
        self._faulty = False
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)

    def start(self) -> None:
        """Begins with the next call."""
        self._last = self._hub.store.read(lambda reading: reading.events.newest())
        self._thread.start()

    def close(self) -> None:
        """Stops speaking and ends the thread."""
        self._closing = True
        self._player.stop()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        with self._hub.feed.listening(self._woken.set):
            while not (self._closing or self._hub.feed.closed):
                self._woken.clear()
                happened = self._hub.store.read(
                    lambda reading: reading.events.since(self._last, public=False)
                )
                for event in happened:
                    self._last = event.seq
                    if event.type == "ticket.called":
                        self._announce(TicketCalled.model_validate(event.data))
                if not happened:
                    self._woken.wait()

    def _announce(self, called: TicketCalled) -> None:
        languages = [HOME, *({called.lang} & SPOKEN - {HOME})]
        for lang in languages:
            fault = (
                None if self._closing else self._say(call(called.number, called.counter or "", lang), lang)
            )
            if fault is not None:
                self._note(fault)
                return
        self._faulty = False

    def _say(self, text: str, lang: str) -> Fault | None:
        sound = self._voice.speak(aloud(text, lang), lang)
        return sound if isinstance(sound, Fault) else self._player.play(sound)

    def _note(self, fault: Fault) -> None:
        if not self._faulty and not self._closing:
            self._faulty = True
            self._hub.store.submit(partial(_notice, fault=fault))


def _notice(tx: Transaction, fault: Fault) -> None:
    notices.add(tx, Notice(uuid7(), fault.id, "", notices.HUB, tx.now))
