"""Checks forms for faults that nobody may find on paper: letters that the font lacks, something over another
or outside its frame, a place that nothing can fill, something asked that stands nowhere, words without
Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from kiosk.catalogue.procedure import Procedure, When
from kiosk.forms.data import HOME, known_keys
from kiosk.forms.layout import Form, ListRow, TableRow
from kiosk.forms.office import OFFICE_KEYS, TABLES
from kiosk.forms.pages import LEFT, Page
from kiosk.forms.strips import BODY, Mark
from kiosk.language.messages import Messages
from kiosk.paper.fonts import missing_glyphs

Kind = Literal["values", "words", "glyphs", "overflow", "overlap"]
_EDGE = 60
"""Dots at the paper's edges that a laser printer can't reach: 5 mm."""
_TOUCH = 4
"""Dots by which marks of neighbouring lines may reach into each other: a hook below, a tone above."""


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Describes something wrong with a form. `detail` repeats no value of a person."""

    kind: Kind
    form: str
    detail: str
    sample: str = ""

    def __str__(self) -> str:
        where = f"form {self.form}" + (f" ({self.sample})" if self.sample else "")
        return f"{where}: {self.kind}: {self.detail}"


def look_at_layout(name: str, form: Form, procedure: Procedure, messages: Messages) -> Iterator[FormProblem]:
    """Finds places that nothing can fill, what is asked and stands nowhere, conditions that never hold, and
    words without Vietnamese.
    """
    office = OFFICE_KEYS if form.number is not None else frozenset()
    for key in sorted(set(form.keys()) - known_keys(form, procedure) - office):
        yield FormProblem("values", name, f"nothing fills {key!r}")
    for key in sorted(_asked(procedure) - _used(form)) if form.number is None else ():
        yield FormProblem("values", name, f"{key!r} is asked and stands nowhere")
    for row in chain.from_iterable(section.rows for section in form.sections):
        if isinstance(row, ListRow | TableRow) and row.of is not None:
            columns = {"name"} if isinstance(row, ListRow) else {one.of for one in row.columns if one.of}
            for key in sorted(columns - TABLES.get(row.of, frozenset())):
                yield FormProblem("values", name, f"nothing fills {row.of}.{key!r}")
    for when in _conditions(form):
        for question, values in when.answers.items():
            options = {
                option.id for one in procedure.questions if one.id == question for option in one.options
            }
            for value in sorted(set(values) - options):
                yield FormProblem("values", name, f"no answer {question} = {value!r}")
    for message in sorted(set(form.messages())):
        if not messages.has(HOME, message):
            yield FormProblem("words", name, f"no Vietnamese for {message!r}")


def look_at_pages(name: str, sample: str, pages: tuple[Page, ...]) -> Iterator[FormProblem]:
    """Finds what stands outside the frame or over something else, and letters that the font lacks."""
    for number, page in enumerate(pages, 1):
        where = f"{sample}, page {number}" if sample else f"page {number}"
        width, height = page.picture.size
        frame = (LEFT - BODY, _EDGE, width - _EDGE, height - _EDGE)
        for mark in page.marks:
            missing = missing_glyphs(mark.content, mark.weight) if mark.kind in ("text", "tick") else ""
            if missing:
                yield FormProblem("glyphs", name, f"the font lacks {missing!r}", where)
            if not _within(mark, frame):
                yield FormProblem("overflow", name, f"{mark.kind} at {mark.box} leaves {frame}", where)
        for one, other in _over_each_other(page.marks):
            detail = f"{one.kind} at {one.box} and {other.kind} at {other.box}"
            yield FormProblem("overlap", name, detail, where)


def _asked(procedure: Procedure) -> set[str]:
    inputs = {f"{role.id}.{name}" for role in procedure.roles for name in role.inputs}
    return inputs | {f"answer.{question.id}" for question in procedure.questions}


def _used(form: Form) -> set[str]:
    """Lists what the form asks for, by the roles that may be its persons."""
    keys = set(form.keys())
    of_roles = {
        f"{candidate.role}.{key.partition('.')[2]}"
        for name, candidates in form.people.items()
        for candidate in candidates
        for key in keys
        if key.startswith(f"{name}.")
    }
    return keys | of_roles


def _conditions(form: Form) -> Iterator[When]:
    parts = (
        *(section.when for section in form.sections),
        *(row.when for section in form.sections for row in section.rows),
        *(signature.when for signature in form.signatures),
        *(candidate.when for candidate in chain.from_iterable(form.people.values())),
    )
    return (when for when in parts if when is not None)


def _within(mark: Mark, frame: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = mark.box
    return frame[0] <= left and frame[1] <= top and right <= frame[2] and bottom <= frame[3]


def _over_each_other(marks: tuple[Mark, ...]) -> Iterator[tuple[Mark, Mark]]:
    ordered = sorted(marks, key=lambda mark: mark.box[1])
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.box[1] >= one.box[3] - _TOUCH:
                break
            if min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > _TOUCH:
                yield one, other
