"""Screens of writing to the staff."""
