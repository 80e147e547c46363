"""Runs `./run catalogue`: checks, lists and shows the procedures, begins the file of a new one, imports the
portal's, builds the index, says who decides and what it costs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.load import PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.describe import citation_lines, fee_lines, paper_lines, time_lines, where_line, words
from kiosk.catalogue.loader import load_procedure, procedure_files, read_procedures
from kiosk.catalogue.procedure import Procedure
from kiosk.language.messages import N_, Messages
from ui.commands import (
    MESSAGES,
    Refused,
    WrongUse,
    _catalogue_check,
    _catalogue_confirm,
    _catalogue_graph,
    _catalogue_import,
    _catalogue_new,
    _fees,
    _route,
)
from ui.wiring.catalogue import DATA, index_folder, sources_of

HELP = N_("checks, lists, shows, begins and imports procedures, builds the index, and says who decides")
NO_SUCH = N_("catalogue: there is no procedure {code}; “catalogue list” shows them.")
BUILT = N_("{count} entries, {by_hand} of them kept by hand; the index is in {folder}.")
BUILT_IN_MEMORY = N_(
    "catalogue: {folder} cannot be written, so that each start compiles the index in memory: {count} entries."
)
LEFT_OUT = N_("{count} problems, named above: what they are about is left out.")
NO_FOLDER = N_("catalogue: {folder} is not a folder.")
TIMES, FEES = N_("Time"), N_("Fees")
PAPERS, WHERE, RESULT = N_("Papers"), N_("Where to file"), N_("Result")

PARTS = ("check", "list", "show", "new", "import", "build", "route", "fees", "compare", "confirm", "graph")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; `--folder` for procedures that lie elsewhere."""
    parser.add_argument("--folder", type=Path, default=PROCEDURES, metavar="DIR")
    parts = parser.add_subparsers(dest="part", metavar="|".join(PARTS), required=True)
    sub = {name: parts.add_parser(name) for name in PARTS}
    for parser_of_part in sub.values():
        parser_of_part.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)
    for name in ("list", "show"):
        sub[name].add_argument("--json", action="store_true")
    for name in ("show", "compare", "confirm", "graph"):
        sub[name].add_argument("code", metavar="CODE")
    _catalogue_graph.arguments(sub["graph"])
    _catalogue_confirm.compare_arguments(sub["compare"])
    _catalogue_confirm.confirm_arguments(sub["confirm"])
    sub["build"].add_argument(
        "--into", type=Path, default=DATA, metavar="DIR", help="data folder of the machine (default: var)"
    )
    _catalogue_check.arguments(sub["check"])
    _catalogue_import.arguments(sub["import"])
    _catalogue_new.arguments(sub["new"])
    _route.arguments(sub["route"])
    _fees.arguments(sub["fees"])


def run(options: argparse.Namespace) -> int:
    """Runs the sub-command."""
    messages = Messages.from_folder(MESSAGES)
    if not _is_folder(options.folder):
        raise WrongUse(messages.text(options.lang, NO_FOLDER, folder=options.folder))
    parts = {
        "check": _catalogue_check.run,
        "list": _list,
        "show": _show,
        "compare": _compare,
        "confirm": _confirm,
        "graph": _graph,
        "new": _catalogue_new.run,
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


def _compare(options: argparse.Namespace, messages: Messages) -> int:
    return _catalogue_confirm.lay_beside(options, _found(options, messages), messages)


def _graph(options: argparse.Namespace, messages: Messages) -> int:
    return _catalogue_graph.draw(options, _found(options, messages), messages)


def _confirm(options: argparse.Namespace, messages: Messages) -> int:
    return _catalogue_confirm.sign(options, _path(options, messages), messages)


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
    return load_procedure(_path(options, messages))


def _path(options: argparse.Namespace, messages: Messages) -> Path:
    path: Path = options.folder / f"{options.code}.toml"
    if path not in procedure_files(options.folder):
        raise Refused(messages.text(options.lang, NO_SUCH, code=options.code))
    return path


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
