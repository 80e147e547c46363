"""Holds the screen of the list of papers to take home."""
