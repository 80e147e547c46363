"""The gate notices what is wrong: a slice of the states, a fault of each kind, some random touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.gate.checks import ICON
from tests.gate.findings import KNOWN, Finding, Known, Where, divided, known, lines
from tests.gate.guests import Guest
from tests.gate.looking import Onlooker, looked_at
from tests.gate.pictures import STORED, differs, digest, small, store, stored
from tests.gate.planting import KINDS, caught, ground
from tests.gate.randomly import wander
from tests.gate.states import PICTURED, states
from tests.screens.stage import contrast
from ui.theme.tokens import tokens

SLICE = ("home", "procedure", "number", "review")
MOST_BYTES = 5_000_000
Ground = tuple[Onlooker, Guest]


@pytest.mark.parametrize("panel", PICTURED)
def test_a_slice_of_the_states_is_as_it_shall_be(panel: str, tmp_path: Path) -> None:
    """But for the pictures: what every change of a page changes is compared by the whole gate alone."""
    found = looked_at(panel, tmp_path, SLICE)
    left, _ = divided([one for one in found if one.kind != "picture"], known())
    assert not left, "\n".join(lines(left))


@pytest.fixture(scope="module")
def planted() -> Iterator[Ground]:
    with ground() as prepared:
        yield prepared


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_fault_is_noticed(planted: Ground, kind: str) -> None:
    assert caught(*planted, kind, Where("portrait", "vi", "normal", "procedure"))


def test_whatever_is_done_no_page_is_a_dead_end() -> None:
    done = wander(240, seed=20261129)
    assert done["touches"] > 100
    assert done["places"] > 10


@pytest.mark.parametrize("palette", ["colour", "contrast"])
@pytest.mark.parametrize("behind", ["page", "card", "header", "tint", "action", "key"])
def test_the_ring_around_what_has_the_focus_stands_out(palette: str, behind: str) -> None:
    colours = tokens()[palette]
    ring = (contrast(colours[part], colours[behind]) for part in ("focus", "focus_line"))
    assert max(ring) >= ICON


def a_page(words: str) -> Image.Image:
    page = Image.new("RGB", (1080, 1920), "#f4f6f9")
    ImageDraw.Draw(page).rectangle((40, 200, 1040, 320), "#0b4a8f")
    ImageDraw.Draw(page).text((60, 400), words, "#13233a", font_size=60)
    return page


def test_a_small_picture_changes_with_the_page_and_not_with_the_machine() -> None:
    page = a_page("Giấy khai sinh")
    redrawn = page.copy()
    redrawn.putpixel((70, 430), (0, 0, 0))
    assert not differs(small(page), small(redrawn))
    assert differs(small(page), small(a_page("Giấy chứng tử của ông")))
    assert digest(small(page)) == digest(small(page.copy()))


def test_pictures_are_kept_and_found_again(tmp_path: Path) -> None:
    pages = {Where("portrait", "vi", "normal", f"s{n}"): small(a_page("ơ" * n)) for n in range(1, 20)}
    store(pages, tmp_path)
    found = stored("portrait", tmp_path)
    assert [*found] == [*pages]
    for where, (value, picture) in found.items():
        assert value == digest(pages[where])
        assert not differs(picture, pages[where])


def test_the_pictures_are_few_and_small() -> None:
    assert sum(path.stat().st_size for path in STORED.glob("*")) < MOST_BYTES
    for panel in PICTURED:
        assert {*stored(panel)} <= {*states(panel)}, "of pages that there are not any more"


def test_what_is_known_is_left_out_and_goes_when_it_is_mended() -> None:
    here = Where("portrait", "vi", "normal", "home")
    found = [Finding("gap", "A and B", here), Finding("gap", "A and C", here)]
    rows = [Known("gap", "why", what="* and B"), Known("gap", "why", scene="search")]
    assert divided(found, rows) == ([found[1]], [rows[1]])
    assert next(iter(lines(found))).startswith("gap: A and B – portrait vi normal home – set the spacing")


def test_every_row_of_what_is_known_has_its_reason() -> None:
    assert all(len(row.reason) > 20 for row in known(KNOWN))
