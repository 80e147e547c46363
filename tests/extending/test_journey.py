"""A new journey of one screen touches its own files, the scenes and the messages, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extending.tree import a_copy, passes, says
from ui.commands.__main__ import main

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


@pytest.fixture(scope="module")
def begun(tree: Path) -> tuple[str, set[str]]:
    """What is said when the journey is begun in the copy, and the files that are other than before."""
    before = contents(tree)
    said = says(tree, *NEW, *TITLES)
    after = contents(tree)
    return said, {path for path in after if after[path] != before.get(path)}


def contents(tree: Path) -> dict[str, bytes]:
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_new_journey_is_found_shown_spoken_and_left(tree: Path, begun: tuple[str, set[str]]) -> None:
    said, changed = begun
    assert all(path in said for path in OWN)
    assert changed == {*OWN, SCENES}
    passes(
        tree,
        "tests/visits/test_totality.py",
        "tests/test_house_messages.py",
        "tests/test_house_walls.py",
        "tests/screens/test_every_screen.py",
        "tests/screens/test_actions.py",
        "-k",
        "test_totality or test_house and not the_hub_needs or lost_ticket or LostTicket or whole and home-vi",
    )
    says(tree, "-m", "ruff", "check", "kiosk", "ui", SCENES)
    says(tree, "-m", "ruff", "format", "--check", "kiosk", "ui", SCENES)
    assert "already" in says(tree, *NEW, *TITLES, status=1)


@pytest.mark.usefixtures("begun")
def test_a_place_without_a_screen_is_named(tree: Path) -> None:
    screen = tree / "ui/citizen/lost_ticket/lost_ticket.py"
    written = screen.read_bytes()
    screen.unlink()
    try:
        words = ("tests/visits/test_totality.py", "-k", "screen_of_its_own and lost_ticket")
        said = says(tree, "-m", "pytest", "-q", *words, status=1)
    finally:
        screen.write_bytes(written)
    assert "lost_ticket" in said


@pytest.mark.parametrize(
    ("name", "title"), [("Lost", "x"), ("lost-ticket", "x"), ("../x", "x"), ("lost", 'a"b'), ("lost", "")]
)
def test_what_is_no_name_or_title_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, title: str
) -> None:
    titles = ("--vi", title, "--en", "A title")
    assert main([*NEW[2:-1], name, *titles, "--into", str(tmp_path)]) == 2
    said = "".join(capsys.readouterr())
    assert said.startswith("journey: ")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["home", "number", "search", "application"])
def test_a_name_that_is_taken_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main([*NEW[2:-1], name, *TITLES, "--into", str(tmp_path)]) == 1
    assert f"called {name} already" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
