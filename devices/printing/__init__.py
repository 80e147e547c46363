"""Drives printers of slips and A4 sheets."""
