"""The played visit: stage, citizen, officer, scenes, checks from outside, report."""
