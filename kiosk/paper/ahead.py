"""Drawing tickets ahead: what slips share is then kept, and the first citizen waits no longer than others."""

from __future__ import annotations

from collections.abc import Iterable

from config.schema import Centre, QueueField
from kiosk.catalogue.catalogue import Catalogue
from kiosk.language.messages import Messages
from kiosk.paper.data import ticket_data
from kiosk.paper.render import render
from kiosk.paper.sample import TOKEN, sample_ticket


def draw_ahead(
    *,
    centre: Centre,
    fields: Iterable[QueueField],
    catalogue: Catalogue,
    languages: Iterable[str],
    public_url: str,
    messages: Messages,
    width: int,
) -> int:
    """One ticket for each procedure and language, drawn for a head of `width` dots and thrown away; how many.
    It takes about 30 ms each and goes on the printer's own thread, before its first job."""
    known = {field.id: field for field in fields}
    drawn = 0
    for lang in languages:
        for procedure in catalogue.procedures.values():
            data = ticket_data(
                centre=centre,
                ticket=sample_ticket(procedure.field, procedure.code),
                field=known[procedure.field],
                procedure=procedure,
                url=f"{public_url}/t/{TOKEN}",
                lang=lang,
                messages=messages,
            )
            render("ticket", data, lang, messages, width)
            drawn += 1
    return drawn
