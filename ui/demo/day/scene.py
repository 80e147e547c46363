"""Plays the day step by step, and writes its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path

from config.schema import Profile
from kiosk.contract.ticket import TicketState
from kiosk.language.messages import N_
from ui.demo.day import account, charts
from ui.demo.day.centre import open_centre
from ui.demo.day.hall import Hall
from ui.demo.day.pace import Pace
from ui.demo.day.pictures import Pictures
from ui.demo.day.plan import (
    AFTER,
    AWAY,
    CLOSES,
    COUNTERS,
    DAY,
    JAM,
    NOON,
    OPENS,
    SHARE,
    SPARE,
    SPARE_OPENS,
    STUCK,
    STUCK_WHY,
    Booked,
    plan,
)
from ui.demo.play import browser_if_installed
from ui.demo.recorder import NotTrue, Recorder, Step
from ui.demo.report import write_report
from ui.wiring.context import load_context

SCENE = N_("A day of a busy centre")
TITLE = N_("A day of a busy centre, hour by hour")
LAST_SERVED = CLOSES + 45


class Day:
    """Plays the parts of the day one after the other; each is a step of the report."""

    def __init__(
        self,
        recorder: Recorder,
        hall: Hall,
        pictures: Pictures,
        say: Callable[[str], str],
        begins: Callable[[str], object],
    ) -> None:
        self._recorder, self._hall, self._pictures = recorder, hall, pictures
        self._say, self._begins = say, begins

    def play(self, booked: Sequence[Booked]) -> None:
        """Plays the whole day. NotTrue where something is not as it must be; the day ends there."""
        self._opening(booked)
        self._morning()
        self._jam()
        self._away()
        self._afternoon()
        self._closing()

    def _opening(self, booked: Sequence[Booked]) -> None:
        hall = self._hall
        with self._step(N_("Slots are booked, the counters open")) as step:
            for one in booked:
                hall.book(one)
            step.note(N_("{count} appointments are booked for today"), count=len(booked))
            hall.play_until(OPENS)
            for counter, desk in hall.desks.items():
                if counter != SPARE:
                    desk.opens()
            hall.play_until(OPENS + 30)
            self._served(step)

    def _morning(self) -> None:
        with self._step(N_("The morning's rush")) as step:
            self._hall.play_until(JAM[0])
            self._served(step)
            self._pictures.board(step, "morning")
            self._pictures.phone(step, "morning")

    def _jam(self) -> None:
        hall = self._hall
        with self._step(
            N_("A jam: two counters stand still, more people come; a spare counter opens")
        ) as step:
            for counter in STUCK:
                hall.desks[counter].rests(JAM[1] - JAM[0], STUCK_WHY)
            before = len(hall.waiting())
            hall.play_until(SPARE_OPENS)
            most = len(hall.waiting())
            step.note(
                N_("{before} waited when it began, {most} after twenty minutes"), before=before, most=most
            )
            self._pictures.board(step, "jam")
            self._pictures.console(step, "jam")
            hall.desks[SPARE].opens()
            hall.play_until(JAM[1] + 30)
            after = len(hall.waiting())
            step.note(N_("{count} wait half an hour after the jam"), count=after)

    def _away(self) -> None:
        hall = self._hall
        with self._step(
            N_("The hub is restarted at noon; the kiosk goes on with numbers of its own")
        ) as step:
            hall.play_until(AWAY[0])
            known = set(hall.record.guests)
            hall.centre.switch_off()
            hall.play_until(AWAY[1])
            own = list(hall.record.own)
            step.note(N_("the kiosk gave {count} numbers of its own meanwhile"), count=len(own))
            hall.centre.switch_on()
            for desk in hall.desks.values():
                desk.officer.sign_in()
            hall.play_until(AWAY[1] + 2)
            rows = account.rows(hall.desks["1"].officer.table())
            numbers = {row.number for row in rows}
            lost = [
                one.ticket.number
                for key, one in hall.record.guests.items()
                if key in known and one.ticket.number not in numbers
            ]
            step.check(not lost, N_("every number from before the restart is still there"))
            step.check(set(own) <= numbers, N_("the kiosk's own numbers are in the hub's queue now"))
            hall.play_until(NOON)
            for desk in hall.desks.values():
                desk.closes()
            hall.play_until(AFTER)
            self._served(step)

    def _afternoon(self) -> None:
        hall = self._hall
        with self._step(N_("The afternoon")) as step:
            for counter, desk in hall.desks.items():
                if counter != SPARE or len(hall.waiting()) > len(hall.desks):
                    desk.opens()
            hall.play_until(CLOSES - 60)
            self._pictures.board(step, "afternoon")
            self._served(step)

    def _closing(self) -> None:
        hall = self._hall
        with self._step(N_("The centre closes: every number is accounted for")) as step:
            hall.play_until(CLOSES)
            left = self._work_off()
            step.note(N_("{count} were still waiting at the end, and were told"), count=left)
            officer = hall.desks["1"].officer
            officer.end_day()
            self._judge(step, account.rows(officer.table()))
            self._pictures.figures(step)
            self._recorder.keep(step, "numbers.csv", officer.table().encode())

    def _work_off(self) -> int:
        """Lets those be served who wait at the end, for so long; gives how many are left."""
        hall, at = self._hall, CLOSES
        while hall.waiting() and at < LAST_SERVED:
            at += 5
            hall.play_until(at)
        for desk in hall.desks.values():
            desk.closes()
        hall.play_until(at + 25)
        return len(hall.waiting())

    def _judge(self, step: Step, rows: list[account.Row]) -> None:
        record, figures = self._hall.record, self._hall.desks["1"].officer.figures()
        given = {one.ticket.number for one in record.guests.values()}
        step.check(
            sorted(row.number for row in rows) == sorted(given),
            N_("the hub's table has the {count} numbers that were given, each once"),
            count=len(given),
        )
        step.check(not account.unexplained(rows), N_("each of them was served, missed, or given up"))
        step.check(not record.twice, N_("nobody was called to two counters"))
        counted = sum(field.given for field in figures.fields)
        step.check(counted == len(rows), N_("the figures count as many"))
        right, known = account.inside(rows)
        step.note(N_("{right} of {known} told waits came true"), right=right, known=known)
        self._tell(step, rows)
        for name, drawn in self._charts(rows).items():
            self._recorder.keep(step, f"charts/{name}.svg", drawn.encode())

    def _tell(self, step: Step, rows: list[account.Row]) -> None:
        record = self._hall.record
        states = Counter(row.state for row in rows)
        step.note(
            N_("served {served}, missed three times or given up {left}, given up on the phone {phone}"),
            served=states[TicketState.FINISHED],
            left=len(rows) - states[TicketState.FINISHED],
            phone=record.gave_up,
        )
        reasons = ", ".join(
            f"{why} {many}" for why, many in Counter(why for _, _, why in record.refused).items()
        )
        step.note(
            N_("no number was given {count} times ({reasons})"),
            count=len(record.refused),
            reasons=reasons or "–",
        )
        step.note(
            N_("{early} came too early for their appointment and were told when; {ratings} rated"),
            early=record.early,
            ratings=record.ratings,
        )

    def _charts(self, rows: list[account.Row]) -> dict[str, str]:
        names = {one.id: one.name for one in self._hall.desks["1"].officer.figures().fields}
        fields = [(one, names[one]) for one in SHARE]
        desks = [(number, f"{number} · {vi}") for number, (vi, _, _) in COUNTERS.items()]
        return {
            "waiting": charts.waiting(rows, fields, self._say(N_("How many waited, by field"))),
            "told": charts.told(
                rows,
                self._say(N_("The wait that was told, and the wait that came, in minutes")),
                self._say(N_("the wait that came: as told, or not")),
                self._say(N_("told")),
            ),
            "counters": charts.counters(rows, desks, list(SHARE), self._say(N_("What each counter served"))),
        }

    def _served(self, step: Step) -> None:
        record = self._hall.record
        step.note(
            N_("{given} numbers given so far, {waiting} wait"),
            given=len(record.guests),
            waiting=len(self._hall.waiting()),
        )

    def _step(self, name: str) -> AbstractContextManager[Step]:
        self._begins(f"{self._hall.now:%H:%M} {name}")
        return self._recorder.step(SCENE, name)


def play_day(
    profile: Profile,
    folder: Path,
    lang: str,
    begins: Callable[[str], object],
    *,
    people: int,
    seed: int,
    speed: float | None,
) -> Recorder:
    """Plays a day of so many citizens below `folder`, so many times as fast as real time (None: as fast as
    it goes); gives what came true. `begins` gets the pages to watch, then each part as it begins.
    """
    recorder, context = Recorder(folder), load_context(profile)
    played = plan(people, seed)
    with (
        open_centre(folder, profile) as centre,
        centre.kiosk(folder / "kiosk") as kiosk,
        browser_if_installed() as browser,
    ):
        hall = Hall(centre, kiosk, Pace(centre.clock, speed), played)
        say = partial(context.messages.text, lang)
        day = Day(
            recorder,
            hall,
            Pictures(recorder, hall, browser, partial(context.messages.text, "vi")),
            say,
            begins,
        )
        begins(f"{centre.url}/board  {centre.url}/counter")
        with suppress(NotTrue):
            day.play(played.booked)
    facts = {
        "title": context.messages.text(lang, TITLE),
        "centre": context.centre.full_name,
        "made_at": f"{DAY:%d/%m/%Y}",
        "version": "0.1.0",
        "pictured_pages": browser is not None,
        "qt": version("PySide6_Essentials"),
    }
    write_report(recorder, context.messages, lang, facts)
    return recorder
