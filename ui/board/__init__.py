"""Serves the public board and the phone pages behind the codes of tickets and slips."""
