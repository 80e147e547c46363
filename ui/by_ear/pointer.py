"""Points at one of the things on screen, goes through them, and finds what is new to be said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.language.messages import N_
from ui.by_ear.things import Kind, Thing, Translate, joined, words_of


@dataclass(frozen=True, slots=True)
class Sight:
    """Holds what stands on the screen, in reading order; `page` changes with every page, `visit` with every
    citizen.
    """

    visit: str
    page: str
    things: tuple[Thing, ...] = ()

    @property
    def title(self) -> str:
        """Gives the name of the page's first heading, empty without one."""
        return next((one.name for one in self.things if one.kind is Kind.HEADING and one.in_page), "")

    @property
    def start(self) -> int:
        """Gives the place where a page begins: its title, else the first thing in it."""
        inside = [at for at, one in enumerate(self.things) if one.in_page]
        heading = [at for at in inside[:2] if self.things[at].kind is Kind.HEADING]
        return (heading or inside or [0])[0]


NOTHING = Sight("", "")


@dataclass(slots=True)
class Pointer:
    """Points at `at` in `sight`. `left` remembers where it stood on each face of the present page, for what
    stood over it meanwhile.
    """

    say: Translate
    sight: Sight = NOTHING
    at: int = 0
    left: dict[str, Thing] = field(default_factory=dict)

    @property
    def thing(self) -> Thing | None:
        """Gives what it points at."""
        return self.sight.things[self.at] if self.sight.things else None

    def sees(self, sight: Sight) -> str:
        """Takes what stands on the screen now, and gives the words for what is new, empty without."""
        before, self.sight = self.sight, sight
        if not sight.things:
            return ""
        if (before.visit, before.page, before.title) != (sight.visit, sight.page, sight.title):
            return self._arrives(before)
        was = before.things[min(self.at, len(before.things) - 1)]
        self.at = kept(was, self.at, sight.things)
        return joined([*_typed(before, sight, self.say), *self._changed(was), *_news(before, sight)])

    def _arrives(self, before: Sight) -> str:
        if (before.visit, before.page) != (self.sight.visit, self.sight.page):
            self.left.clear()
        elif before.things:
            self.left[before.title] = before.things[min(self.at, len(before.things) - 1)]
        stood = self.left.get(self.sight.title)
        self.at = self.sight.start
        if stood is not None:
            self.at = kept(stood, self.at, self.sight.things)
            return self.here()
        heading = self.sight.things[self.at]
        inside = [one for one in self.sight.things if one.in_page and one != heading]
        news = [one.name for one in inside if one.kind is Kind.NEWS]
        count = self.say(N_("{count} things here")).format(count=len(self.sight.things))
        return joined([heading.name, *dict.fromkeys(news), count])

    def _changed(self, was: Thing) -> list[str]:
        """Says how the thing under the pointer has changed, if it has not gone."""
        now = self.sight.things[self.at]
        if now == was or Kind.NEWS in (now.kind, was.kind) or Kind.FIELD in (now.kind, was.kind):
            return []
        return [words_of(now, self.say)]

    def moves(self, by: int, *, controls: bool = False) -> str:
        """Goes one thing on (`by` 1) or back (-1), past the last to the first, and says the one there;
        `controls`: passes over what can't be touched or typed into.
        """
        count = len(self.sight.things)
        steps = [self.at + by * step for step in range(1, count + 1)]
        wanted = [at for at in steps if not controls or self.sight.things[at % count].is_control]
        if not wanted:
            return ""
        over = not 0 <= wanted[0] < count
        self.at = wanted[0] % count
        end = N_("From the beginning") if by > 0 else N_("From the end")
        return joined([self.say(end), self.here()]) if over else self.here()

    def goes(self, at: int) -> str:
        """Points at that place, and says what stands there."""
        self.at = max(0, min(at, len(self.sight.things) - 1))
        return self.here()

    def here(self) -> str:
        """Says what it points at: name, state, kind, place."""
        if self.thing is None:
            return ""
        place = self.say(N_("{at} of {count}")).format(at=self.at + 1, count=len(self.sight.things))
        return joined([words_of(self.thing, self.say), place])

    @property
    def main(self) -> int | None:
        """Gives the place where the page goes on; None without one."""
        found = [at for at, one in enumerate(self.sight.things) if one.main and one.enabled]
        return found[0] if found else None

    @property
    def fields(self) -> list[Thing]:
        """Lists what can be typed into."""
        return [one for one in self.sight.things if one.kind is Kind.FIELD]


def kept(was: Thing, at: int, things: tuple[Thing, ...]) -> int:
    """Finds the place of what was pointed at among what stands there now: the same thing, else one of that
    name, else the one in its place.
    """
    near = sorted(range(len(things)), key=lambda place: abs(place - at))
    same = [place for place in near if _plain(things[place]) == _plain(was)]
    named = [place for place in near if (things[place].kind, things[place].name) == (was.kind, was.name)]
    return (same or named or [min(at, len(things) - 1)])[0]


def _plain(thing: Thing) -> Thing:
    return replace(thing, value="", on=None, enabled=True)


def _news(before: Sight, after: Sight) -> list[str]:
    """Lists what stands on the page newly of what is news to everybody: trouble, hints, how a slip fares."""
    known = {one.name for one in before.things}
    news = (one.name for one in after.things if one.kind is Kind.NEWS and one.in_page)
    return [name for name in dict.fromkeys(news) if name not in known]


def _typed(before: Sight, after: Sight, say: Translate) -> list[str]:
    """Says the letters that came or went in a field; of a word that was changed, the whole word."""
    told = []
    for was, now in zip(_values(before), _values(after), strict=False):
        if now.startswith(was) and now != was:
            told.append(_spelled(now[len(was) :], say))
        elif was.startswith(now) and now != was:
            told.append(say(N_("Deleted: {letters}")).format(letters=_spelled(was[len(now) :], say)))
        elif now != was:
            told.append(now.split(" ")[-1] or say(N_("space")))
    return told


def _values(sight: Sight) -> list[str]:
    return [one.value for one in sight.things if one.kind is Kind.FIELD]


def _spelled(letters: str, say: Translate) -> str:
    names = [say(N_("space")) if letter == " " else letter for letter in letters]
    return ", ".join(names)
