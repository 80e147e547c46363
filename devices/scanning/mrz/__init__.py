"""Reads the machine-readable zone (TD1) on the back of a citizen card: finds, straightens, matches and checks
it.
"""
