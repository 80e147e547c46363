"""Holds the screen of the queue number."""
