"""Holds the catalogue of expected trouble: message for the citizen, action for the staff.

Texts are message ids of the message catalogue (English source text). Format after VxSuite's error table:
what happened, what the citizen does, what the staff does.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.language.messages import N_
from kiosk.ports.device import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """Holds message ids: what the citizen reads, what the staff does, and of a device `what` it has."""

    citizen: str
    staff: str
    what: str = ""


FAULTS: dict[str, FaultText] = {
    "no_code": FaultText(
        citizen=N_("No card was seen. Hold the card still over the reader, or type instead."),
        staff=N_("Help the citizen hold the card; clean the reader's glass."),
    ),
    "code_unreadable": FaultText(
        citizen=N_("The card could not be read. Please type your details instead."),
        staff=N_("Check the card for scratches and the light for glare; type from the card."),
    ),
    "not_a_card": FaultText(
        citizen=N_(
            "This code cannot be read. Please show the citizen card itself, not a phone, or type instead."
        ),
        staff=N_("The code is of another kind. Codes of phone apps (VNeID) cannot be read: help to type."),
    ),
    "insurance_not_card": FaultText(
        citizen=N_("This is a health insurance card. Please show the citizen card, or type instead."),
        staff=N_("Show the citizen which card is wanted: the citizen card."),
    ),
    "ticket_not_card": FaultText(
        citizen=N_("This is a queue ticket. Please show the citizen card, or type instead."),
        staff=N_("Show the citizen which card is wanted: the citizen card."),
    ),
    "appointment_not_card": FaultText(
        citizen=N_("This is the code of an appointment. Please show the citizen card, or type instead."),
        staff=N_("Show the citizen which card is wanted: the citizen card."),
    ),
    "appointment_unknown": FaultText(
        citizen=N_("No such appointment was found, or it was cancelled. You can take an ordinary number."),
        staff=N_("Look at the list of appointments on the console, and help to take a number."),
    ),
    "check_in_away": FaultText(
        citizen=N_(
            "Appointments can't be looked up at the moment. Please take an ordinary number and show your "
            "appointment at the counter."
        ),
        staff=N_("The hub does not answer: call who shows an appointment at its time."),
    ),
    "slip_not_card": FaultText(
        citizen=N_("This is the slip of a dossier. Please show the citizen card, or type instead."),
        staff=N_("Show the citizen which card is wanted: the citizen card."),
    ),
    "payment_not_card": FaultText(
        citizen=N_("This is a bank transfer code. Please show the citizen card, or type instead."),
        staff=N_("Show the citizen which card is wanted: the citizen card."),
    ),
    "unknown_code": FaultText(
        citizen=N_("This code is not one of our slips. Please show the slip of your dossier."),
        staff=N_("Look the dossier up by its reference at the counter."),
    ),
    "card_not_slip": FaultText(
        citizen=N_("This is a citizen card. Please show the slip of your dossier."),
        staff=N_("Without the slip: look the dossier up by its reference at the counter."),
    ),
    "insurance_not_slip": FaultText(
        citizen=N_("This is a health insurance card. Please show the slip of your dossier."),
        staff=N_("Without the slip: look the dossier up by its reference at the counter."),
    ),
    "ticket_not_slip": FaultText(
        citizen=N_("This is a queue ticket. Please show the slip that you got when you handed in."),
        staff=N_("Without the slip: look the dossier up by its reference at the counter."),
    ),
    "payment_not_slip": FaultText(
        citizen=N_("This is a bank transfer code. Please show the slip of your dossier."),
        staff=N_("Without the slip: look the dossier up by its reference at the counter."),
    ),
    "no_slip": FaultText(
        citizen=N_("No code was seen. Hold the square code of the slip still before the reader."),
        staff=N_("Help the citizen hold the slip; clean the reader's glass."),
    ),
    "slip_unreadable": FaultText(
        citizen=N_("The code on the slip could not be read. Try again, or ask at the counter."),
        staff=N_("Look the dossier up by its reference at the counter."),
    ),
    "slip_reader_missing": FaultText(
        citizen=N_("The reader is not available. Please ask at the counter."),
        staff=N_("Check the reader's cable; look the dossier up by its reference meanwhile."),
    ),
    "value_missing": FaultText(
        citizen=N_("Please fill this in."),
        staff=N_("Ask the citizen for what is missing and help to type it."),
    ),
    "name_invalid": FaultText(
        citizen=N_("Please check the name: letters only, written as on the card."),
        staff=N_("Signs, digits or unfinished Telex stand in the name; compare it with the papers."),
    ),
    "id_invalid": FaultText(
        citizen=N_("Please check the number: a citizen card's has 12 digits."),
        staff=N_("Compare the number with the card or passport."),
    ),
    "date_invalid": FaultText(
        citizen=N_("Please check the date: day, month, year, such as 02/03/1957. The year alone is enough."),
        staff=N_("The date does not exist or lies in the future; compare it with the papers."),
    ),
    "child_grown": FaultText(
        citizen=N_(
            "By this date the child is over 18 years old. If that is right, touch Continue once more."
        ),
        staff=N_("Compare the child's date of birth with the papers."),
    ),
    "parent_too_young": FaultText(
        citizen=N_(
            "By these dates a parent is hardly older than the child. If that is right, touch Continue again."
        ),
        staff=N_("Compare the dates of birth of child and parents with the papers."),
    ),
    "phone_invalid": FaultText(
        citizen=N_("Please check the phone number: 10 digits, beginning with 0."),
        staff=N_("Ask for a Vietnamese number, mobile or fixed line."),
    ),
    "address_invalid": FaultText(
        citizen=N_("Please check the address: house number, street or hamlet, ward, city."),
        staff=N_("The address has no letters or is too long; shorten it."),
    ),
    "value_invalid": FaultText(
        citizen=N_("Please check what was typed: words only, without digits."),
        staff=N_("Digits or signs stand where a word belongs; compare it with the papers."),
    ),
    "camera_missing": FaultText(
        citizen=N_("The camera is not available. You can type instead."),
        staff=N_("Check the camera's cable; it comes back by itself."),
        what=N_("not connected"),
    ),
    "scanner_missing": FaultText(
        citizen=N_("The hand scanner is not available. You can type instead."),
        staff=N_("Check the hand scanner's cable; it comes back by itself."),
        what=N_("not connected"),
    ),
    "device_forbidden": FaultText(
        citizen=N_("The reader is not available. You can type instead."),
        staff=N_(
            "The program may not use the device: add its user to the groups video, dialout and input, "
            "then log in again."
        ),
        what=N_("may not be used"),
    ),
    "reader_well": FaultText(
        citizen=N_("The reader works again."),
        staff=N_("Cameras and scanners of the kiosk work again; nothing is to be done."),
    ),
    "page_not_found": FaultText(
        citizen=N_("No paper was found. Lay the paper flat inside the frame."),
        staff=N_("Clear the document area; the background must be darker than the paper."),
    ),
    "paper_reader_missing": FaultText(
        citizen=N_("The kiosk cannot read this paper. Please type what it asks for."),
        staff=N_(
            "Papers are photographed but not read: install tesseract-ocr and tesseract-ocr-vie, "
            "then run doctor."
        ),
        what=N_("not installed"),
    ),
    "paper_unread": FaultText(
        citizen=N_("The kiosk cannot read this paper. Please type what it asks for."),
        staff=N_("One page was not read in time; it is in the dossier, and its values are typed."),
    ),
    "printer_paper_out": FaultText(
        citizen=N_("The printer is out of paper. Your number is valid: note it or photograph this screen."),
        staff=N_("Put a new paper roll into the ticket printer."),
        what=N_("out of paper"),
    ),
    "printer_cover_open": FaultText(
        citizen=N_("The printer is open. Your number is valid: note it or photograph this screen."),
        staff=N_("Close the ticket printer's cover."),
        what=N_("cover open"),
    ),
    "printer_cutter": FaultText(
        citizen=N_("The printer is jammed. Your number is valid: note it or photograph this screen."),
        staff=N_("Clear the cutter of the ticket printer, then switch it off and on."),
        what=N_("cutter jammed"),
    ),
    "printer_hot": FaultText(
        citizen=N_("The printer is too hot. Your number is valid: note it or photograph this screen."),
        staff=N_("The ticket printer's head is hot; it goes on by itself."),
        what=N_("too hot"),
    ),
    "printer_swapped": FaultText(
        citizen=N_(
            "The printer cannot be used now. Your number is valid: note it or photograph this screen."
        ),
        staff=N_(
            "Another printer stands in place of the ticket printer: put the right one back, or have the "
            "kiosk restarted with the new one."
        ),
        what=N_("another printer in its place"),
    ),
    "printer_unreachable": FaultText(
        citizen=N_("The printer does not answer. Your number is valid: note it or photograph this screen."),
        staff=N_("Check the ticket printer's power and network cable."),
        what=N_("does not answer"),
    ),
    "printer_in_doubt": FaultText(
        citizen=N_("Please check whether your slip came out. Your number is valid either way."),
        staff=N_("Look whether the last slip came out; print it again from the console if not."),
        what=N_("last slip in doubt"),
    ),
    "printer_well": FaultText(
        citizen=N_("The printer works again."),
        staff=N_("The ticket printer works again; nothing is to be done."),
    ),
    "printer_near_end": FaultText(
        citizen=N_("The printer's paper is nearly used up."),
        staff=N_("Have a new paper roll ready for the ticket printer."),
        what=N_("paper low"),
    ),
    "catalogue_damaged": FaultText(
        citizen=N_("Some procedures cannot be shown now. Please ask an officer."),
        staff=N_("Some procedures are left out: ./run catalogue check names what is wrong in which file."),
    ),
    "handover_unknown": FaultText(
        citizen=N_("The dossier is at the centre and waits to be passed on. An officer is looking."),
        staff=N_(
            "Nobody can tell whether the system behind the centre has a dossier: look it up there, then say "
            "so on the page of what is handed over."
        ),
    ),
    "handover_rejected": FaultText(
        citizen=N_("The dossier is at the centre and waits to be passed on. An officer is looking."),
        staff=N_(
            "The system behind the centre refuses a dossier: the page of what is handed over says why. "
            "Others go on."
        ),
    ),
    "clock_behind": FaultText(
        citizen=N_("Dates and times may be wrong. Please ask an officer."),
        staff=N_(
            "The hub's clock is behind the numbers that it has given: set date and time, or switch on NTP. "
            "Until then numbers and queue go on from the later time."
        ),
    ),
    "clock_was_ahead": FaultText(
        citizen=N_("Dates and times may be wrong. Please ask an officer."),
        staff=N_(
            "The hub has numbers of a day to come: its clock was wrong then, or is wrong now. Compare date "
            "and time; where they are right, nothing is to be done."
        ),
    ),
    "sheets_unreachable": FaultText(
        citizen=N_("The receipt cannot be printed now. The officer will help you."),
        staff=N_(
            "The A4 printer does not take receipts: check its power, paper and queue. The receipt is kept in "
            "the hub's folder for a day; it can be printed from the console as well."
        ),
    ),
    "sheets_in_doubt": FaultText(
        citizen=N_("The officer is looking for your receipt."),
        staff=N_(
            "Look whether the last receipt came out of the A4 printer; print it from the console if not."
        ),
    ),
    "hub_unreachable": FaultText(
        citizen=N_("The connection is interrupted. Nothing is lost; it will be sent by itself."),
        staff=N_("Check the centre's server and network; the kiosk goes on working."),
    ),
    "hub_refused": FaultText(
        citizen=N_("The office system did not take this over. Please go to the counter."),
        staff=N_("See the kiosk's log for the reason; take the dossier over by hand."),
    ),
    "hub_other_centre": FaultText(
        citizen=N_("The office system did not take this over. Please go to the counter."),
        staff=N_(
            "This kiosk and its hub belong to different centres; set `centre` and `hub_link` in its profile."
        ),
    ),
    "hub_other_fields": FaultText(
        citizen=N_("The office system did not take this over. Please go to the counter."),
        staff=N_(
            "The hub does not know all fields of this kiosk; copy the hub's centre folder to the kiosk."
        ),
    ),
    "hub_other_range": FaultText(
        citizen=N_("The office system did not take this over. Please go to the counter."),
        staff=N_("The hub never calls this kiosk's own numbers; correct `offline_numbers` in its profile."),
    ),
    "hub_range_taken": FaultText(
        citizen=N_("The office system did not take this over. Please go to the counter."),
        staff=N_("Another kiosk gives the same numbers; give each its own `offline_numbers` in its profile."),
    ),
    "hub_token_wrong": FaultText(
        citizen=N_("This kiosk is not in service. Please go to the guidance desk."),
        staff=N_("The hub does not know this kiosk: pair it (./run pair)."),
    ),
    "hub_pairing_expired": FaultText(
        citizen=N_("This kiosk is not in service. Please go to the guidance desk."),
        staff=N_("This kiosk was away for too long, and its pairing has expired: pair it again."),
    ),
    "hub_pairing_revoked": FaultText(
        citizen=N_("This kiosk is not in service. Please go to the guidance desk."),
        staff=N_("This kiosk's pairing was ended at the hub: pair it again if it shall serve."),
    ),
    "hub_pairing_cloned": FaultText(
        citizen=N_("This kiosk is not in service. Please go to the guidance desk."),
        staff=N_("Two machines use this kiosk's key. Switch the copy off and pair the kiosk again."),
    ),
    "kiosk_refused": FaultText(
        citizen=N_("This kiosk is not in service. Please go to the guidance desk."),
        staff=N_("A kiosk is not let in. If it is this centre's, pair it again (page “Kiosks”)."),
    ),
    "hub_not_ours": FaultText(
        citizen=N_("The connection is interrupted. Nothing is lost; it will be sent by itself."),
        staff=N_("No hub answers at that address; check `hub_link.url` in the kiosk's profile."),
    ),
    "page_damaged": FaultText(
        citizen=N_("A page of your papers could not be read. Please show it at the counter."),
        staff=N_(
            "A photographed page of this dossier can no longer be read: ask for the paper, check the disk."
        ),
    ),
    "store_damaged": FaultText(
        citizen=N_("The office system is being looked after. Please ask an officer."),
        staff=N_("The hub's database is damaged: stop the hub, save its data folder, call the technician."),
    ),
    "number_not_taken": FaultText(
        citizen=N_("No number could be taken. Please go to the information counter."),
        staff=N_("Give the citizen a number by hand; another notice or the kiosk's log says what is wrong."),
    ),
    "store_failed": FaultText(
        citizen=N_("Your application is not saved yet. Please touch “Hand in” once more, or call the staff."),
        staff=N_("Check the kiosk's disk: full, read-only or broken."),
    ),
    "no_sound_device": FaultText(
        citizen=N_("Sound is not available here."),
        staff=N_("Check the loudspeaker's cable and the sound settings."),
        what=N_("not connected"),
    ),
    "voice_failed": FaultText(
        citizen=N_("Reading aloud is not available now."),
        staff=N_("Check that espeak-ng is installed: run doctor."),
        what=N_("does not work"),
    ),
    "not_heard": FaultText(
        citizen=N_("I did not hear that well. Please say it again, or touch the screen."),
        staff=N_("Help the citizen to touch; in noise, check the microphone with ./run listen --level."),
    ),
    "microphone_missing": FaultText(
        citizen=N_("Speaking is not possible here now. Please touch the screen or type."),
        staff=N_("Check the microphone's cable and the sound settings: ./run listen --level."),
        what=N_("not connected"),
    ),
    "recogniser_failed": FaultText(
        citizen=N_("Speaking is not possible here now. Please touch the screen or type."),
        staff=N_("The speech recogniser does not work; the kiosk goes on by touch. Run doctor."),
        what=N_("does not work"),
    ),
    "model_missing": FaultText(
        citizen=N_("Speaking is not possible here now. Please touch the screen or type."),
        staff=N_("The model of the speech recogniser is not here: ./run models get. Touch goes on working."),
        what=N_("not installed"),
    ),
    "robot_failed": FaultText(
        citizen=N_("The assistant cannot answer now. Please touch a tile or ask the staff."),
        staff=N_("See the log; the kiosk goes on working without the assistant."),
    ),
    "dossier_not_found": FaultText(
        citizen=N_("No dossier was found. Please look at the code again, or ask at the guidance desk."),
        staff=N_("Find the citizen's dossier by name at the counter."),
    ),
    "staff_not_told": FaultText(
        citizen=N_("Staff could not be called from here. Please ask at the reception."),
        staff=N_("A notice of the kiosk was lost: check its disk, and whether somebody waits there."),
    ),
    "number_out_of_range": FaultText(
        citizen=N_("This number is not possible here. Please check it."),
        staff=N_("Help the citizen with the number."),
    ),
}


def text_of(fault: Fault) -> FaultText:
    """Gives the two message ids of a fault; an id that the catalogue lacks is a
    programming error (KeyError).
    """
    return FAULTS[fault.id]
