"""Screens of following a dossier."""
