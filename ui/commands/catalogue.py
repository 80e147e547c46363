"""Runs `./run catalogue`: checks, lists and shows the procedures, begins the file of a new one, imports the
portal's, builds the index, says who decides and what it costs.
"""

from __future__ import annotations

import argparse
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.load import PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.describe import citation_lines, fee_lines, paper_lines, time_lines, where_line, words
from kiosk.catalogue.loader import find_problems, load_procedure, procedure_files, read_procedures
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.scaffold import is_one_line, new_procedure
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from kiosk.language.normal import nfc
from kiosk.visit.journeys import reserved_ids
from ui.commands import MESSAGES, Refused, WrongUse, _catalogue_import, _fees, _route
from ui.wiring.catalogue import DATA, index_folder, sources_of

HELP = N_("checks, lists, shows, begins and imports procedures, builds the index, and says who decides")
ALL_GOOD = N_("{count} procedures, nothing wrong.")
SOME_WRONG = N_("catalogue: {count} problems, named above.")
NO_SUCH = N_("catalogue: there is no procedure {code}; “catalogue list” shows them.")
BUILT = N_("{count} entries, {by_hand} of them kept by hand; the index is in {folder}.")
BUILT_IN_MEMORY = N_(
    "catalogue: {folder} cannot be written, so that each start compiles the index in memory: {count} entries."
)
LEFT_OUT = N_("{count} problems, named above: what they are about is left out.")
NO_FOLDER = N_("catalogue: {folder} is not a folder.")
BAD_CODE = N_("catalogue: {code} is not a procedure code; it looks like 1.001193.")
BAD_FIELD = N_("catalogue: there is no field {field}; there are: {known}.")
BAD_NAME = N_("catalogue: --name takes one line of text, without control characters.")
NO_NAME = N_("catalogue: --name needs the procedure's Vietnamese name.")
WRITTEN = N_("{path} is written. Fill in every “…”, then run: ./run catalogue check")
TIMES, FEES = N_("Time"), N_("Fees")
PAPERS, WHERE, RESULT = N_("Papers"), N_("Where to file"), N_("Result")

PARTS = ("check", "list", "show", "new", "import", "build", "route", "fees")
_CODE = re.compile(r"\d\.\d{6}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; `--folder` for procedures that lie elsewhere."""
    parser.add_argument("--folder", type=Path, default=PROCEDURES, metavar="DIR")
    parts = parser.add_subparsers(dest="part", metavar="|".join(PARTS), required=True)
    sub = {name: parts.add_parser(name) for name in PARTS}
    for parser_of_part in sub.values():
        parser_of_part.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)
    for name in ("list", "show"):
        sub[name].add_argument("--json", action="store_true")
    for name in ("show", "new"):
        sub[name].add_argument("code", metavar="CODE")
    sub["build"].add_argument(
        "--into", type=Path, default=DATA, metavar="DIR", help="data folder of the machine (default: var)"
    )
    _catalogue_import.arguments(sub["import"])
    sub["new"].add_argument("--name", required=True, help="its Vietnamese name")
    sub["new"].add_argument(
        "--field",
        default="ho_tich",
        help="queue field, an id of centre/fields.toml (default: %(default)s)",
    )
    _route.arguments(sub["route"])
    _fees.arguments(sub["fees"])


def run(options: argparse.Namespace) -> int:
    """Runs the sub-command."""
    messages = Messages.from_folder(MESSAGES)
    if not _is_folder(options.folder):
        raise WrongUse(messages.text(options.lang, NO_FOLDER, folder=options.folder))
    parts = {
        "check": _check,
        "list": _list,
        "show": _show,
        "new": _new,
        "import": _import,
        "build": _build,
        "route": _route.show,
        "fees": _fees.show,
    }
    try:
        return parts[options.part](options, messages)
    except BadFile as error:
        raise Refused(str(error)) from error


def _is_folder(path: Path) -> bool:
    """Says if there is such a folder. Raises Refused where this user may not look."""
    try:
        return path.is_dir()
    except OSError as error:
        raise Refused(f"catalogue: {path}: {error.strerror}") from error


def _check(options: argparse.Namespace, messages: Messages) -> int:
    fields = frozenset(field.id for field in load_fields())
    problems = find_problems(options.folder, fields, reserved_ids())
    for problem in problems:
        print(problem.line(partial(messages.text, options.lang)))
    if problems:
        raise Refused(messages.text(options.lang, SOME_WRONG, count=len(problems)))
    count = len(procedure_files(options.folder))
    print(messages.text(options.lang, ALL_GOOD, count=count))
    return 0


def _list(options: argparse.Namespace, messages: Messages) -> int:
    procedures, problems = read_procedures(options.folder)
    for procedure in procedures.values():
        if options.json:
            row = {"code": procedure.code, "version": procedure.version, "field": procedure.field}
            print(_as_json({**row, "name": procedure.name.model_dump()}))
        else:
            print(f"{procedure.code}  {words(procedure.name, options.lang, messages)}")
    if problems:
        raise BadFile(*problems)
    return 0


def _show(options: argparse.Namespace, messages: Messages) -> int:
    procedure = _found(options, messages)
    if options.json:
        print(procedure.model_dump_json())
        return 0
    lang = options.lang
    print(f"{procedure.code}  {words(procedure.name, lang, messages)}")
    print(words(procedure.summary, lang, messages))
    for heading, lines in (
        (TIMES, time_lines(procedure, lang, messages)),
        (FEES, fee_lines(procedure, lang, messages)),
        (PAPERS, paper_lines(procedure, lang, messages)),
        (WHERE, (where_line(procedure, lang, messages),)),
        (RESULT, (words(procedure.result, lang, messages),)),
    ):
        print(f"\n{messages.text(lang, heading)}")
        for line in lines:
            print(f"  {line}")
    print()
    for line in citation_lines(procedure, lang, messages):
        print(line)
    return 0


def _new(options: argparse.Namespace, messages: Messages) -> int:
    if not _CODE.fullmatch(options.code):
        raise WrongUse(messages.text(options.lang, BAD_CODE, code=options.code))
    if not options.name.strip():
        raise WrongUse(messages.text(options.lang, NO_NAME))
    if not is_one_line(options.name):
        raise WrongUse(messages.text(options.lang, BAD_NAME))
    known = [field.id for field in load_fields()]
    if options.field not in known:
        text = messages.text(options.lang, BAD_FIELD, field=options.field, known=", ".join(known))
        raise WrongUse(text)
    name = nfc(options.name.strip())
    path = new_procedure(options.folder, options.code, options.field, name, SystemClock().now().date())
    print(messages.text(options.lang, WRITTEN, path=path))
    return 0


def _import(options: argparse.Namespace, messages: Messages) -> int:
    """Imports, and builds the index anew, so that the next start finds it."""
    done = _catalogue_import.run(options, messages)
    status = _build(options, messages)
    if done.damaged:
        raise Refused(messages.text(options.lang, _catalogue_import.DAMAGED, count=done.damaged))
    return status


def _build(options: argparse.Namespace, messages: Messages) -> int:
    """Compiles the index that a kiosk, hub or robot with that data folder opens."""
    folder = index_folder(options.into)
    sources = sources_of(options.into, load_fields(), options.folder)
    catalogue = open_catalogue(sources, folder)
    counts = {"count": len(catalogue.entries), "by_hand": len(catalogue.procedures), "folder": folder}
    for problem in catalogue.problems:
        print(problem)
    if catalogue.problems:
        print(messages.text(options.lang, LEFT_OUT, count=len(catalogue.problems)))
    if not catalogue.on_disk:
        raise Refused(messages.text(options.lang, BUILT_IN_MEMORY, **counts))
    print(messages.text(options.lang, BUILT, **counts))
    return 0


def _found(options: argparse.Namespace, messages: Messages) -> Procedure:
    path = options.folder / f"{options.code}.toml"
    if path not in procedure_files(options.folder):
        raise Refused(messages.text(options.lang, NO_SUCH, code=options.code))
    return load_procedure(path)


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
