"""Voices and players."""
