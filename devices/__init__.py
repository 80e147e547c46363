"""Drivers, one file each, and their operable fakes."""
