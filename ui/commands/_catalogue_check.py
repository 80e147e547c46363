"""Runs `./run catalogue check`: names file, line and what is wrong; with `--gaps`, what is not known."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path

from config.centre import load_fields
from config.problems import Problem, nearest
from kiosk.catalogue.gaps import gaps
from kiosk.catalogue.loader import find_problems, load_procedure, procedure_files, read_procedures
from kiosk.catalogue.places import located
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.review import STANDARD, read_standard, review
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from kiosk.visit.journeys import reserved_ids
from ui.commands import Refused, WrongUse

ALL_GOOD = N_("{count} procedures, nothing wrong.")
SOME_WRONG = N_("catalogue: {count} problems, named above.")
BAD_DAY = N_("catalogue: --day takes a day such as 2027-03-01.")
NO_ICON = N_("there is no picture {icon} in ui/theme/icons")
ICONS = Path(__file__).resolve().parents[1] / "theme" / "icons"
GAPS = N_("{count} gaps in {files} of {all} procedures.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares `--gaps`, and a file with other limits."""
    parser.add_argument("--gaps", action="store_true", help="what is not published or not confirmed yet")
    parser.add_argument("--day", metavar="DAY", help="as on that day, 2027-03-01 (default: today)")
    parser.add_argument(
        "--standard",
        type=Path,
        default=STANDARD,
        metavar="FILE",
        help="limits (default: config/editing.toml)",
    )


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Checks; with `--gaps`, lists the gaps of the files that can be used instead."""
    folder: Path = options.folder
    if options.gaps:
        return _gaps(options, messages)
    standard = read_standard(options.standard)
    load = cache(load_procedure)
    problems = find_problems(folder, frozenset(field.id for field in load_fields()), reserved_ids(), load)
    usable = read_procedures(folder, load=load)[0]
    problems += review(usable, standard, _day(options, messages))
    problems += _missing_icons(usable)
    _tell(problems, folder, options.lang, messages)
    if problems:
        raise Refused(messages.text(options.lang, SOME_WRONG, count=len(problems)))
    print(messages.text(options.lang, ALL_GOOD, count=len(procedure_files(folder))))
    return 0


def _day(options: argparse.Namespace, messages: Messages) -> date:
    if options.day is None:
        return SystemClock().now().date()
    try:
        return date.fromisoformat(options.day)
    except ValueError as error:
        raise WrongUse(messages.text(options.lang, BAD_DAY)) from error


def _missing_icons(procedures: Mapping[str, Procedure]) -> Iterable[Problem]:
    known = [path.stem for path in ICONS.glob("*.svg")]
    for procedure in procedures.values():
        for where, icon in _icons(procedure):
            if icon not in known:
                place = f"{procedure.code}.toml: {where}"
                yield Problem(place, NO_ICON, {"icon": icon}, nearest(icon, known))


def _icons(procedure: Procedure) -> Iterable[tuple[str, str]]:
    """Lists the pictograms that a procedure names, with their places in its file."""
    yield "icon", procedure.icon
    for at, question in enumerate(procedure.questions):
        for place, option in enumerate(question.options):
            if option.icon:
                yield f"questions.{at}.options.{place}.icon", option.icon
    for at, paper in enumerate(procedure.papers):
        yield f"papers.{at}.icon", paper.icon


def _gaps(options: argparse.Namespace, messages: Messages) -> int:
    procedures, problems = read_procedures(options.folder)
    _tell(problems, options.folder, options.lang, messages)
    count = files = 0
    for procedure in procedures.values():
        found = [
            Problem(f"{procedure.code}.toml: {gap.where}", gap.what, gap.values) for gap in gaps(procedure)
        ]
        _tell(found, options.folder, options.lang, messages)
        count += len(found)
        files += bool(found)
    print(messages.text(options.lang, GAPS, count=count, files=files, all=len(procedures)))
    return 0


def _tell(problems: Iterable[Problem], folder: Path, lang: str, messages: Messages) -> None:
    for problem in problems:
        print(located(problem, folder).line(partial(messages.text, lang)))
