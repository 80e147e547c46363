"""The words of the wire stand in databases and in other people's programs: they never change by accident."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from kiosk import contract
from kiosk.contract.problem import PROBLEMS

WORDS = {
    "AppointmentState": {"booked", "in_time", "late", "cancelled"},
    "Arrival": {"early", "in_time", "late", "another_day", "over"},
    "Act": {"recall", "start", "finish", "no-show", "hold", "park", "leave"},
    "HandedTo": {"holder", "authorised"},
    "HolderAct": {"come", "hold", "resume", "leave"},
    "CounterState": {"open", "paused", "closed"},
    "DeliveryAct": {"confirm", "absent", "again"},
    "DeliveryState": {"pending", "sent", "acknowledged", "unknown", "rejected"},
    "DecisionKind": {"accept", "supplement", "refuse"},
    "ErasureBasis": {"request", "retention", "order"},
    "DossierState": {"waiting_check", "accepted", "supplement", "refused", "done", "handed_out"},
    "FormNumber": {"02", "03", "04", "05", "06"},
    "FormWish": {"reason", "new_day"},
    "NoticeState": {"open", "coming", "done"},
    "Origin": {"hub", "kiosk"},
    "PaidBy": {"cash", "transfer"},
    "PaperState": {"captured", "at_counter", "none", "replaced"},
    "Permission": {"serve", "receive", "refuse", "results", "supervise", "figures", "administer"},
    "DeviceCondition": {"ready", "busy", "blocked", "missing"},
    "PairingState": {"valid", "expired", "replaced", "revoked", "cloned"},
    "RatingReason": {"waited", "papers", "manner", "kiosk", "unfinished"},
    "SheetState": {"waiting", "sending", "printed", "kept", "in_doubt", "failed"},
    "ShownHow": {"paper", "screen"},
    "StepKind": {"ready", "handed_out", "fee", "portal_code"},
    "TicketState": {
        *("issued", "waiting", "called", "on_the_way", "serving", "on_hold", "parked", "transferred"),
        *("no_show", "finished", "left"),
    },
    "UpstreamPlace": {"waiting", "there", "in_question"},
    "UpstreamState": {
        *("registered", "received", "not_received", "processing", "supplement", "payment"),
        *("withdrawn", "stopped", "done", "handed_out"),
    },
    "ValueSource": {"card", "typed", "card_typed_over", "paper"},
}

STATUSES = {
    400: """
        bad_request
    """,
    401: """
        clock_differs collector_unknown device_token_wrong kiosk_cloned kiosk_expired
        kiosk_other_centre kiosk_replaced kiosk_revoked kiosk_unknown signature_wrong
        portal_token_wrong metrics_token_wrong login_needed wrong_code
    """,
    403: """
        header_missing not_allowed not_assigned other_counter other_field
    """,
    404: """
        no_form not_found unknown_appointment unknown_code unknown_counter unknown_backend
        unknown_delivery unknown_dossier unknown_file unknown_kiosk unknown_notice unknown_officer
        unknown_ticket unknown_upload
    """,
    405: """
        method_not_allowed
    """,
    409: """
        already_decided already_noted code_taken counter_busy files_missing
        last_administrator login_taken not_accepted not_callable not_decided not_moved not_replaced not_served
        not_awaited erased handed_over_first instance_differs
        offset_differs nothing_to_undo nothing_called no_time_left no_numbers_left number_taken
        pairing_code_ended range_taken slot_full token_taken unknown_procedure wrong_delivery_state
        wrong_dossier_state wrong_state
    """,
    412: """
        changed_meanwhile tus_version
    """,
    413: """
        too_large
    """,
    415: """
        wrong_media_type
    """,
    422: """
        code_malformed consent_missing code_weak digest_differs invalid key_differs key_reused
        not_a_card not_a_picture not_bookable not_reserved papers_missing reason_missing unknown_field
        unknown_paper value_wrong wrong_centre wrong_day
    """,
    428: """
        if_match_missing
    """,
    429: """
        too_many_streams too_many_tries too_many_uploads
    """,
    460: """
        checksum_differs
    """,
    500: """
        failed file_damaged
    """,
    503: """
        store_failed
    """,
}
"""The problems by the status that they are answered with (RFC 9110)."""


def vocabularies() -> Iterator[tuple[str, set[Any]]]:
    """Name and words of every enumeration and every named literal of the contract."""
    for one in pkgutil.walk_packages(contract.__path__, f"{contract.__name__}."):
        module = importlib.import_module(one.name)
        for name, value in vars(module).items():
            if get_origin(value) is Literal:
                yield name, set(get_args(value))
            elif isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__:
                yield name, {member.value for member in value}


def test_every_word_is_what_it_was() -> None:
    assert {name: words for name, words in vocabularies() if name in WORDS} == WORDS


def test_no_vocabulary_is_new_here_without_being_written_down() -> None:
    assert {name for name, _ in vocabularies()} == set(WORDS)


def test_every_problem_is_answered_with_the_status_it_had() -> None:
    assert {name: status for status, names in STATUSES.items() for name in names.split()} == PROBLEMS
