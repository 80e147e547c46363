"""Writes the first file of a new procedure: valid in form, with "…" wherever a fact is
still to be stated.

`loader.find_problems` names every "…", so that nothing unfinished reaches a citizen.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from unicodedata import category

from config.problems import BadFile

_TEMPLATE = """\
# Own short words, never the portal's sentences. An officer confirms every fact before real use.
code = {code}
version = 1
field = {field}
icon = "file-text"
name = {{ vi = {name}, en = "…" }}
summary = {{ vi = "…", en = "…" }}
where = {{ vi = "…", en = "…" }}
where_source = "portal"
result = {{ vi = "…", en = "…" }}
result_source = "portal"
legal_basis = []

# Other words by which people ask for it: search and robot find it by them.
[aliases]
vi = []
en = []

[sources.portal]
title = {{ vi = {title_vi}, en = {title_en} }}
url = "https://…"
seen = {seen}
confidence = "low"

# Leave out `quantity` where no time is published; the first limit is that of the whole dossier.
[[times]]
case = {{ vi = "…", en = "…" }}
unit = "working_day"
source = "portal"

# Leave out `amount` where no fee is published; never put 0 for "not stated".
[[fees]]
channel = "counter"
what = {{ vi = "…", en = "…" }}
source = "portal"

# One question, shown alone on its page; leave out what the procedure does not ask. Other kinds, without
# options: text, date, number. A later question that only one answer leads to says so:
# when = {{ answers = {{ case = ["second"] }} }}
[[questions]]
id = "case"
kind = "choice"
ask = {{ vi = "…", en = "…" }}
options = [
    {{ id = "first", name = {{ vi = "…", en = "…" }} }},
    {{ id = "second", name = {{ vi = "…", en = "…" }} }},
]

# The first role is whoever stands at the kiosk.
[[roles]]
id = "requester"
name = {{ vi = "Người yêu cầu", en = "Person applying" }}
inputs = ["name", "id", "birth_date", "address", "phone"]
card = "ask"

[[papers]]
id = "form"
name = {{ vi = "…", en = "…" }}
capture = false
source = "portal"
"""


def new_procedure(folder: Path, code: str, field: str, name: str, today: date) -> Path:
    """Writes the file of a new procedure and returns its path.

    Raises BadFile when there is one already, or when the name is not one line of text.
    """
    if not is_one_line(name):
        raise BadFile(f"{code}.toml: name: is not one line of text; nothing was written")
    path = folder / f"{code}.toml"
    text = _TEMPLATE.format(
        code=_quoted(code),
        field=_quoted(field),
        name=_quoted(name),
        title_vi=_quoted(f"Cổng Dịch vụ công quốc gia, thủ tục {code}"),
        title_en=_quoted(f"National Public Service Portal, procedure {code}"),
        seen=today.isoformat(),
    )
    try:
        _write_new(path, text.encode("utf-8"))
    except FileExistsError as error:
        raise BadFile(f"{path.name}: is there already; nothing was written") from error
    except OSError as error:
        raise BadFile(f"{path.name}: cannot be written: {error.strerror}") from error
    return path


def is_one_line(name: str) -> bool:
    """Says if a name is text without control characters, line ends and bytes that are not UTF-8."""
    return not any(category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name)


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
