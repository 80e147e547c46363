"""What Schemathesis is told about the hub beyond its description; loaded by it, in its own process."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, GenerationMode, Response

UNNAMED = ("invalid", "bad_request")


@schemathesis.check
def valid_data_is_refused_by_name_alone(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """What the description allows may be refused for a reason that has a name (no slot at that time, a key
    that came before), never as badly formed: then the description says less than the hub asks.
    """
    del ctx
    meta = case.meta
    if meta is None or meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if response.status_code in (400, 422):
        refusal = response.json()
        assert refusal["id"] not in UNNAMED, refusal["detail"]
