"""The lint of forms finds each kind of mistake, and nothing in the product's own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from config.load import PROFILES, load_profile
from kiosk.forms.layout import form_names, load_form
from kiosk.forms.lint import _within, look_at_layout, look_at_pages
from kiosk.forms.pages import Page, pages_of
from kiosk.forms.sample import ALL, sample
from kiosk.forms.strips import Mark
from tests.forms.drawing import OFFICE_FORMS, at, drawn
from tests.paper.samples import catalogue, messages
from ui.commands._print_forms import lint_forms

BIRTH = "1.001193"
SOME = tuple(random.Random(2026).sample(form_names(), 2))


def test_some_forms_are_clean_in_every_way() -> None:
    """All of them: `./run print lint`."""
    assert list(lint_forms(load_profile(PROFILES / "demo.toml"), messages(), names=SOME)) == []


def test_every_layout_asks_only_for_what_a_visit_or_the_office_knows() -> None:
    for name in form_names():
        code = BIRTH if name in OFFICE_FORMS else name
        problems = look_at_layout(name, load_form(name), catalogue().procedures[code], messages())
        assert [str(problem) for problem in problems] == []


def row(content: str) -> str:
    return f'title = "Declarant"\n[[sections]]\nrows = [{{ {content} }}]\n'


WRONG = {
    "nothing fills 'child.nmae'": row('kind = "values", items = [{ label = "Number", of = "child.nmae" }]'),
    "nothing fills 'answer.colour'": row('kind = "tick", label = "Number", of = "answer.colour"'),
    "nothing fills paper.'name'": row('kind = "list", of = "paper"'),
    "no answer relation = 'uncle'": row(
        'kind = "text", text = "Number", when = { answers = { relation = ["uncle"] } }'
    ),
    "no Vietnamese for 'Colour'": row('kind = "text", text = "Colour"'),
}


@pytest.mark.parametrize("told", WRONG)
def test_a_wrong_word_in_a_layout_is_found(tmp_path: Path, told: str) -> None:
    (tmp_path / "trial.toml").write_text(WRONG[told], "utf-8")
    form = load_form("trial", tmp_path)
    problems = list(look_at_layout("trial", form, catalogue().procedures[BIRTH], messages()))
    assert [one.detail for one in problems if not one.detail.endswith("stands nowhere")] == [told]


def test_what_is_asked_and_stands_nowhere_is_found() -> None:
    form = load_form(BIRTH)
    without = form.model_copy(update={"sections": form.sections[1:]})
    problems = look_at_layout(BIRTH, without, catalogue().procedures[BIRTH], messages())
    assert "'answer.relation' is asked and stands nowhere" in {one.detail for one in problems}


def test_what_stands_over_something_or_outside_or_has_no_letter_is_found() -> None:
    page = drawn("02", ALL)[0]
    place = next(mark.box for mark in page.marks if mark.kind == "text")
    moved = {
        "overlap": Mark("text", "MẪU", (place[0] + 9, place[1] + 9, place[2], place[3])),
        "overflow": Mark("text", "MẪU", (2300, 2700, 2470, 2740)),
        "glyphs": Mark("text", "✓", (1900, 2700, 1940, 2740)),
    }
    assert not list(look_at_pages("02", "", (page,)))
    for box in ((5, 2700, 90, 2740), (1900, 5, 1940, 60), (1900, 3400, 1940, 3500)):
        beyond = Page(page.picture, (*page.marks, Mark("text", "MẪU", box)))
        assert "overflow" in {one.kind for one in look_at_pages("02", "", (beyond,))}, box
    for kind, mark in moved.items():
        problems = list(look_at_pages("02", "", (Page(page.picture, (*page.marks, mark)),)))
        assert kind in {problem.kind for problem in problems}, kind


def test_a_mark_may_stand_at_each_edge_of_the_frame_and_not_beyond() -> None:
    frame = (10, 40, 200, 90)
    assert _within(Mark("text", "MẪU", frame), frame)
    for edge, beyond in enumerate((9, 39, 201, 91)):
        box = [*frame]
        box[edge] = beyond
        assert not _within(Mark("text", "MẪU", (box[0], box[1], box[2], box[3])), frame)


def test_the_marks_say_where_the_ink_is() -> None:
    """What the lint judges is what is drawn: outside every mark there are only the lines of the frame."""
    form = load_form("03")
    (page,) = pages_of(form, sample("03", form, catalogue().procedures[BIRTH], at(), ALL), messages())
    grey = page.picture.convert("L")
    for mark in page.marks:
        inner = grey.crop(mark.box).point(lambda level: 255 - level)
        assert inner.getbbox() is not None, mark.kind
    for mark in page.marks:
        grey.paste(255, mark.box)
    left = grey.point(lambda level: 255 - level)
    rows = {y for y in range(left.height) if left.crop((0, y, left.width, y + 1)).getbbox()}
    assert len(rows) < 40, "three thin lines: below the office, below the motto, above the foot"
