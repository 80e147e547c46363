"""The project's test vectors, without their remarks in brackets."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2].parent / "shared" / "domain" / "vi_text_vectors.json"


def vectors() -> dict[str, Any]:
    """All vectors; skips the test where the file is not here."""
    if not FILE.exists():
        pytest.skip("shared/domain/vi_text_vectors.json not here")
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def without_remark(text: str) -> str:
    """The text before a remark in brackets."""
    return re.sub(r"\s*\(.*\)$", "", text)
