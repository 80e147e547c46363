"""`./run print`: slips to a printer, to a file of bytes, or to a picture; and how a printer is.

`--preview` writes one pixel a dot, as wide as the head, trailing white rows left out: exactly the dots that
`--to` sends.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import TemplateError

from config.errors import BadFile
from config.load import PROCEDURES, PROFILES, load_centre, load_fields, load_profile
from config.schema import DeviceChoice, Profile
from devices.printing.escpos_job import JobBuilder
from devices.registry import BadDevice, build
from kiosk.catalogue.loader import load_catalogue
from kiosk.dossier.ids import uuid7
from kiosk.faults import FAULTS, text_of
from kiosk.language.messages import N_, Messages
from kiosk.paper.fonts import RaqmMissing
from kiosk.paper.journal import process_id
from kiosk.paper.layout import SLIPS as LAYOUTS
from kiosk.paper.layout import BadLayout
from kiosk.paper.lint import Problem, Sample, look_at
from kiosk.paper.render import WIDTHS, render, to_png
from kiosk.paper.sample import sample_data, variants
from kiosk.ports import Fault, PrintJob, SlipPicture, SlipPrinter
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("print a slip, look at it, or ask a printer how it is")
NO_DATA = N_("print: what is to stand on it? --sample, or --data FILE (JSON); one of them.")
NO_TARGET = N_("print: where to? --to raw:FILE or tcp://HOST:PORT, or --preview FILE.png.")
BAD_TARGET = N_("print: --to takes raw:FILE or tcp://HOST:PORT, not “{target}”.")
STATUS_NEEDS_PRINTER = N_("print status: which printer? --to tcp://HOST:PORT.")
NO_PROCEDURE = N_("print: there is no procedure {code}.")
BAD_DATA = N_("print: {file}: {reason}")
PRINTED = N_("Printed; the printer has confirmed it.")
SENT = N_("{count} bytes written to {file}.")
NO_LAYOUTS = N_("print lint: {folder} is not a folder.")
LINT_GOOD = N_("Every slip is as it should be, in every language and at both widths.")
LINT_FOUND = N_("print lint: {count} problems, named above.")
READY = N_("The printer is ready.")

SLIPS = ("ticket", "slip", "receipt")
SAMPLE_PROCEDURE = "1.001193"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to print and where to."""
    parser.add_argument("what", choices=(*SLIPS, "status", "lint"))
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--data", type=Path, metavar="FILE", default=None)
    parser.add_argument("--procedure", metavar="CODE", default=SAMPLE_PROCEDURE)
    parser.add_argument("--profile", type=Path, metavar="FILE", default=PROFILES / "demo.toml")
    parser.add_argument("--width", type=int, choices=sorted(WIDTHS.values()), default=WIDTHS[80])
    parser.add_argument("--to", metavar="raw:FILE|tcp://HOST:PORT", default=None)
    parser.add_argument("--preview", type=Path, metavar="FILE.png", default=None)
    parser.add_argument("--layouts", type=Path, metavar="DIR", default=LAYOUTS)
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print; every expected trouble is one line."""
    messages = Messages.from_folder(MESSAGES)
    try:
        if options.what == "status":
            return _status(options, messages)
        if options.what == "lint":
            return _lint(options, messages)
        return _slip(options, messages)
    except (BadFile, BadDevice, BadLayout, RaqmMissing) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"print: {error.filename}: {error.strerror}") from error


def _slip(options: argparse.Namespace, messages: Messages) -> int:
    if options.sample == (options.data is not None):
        raise WrongUse(messages.text(options.lang, NO_DATA))
    if options.to is None and options.preview is None:
        raise WrongUse(messages.text(options.lang, NO_TARGET))
    target = _target(options, messages) if options.to is not None else None
    picture = _picture(options, messages)
    if options.preview is not None:
        options.preview.write_bytes(to_png(picture))
    if target is not None:
        job = PrintJob(uuid7(), options.what, picture)
        print(
            _to_file(job, target[1], options, messages)
            if target[0] == "raw"
            else _to_printer(job, options, messages)
        )
    return 0


def _target(options: argparse.Namespace, messages: Messages) -> tuple[Literal["raw", "tcp"], str]:
    kind, _, rest = options.to.partition(":")
    if kind == "raw" and rest:
        return "raw", rest
    if kind == "tcp" and _address(options.to) is not None:
        return "tcp", options.to
    raise WrongUse(messages.text(options.lang, BAD_TARGET, target=options.to))


def _address(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        return (parts.hostname, parts.port or 9100) if parts.hostname and parts.path in ("", "/") else None
    except ValueError:
        return None


def _picture(options: argparse.Namespace, messages: Messages) -> SlipPicture:
    try:
        data = _sample(options, messages) if options.sample else json.loads(options.data.read_text("utf-8"))
        if not isinstance(data, Mapping):
            raise ValueError("not a JSON object")
        return render(options.what, data, options.lang, messages, options.width)
    except (ValueError, TemplateError) as error:
        if options.sample or isinstance(error, BadLayout):
            raise
        raise Refused(
            messages.text(options.lang, BAD_DATA, file=options.data, reason=str(error).splitlines()[0])
        ) from error


def _sample(options: argparse.Namespace, messages: Messages) -> dict[str, Any]:
    profile = load_profile(options.profile)
    procedure = load_catalogue(PROCEDURES).get(options.procedure)
    if procedure is None:
        raise Refused(messages.text(options.lang, NO_PROCEDURE, code=options.procedure))
    return sample_data(
        options.what,
        centre=load_centre(profile.centre),
        field=next(field for field in load_fields() if field.id == procedure.field),
        procedure=procedure,
        public_url=profile.hub.public_url,
        lang=options.lang,
        messages=messages,
    )


def _lint(options: argparse.Namespace, messages: Messages) -> int:
    """Every layout with the samples of every procedure and language, at both widths."""
    if not options.layouts.is_dir():
        raise WrongUse(messages.text(options.lang, NO_LAYOUTS, folder=options.layouts))
    profile = load_profile(options.profile)
    problems: list[Problem] = []
    for slip in sorted(path.stem for path in options.layouts.glob("*.toml")):
        samples = list(_samples(slip if slip in SLIPS else "receipt", profile, messages))
        problems += look_at(slip, samples, messages, options.layouts)
    if options.json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    for problem in () if options.json else problems:
        print(problem)
    if problems:
        raise Refused(messages.text(options.lang, LINT_FOUND, count=len(problems)))
    if not options.json:
        print(messages.text(options.lang, LINT_GOOD))
    return 0


def _samples(slip: str, profile: Profile, messages: Messages) -> Iterator[Sample]:
    fields = {field.id: field for field in load_fields()}
    for code, procedure in load_catalogue(PROCEDURES).procedures.items():
        for lang in messages.languages:
            data = sample_data(
                slip,
                centre=load_centre(profile.centre),
                field=fields[procedure.field],
                procedure=procedure,
                public_url=profile.hub.public_url,
                lang=lang,
                messages=messages,
            )
            for name, changed, ordinary in variants(data):
                if ordinary or code == SAMPLE_PROCEDURE:
                    yield Sample(f"{code} {name}", lang, changed, ordinary)


def _to_file(job: PrintJob, file: str, options: argparse.Namespace, messages: Messages) -> str:
    data = b"".join(JobBuilder(options.width).parts(job.picture, process_id(job)))
    Path(file).write_bytes(data)
    return messages.text(options.lang, SENT, count=len(data), file=file)


def _to_printer(job: PrintJob, options: argparse.Namespace, messages: Messages) -> str:
    printer = _printer(options)
    try:
        fault = printer.open()
        result = fault if fault is not None else printer.print(job)
    finally:
        printer.close()
    if isinstance(result, Fault):
        raise Refused(_words(result, options, messages))
    return messages.text(options.lang, PRINTED)


def _printer(options: argparse.Namespace) -> SlipPrinter:
    host, port = _address(options.to) or ("", 0)
    choice = DeviceChoice(driver="printer.tcp", options={"host": host, "port": port, "head": options.width})
    return build(choice, SlipPrinter, production=True)


def _status(options: argparse.Namespace, messages: Messages) -> int:
    if options.to is None:
        raise WrongUse(messages.text(options.lang, STATUS_NEEDS_PRINTER))
    if _target(options, messages)[0] != "tcp":
        raise WrongUse(messages.text(options.lang, STATUS_NEEDS_PRINTER))
    printer = _printer(options)
    try:
        health = printer.health()
    finally:
        printer.close()
    if options.json:
        print(
            json.dumps(
                {
                    "state": health.state.value,
                    "fault": health.fault.id if health.fault else None,
                    "warnings": list(health.warnings),
                }
            )
        )
    elif health.fault is None:
        print(messages.text(options.lang, READY))
    for warning in () if options.json else health.warnings:
        print(messages.text(options.lang, FAULTS[warning].staff))
    if health.fault is not None:
        raise Refused(_words(health.fault, options, messages))
    return 0


def _words(fault: Fault, options: argparse.Namespace, messages: Messages) -> str:
    told = messages.text(options.lang, text_of(fault).staff)
    return f"print: {told} [{fault.id}]"
