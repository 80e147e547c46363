"""Runs the visits of one kiosk: takes events, starts effects, calls subscribers. Lives on one thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kiosk.dossier.ids import uuid7
from kiosk.ports.time import Clock
from kiosk.visit import events as ev
from kiosk.visit.assistant import Assistant
from kiosk.visit.effects import Effect
from kiosk.visit.model import HOME, KioskContext, Moment, Visit
from kiosk.visit.mouth import Lane
from kiosk.visit.reducer import advance, begin, left
from kiosk.visit.runner import EffectRunner, Ports

Subscriber = Callable[[Visit], object]
Follower = Callable[[KioskContext], object]


class Session:
    """Serves one citizen after the other.

    `deliver` hands a call to the session's own thread (the screen's bridge); results of effects come in by
    it. Everything else must be called on that thread.
    """

    def __init__(
        self,
        context: KioskContext,
        ports: Ports,
        lanes: Mapping[str, Lane],
        clock: Clock,
        deliver: Callable[[Callable[[], None]], object],
    ) -> None:
        self.context = context
        self._clock = clock
        self._runner = EffectRunner(
            context,
            ports,
            lanes,
            post=lambda event: deliver(lambda: self.post(event)),
            today=lambda: clock.now().date(),
        )
        self._subscribers: list[Subscriber] = []
        self._followers: list[Follower] = []
        self._renewal: tuple[KioskContext, Assistant] | None = None
        self._visit = begin(context, self._now())

    @property
    def visit(self) -> Visit:
        """Gives the present visit."""
        return self._visit

    @property
    def pages_held(self) -> int:
        """Counts the captured pages in memory; 0 when nobody is being served."""
        return len(self._runner.pages)

    def post(self, event: ev.Event) -> None:
        """Takes an event: goes on, calls the subscribers, starts the effects.

        One that breaks changes nothing, and is raised. A visit whose time can't be counted, or that can't be
        shown or done, is ended: nobody else finds it.
        """
        before = self._visit
        try:
            after, effects = advance(self.context, before, event, self._now())
        except Exception as error:
            self._broke(event, error)
            if isinstance(event, ev.Ticked):
                self._end()
            raise
        try:
            self._go_on(after, effects)
        except Exception as error:
            self._broke(event, error)
            self._end()
            raise
        self._renew_at_home()

    def tick(self) -> None:
        """Notes that time has gone by; called once a second."""
        self.post(ev.Ticked(self._runner.mouth.is_speaking))

    def renew(self, context: KioskContext, assistant: Assistant) -> None:
        """Serves by this from the next visit on; one that has begun keeps what it began with."""
        self._renewal = context, assistant
        self._renew_at_home()

    @property
    def latest(self) -> KioskContext:
        """Gives the context of the next visit."""
        return self._renewal[0] if self._renewal else self.context

    def serve(self, fault: str) -> None:
        """Says on the first screen that nothing is taken here, and why; an empty text takes that back."""
        assistant = self._renewal[1] if self._renewal else self._runner.ports.assistant
        self.renew(replace(self.latest, out_of_service=fault), assistant)

    def follow(self, follower: Follower) -> None:
        """Calls `follower(context)` whenever the kiosk begins to serve by another context."""
        self._followers.append(follower)

    def subscribe(self, subscriber: Subscriber) -> None:
        """Calls `subscriber(visit)` after every change."""
        self._subscribers.append(subscriber)

    def _go_on(self, after: Visit, effects: tuple[Effect, ...]) -> None:
        before, self._visit = self._visit, after
        if after != before:
            for subscriber in self._subscribers:
                subscriber(after)
        for effect in effects:
            self._runner.run(after.id, effect)

    def _end(self) -> None:
        """Begins a new visit. What breaks now as well was told already."""
        with suppress(Exception):
            self._go_on(*left(self.context, self._visit, self._now()))

    def _broke(self, event: ev.Event, error: Exception) -> None:
        """Logs where it broke: the text of an exception may hold a name."""
        frames = traceback.extract_tb(error.__traceback__)
        at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        kind = type(error).__name__
        self._runner.ports.audit.record("visit_broke", on=type(event).__name__, error=kind, at=at)

    def _renew_at_home(self) -> None:
        if self._renewal is None or self._visit.at != HOME or self._visit.pending:
            return
        (self.context, assistant), self._renewal = self._renewal, None
        self._runner.context = self.context
        self._runner.ports = replace(self._runner.ports, assistant=assistant)
        for follower in self._followers:
            follower(self.context)

    def _now(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic(), uuid7())
