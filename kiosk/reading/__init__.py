"""Finds the values of a form in what was read on a paper."""
