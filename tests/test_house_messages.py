"""The message catalogue is whole: every text has its Vietnamese, once, with the same gaps to fill."""

from __future__ import annotations

import io
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from kiosk.language.messages import Messages
from kiosk.paper.fonts import missing_letters
from requirements.install import Words

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "kiosk", "robot", "devices", "ui", "requirements")
CATALOGUES = ROOT / "ui/messages/vi"
Keywords = dict[str, Any]
# A function, and which of its arguments is the message id.
PYTHON_KEYWORDS: Keywords = {"N_": None, "_": None, "text": (2,), "say": (3,)}
QML_KEYWORDS: Keywords = {"qsTr": None, "QT_TR_NOOP": None}
HTML_KEYWORDS: Keywords = {"_": None, "in_language": (2,)}
LAYOUTS = ("config/slips", "config/forms")
LAYOUT_KEYS = ("text", "label", "head", "heads", "title", "addressed", "note")
# `text(…)` there draws a letter on a specimen.
NOT_FOR_PEOPLE = ROOT / "devices/simulators"
METHODS = {
    ".py": ("python", PYTHON_KEYWORDS),
    ".qml": ("javascript", QML_KEYWORDS),
    ".html": ("jinja2.ext:babel_extract", HTML_KEYWORDS),
}


@cache
def used() -> dict[str, list[str]]:
    """Every message id that the product uses, and where."""
    found = defaultdict(list)
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix not in METHODS or path.is_relative_to(NOT_FOR_PEOPLE):
                continue
            method, keywords = METHODS[path.suffix]
            source = path.read_bytes()
            if not re.search(rf"\b({'|'.join(keywords)})\s*\(".encode(), source):
                continue  # most files have no text: to look is quicker than to read them as programs
            options = {"encoding": "utf-8", "silent": "false"}
            for line, message, _comments, _context in extract(
                method, io.BytesIO(source), keywords=keywords, options=options
            ):
                texts = message if isinstance(message, tuple) else (message,)
                for text in filter(None, texts):
                    found[text].append(f"{path.relative_to(ROOT)}:{line}")
    for path in sorted(path for folder in LAYOUTS for path in (ROOT / folder).glob("*.toml")):
        for text in layout_texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            found[text].append(str(path.relative_to(ROOT)))
    return dict(found)


def layout_texts(part: Any, key: str = "") -> Iterator[str]:
    """The message ids in the layout of a slip or a form."""
    match part:
        case dict():
            for name, value in part.items():
                yield from layout_texts(value, name)
        case list():
            for value in part:
                yield from layout_texts(value, key)
        case str() if key in LAYOUT_KEYS and "{{" not in part and part:
            yield part


@cache
def translated() -> dict[str, dict[str, str]]:
    """Every Vietnamese text by message id, and by the catalogue that holds it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(CATALOGUES.glob("*.po")):
        for entry in read_po(io.BytesIO(path.read_bytes()), locale="vi", abort_invalid=True):
            ids = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
            text = entry.string if isinstance(entry.string, str) else "".join(entry.string or ())
            for message in filter(None, ids):
                found[message][path.name] = "" if entry.fuzzy else text
    return dict(found)


def gaps(text: str) -> set[str]:
    """What is filled in: `{name}`, `%1`, `%s`; without the format after a colon."""
    return {"".join(found) for found in re.findall(r"\{(\w*)[^}]*\}|(%\d|%s|%\(\w+\)s)", text)}


def test_every_text_has_its_vietnamese() -> None:
    missing = {
        text: where[0] for text, where in used().items() if not any(translated().get(text, {}).values())
    }
    assert not missing, "\n".join(f"{where}: {text!r}" for text, where in missing.items())


def test_no_translation_is_left_over() -> None:
    unused = {text: sorted(files) for text, files in translated().items() if text not in used()}
    assert not unused, "\n".join(f"{files}: {text!r}" for text, files in unused.items())


def test_one_text_has_one_translation() -> None:
    torn = {text: files for text, files in translated().items() if len(set(files.values())) > 1}
    assert not torn


def test_a_translation_has_the_same_gaps_to_fill() -> None:
    wrong = [
        (text, translation)
        for text, files in translated().items()
        for translation in files.values()
        if translation and gaps(text) != gaps(translation)
    ]
    assert not wrong


def test_every_translation_is_composed_unicode() -> None:
    for path in CATALOGUES.glob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


def test_the_fonts_have_every_letter_of_every_language() -> None:
    messages = Messages.from_folder(CATALOGUES.parent)
    for lang in messages.languages:
        lacking = missing_letters(messages.letters(lang), messages.language(lang).fonts)
        assert not lacking, f"no font has {lacking}: one that does belongs in ui/messages/{lang}/fonts/"


def test_the_set_up_reads_its_own_texts_without_babel() -> None:
    words = Words(CATALOGUES / "setup.po", "vi_VN.UTF-8")
    own = {
        text for text, where in used().items() if any(place.startswith("requirements/") for place in where)
    }
    assert own
    for text in own:
        (translation,) = set(translated()[text].values())
        names = dict.fromkeys(gaps(text), 0)
        assert words(text, **names) == translation.format(**names)
