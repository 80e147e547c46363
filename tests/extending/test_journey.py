"""A new journey of one screen touches its own files, the scenes and the messages, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extending.tree import a_copy, passes, says

NEW = ("-m", "ui.commands", "journey", "--lang", "en", "new", "lost_ticket")
TITLES = ("--vi", "Tôi mất số", "--en", "I have lost my ticket")
OWN = {
    "kiosk/visit/journeys/lost_ticket.py",
    "ui/citizen/lost_ticket/LostTicket.qml",
    "ui/citizen/lost_ticket/__init__.py",
    "ui/citizen/lost_ticket/lost_ticket.py",
    "ui/messages/vi/lost_ticket.po",
}
SCENES = "tests/screens/scenes.py"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, still without the journey."""
    return a_copy(tmp_path_factory.mktemp("journey"))


def contents(tree: Path) -> dict[str, bytes]:
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_new_journey_is_found_shown_spoken_and_left(tree: Path) -> None:
    before = contents(tree)
    said = says(tree, *NEW, *TITLES)
    assert all(path in said for path in OWN)
    after = contents(tree)
    assert {path for path in after if after[path] != before.get(path)} == {*OWN, SCENES}
    passes(
        tree,
        "tests/visits/test_totality.py",
        "tests/test_house_messages.py",
        "tests/test_house_walls.py",
        "tests/screens/test_every_screen.py",
        "tests/screens/test_actions.py",
        "-k",
        "test_totality or test_house or lost_ticket or LostTicket or for_every_screen or whole and home",
    )
    says(tree, "-m", "ruff", "check", "kiosk", "ui", SCENES)
    says(tree, "-m", "ruff", "format", "--check", "kiosk", "ui", SCENES)
    assert "already" in says(tree, *NEW, *TITLES, status=1)


def test_a_place_without_a_screen_is_named(tmp_path: Path) -> None:
    copy = a_copy(tmp_path)
    says(copy, *NEW, *TITLES)
    (copy / "ui/citizen/lost_ticket/lost_ticket.py").unlink()
    said = says(copy, "-m", "pytest", "-q", "tests/visits/test_totality.py", "-k", "screen", status=1)
    assert "lost_ticket" in said


@pytest.mark.parametrize(
    ("name", "title"), [("Lost", "x"), ("lost-ticket", "x"), ("../x", "x"), ("lost", 'a"b'), ("lost", "")]
)
def test_what_is_no_name_or_title_is_refused_in_one_line(tree: Path, name: str, title: str) -> None:
    said = says(tree, *NEW[:-1], name, "--vi", title, "--en", "A title", status=2)
    assert said.startswith("journey: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", ["home", "number", "search", "application"])
def test_a_name_that_is_taken_is_refused(tree: Path, name: str) -> None:
    said = says(tree, *NEW[:-1], name, *TITLES, status=1)
    assert f"called {name} already" in said
