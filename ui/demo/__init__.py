"""Plays a whole visit: stage, citizen, officer, scenes, checks from outside, report."""
