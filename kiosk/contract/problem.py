"""Defines refusals on the wire: problem details (RFC 9457), and the table of all their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict

MEDIA_TYPE = "application/problem+json"
MOST_PLACES = 10


class Problem(BaseModel):
    """Describes a refusal. `id` is stable and for programs, `detail` for people; neither quotes what was
    sent.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    id: str
    detail: str = ""


PROBLEMS = MappingProxyType(
    {
        "bad_request": 400,
        "clock_differs": 401,
        "collector_unknown": 401,
        "device_token_wrong": 401,
        "kiosk_cloned": 401,
        "kiosk_expired": 401,
        "kiosk_other_centre": 401,
        "kiosk_replaced": 401,
        "kiosk_revoked": 401,
        "kiosk_unknown": 401,
        "signature_wrong": 401,
        "portal_token_wrong": 401,
        "metrics_token_wrong": 401,
        "login_needed": 401,
        "wrong_code": 401,
        "header_missing": 403,
        "not_allowed": 403,
        "not_assigned": 403,
        "other_counter": 403,
        "other_field": 403,
        "no_form": 404,
        "not_found": 404,
        "unknown_appointment": 404,
        "unknown_code": 404,
        "unknown_counter": 404,
        "unknown_backend": 404,
        "unknown_delivery": 404,
        "unknown_dossier": 404,
        "unknown_file": 404,
        "unknown_kiosk": 404,
        "unknown_notice": 404,
        "unknown_officer": 404,
        "unknown_ticket": 404,
        "unknown_upload": 404,
        "method_not_allowed": 405,
        "already_decided": 409,
        "already_noted": 409,
        "code_taken": 409,
        "counter_busy": 409,
        "files_missing": 409,
        "erased": 409,
        "handed_over_first": 409,
        "instance_differs": 409,
        "last_administrator": 409,
        "login_taken": 409,
        "not_accepted": 409,
        "not_awaited": 409,
        "not_callable": 409,
        "not_decided": 409,
        "not_moved": 409,
        "not_replaced": 409,
        "not_served": 409,
        "offset_differs": 409,
        "nothing_to_undo": 409,
        "nothing_called": 409,
        "no_time_left": 409,
        "no_numbers_left": 409,
        "number_taken": 409,
        "pairing_code_ended": 409,
        "range_taken": 409,
        "slot_full": 409,
        "token_taken": 409,
        "unknown_procedure": 409,
        "wrong_delivery_state": 409,
        "wrong_dossier_state": 409,
        "wrong_state": 409,
        "changed_meanwhile": 412,
        "tus_version": 412,
        "too_large": 413,
        "wrong_media_type": 415,
        "code_malformed": 422,
        "consent_missing": 422,
        "code_weak": 422,
        "digest_differs": 422,
        "invalid": 422,
        "key_differs": 422,
        "key_reused": 422,
        "not_a_card": 422,
        "not_a_picture": 422,
        "not_bookable": 422,
        "not_reserved": 422,
        "papers_missing": 422,
        "reason_missing": 422,
        "unknown_field": 422,
        "unknown_paper": 422,
        "value_wrong": 422,
        "wrong_centre": 422,
        "wrong_day": 422,
        "if_match_missing": 428,
        "too_many_streams": 429,
        "too_many_tries": 429,
        "too_many_uploads": 429,
        "checksum_differs": 460,
        "failed": 500,
        "file_damaged": 500,
        "store_failed": 503,
    }
)
"""Every id of a refusal, with its status."""
CHECKSUM_MISMATCH = 460
"""A status of tus, which no table of HTTP has."""
_OURS = re.compile("[a-z][a-z0-9_]{0,59}")


def title_of(status: int) -> str:
    """Gives the usual words for a status."""
    return "Checksum Mismatch" if status == CHECKSUM_MISMATCH else HTTPStatus(status).phrase


def places(errors: Iterable[Mapping[str, Any]]) -> str:
    """Says where a request is not acceptable, from pydantic's errors: "body.field, body.kiosk". What is no
    name of ours is not quoted: it is the sender's, and may be personal.
    """
    return ", ".join(sorted({".".join(map(_place, error["loc"])) for error in errors})[:MOST_PLACES])


def _place(part: object) -> str:
    return str(part) if isinstance(part, int) or _OURS.fullmatch(str(part)) else "?"
