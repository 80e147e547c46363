"""Holds what counter console, board and phone pages share: page frame, languages, headers, static files."""
