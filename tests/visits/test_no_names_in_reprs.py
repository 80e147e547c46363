"""A value that may tell about a person stands in no repr: a log line or a traceback gives nobody away."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

ROOMS = (
    "kiosk.visit",
    "kiosk.dossier",
    "kiosk.identity",
    "kiosk.handover",
    "kiosk.ports",
    "kiosk.gateway",
    "kiosk.reading",
)
OPEN = ("str", "bytes", "Any", "object", "Mapping", "dict", "Text")
"""Types that can hold what somebody typed, said or showed."""

# Names of values that come from us, never from a citizen. A new name belongs here only if that is so.
_OURS = """
    ask asks at before centre check choices code command deed detail devices digest disputed dossier
    ends engine example failures field fields files fixed fresh_id handlers has_what_it_shows hint hints hits
    id identity input job journey kind kind_of kiosk label lane lanes lang languages led left likely masked
    name of_card officer open_places page_digest papers place places post procedure public_url reason
    reference roots slips step subject suggested symbology text_version ticket tickets title topic trail
    typing values visit wanted warnings words
"""
OURS = frozenset(_OURS.split())
# The robot's own reply, made of the catalogue and the catalogue of messages; codes and ids of procedures; ids
# of the notices that the kiosk makes; a reason to be called first, one of those that the centre lists; which
# values are left to the counter, and the icons of a choice's values; what a hand-over is of and where it
# goes, without persons, answers and notes; who a kiosk is at its hub, and why it is not let in.
OURS_IN = frozenset(
    {
        "Reply.text",
        "Reply.speech",
        "Reply.ranked",
        "Thread.asked",
        "Thread.screen",
        "Thread.offered",
        "Call.notice",
        "TellStaff.notice",
        "LookAtCall.notice",
        "Visit.priority",
        "Dossier.open_items",
        "DossierDraft.open_items",
        "PersonInput.icons",
        "Consignment.centre_name",
        "Consignment.device",
        "Consignment.field_id",
        "Consignment.field_name",
        "Consignment.key",
        "Consignment.procedure_name",
        "Consignment.state",
        "Consignment.unit",
        "SentPaper.state",
        "FolderBackend.mappings",
        "JsonBackend.mappings",
        "Pairing.hub",
        "KioskContext.out_of_service",
    }
)


def shown_fields() -> Iterator[tuple[str, str]]:
    """Class and field of every value that a repr shows and that could hold a citizen's words."""
    for room in ROOMS:
        package = importlib.import_module(room)
        inside = pkgutil.walk_packages(getattr(package, "__path__", ()), f"{room}.")
        for module in (package, *(importlib.import_module(one.name) for one in inside)):
            for kind in vars(module).values():
                if not isinstance(kind, type) or kind.__module__ != module.__name__:
                    continue
                if dataclasses.is_dataclass(kind):
                    for one in dataclasses.fields(kind):
                        if one.repr and any(word in str(one.type) for word in OPEN):
                            yield kind.__name__, one.name


def test_only_values_of_our_own_stand_in_a_repr() -> None:
    shown = sorted(set(shown_fields()))
    assert shown
    told = [f"{kind}.{name}" for kind, name in shown if name not in OURS]
    assert set(told) == OURS_IN


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_list_names_nothing_that_is_gone(name: str) -> None:
    assert name in {field for _, field in shown_fields()}
