"""Plays every journey by ear, by eye and by touch, in both languages, and counts those that end well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tests.agents.by_ear import Ear
from tests.agents.by_eye import Eye
from tests.agents.by_touch import Touch
from tests.agents.person import Goal, Person
from tests.journeys.tally import BIRTH, BUSINESS, COPIES
from tests.visits.world import CONTEXT

LANGUAGES = ("vi", "en")
AGENTS: dict[str, Callable[[Person], bool]] = {
    "ear": lambda person: Ear(person).lives(),
    "eye": lambda person: Eye(person).lives(),
    "touch": lambda person: Touch(person).lives(),
}


def goals() -> tuple[Goal, ...]:
    """What people come for: each journey that is counted, and each procedure kept by hand."""
    named = (Goal("number", BIRTH), Goal("status"), Goal("birth", BIRTH), Goal("copies_3", COPIES))
    listed = (Goal(code, code) for code in CONTEXT.catalogue.procedures)
    return (*named, Goal("business", BUSINESS), *listed)


def run_all(
    agents: Iterable[str] = tuple(AGENTS),
    wanted: Sequence[Goal] | None = None,
    languages: Sequence[str] = LANGUAGES,
    tell: Callable[[str], object] = lambda _line: None,
) -> dict[str, dict[str, object]]:
    """Gives for each agent how many journeys it began and finished, and the names of those it did not."""
    wanted = goals() if wanted is None else wanted
    return {name: _played(name, wanted, languages, tell) for name in agents}


def _played(
    name: str, wanted: Sequence[Goal], languages: Sequence[str], tell: Callable[[str], object]
) -> dict[str, object]:
    failed = []
    for goal in wanted:
        for lang in languages:
            if not _lives(name, Person(goal, lang)):
                failed.append(f"{goal.name} {lang}")
                tell(f"{name}: {failed[-1]} not finished")
    count = len(wanted) * len(languages)
    return {"played": count, "finished": count - len(failed), "failed": failed}


def _lives(name: str, person: Person) -> bool:
    """Whether it ends well; who is led astray so that nothing can be touched any more does not."""
    try:
        return AGENTS[name](person)
    except AssertionError:
        return False
