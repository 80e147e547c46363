"""Holds simulators without a window, registered with the drivers they stand for, and specimens to show
them.
"""
