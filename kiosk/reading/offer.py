"""Offers values for a form from what engines read on a paper."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from kiosk.catalogue.wards import Wards
from kiosk.identity.inputs import INPUTS
from kiosk.ports.papers import Box, Transcript
from kiosk.reading.agreement import Known, Proof, agreed
from kiosk.reading.labels import Found, has_title, values
from kiosk.reading.layout import HOLDER, PaperLayout

CITY = ("TP. Hồ Chí Minh", "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh", "TP. HCM", "TPHCM")


@dataclass(frozen=True, slots=True)
class Offered:
    """Holds a value read from a paper: for which input, what proves it, where it stands on the page of that
    digest, and the clipping of that place (JPEG). It fills nothing before the citizen says yes.
    """

    input: str
    text: str = field(repr=False)
    by: Proof
    box: Box
    digest: str
    clip: bytes = field(default=b"", repr=False)


@functools.cache
def known_names() -> Known:
    """Collects the names that a rule may go by: wards, the city, peoples."""
    places = {ward.full_name for ward in Wards.load().values()}
    peoples = INPUTS["ethnicity"].suggested
    return Known(frozenset({*places, *CITY}), peoples)


def offered(
    layouts: Iterable[PaperLayout],
    transcripts: Sequence[Transcript],
    wanted: Collection[str],
    known: Known,
    digest: str,
) -> tuple[Offered, ...]:
    """Gives what can be offered of the inputs in `wanted` ("role.input", or a question's id).

    The paper's kind is what its title says; without a title, or with those of two kinds, nothing is offered.
    """
    fitting = [layout for layout in layouts if any(has_title(one.lines, layout) for one in transcripts)]
    if len(fitting) != 1:
        return ()
    layout = fitting[0]
    read = [values(one.lines, layout) for one in transcripts]
    return tuple(_of_layout(layout, read, wanted, known, digest))


def _of_layout(
    layout: PaperLayout,
    read: Sequence[dict[str, Found]],
    wanted: Collection[str],
    known: Known,
    digest: str,
) -> Iterable[Offered]:
    for printed in layout.fields:
        target = _target(printed.fills, layout, wanted)
        found = [one[printed.fills] for one in read if printed.fills in one]
        if target is None or len(found) < len(read):
            continue
        value = agreed(printed.kind, found, known)
        if value is not None:
            yield Offered(target, value.text, value.by, _around([one.box for one in found]), digest)


def _target(fills: str | None, layout: PaperLayout, wanted: Collection[str]) -> str | None:
    """Finds the wanted input that a field fills. The holder is the one role that the paper does not name;
    where several could be meant, none is.
    """
    if fills is None or fills in wanted:
        return fills
    role, _, name = fills.partition(".")
    if role != HOLDER:
        return None
    named = {(one.fills or "").partition(".")[0] for one in layout.fields}
    others = [one for one in wanted if one.endswith(f".{name}") and one.partition(".")[0] not in named]
    return others[0] if len(others) == 1 else None


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
