"""Says why a machine or a device could not be reached, a sentence for each cause (`kiosk.ports.causes`)."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.language.messages import N_
from kiosk.ports.device import Fault

CAUSES: Mapping[str, str] = {
    "unknown_host": N_("no machine of that name is known; check the name, or use its address in numbers"),
    "refused": N_("the machine is there, but no program takes connections at that port; is it running?"),
    "no_route": N_("there is no way to that machine; check the network cable and the address"),
    "no_answer": N_("nobody answers in time; is it on, and on this network?"),
    "no_port": N_("there is no such port on this machine; check the cable, and the name in the profile"),
    "not_a_port": N_("that is no serial port; check the name in the profile"),
    "no_right": N_("this user may not use it; add the user to the groups dialout, lp and video"),
    "in_use": N_("another program uses it; end that one first"),
    "no_usb_device": N_("no such USB device is plugged in; check cable, power, and the ids in the profile"),
    "no_usb_library": N_("the USB library is missing: apt-get install libusb-1.0-0"),
    "no_queue": N_("CUPS has no queue of that name; lpstat -e lists those that there are"),
    "no_cups": N_("CUPS is not running or not installed: apt-get install cups cups-client"),
}
OTHER = N_("the connection was lost; try again")


def cause_text(cause: str) -> str:
    """Gives the message id of a cause."""
    return CAUSES.get(cause, OTHER)


def cause_of_fault(fault: Fault) -> str:
    """Gives the message id of the cause that stands in a fault, or an empty text."""
    return CAUSES.get(fault.detail, "")
