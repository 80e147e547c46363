"""Runs `./run catalogue compare` and `confirm`: a file is laid beside the portal's record, and signed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from config.text import Text, is_one_line
from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.confirm import GROUPS, confirm
from kiosk.catalogue.describe import fee_lines, paper_need, source_words, time_words
from kiosk.catalogue.imported import Imported, imported_files, read_imported
from kiosk.catalogue.procedure import Fee, Paper, Procedure, TimeLimit
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from kiosk.language.normal import nfc
from ui.commands import Refused, WrongUse
from ui.wiring.catalogue import DATA, import_store

PAGE = Path(__file__).with_name("compare.html")
TITLE = N_("{code} {name}: file and record side by side")
HOW = N_("Tick each fact that agrees with what is in force. What is wrong is mended in {file} first.")
MINE, THEIRS = N_("What the kiosk says"), N_("What the portal says, seen {day}")
NO_RECORD = N_("The import store has no record of this procedure. Import the portal's files first.")
OFFICER, DAY, SIGNATURE = N_("Officer"), N_("Day"), N_("Signature")
COMMAND = N_("This writes the confirmation into the file:")
NO_BY = N_("catalogue: --by needs the officer's name, in one line.")
CONFIRMED = N_("{path}: confirmed by {by}: {facts}.")
WRITTEN_PAGE = N_("{path} is written; open it in a browser.")
NOT_WRITTEN = N_("catalogue: {path} cannot be written: {reason}.")


def compare_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares where the record is taken from and where the page goes."""
    parser.add_argument("--from", type=Path, default=DATA, metavar="DIR", dest="data", help="data folder")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: CODE.html")


def confirm_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the officer's name, and the facts."""
    parser.add_argument("--by", required=True, metavar="NAME")
    parser.add_argument(
        "--fact", action="append", default=[], metavar="KEY", help="sources.portal, times.0 …"
    )


def sign(options: argparse.Namespace, path: Path, messages: Messages) -> int:
    """Writes who confirmed what, and tells it."""
    by = nfc(options.by.strip())
    if not by or not is_one_line(by):
        raise WrongUse(messages.text(options.lang, NO_BY))
    facts = confirm(path, options.fact, by, SystemClock().now().date())
    print(messages.text(options.lang, CONFIRMED, path=path, by=by, facts=", ".join(facts)))
    return 0


def lay_beside(options: argparse.Namespace, procedure: Procedure, messages: Messages) -> int:
    """Writes the page."""
    records = read_imported(imported_files(import_store(options.data)))[0]
    path: Path = options.out or Path(f"{procedure.code}.html")
    page = page_of(procedure, records.get(procedure.code), options.lang, messages)
    try:
        write_whole(path, page.encode("utf-8"))
    except OSError as error:
        raise Refused(messages.text(options.lang, NOT_WRITTEN, path=path, reason=error.strerror)) from error
    print(messages.text(options.lang, WRITTEN_PAGE, path=path))
    return 0


def page_of(procedure: Procedure, record: Imported | None, lang: str, messages: Messages) -> str:
    """Draws the page: the file's facts, source by source, with a box each; beside them the portal's text."""

    def said(message: str, **values: object) -> str:
        return escape(messages.text(lang, message, **values))

    facts = ""
    for key, source in procedure.sources.items():
        rows = "".join(_row(*fact) for fact in _facts(procedure, key, messages))
        heading = escape(source_words(source, lang, messages))
        facts += f'<div data-source="sources.{escape(key)}"><h3>{heading}</h3>{rows}</div>'
    passages = "".join(
        f"<h3>{escape(passage.heading)}</h3><p>{escape(passage.text)}</p>"
        for passage in (record.passages if record else ())
    )
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        lang=lang,
        code=procedure.code,
        title=said(TITLE, code=procedure.code, name=procedure.name.vi),
        how=said(HOW, file=f"{procedure.code}.toml"),
        mine=said(MINE),
        theirs=said(THEIRS, day=record.seen if record else "–"),
        facts=facts,
        portal=passages or f"<p>{said(NO_RECORD)}</p>",
        name=said(OFFICER),
        day=said(DAY),
        signature=said(SIGNATURE),
        command=said(COMMAND),
    )


def _row(key: str, vi: str, en: str) -> str:
    """Draws one fact; one without a key of its own is confirmed with its whole source."""
    text = f"<span>{escape(vi)} <small>{escape(key)}</small><br><small>{escape(en)}</small></span>"
    return f'<label class="fact"><input type="checkbox" value="{escape(key)}">{text}</label>'


def _facts(procedure: Procedure, source: str, messages: Messages) -> Iterator[tuple[str, str, str]]:
    """Lists the facts of one source: key, Vietnamese, English."""
    for name in ("who", "where", "result"):
        text = getattr(procedure, name)
        if text is not None and getattr(procedure, f"{name}_source") == source:
            yield "", text.vi, text.en
    if procedure.legal_basis and procedure.legal_basis_source == source:
        yield "", ", ".join(procedure.legal_basis), ""
    for paper in procedure.papers:
        instead = paper.replaced_by
        if instead is not None and instead.source == source:
            yield (
                "",
                f"{paper.name.vi} ← {instead.by.vi} ({instead.rule})",
                f"{paper.name.en} ← {instead.by.en}",
            )
    for group in GROUPS:
        for number, fact in enumerate(getattr(procedure, group)):
            if fact.source == source:
                vi, en = (_words(procedure, fact, one, messages) for one in ("vi", "en"))
                yield f"{group}.{getattr(fact, 'id', number)}", vi, en


def _words(procedure: Procedure, fact: object, lang: str, messages: Messages) -> str:
    """Says one fact in one language."""

    def of(text: Text | None) -> str:
        return str(getattr(text, lang)) if text is not None else ""

    if isinstance(fact, TimeLimit):
        return f"{of(fact.case)}: {time_words(fact, lang, messages)}"
    if isinstance(fact, Fee):
        return fee_lines(procedure, lang, messages)[procedure.fees.index(fact)]
    if isinstance(fact, Paper):
        return "; ".join(filter(None, [of(fact.name), paper_need(fact, lang, messages), of(fact.note)]))
    return of(getattr(fact, "text", None))
