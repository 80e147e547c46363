"""Says each call aloud in the waiting hall: number and counter, never a name."""

from __future__ import annotations

from functools import partial

from kiosk.contract.event import TicketCalled
from kiosk.hub import notices
from kiosk.hub.follower import Follower
from kiosk.hub.hub import Hub
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
        self._faulty = False
        self._follower = Follower(hub.feed, "announcer", self._speak_new)

    def start(self) -> None:
        """Begins with the next call."""
        self._last = self._hub.store.read(lambda reading: reading.events.newest())
        self._follower.start()

    def close(self) -> None:
        """Stops speaking and ends the thread."""
        self._follower.end(self._player.stop)

    def _speak_new(self) -> bool:
        happened = self._hub.store.read(lambda reading: reading.events.since(self._last, public=False))
        for event in happened:
            self._last = event.seq
            if event.type == "ticket.called":
                self._announce(TicketCalled.model_validate(event.data))
        return bool(happened)

    def _announce(self, called: TicketCalled) -> None:
        languages = [HOME, *({called.lang} & SPOKEN - {HOME})]
        for lang in languages:
            if self._follower.ending:
                return
            fault = self._say(call(called.number, called.counter or "", lang), lang)
            if fault is not None:
                self._note(fault)
                return
        self._faulty = False

    def _say(self, text: str, lang: str) -> Fault | None:
        sound = self._voice.speak(aloud(text, lang), lang)
        return sound if isinstance(sound, Fault) else self._player.play(sound)

    def _note(self, fault: Fault) -> None:
        if not self._faulty and not self._follower.ending:
            self._faulty = True
            self._hub.store.submit(partial(notices.report, fault=fault))
