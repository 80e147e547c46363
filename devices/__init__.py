"""Holds the device drivers, one file each, and their simulators."""
