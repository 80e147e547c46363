"""The centre that most tests play in: Phường Sài Gòn, with the defaults of every centre."""

from __future__ import annotations

from dataclasses import replace

from config.centre import CentreBundle

SAIGON = CentreBundle.load("26740")

WITH_UNIT = replace(SAIGON, centre=SAIGON.centre.model_copy(update={"dossier_unit": "000.00.01.H29"}))
"""The same centre, as if its unit code were known: its dossiers get codes."""
