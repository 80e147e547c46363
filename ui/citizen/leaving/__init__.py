"""Holds the screen that asks before something unfinished is left."""
