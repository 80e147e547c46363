"""Holds voices and players."""
