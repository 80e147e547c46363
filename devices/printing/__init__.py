"""Printers of slips and sheets."""
