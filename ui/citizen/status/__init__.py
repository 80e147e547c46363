"""Holds the screens of following a dossier."""
