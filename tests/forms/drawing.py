"""Forms for tests: the product's own layouts, filled with invented people."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Dossier, Person, Value
from kiosk.forms.data import Filled, dossier_data
from kiosk.forms.layout import Form, load_form
from kiosk.forms.pages import Page, pages_of
from kiosk.forms.sample import ALL, SampleCentre, sample, sample_dossier
from kiosk.paper.sample import TOKEN
from tests.centres import SAIGON
from tests.paper.samples import PUBLIC_URL, catalogue, messages

OFFICE_FORMS = ("02", "03", "04", "05", "06", "07")
DECLARATIONS = (
    "1.000656",
    "1.000894",
    "1.001193",
    "1.001612",
    "1.001776",
    "1.004194",
    "1.004222",
    "1.004859",
    "1.004873",
    "2.000635",
    "2.000815",
    "2.000884",
)
"""The procedures asked for most often, by the issue's own list."""
URL = slip_url(PUBLIC_URL, "dossier", TOKEN)


def at() -> SampleCentre:
    """Where the samples are made."""
    return SampleCentre(SAIGON.centre, PUBLIC_URL, messages())


@cache
def drawn(name: str, amount: str = ALL) -> tuple[Page, ...]:
    """A sample of the form."""
    form = load_form(name)
    procedure = catalogue().procedures[name if "." in name else "1.001193"]
    return pages_of(form, sample(name, form, procedure, at(), amount), messages())


def visited(name: str, answers: dict[str, str], **persons: dict[str, str]) -> Dossier:
    """A dossier with these answers and persons, and nothing else."""
    dossier = sample_dossier(SAIGON.centre, catalogue().procedures[name])
    people = {role: Person({key: Value(text) for key, text in one.items()}) for role, one in persons.items()}
    return replace(dossier, answers=answers, persons=people)


def filled_by(name: str, dossier: Dossier, form: Form | None = None) -> Filled:
    """What a dossier gives its form."""
    return dossier_data(
        form or load_form(name),
        centre=SAIGON.centre,
        dossier=dossier,
        procedure=catalogue().procedures[dossier.procedure],
        code=None,
        url=URL,
        messages=messages(),
    )


def written_on(pages: tuple[Page, ...]) -> list[str]:
    """Every text and ticked box of the pages, from above."""
    found = []
    for page in pages:
        marks = sorted(page.marks, key=lambda mark: (mark.box[1] // 30, mark.box[0]))
        found += [mark.content for mark in marks if mark.kind in ("text", "tick")]
    return found


def after(pages: tuple[Page, ...], label: str) -> str:
    """What is written behind the label of that text; empty where there are dots."""
    for page in pages:
        for mark in page.marks:
            if mark.content == f"{label}:":
                beside = [
                    one
                    for one in page.marks
                    if one.kind in ("text", "dots")
                    and one.box[1] < mark.box[3] + 20
                    and one.box[3] > mark.box[1]
                    and one.box[0] > mark.box[2]
                ]
                nearest = min(beside, key=lambda one: one.box[0])
                return nearest.content if nearest.kind == "text" else ""
    raise AssertionError(f"no label {label}")
