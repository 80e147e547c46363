"""Keeps which kiosks are the centre's: one-time codes, names and ranges, who may come in."""
