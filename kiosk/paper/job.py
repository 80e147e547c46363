"""Makes a slip a job for the printer: its picture, and what a driver may ask for besides."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Literal

from kiosk.language.messages import Messages
from kiosk.paper.render import marked, render
from kiosk.paper.text_form import marked_lines, text_form
from kiosk.ports.printing import PrintJob, SlipLine

Slip = Literal["ticket", "slip", "receipt", "checklist"]


def slip_job(job: str, slip: Slip, data: Mapping[str, Any], messages: Messages, width: int) -> PrintJob:
    """Makes the job of that id for a head of `width` dots, in the language that `data` names. Its words and
    its marked picture are made only where they are asked for. Raises as `kiosk.paper.render.render`.
    """
    lang = data["lang"]
    picture = render(slip, data, lang, messages, width)

    def lines(with_mark: bool) -> tuple[SlipLine, ...]:
        plain = text_form(slip, data, lang, messages)
        return marked_lines(plain, lang, messages) if with_mark else plain

    again = functools.partial(marked, picture, lang, messages)
    return PrintJob(job, slip, picture, marked=again, lines=lines)
