"""Names what a citizen is asked about the service, at the kiosk and on the page of a slip's code, and the one
rating of a slip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from kiosk.contract.rating import RatingReason
from kiosk.language.messages import N_

FACES = (
    N_("Very poor"),
    N_("Poor"),
    N_("So-so"),
    N_("Good"),
    N_("Very good"),
)
"""The words of the faces, from one to five."""
REASONS: Mapping[RatingReason, str] = {
    RatingReason.WAITED: N_("I waited too long"),
    RatingReason.PAPERS: N_("It was not clear which papers I need"),
    RatingReason.MANNER: N_("I was not treated well"),
    RatingReason.KIOSK: N_("The kiosk is hard to use"),
    RatingReason.UNFINISHED: N_("My matter is not done yet"),
}
NO_ANSWER = N_("I would rather not answer")
ASK = N_("How content are you with the service? Choose a face.")
ASK_WHY = N_("What was not good? Choose one.")
THANKS = N_("Thank you. Your answer was sent without your name.")


def rating_id(slip: str) -> str:
    """Gives the id of the rating of a slip, by a dossier's reference or a number's token: one rating a slip,
    wherever it is given, and nothing that leads back to it.
    """
    return hashlib.sha256(f"rating {slip}".encode()).hexdigest()
