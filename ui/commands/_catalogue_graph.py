"""Runs `./run catalogue graph`: draws which answers call for which questions, persons and papers."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.graph import graph
from kiosk.catalogue.procedure import Procedure
from kiosk.language.messages import N_, Messages
from ui.commands import Refused

HEADINGS = {"roles": N_("Person"), "papers": N_("Paper"), "times": N_("Time"), "fees": N_("Fee")}
WRITTEN = N_("{path} is written; open it in a browser.")
NOT_WRITTEN = N_("catalogue: {path} cannot be written: {reason}.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares where the picture goes."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: CODE.svg")


def draw(options: argparse.Namespace, procedure: Procedure, messages: Messages) -> int:
    """Writes the picture."""
    headings = {group: messages.text(options.lang, heading) for group, heading in HEADINGS.items()}
    path: Path = options.out or Path(f"{procedure.code}.svg")
    try:
        write_whole(path, graph(procedure, options.lang, headings).encode("utf-8"))
    except OSError as error:
        raise Refused(messages.text(options.lang, NOT_WRITTEN, path=path, reason=error.strerror)) from error
    print(messages.text(options.lang, WRITTEN, path=path))
    return 0
