"""Holds buttons, cards and pages that every screen is made of (QML)."""
