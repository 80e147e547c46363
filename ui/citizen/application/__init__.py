"""Screens of a dossier: consent, card, questions, papers, review, handed in."""
