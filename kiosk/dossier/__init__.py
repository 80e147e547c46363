"""Holds the dossier: roles of persons, papers by SHA-256, the officer's decision, codes
and official forms.
"""
