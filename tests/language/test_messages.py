"""Translators add a language text by text; people at the kiosk never see a mixture of three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from kiosk.identity.dates import show
from kiosk.language.announce import call, spoken_date, spoken_time
from kiosk.language.messages import BadMessages, Messages
from tests.centres import SAIGON

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def written(folder: Path, lang: str, texts: dict[str, str], head: str = HEAD) -> None:
    (folder / lang).mkdir(exist_ok=True)
    entries = [f'msgid "{text}"\nmsgstr "{translation}"\n' for text, translation in texts.items()]
    (folder / lang / "language.toml").write_text(f'name = "The {lang} language"\n', encoding="utf-8")
    (folder / lang / "citizen.po").write_text(head + "\n".join(entries), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, "vi", {"Back": "Quay lại", "Print": "In", "Page {n}": "Trang {n}"})
    written(tmp_path, "qaa", {"Back": "ថយក្រោយ", "Print": ""})
    return tmp_path


def test_what_a_third_language_lacks_is_told_in_vietnamese(folder: Path) -> None:
    messages = Messages.from_folder(folder)
    assert messages.languages == ("en", "qaa", "vi")
    assert messages.text("qaa", "Back") == "ថយក្រោយ"
    assert messages.text("qaa", "Print") == "In"
    assert messages.text("qaa", "Page {n}", n=3) == "Trang 3"
    assert messages.text("qaa", "Unheard of") == "Unheard of"
    assert messages.text("en", "Print") == "Print"
    assert [messages.has("qaa", text) for text in ("Back", "Print")] == [True, False]


def test_a_text_that_is_the_same_in_both_languages_stays(folder: Path) -> None:
    written(folder, "qaa", {"Print": "Print"})
    assert Messages.from_folder(folder).text("qaa", "Print") == "Print"


def test_a_folder_without_translations_is_no_language(folder: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "readme.txt").write_text("x")
    assert Messages.from_folder(folder).languages == ("en", "qaa", "vi")


@pytest.mark.parametrize(
    "broken",
    ['msgid "Back\n', 'msgid "Page {n}"\nmsgstr "ទំព័រ {m}"\n', 'msgid "Page {n}"\nmsgstr "ទំព័រ {n"\n'],
)
def test_a_broken_file_of_translations_is_named_in_one_line(folder: Path, broken: str) -> None:
    (folder / "qaa" / "citizen.po").write_text(HEAD + broken, encoding="utf-8")
    with pytest.raises(BadMessages, match=r"qaa/citizen\.po: ") as caught:
        Messages.from_folder(folder)
    assert len(str(caught.value).splitlines()) == 1


def test_a_language_is_called_what_its_folder_says(folder: Path) -> None:
    assert Messages.from_folder(folder).language("qaa").name == "The qaa language"
    assert Messages.from_folder(folder).language("qab").name == "qab"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", r"qaa/language\.toml: name: is missing"),
        ('nmae = "x"', r"qaa/language\.toml: nmae: unknown key \(did you mean name\?\)"),
        ('name = ""', r"qaa/language\.toml: name: "),
    ],
)
def test_a_language_that_does_not_say_its_name_is_refused_in_one_line(
    folder: Path, content: str, line: str
) -> None:
    (folder / "qaa" / "language.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadMessages, match=line) as caught:
        Messages.from_folder(folder)
    assert len(str(caught.value).splitlines()) == 1


def test_everything_else_that_knows_two_languages_is_vietnamese_too() -> None:
    centre = SAIGON.centre
    assert [centre.named(lang) for lang in ("vi", "qaa", "en")] == [
        centre.full_name,
        centre.full_name,
        centre.full_name_en,
    ]
    day, at = date(1957, 4, 2), time(7, 30)
    told: list[Callable[[str], str]] = [
        lambda lang: call("UT 047", "3", lang),
        lambda lang: spoken_date(day, lang),
        lambda lang: spoken_time(at, lang),
        lambda lang: show("1957-04-02", lang),
    ]
    for tell in told:
        assert tell("qaa") == tell("vi") != tell("en")
