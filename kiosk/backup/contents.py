"""Lists what a data folder holds that nobody could make again, by the role of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PUT_BACK = "put_back"
"""The file that says that the folder is a copy of an earlier moment. Whoever hands things on asks first, and
removes it."""
PAGES = "files"
"""The folder of the pages of dossiers, each named by the SHA-256 of its content and encrypted."""
PAGES_PURPOSE = "files"
"""What the key of the pages is derived for (`kiosk.store.keys.derive`)."""
OPEN = (
    *("catalogue/versions", "imported", "missing_on_portal.csv", "events.jsonl"),
    "audit_checkpoints.jsonl",
)
"""Files and folders without personal data, which are copied as they are."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Names a machine's `databases`, each with what its key is derived for, the file of its `key`, and its
    other `secrets`. `lock`: the file that a running program holds.
    """

    key: str
    lock: str
    databases: Mapping[str, str]
    secrets: tuple[str, ...] = ()


CONTENTS: Mapping[str, Contents] = {
    "hub": Contents(
        "hub.key",
        "hub.lock",
        {"hub.db": "database"},
        (
            "device_token",
            "portal_token",
            "metrics_token",
            "collector_token",
        ),
    ),
    "kiosk": Contents(
        "kiosk.key", "kiosk.lock", {"kiosk.db": "database", "prints.db": "prints"}, ("pairing.json",)
    ),
}
