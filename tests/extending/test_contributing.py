"""What CONTRIBUTING says is what a stranger has to do, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extending.examples import follow
from tests.extending.tree import a_copy, passes, says

pytestmark = pytest.mark.slow

EXAMPLES = (
    "Add a procedure",
    "Add a device",
    "Add a language",
    "Add a page for staff",
    "Add a line to the ticket",
)
PROFILE = """
role = "demo"
production = {production}
centre = "26740"
{more}
"""
PAGE = """
import sys
from pathlib import Path
import httpx
from tests.web.office import open_office
with open_office(Path(sys.argv[1])) as office:
    for lang in ("vi", "en"):
        answer = httpx.get(office.address + "/counter/fields?lang=" + lang, trust_env=False)
        print(answer.status_code, answer.text)
"""
TICKET = """
from kiosk.paper.text_form import text_form
from tests.paper.samples import filled, messages
for lang in ("vi", "en"):
    lines = text_form("ticket", filled("ticket", lang), lang, messages())
    print([line.text for line in lines])
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with every example in it."""
    tree = a_copy(tmp_path_factory.mktemp("extended"))
    for heading in EXAMPLES:
        follow(tree, heading)
    return tree


def profile(tree: Path, more: str, production: str = "false") -> str:
    path = tree / "ours.toml"
    path.write_text(PROFILE.format(more=more, production=production), encoding="utf-8")
    return str(path)


def test_a_procedure_is_found(tree: Path) -> None:
    assert "9.999901" in says(tree, "-m", "ui.commands", "catalogue", "list")


def test_a_device_may_be_named_where_nobody_is_served(tree: Path) -> None:
    words = ("-m", "ui.commands", "--lang", "en", "config", "check")
    chosen = '[devices.voice]\ndriver = "voice.tone"'
    says(tree, *words, profile(tree, chosen))
    assert "simulated device" in says(tree, *words, profile(tree, chosen, "true"), status=1)


def test_a_language_may_be_offered(tree: Path) -> None:
    says(tree, "-m", "ui.commands", "config", "check", profile(tree, 'languages = ["vi", "qaa"]'))


def test_a_page_for_staff_is_served_in_both_languages(tree: Path, tmp_path: Path) -> None:
    told = says(tree, "-c", PAGE, str(tmp_path))
    assert told.count("200 <!DOCTYPE html>") == 2
    assert "Quầy nào nhận việc gì" in told
    assert "Which counter takes what" in told


def test_a_line_stands_on_the_ticket(tree: Path) -> None:
    told = says(tree, "-c", TICKET)
    assert "Giữ phiếu đến khi được gọi." in told
    assert "Keep this ticket until you are called." in told
    assert (tree / "ticket.png").is_file()


def test_the_suite_takes_each_of_them_up_by_itself(tree: Path) -> None:
    """Walks the procedure, judges the voice, shows the language, opens the page, misses no Vietnamese."""
    passes(
        tree,
        "tests/visits/test_every_procedure.py",
        "tests/contract/test_voice.py",
        "tests/screens/test_every_screen.py",
        "tests/test_house_messages.py",
        "tests/web/test_web_routes.py",
        "-k",
        "9.999901 or voice.tone or home-qaa or test_house_messages or test_web_routes",
    )
