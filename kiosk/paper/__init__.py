"""Slips: what stands on them, how they look, and the record of what was printed."""
