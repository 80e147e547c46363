"""A language whose letters the bundled font lacks: shown with the font in its folder, and refused without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from config.load import PROFILES
from kiosk.language.messages import Messages
from kiosk.paper.fonts import font, missing_glyphs, missing_letters, width_of, wrap
from kiosk.paper.lint import Sample, look_at
from kiosk.paper.render import render
from tests.centres import SAIGON
from tests.language.made_font import KHMER, make_font
from tests.paper.samples import filled
from ui.commands import config as config_command
from ui.commands import doctor
from ui.commands.__main__ import main
from ui.web.pages import Pages
from ui.web.static import assets

ROOT = Path(__file__).resolve().parents[2]
BACK = "ថយក្រោយ"
TEXTS = f"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Back"
msgstr "{BACK}"

msgid "Your number"
msgstr "លេខ រង់ចាំ"
"""


def translated(folder: Path, letters: Iterable[int] = KHMER) -> Path:
    """A folder of messages as a translator leaves it: ours, and Khmer begun; its font has these letters."""
    folder.mkdir()
    for lang in ("vi", "en"):
        (folder / lang).symlink_to(ROOT / "ui/messages" / lang)
    (folder / "km/fonts").mkdir(parents=True)
    (folder / "km/language.toml").write_text('name = "ខ្មែរ"\n', encoding="utf-8")
    (folder / "km/citizen.po").write_text(TEXTS, encoding="utf-8")
    if letters := set(letters):
        make_font(folder / "km/fonts/Made-Regular.ttf", "Made Khmer", letters)
    return folder


@pytest.fixture
def with_font(tmp_path: Path) -> Path:
    return translated(tmp_path / "with")


@pytest.fixture
def without_font(tmp_path: Path) -> Path:
    return translated(tmp_path / "without", ())


def khmer_profile(folder: Path) -> str:
    path = folder / "ours.toml"
    own = (PROFILES / "demo.toml").read_text(encoding="utf-8")
    path.write_text('languages = ["vi", "en", "km"]\n' + own, encoding="utf-8")
    return str(path)


def test_the_name_of_the_language_is_the_one_of_its_folder(with_font: Path) -> None:
    assert Messages.from_folder(with_font).language("km").name == "ខ្មែរ"


def test_its_letters_are_found_in_its_own_font(with_font: Path, without_font: Path) -> None:
    for folder, lacking in ((with_font, ""), (without_font, "ថ")):
        messages = Messages.from_folder(folder)
        found = missing_letters(messages.letters("km"), messages.language("km").fonts)
        assert (lacking in found) if lacking else (found == "")


def test_a_slip_is_written_in_both_fonts(with_font: Path, without_font: Path) -> None:
    for folder, kinds in ((with_font, set()), (without_font, {"glyphs"})):
        messages = Messages.from_folder(folder)
        sample = Sample("one", "km", {**filled("ticket", "km"), "specimen": False})
        assert {problem.kind for problem in look_at("ticket", [sample], messages)} == kinds
    ours, theirs = (
        render("ticket", filled("ticket", "km"), "km", Messages.from_folder(folder)).rows
        for folder in (with_font, without_font)
    )
    assert ours != theirs


def test_a_line_of_two_fonts_is_measured_as_it_is_written(with_font: Path) -> None:
    others = Messages.from_folder(with_font).language("km").fonts
    face, alone = font("medium", 40, others), font("medium", 40)
    assert width_of("Quay lại", face) == width_of("Quay lại", alone)
    both = width_of(f"Quay lại {BACK}", face)
    assert both == pytest.approx(face.length("Quay lại ") + face.length(BACK), abs=3)
    lines = wrap(f"Quay lại {BACK * 8}", face, 300)
    assert all(width_of(line, face) <= 300 for line in lines)
    assert "".join("".join(lines).split()) == f"Quaylại{BACK * 8}"
    assert not any(line[0] in "្ោ" for line in lines), "a mark is torn from its letter"


def test_signs_that_nothing_draws_are_no_missing_letters() -> None:
    assert missing_glyphs("a\u200bb\u200cc") == ""


def test_web_pages_get_the_font_and_offer_the_language(with_font: Path) -> None:
    messages = Messages.from_folder(with_font)
    served = assets(messages.fonts)
    assert served["fonts/km/Made-Regular.ttf"].kind == "font/ttf"
    style = served["tokens.css"].body.decode()
    assert 'font-family: "Be Vietnam Pro km"; font-weight: 400' in style
    assert '--font: "Be Vietnam Pro", "Be Vietnam Pro km", system-ui' in style
    page = Pages(ROOT / "ui/board/templates", messages).show("unknown.html", "vi", SAIGON.centre)
    assert '<a href="?lang=km" lang="km" hreflang="km">ខ្មែរ</a>' in bytes(page.body).decode()


SCREEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from kiosk.language.messages import Messages
from ui.theme.fonts import load_fonts

app = QGuiApplication([])
load_fonts(Messages.from_folder(Path(sys.argv[1])).fonts)
told = lambda kind, _context, text: None if kind == QtMsgType.QtInfoMsg else print(text)
qInstallMessageHandler(told)
picture = QImage(80, 80, QImage.Format.Format_RGB32)
picture.fill(0xFFFFFF)
pen = QPainter(picture)
face = QFont("Be Vietnam Pro")
face.setPixelSize(60)
pen.setFont(face)
pen.drawText(10, 60, "ថ")
pen.end()
rows = [[picture.pixelColor(x, y).lightness() < 128 for x in range(80)] for y in range(80)]
inked = [(x, y) for y in range(80) for x in range(80) if rows[y][x]]
left, right = min(x for x, _ in inked), max(x for x, _ in inked)
top, bottom = min(y for _, y in inked), max(y for _, y in inked)
print("solid" if len(inked) > 0.9 * (right - left + 1) * (bottom - top + 1) else "a box")
"""


def drawn_on_a_screen(folder: Path) -> str:
    """What Qt shows for a Khmer letter, in a process of its own: fonts stay loaded until a process ends."""
    done = subprocess.run(
        [sys.executable, "-c", SCREEN, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_screen_shows_its_letters_without_a_warning(with_font: Path, without_font: Path) -> None:
    assert drawn_on_a_screen(with_font) == "solid\n"
    assert drawn_on_a_screen(without_font) != "solid\n"


def test_config_check_names_letters_and_folder_in_one_line(
    with_font: Path,
    without_font: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config_command, "MESSAGES", without_font)
    assert main(["config", "check", khmer_profile(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("ours.toml: languages: km: no font has the letters ")
    assert "ថ" in said
    assert said.endswith("; one that has them belongs in ui/messages/km/fonts/\n")
    assert len(said.splitlines()) == 1
    monkeypatch.setattr(config_command, "MESSAGES", with_font)
    assert main(["config", "check", khmer_profile(tmp_path)]) == 0


def test_the_doctor_names_them_too_and_lives(
    without_font: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(doctor, "MESSAGES", without_font)
    assert main(["--lang", "en", "doctor", "--role", "hub"]) == 0
    said = capsys.readouterr().out
    assert "– Letters of “km” missing in the fonts: " in said
    assert "  → They show as empty boxes. Put a font that has them into ui/messages/km/fonts/" in said
    main(["doctor", "--role", "hub", "--json", "--profile", khmer_profile(tmp_path)])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["state"] for one in found if "“km”" in one["message"]] == ["missing"]
