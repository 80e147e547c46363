"""Says why a machine could not be reached, a sentence for each cause."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.language.messages import N_

CAUSES: Mapping[str, str] = {
    "unknown_host": N_("no machine of that name is known; check the name, or use its address in numbers"),
    "refused": N_("the machine is there, but no program takes connections at that port; is it running?"),
    "no_route": N_("there is no way to that machine; check the network cable and the address"),
    "no_answer": N_("nobody answers in time; is the machine on, and on this network?"),
}
OTHER = N_("the connection was lost; try again")


def cause_text(cause: str) -> str:
    """Gives the message id of a cause (`kiosk.http.cause_of`)."""
    return CAUSES.get(cause, OTHER)
