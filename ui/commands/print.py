"""Runs `./run print`: prints slips to a printer, to a file of bytes, or to a picture; reports a printer's
status; `print form CODE` makes a sample of a form.

`--preview` writes one pixel a dot, as wide as the head, trailing white rows left out: exactly the dots that
`--to` sends; of a slip in words (`--form text`) what a printer makes of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import TemplateError

from config.load import PROFILES, load_bundle, load_profile
from config.problems import BadFile
from config.schema import DeviceChoice, Profile
from devices.printing.address import Address, parse
from devices.printing.escpos_job import JobBuilder
from devices.printing.escpos_printer import DEFAULT
from devices.printing.link import Link
from devices.printing.models import Models, probe
from devices.printing.text_job import TextJobBuilder
from devices.printing.transport import Lost
from devices.registry import BadDevice, build
from devices.simulators.vprinter_once import pieces_of
from kiosk.clock import SystemClock
from kiosk.dossier.ids import uuid7
from kiosk.faults import FAULTS, text_of
from kiosk.forms.layout import form_names
from kiosk.forms.lint import FormProblem
from kiosk.language.messages import N_, Messages
from kiosk.paper.fonts import RaqmMissing
from kiosk.paper.job import slip_job
from kiosk.paper.journal import process_id
from kiosk.paper.layout import SLIPS as LAYOUTS
from kiosk.paper.layout import BadLayout
from kiosk.paper.lint import Problem, Sample, look_at
from kiosk.paper.render import WIDTHS, to_png
from kiosk.paper.sample import sample_data, variants
from kiosk.paper.sheet import sheet
from kiosk.ports.device import Fault
from kiosk.ports.printing import PrintJob, SlipPrinter
from ui.commands import MESSAGES, Refused, WrongUse
from ui.commands._print_forms import lint_forms, make_sample
from ui.technician.causes import cause_of_fault
from ui.wiring.catalogue import DATA, load_catalogue

HELP = N_("print a slip, look at it, or ask a printer how it is")
NO_DATA = N_("print: what is to stand on it? --sample, or --data FILE (JSON); one of them.")
NO_TARGET = N_("print: where to? --to raw:FILE or tcp://HOST:PORT, or --preview FILE.png.")
BAD_TARGET = N_(
    "print: a printer is tcp://HOST:PORT, serial:/dev/NAME@BAUD, usb:VENDOR:PRODUCT or cups:QUEUE; "
    "a file is raw:FILE; not “{target}”."
)
STATUS_NEEDS_PRINTER = N_("print status: which printer? --to tcp://HOST:PORT.")
PROBE_NEEDS_PRINTER = N_(
    "print probe: which printer? tcp://HOST:PORT, serial:/dev/NAME@BAUD or usb:VENDOR:PRODUCT."
)
IS_NAMED = N_("It calls itself {name}.")
NAMELESS = N_("It does not say what it is.")
STATUS_TOLD = N_("It tells its status: paper, cover and cutter are seen.")
STATUS_SILENT = N_("It tells no status: paper, cover and cutter are not seen.")
COMPLETION = {
    "id": N_("It tells when a slip is out: slips are confirmed."),
    "fence": N_("It tells only that it has taken everything: slips are confirmed by that weaker sign."),
    "none": N_("It never tells when a slip is out: its slips are not confirmed."),
}
HANDED_OVER = N_("Handed over; whether it is on paper is not confirmed.")
NO_PROCEDURE = N_("print: there is no procedure {code}.")
BAD_DATA = N_("print: {file}: {reason}")
PRINTED = N_("Printed; the printer has confirmed it.")
SENT = N_("{count} bytes written to {file}.")
NO_LAYOUTS = N_("print lint: {folder} is not a folder.")
LINT_GOOD = N_("Every slip is as it should be, in every language and at both widths; and every form.")
LINT_FOUND = N_("print lint: {count} problems, named above.")
NO_FORM = N_("print form: which one? There are {names}.")
FORM_MADE = N_("{file}: a sample, with invented people.")
READY = N_("The printer is ready.")

T = TypeVar("T")
SLIPS = ("ticket", "slip", "receipt", "checklist")
SAMPLE_PROCEDURE = "1.001193"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what to print and where to."""
    parser.add_argument("what", choices=(*SLIPS, "form", "status", "probe", "lint"))
    parser.add_argument("printer", nargs="?", metavar="PRINTER|CODE", default=None)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--data", type=Path, metavar="FILE", default=None)
    parser.add_argument("--procedure", metavar="CODE", default=None)
    parser.add_argument("--profile", type=Path, metavar="FILE", default=PROFILES / "demo.toml")
    parser.add_argument("--width", type=int, choices=sorted(WIDTHS.values()), default=WIDTHS[80])
    parser.add_argument("--form", choices=("picture", "text"), default="picture")
    parser.add_argument("--pages", choices=("tcvn3", "none"), default=None)
    parser.add_argument("--chinese", action=argparse.BooleanOptionalAction, default=None)
    parser.add_argument("--to", metavar="raw:FILE|PRINTER", default=None)
    parser.add_argument("--sheet", type=Path, metavar="FILE.pdf", default=None)
    parser.add_argument("--out", type=Path, metavar="FILE.pdf", default=None)
    parser.add_argument("--keep", type=Path, metavar="DIR", default=None)
    parser.add_argument("--preview", type=Path, metavar="FILE.png", default=None)
    parser.add_argument("--layouts", type=Path, metavar="DIR", default=LAYOUTS)
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Prints; every expected trouble is one line."""
    messages = Messages.from_folder(MESSAGES)
    try:
        if options.what == "form":
            return _form(options, messages)
        options.to = options.to or options.printer
        if options.what == "status":
            return _status(options, messages)
        if options.what == "probe":
            return _probe(options, messages)
        if options.what == "lint":
            return _lint(options, messages)
        return _slip(options, messages)
    except (BadFile, BadDevice, BadLayout, RaqmMissing) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"print: {error.filename}: {error.strerror}") from error


def _form(options: argparse.Namespace, messages: Messages) -> int:
    """Makes the sample of a form: a procedure's declaration, or a number of the circular."""
    if options.printer not in form_names():
        raise WrongUse(messages.text(options.lang, NO_FORM, names=", ".join(form_names())))
    out = options.out or Path(f"{options.printer}.pdf")
    out.write_bytes(make_sample(options.printer, load_profile(options.profile), messages))
    print(messages.text(options.lang, FORM_MADE, file=out))
    return 0


def _slip(options: argparse.Namespace, messages: Messages) -> int:
    if options.sample == (options.data is not None):
        raise WrongUse(messages.text(options.lang, NO_DATA))
    if options.to is None and options.preview is None and options.sheet is None:
        raise WrongUse(messages.text(options.lang, NO_TARGET))
    file = options.to[4:] if options.to is not None and options.to.startswith("raw:") else None
    address = _address(options, messages) if options.to is not None and not file else None
    data = _data(options, messages)
    job = _drawn(options, messages, lambda: _job(data, options, messages))
    if options.sheet is not None:
        options.sheet.write_bytes(sheet(options.what, data, options.lang, messages))
    if options.preview is not None:
        options.preview.write_bytes(_preview(job, options))
    if file:
        print(_to_file(job, file, options, messages))
    if address is not None:
        print(_to_printer(job, address, options, messages))
    return 0


def _job(data: Mapping[str, Any], options: argparse.Namespace, messages: Messages) -> PrintJob:
    return slip_job(uuid7(), options.what, {**data, "lang": options.lang}, messages, options.width)


def _bytes(job: PrintJob, options: argparse.Namespace) -> bytes:
    if options.form == "picture" or job.lines is None:
        return b"".join(JobBuilder(options.width).parts(job.picture, process_id(job)))
    words = TextJobBuilder(options.width, options.pages or "none", chinese=bool(options.chinese))
    return b"".join(words.parts(job.lines(False), process_id(job)))


def _preview(job: PrintJob, options: argparse.Namespace) -> bytes:
    if options.form == "picture":
        return to_png(job.picture)
    (piece,) = pieces_of(_bytes(job, options), options.width)
    return piece.trimmed().png()


def _address(options: argparse.Namespace, messages: Messages) -> Address:
    found = parse(options.to)
    if found is None:
        raise WrongUse(messages.text(options.lang, BAD_TARGET, target=options.to))
    return found


def _data(options: argparse.Namespace, messages: Messages) -> Mapping[str, Any]:
    if options.sample:
        return _sample(options, messages)

    def read() -> Mapping[str, Any]:
        data = json.loads(options.data.read_text("utf-8"))
        if not isinstance(data, Mapping):
            raise ValueError("not a JSON object")
        return data

    return _drawn(options, messages, read)


def _drawn(options: argparse.Namespace, messages: Messages, work: Callable[[], T]) -> T:
    """Calls `work`; a fault in the data of a file becomes one line."""
    try:
        return work()
    except (ValueError, TemplateError) as error:
        if options.sample or isinstance(error, BadLayout):
            raise
        raise Refused(
            messages.text(options.lang, BAD_DATA, file=options.data, reason=str(error).splitlines()[0])
        ) from error


def _sample(options: argparse.Namespace, messages: Messages) -> dict[str, Any]:
    profile = load_profile(options.profile)
    bundle = load_bundle(profile)
    code = options.procedure or SAMPLE_PROCEDURE
    procedure = load_catalogue(DATA, bundle.fields).get(code)
    if procedure is None:
        raise Refused(messages.text(options.lang, NO_PROCEDURE, code=code))
    return sample_data(
        options.what,
        centre=bundle.centre,
        field=next(field for field in bundle.fields if field.id == procedure.field),
        procedure=procedure,
        public_url=profile.hub.public_url,
        lang=options.lang,
        messages=messages,
    )


def _lint(options: argparse.Namespace, messages: Messages) -> int:
    """Checks every layout with the samples of every procedure (or of one) and language, at both widths; and
    the forms.
    """
    if not options.layouts.is_dir():
        raise WrongUse(messages.text(options.lang, NO_LAYOUTS, folder=options.layouts))
    profile = load_profile(options.profile)
    procedures = load_catalogue(DATA, load_bundle(profile).fields).procedures
    if options.procedure is not None and options.procedure not in procedures:
        raise Refused(messages.text(options.lang, NO_PROCEDURE, code=options.procedure))
    codes = [options.procedure] if options.procedure else list(procedures)
    problems: list[Problem | FormProblem] = []
    for slip in sorted(path.stem for path in options.layouts.glob("*.toml")):
        samples = list(_samples(slip if slip in SLIPS else "receipt", codes, profile, messages))
        problems += look_at(slip, samples, messages, options.layouts)
    if options.layouts == LAYOUTS:
        problems += lint_forms(
            profile, messages, set(form_names()) & set(codes) if options.procedure else None
        )
    if options.json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    for problem in () if options.json else problems:
        print(problem)
    if problems:
        raise Refused(messages.text(options.lang, LINT_FOUND, count=len(problems)))
    if not options.json:
        print(messages.text(options.lang, LINT_GOOD))
    return 0


def _samples(slip: str, codes: Iterable[str], profile: Profile, messages: Messages) -> Iterator[Sample]:
    bundle = load_bundle(profile)
    fields = {field.id: field for field in bundle.fields}
    procedures = load_catalogue(DATA, bundle.fields).procedures
    for code in codes:
        procedure = procedures[code]
        for lang in messages.languages:
            data = sample_data(
                slip,
                centre=bundle.centre,
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
    data = _bytes(job, options)
    Path(file).write_bytes(data)
    return messages.text(options.lang, SENT, count=len(data), file=file)


def _to_printer(job: PrintJob, address: Address, options: argparse.Namespace, messages: Messages) -> str:
    choice = address.choice(options.width)
    if options.form == "text":
        words = {"form": "text", "pages": options.pages, "chinese": options.chinese, "models": options.keep}
        choice = DeviceChoice(driver=choice.driver, options={**choice.options, **words})
    printer = build(choice, SlipPrinter, production=True)
    try:
        fault = printer.open()
        result = fault if fault is not None else printer.print(job)
    finally:
        printer.close()
    if isinstance(result, Fault):
        raise Refused(_words(result, options, messages))
    return messages.text(options.lang, PRINTED if result.confirmed else HANDED_OVER)


def _probe(options: argparse.Namespace, messages: Messages) -> int:
    """Probes a printer's abilities; prints and cuts nothing."""
    if options.to is None or (address := _address(options, messages)).connect is None:
        raise WrongUse(messages.text(options.lang, PROBE_NEEDS_PRINTER))
    link = Link(address.connect, SystemClock(), DEFAULT.answer_s)
    try:
        identity = link.identity(DEFAULT.answer_s) or ""
        model = probe(link, identity, DEFAULT.answer_s)
        model = replace(model, pages=options.pages or model.pages, chinese=bool(options.chinese))
    except Lost as error:
        raise Refused(_words(Fault("printer_unreachable", str(error)), options, messages)) from None
    finally:
        link.close()
    if options.keep is not None:
        Models(options.keep).put(model)
    if options.json:
        print(json.dumps(asdict(model), ensure_ascii=False))
        return 0
    print(
        messages.text(options.lang, IS_NAMED, name=identity)
        if identity
        else messages.text(options.lang, NAMELESS)
    )
    print(messages.text(options.lang, STATUS_TOLD if model.status else STATUS_SILENT))
    print(messages.text(options.lang, COMPLETION[model.completion]))
    return 0


def _status(options: argparse.Namespace, messages: Messages) -> int:
    if options.to is None or options.to.startswith("raw:"):
        raise WrongUse(messages.text(options.lang, STATUS_NEEDS_PRINTER))
    printer = build(_address(options, messages).choice(options.width), SlipPrinter, production=True)
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
    cause = cause_of_fault(fault)
    why = f" ({messages.text(options.lang, cause)})" if cause else ""
    return f"print: {told}{why} [{fault.id}]"
