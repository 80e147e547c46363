"""Draws tickets ahead: what slips share is then kept, and the first citizen waits no longer than others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.schema import Centre, QueueField
from kiosk.catalogue.entry import Entry
from kiosk.language.messages import Messages
from kiosk.paper.data import ticket_data
from kiosk.paper.render import render
from kiosk.paper.sample import TOKEN, sample_ticket

MOST_FREQUENT = 12


def draw_ahead(
    *,
    centre: Centre,
    fields: Sequence[QueueField],
    frequent: Sequence[Entry],
    languages: Iterable[str],
    public_url: str,
    messages: Messages,
    width: int,
) -> int:
    """Draws the tickets that are likely, for a head of `width` dots, throws them away,
    and counts them.

    In each language one for each queue field alone, and one for each procedure that is marked `frequent`, the
    first twelve at most: however many procedures there are, some twenty a language. It takes about 30 ms each
    and goes on the printer's own thread, before its first job.
    """
    known = {field.id: field for field in fields}
    likely: list[tuple[QueueField, Entry | None]] = [(field, None) for field in fields]
    likely += [(known[entry.field], entry) for entry in frequent[:MOST_FREQUENT]]
    drawn = 0
    for lang in languages:
        for field, entry in likely:
            data = ticket_data(
                centre=centre,
                ticket=sample_ticket(field.id, entry.code if entry else None),
                fields=(field,),
                entry=entry,
                url=f"{public_url}/t/{TOKEN}",
                lang=lang,
                messages=messages,
            )
            render("ticket", data, lang, messages, width)
            drawn += 1
    return drawn
