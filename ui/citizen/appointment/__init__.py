"""Holds the screen of who comes for an appointment at another time."""
