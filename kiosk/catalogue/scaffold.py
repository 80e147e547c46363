"""Writes the first file of a new procedure: valid in form, with "…" wherever a fact is
still to be stated.

`loader.find_problems` names every "…", so that nothing unfinished reaches a citizen.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from config.problems import BadFile
from config.text import Text, is_one_line

_TEMPLATE = Path(__file__).with_name("scaffold.toml")
UNKNOWN = "…"
NO_TEXT = Text(vi=UNKNOWN, en=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Holds what is known of a new procedure; what is not is left as "…" for the editor."""

    code: str
    field: str
    name: Text
    summary: Text = NO_TEXT
    who: Text = NO_TEXT
    url: str = f"https://{UNKNOWN}"


def new_procedure(folder: Path, new: Beginning, today: date) -> Path:
    """Writes the file of a new procedure and returns its path.

    Raises BadFile when there is one already, or when a text is not one line of text.
    """
    title = Text(
        vi=f"Cổng Dịch vụ công quốc gia, thủ tục {new.code}",
        en=f"National Public Service Portal, procedure {new.code}",
    )
    values = {"code": new.code, "field": new.field, "url": new.url}
    for key, text in (("name", new.name), ("summary", new.summary), ("who", new.who), ("title", title)):
        values |= {f"{key}_vi": text.vi, f"{key}_en": text.en}
    for key, value in values.items():
        if not is_one_line(value):
            raise BadFile(f"{new.code}.toml: {key}: is not one line of text; nothing was written")
    quoted = {key: _quoted(value) for key, value in values.items()}
    filled = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(quoted, seen=today.isoformat())
    path = folder / f"{new.code}.toml"
    try:
        _write_new(path, filled.encode("utf-8"))
    except FileExistsError as error:
        raise BadFile(f"{path.name}: is there already; nothing was written") from error
    except OSError as error:
        raise BadFile(f"{path.name}: cannot be written: {error.strerror}") from error
    return path


def _write_new(path: Path, content: bytes) -> None:
    """Writes the whole file or none, and never over another one: written beside, then linked to its name."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _quoted(text: str) -> str:
    """Quotes a TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
