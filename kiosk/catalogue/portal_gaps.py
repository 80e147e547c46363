"""Keeps the list of procedures that people asked for and that the national portal does not show."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.catalogue import Catalogue

PORTAL = "dichvucong.gov.vn"
COLUMNS = ("code", "asked_on")


def on_portal(catalogue: Catalogue, code: str) -> bool:
    """Says if the national portal shows the procedure: it was imported, or its file cites the portal."""
    procedure = catalogue.get(code)
    if procedure is None:
        return code in catalogue.entries
    hosts = (urlsplit(source.url or "").hostname or "" for source in procedure.sources.values())
    return any(host == PORTAL or host.endswith(f".{PORTAL}") for host in hosts)


def note_missing(path: Path, code: str, day: date) -> None:
    """Adds a code to the list at `path` (CSV), once. Raises OSError, or ValueError: the list is damaged."""
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    rows = list(csv.reader(io.StringIO(known))) or [list(COLUMNS)]
    if any(row[:1] == [code] for row in rows):
        return
    content = io.StringIO()
    csv.writer(content, lineterminator="\n").writerows([*rows, [code, day.isoformat()]])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content.getvalue().encode())
