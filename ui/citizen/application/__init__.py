"""Holds the screens of a dossier: consent, card, questions, papers, review, handed in."""
