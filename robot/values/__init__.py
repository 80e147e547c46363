"""Reads values out of what was heard: pure, and never a silent guess. `read.py` is the way in."""
