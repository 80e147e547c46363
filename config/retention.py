"""Says how long the hub keeps what it erases by itself, and by which rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.errors import checked, read_toml
from config.text import Frozen

DEFAULT = Path(__file__).parent / "centre" / "retention.toml"

Law = Annotated[str, Field(min_length=1, max_length=500)]


class Kept(Frozen):
    """Says for how many days something is kept, and what asks for that: a rule, or why there is none."""

    days: Annotated[int, Field(ge=1, le=36_500)]
    law: Law


class KeptAnswer(Kept):
    """Says the same of answers by which a repetition is recognised: a kiosk may be away for weeks."""

    days: Annotated[int, Field(ge=30, le=36_500)]


class RetentionRule(Frozen):
    """Holds the content of `retention.toml`. `events`: what boards and consoles are told; `answers`: those to
    requests with an idempotency key, but for hand-ins; `notices`: those that somebody has handled;
    `pairing_codes`: those that have expired. What else the hub has stays until somebody erases it.
    """

    events: Kept
    answers: KeptAnswer
    notices: Kept
    pairing_codes: Kept


def load_retention(path: Path) -> RetentionRule:
    """Loads a `retention.toml`. Raises BadFile with all that is wrong in it."""
    return checked(RetentionRule, read_toml(path), path.name)


@cache
def default_retention() -> RetentionRule:
    """Loads what holds for a centre without a file of its own."""
    return load_retention(DEFAULT)
