"""Holds the faces of the program, and the wiring that puts a running program together."""
