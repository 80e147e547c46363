"""The centre that most tests play in: Phường Sài Gòn, with the defaults of every centre."""

from __future__ import annotations

from config.centre import CentreBundle

SAIGON = CentreBundle.load("26740")
