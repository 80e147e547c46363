"""Runs `./run catalogue new`: asks what is known of a new procedure, and begins its file."""

from __future__ import annotations

import argparse
import re
import sys

from config.centre import load_fields
from config.text import Text, is_one_line
from kiosk.catalogue.scaffold import UNKNOWN, Beginning, new_procedure
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from kiosk.language.normal import nfc
from ui.commands import Refused, WrongUse

BAD_CODE = N_("catalogue: {code} is not a procedure code; it looks like 1.001193.")
BAD_FIELD = N_("catalogue: there is no field {field}; there are: {known}.")
BAD_LINE = N_("catalogue: --{option} takes one line of text, without control characters.")
BAD_URL = N_("catalogue: --url takes the address of the portal's page, https://…")
NO_NAME = N_("catalogue: --name needs the procedure's Vietnamese name.")
CUT_OFF = N_("catalogue: the questions were not answered; nothing was written.")
WRITTEN = N_("{path} is written. Fill in every “…”, then run: ./run catalogue check")
FIELD_PROMPT = N_("Queue field ({known})")
PROMPTS = {
    "name": N_("Name in Vietnamese, as people say it"),
    "name-en": N_("Name in English"),
    "summary": N_("What people get by it, in Vietnamese"),
    "summary-en": N_("The same in English"),
    "who": N_("Whom it is for, in Vietnamese"),
    "who-en": N_("The same in English"),
    "url": N_("Address of its page on the national portal"),
}
FIRST_FIELD = "ho_tich"
_CODE = re.compile(r"\d\.\d{6}")
_URL = re.compile(r"https?://[^\s…]+")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the code, and an option for each thing that is asked otherwise."""
    parser.add_argument("code", metavar="CODE")
    for option, prompt in PROMPTS.items():
        parser.add_argument(f"--{option}", metavar="TEXT", help=prompt)
    parser.add_argument("--field", help=f"queue field (default: {FIRST_FIELD})", metavar="FIELD")


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Takes the options; at a terminal, without a name, asks for each that was not given."""
    lang = options.lang
    if not _CODE.fullmatch(options.code):
        raise WrongUse(messages.text(lang, BAD_CODE, code=options.code))
    known = [field.id for field in load_fields()]
    given = {option: getattr(options, option.replace("-", "_")) for option in PROMPTS}
    field = options.field
    if given["name"] is None and sys.stdin.isatty():
        given, field = _asked(given, field, known, lang, messages)
    texts = {option: nfc((text or "").strip()) for option, text in given.items()}
    _refuse_wrong(texts, field := field or FIRST_FIELD, known, lang, messages)
    new = Beginning(
        code=options.code,
        field=field,
        name=_text(texts, "name"),
        summary=_text(texts, "summary"),
        who=_text(texts, "who"),
        url=texts["url"] or f"https://{UNKNOWN}",
    )
    path = new_procedure(options.folder, new, SystemClock().now().date())
    print(messages.text(lang, WRITTEN, path=path))
    return 0


def _asked(
    given: dict[str, str | None], field: str | None, known: list[str], lang: str, messages: Messages
) -> tuple[dict[str, str | None], str]:
    """Asks at the terminal; an empty line leaves "…" to be filled in later."""
    try:
        answers = {
            option: input(f"{messages.text(lang, PROMPTS[option])}: ") if text is None else text
            for option, text in given.items()
        }
        prompt = messages.text(lang, FIELD_PROMPT, known=", ".join(known))
        return dict(answers), field or input(f"{prompt}: ").strip() or FIRST_FIELD
    except EOFError as error:
        raise Refused(messages.text(lang, CUT_OFF)) from error


def _refuse_wrong(texts: dict[str, str], field: str, known: list[str], lang: str, messages: Messages) -> None:
    if not texts["name"]:
        raise WrongUse(messages.text(lang, NO_NAME))
    for option, text in texts.items():
        if not is_one_line(text):
            raise WrongUse(messages.text(lang, BAD_LINE, option=option))
    if texts["url"] and not _URL.fullmatch(texts["url"]):
        raise WrongUse(messages.text(lang, BAD_URL))
    if field not in known:
        raise WrongUse(messages.text(lang, BAD_FIELD, field=field, known=", ".join(known)))


def _text(texts: dict[str, str], option: str) -> Text:
    return Text(vi=texts[option] or UNKNOWN, en=texts[f"{option}-en"] or UNKNOWN)
