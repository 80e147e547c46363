"""The file a new procedure begins as: valid in form, with "…" wherever a fact is still to be stated.

`loader.find_problems` names every "…", so that nothing unfinished reaches a citizen.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from config.errors import BadFile

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

[aliases]
vi = []
en = []

[sources.portal]
title = {{ vi = {title_vi}, en = {title_en} }}
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

# The first role is whoever stands at the kiosk.
[[roles]]
id = "requester"
name = {{ vi = "Người yêu cầu", en = "Person applying" }}
fields = ["name", "id", "birth_date", "address", "phone"]
card = "ask"

[[papers]]
id = "form"
name = {{ vi = "…", en = "…" }}
capture = false
source = "portal"
"""


def new_procedure(folder: Path, code: str, field: str, name: str, today: date) -> Path:
    """Write the file of a new procedure and return its path. Raises BadFile when there is one already."""
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
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise BadFile(f"{path.name}: is there already; nothing was written") from error
    except OSError as error:
        raise BadFile(f"{path.name}: cannot be written: {error.strerror}") from error
    return path


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
